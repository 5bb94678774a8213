# What became of the end-to-end tests in each engine, from the logs of their runs: a table, and the reasons of what was skipped.
# What failed was run once more, in a log of its own. Fails if a test did so twice, or if a run did not come to its end.
FNR == 1 {
    engine = FILENAME
    gsub(/.*e2e-|[.]log$/, "", engine)
    is_again = sub(/-again$/, "", engine)
    if (!is_again) engines[++n] = engine
    ended[engine] = 0
}
/skipped in / && !is_again {
    skipped[engine]++
    reasons = reasons "\n" $0
}
/skipped in [a-z]+: all: / { is_absent[engine] = 1 }
/^test result:/ {
    ended[engine] = 1
    passed[engine] += $4
    failed[engine] = $6
    if (is_again) unsteady[engine] = $4
}
/^test .* FAILED$/ { failures = failures "\nfailed" (is_again ? " again" : "") " in " engine ": " $2 }
END {
    printf "%-10s %8s %8s %8s %8s\n", "engine", "passed", "failed", "skipped", "unsteady"
    for (i = 1; i <= n; i++) {
        engine = engines[i]
        if (is_absent[engine]) {
            printf "%-10s %8s %8s %8s %8s\n", engine, "-", "-", "all", "-"
            continue
        }
        if (!ended[engine] || failed[engine] > 0 || passed[engine] == 0) is_bad = 1
        # The test runner takes what was skipped for passed; unsteady is what passed only the second time.
        printf "%-10s %8d %8d %8d %8d%s\n", engine, passed[engine] - skipped[engine], failed[engine], skipped[engine],
            unsteady[engine], ended[engine] ? "" : " (did not end)"
    }
    print substr(reasons failures, 2)
    exit is_bad
}
