# What became of the end-to-end tests in each engine, from the logs of their runs: a table, and the reasons of what was skipped.
# Fails if a test did, or if a run did not come to its end.
FNR == 1 {
    engine = FILENAME
    gsub(/.*e2e-|[.]log$/, "", engine)
    engines[++n] = engine
}
/skipped in / {
    skipped[engine]++
    reasons = reasons "\n" $0
}
/skipped in [a-z]+: all: / { is_absent[engine] = 1 }
/^test result:/ {
    ended[engine] = 1
    passed[engine] = $4
    failed[engine] = $6
}
/^test .* FAILED$/ { failures = failures "\nfailed in " engine ": " $2 }
END {
    printf "%-10s %8s %8s %8s\n", "engine", "passed", "failed", "skipped"
    for (i = 1; i <= n; i++) {
        engine = engines[i]
        if (is_absent[engine]) {
            printf "%-10s %8s %8s %8s\n", engine, "-", "-", "all"
            continue
        }
        if (!ended[engine] || failed[engine] > 0 || passed[engine] == 0) is_bad = 1
        # The test runner takes what was skipped for passed.
        printf "%-10s %8d %8d %8d%s\n", engine, passed[engine] - skipped[engine], failed[engine], skipped[engine],
            ended[engine] ? "" : " (did not end)"
    }
    print substr(reasons failures, 2)
    exit is_bad
}
