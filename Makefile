# Everything about building and testing. `make` lists the targets.
# Versions are pinned once each: Rust in rust-toolchain.toml, crates and wasm-bindgen in Cargo.lock, npm packages in
# package-lock.json, Trunk here.
TRUNK_VERSION := 0.22.1
WASM_BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p;}' Cargo.lock)

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

TOOLS := $(CURDIR)/.tools
export PATH := $(TOOLS)/bin:$(CURDIR)/node_modules/.bin:$(PATH)
ADDRESS := 127.0.0.1
# What native builds are made of: the page rendered natively, and the command for editors.
NATIVE := --locked --features ssr,tools
PORT := 8080

TOOLCHAIN := $(TOOLS)/toolchain.stamp
TRUNK := $(TOOLS)/trunk-$(TRUNK_VERSION).stamp
WASM_BINDGEN := $(TOOLS)/wasm-bindgen-$(WASM_BINDGEN_VERSION).stamp
WASM_SPLIT_VERSION := 0.2.4
WASM_SPLIT := $(TOOLS)/wasm-split-$(WASM_SPLIT_VERSION).stamp
CARGO_FUZZ_VERSION := 0.13.2
CARGO_FUZZ := $(TOOLS)/cargo-fuzz-$(CARGO_FUZZ_VERSION).stamp
CARGO_DENY_VERSION := 0.20.2
CARGO_DENY := $(TOOLS)/cargo-deny-$(CARGO_DENY_VERSION).stamp
CARGO_MACHETE_VERSION := 0.9.2
CARGO_MACHETE := $(TOOLS)/cargo-machete-$(CARGO_MACHETE_VERSION).stamp
GECKODRIVER_VERSION := 0.37.1
GECKODRIVER := $(TOOLS)/geckodriver-$(GECKODRIVER_VERSION).stamp
NPM := $(TOOLS)/npm.stamp
JUDGES := $(TOOLS)/judges.stamp
PEERS := $(TOOLS)/peers.stamp
LIGHTHOUSE := $(TOOLS)/lighthouse.stamp
PAGE := dist/index.html
# The address that the site is built for, if it is known: make build SITE=https://example.org/asem/
SITE :=
SITE_STAMP := target/site.stamp
SOURCES := $(shell find src style public index.html -type f -o -type d) Cargo.toml Cargo.lock rust-toolchain.toml \
	.cargo/config.toml Makefile

# Tools run seldom and for seconds: built without optimisation they are ready in a third of the time.
INSTALL_TOOL := env CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR=$(TOOLS)/target \
	cargo install --quiet --debug --locked --no-default-features --root $(TOOLS)

# The linker leaves its relocations in, by which the parts that come later are cut off (src/publish/split/wasm-bindgen).
# A fifth less wasm: the standard library is built along, for size, and a panic stops at once instead of wording a message
# that nobody would see. Both need unstable options, which the pinned toolchain makes safe to rely on.
SMALL_WASM := env RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort \
	CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
	RUSTFLAGS="--cfg erase_components -Zunstable-options -Cpanic=immediate-abort --cfg split -Clink-args=--emit-relocs"

.PHONY: always help serve dev build single-file test test-browsers check asem schema names screenshots gallery \
	check-budgets map bench judges judges-quick fuzz clean tools browser browsers java

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(PAGE) ## Build the release and serve it at http://127.0.0.1:8080/
	@if (exec 3<> /dev/tcp/$(ADDRESS)/$(PORT)) 2> /dev/null; then
		echo "Port $(PORT) is taken: stop what uses it, or say make serve PORT=8081" >&2
		exit 1
	fi
	echo "Serving dist/ at http://$(ADDRESS):$(PORT)/ (stop with Ctrl-C)"
	exec env -u HOST -u PORT sirv dist --dev --quiet --host $(ADDRESS) --port $(PORT)

dev: tools ## Serve a quick build at http://127.0.0.1:8080/, made anew at every change (reload by hand)
	@cargo fetch --quiet --locked
	trunk serve --dist target/dev --no-autoreload --address $(ADDRESS) --port $(PORT)

build: $(PAGE) ## Build the deployable site in dist/; SITE=ADDRESS makes its links whole

# Trunk looks nothing up on the network (see Cargo.toml), so that the crates must be there before.
# The command that publishes is built meanwhile, since the wasm's last steps leave all processors but one idle.
$(PAGE): $(TOOLCHAIN) $(TRUNK) $(WASM_BINDGEN) $(WASM_SPLIT) $(NPM) $(SOURCES) $(SITE_STAMP)
	@echo "Building the site in dist/"
	cargo fetch --quiet --locked
	nice cargo build --quiet $(NATIVE) --bin asem &
	$(SMALL_WASM) cargo fetch --quiet --locked --target wasm32-unknown-unknown
	env PATH="$(CURDIR)/src/publish/split:$$PATH" $(SMALL_WASM) trunk --quiet build --release --locked
	mv target/parts/*.wasm dist/
	wait $$!
	cargo run --quiet $(NATIVE) --bin asem -- publish dist --site "$(SITE)"
	rm -f dist/.trunk-lock
	touch $@

# A file to hand over: NAMES=1 takes the partners' names in all languages along.
NAMES :=
single-file: $(PAGE) ## Write the whole page into one file that opens from a disk, target/asem-dashboard-DAY.html
	@cargo run --quiet $(NATIVE) --bin asem -- single-file dist --out target --site "$(SITE)" $(if $(NAMES),--names)

# Another address is another site.
$(SITE_STAMP): always
	@mkdir -p $(@D)
	[ -f $@ ] && [ "$$(cat $@)" = "$(SITE)" ] || echo "$(SITE)" > $@

# Runs the end-to-end tests in each of these engines, and tells how many passed, failed and were skipped in each, and why.
# An engine that is not there is named. The runs are one after another: each uses all processors. What fails is run once more
# with the machine to itself, and told apart: drivers lose patience before a page does.
define RUN_E2E
	run_e2e() {
		local engine driver log failed
		for engine in "$$@"; do
			driver=$$(case $$engine in
				chromium) echo chromedriver ;; firefox) echo geckodriver ;; webkit) echo WebKitWebDriver ;; esac)
			log=target/e2e-$$engine.log
			rm -f target/e2e-$$engine*.log
			if ! command -v $$driver > /dev/null; then
				echo "skipped in $$engine: all: $$driver is not installed (make browsers does it)" | tee $$log
				continue
			fi
			echo "== The release build in $$engine"
			ENGINE=$$engine cargo test $(NATIVE) --test e2e -- $(TESTS) 2>&1 | tee $$log || true
			failed=$$(sed -n 's/^test \(.*\) \.\.\. FAILED$$/\1/p' $$log)
			if [ -n "$$failed" ]; then
				echo "== Once more in $$engine"
				ENGINE=$$engine cargo test $(NATIVE) --test e2e -- --exact --test-threads=1 $$failed 2>&1 |
					tee target/e2e-$$engine-again.log || true
			fi
		done
		awk -f tests/e2e/engines.awk $$(for engine in "$$@"; do ls target/e2e-$$engine{,-again}.log 2> /dev/null; done)
	}
endef

# The engines besides Chromium that the tests run in where they are there: make test ENGINES= does without.
ENGINES := firefox webkit
test: browser tools $(PAGE) ## Run every check and test, in Chromium and what other browsers are there; ends with the counts
	@$(RUN_E2E)
	rm -f target/test.log
	log() { tee -a target/test.log; }
	failed=0
	$(MAKE) check
	echo "== Native tests, and the release build in Chromium"
	cargo test $(NATIVE) --no-fail-fast 2>&1 | log || failed=1
	echo "== Component tests in a real browser"
	WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/webdriver.json \
	CHROMEDRIVER="$$(command -v chromedriver)" \
		cargo test --locked --target wasm32-unknown-unknown --features csr --test web 2>&1 | log || failed=1
	echo "== Judges that were not written here"
	$(MAKE) judges-quick || failed=1
	[ -z "$(ENGINES)" ] || run_e2e $(ENGINES) || failed=1
	awk '/^test result:/ { passed += $$4; failed += $$6 } END { print passed " passed, " failed + 0 " failed"; exit passed == 0 }' target/test.log
	[ $$failed = 0 ]

# TESTS=explore:: runs those tests alone whose names hold this (with make test, in the engines besides Chromium), BROWSERS=webkit in
# that one alone.
BROWSERS := chromium firefox webkit
TESTS :=
test-browsers: browsers tools $(PAGE) ## Run the end-to-end tests in Chromium, Firefox and WebKit
	@$(RUN_E2E)
	run_e2e $(BROWSERS)

check: tools ## Format, clippy with warnings denied, tidy
	@echo "== Format"
	cargo fmt --check
	echo "== Clippy, native"
	cargo clippy --quiet $(NATIVE) --all-targets -- --deny warnings
	echo "== Clippy, wasm"
	cargo clippy --quiet --locked --features csr --target wasm32-unknown-unknown --lib --bins --test web -- --deny warnings
	echo "== Tidy"
	cargo test --quiet $(NATIVE) --test tidy

screenshots: browser tools $(PAGE) ## Take the README's pictures anew
	cargo test --quiet $(NATIVE) --test screenshots

gallery: $(PAGE) ## Write a page of every component in every state, target/gallery/index.html
	@cargo run --quiet $(NATIVE) --example gallery

check-budgets: $(PAGE) ## Hold the site's bytes, and what `make bench` measured, against tests/budgets.json
	@cargo test --quiet $(NATIVE) --test budgets -- --include-ignored --nocapture --test-threads=1

asem: $(TOOLCHAIN) ## The command for editors: make asem ARGS="check public/data/asem.json"
	@cargo run --quiet $(NATIVE) --bin asem -- $(ARGS)

schema: $(TOOLCHAIN) ## Make the JSON Schemas beside the data anew from the code
	@mkdir -p target
	cargo run --quiet $(NATIVE) --bin asem -- schema > target/asem.schema.json
	cargo run --quiet $(NATIVE) --bin asem -- schema --release > target/asem-release.schema.json
	mv target/asem.schema.json target/asem-release.schema.json public/data/

names: $(TOOLCHAIN) $(NPM) ## Make the names of states anew from CLDR: the partners' in other languages, all in English
	@npm run --silent territories
	cargo run --quiet $(NATIVE) --bin asem -- names --cldr node_modules --data public/data/asem.json --out public/data/names
	cp node_modules/cldr-localenames-full/LICENSE public/data/names/LICENSE

map: $(NPM) ## Make public/map/partners.json anew from world-atlas
	npm run --silent map

bench: browser tools $(PEERS) $(PAGE) ## Measure: checking a large data file; loading, beside peers; from key to painted result, also in a large archive
	@cargo bench --quiet $(NATIVE) --bench check
	cargo bench --quiet $(NATIVE) --bench load
	cargo bench --quiet $(NATIVE) --bench speed
	cargo bench --quiet $(NATIVE) --bench archive

judges: $(LIGHTHOUSE) judges-quick ## Have the built site and all that it is made with judged by programs of others
	@node tests/judges/judge.js lighthouse

# Those that take seconds, which `make test` asks as well.
judges-quick: browser java tools $(JUDGES) $(CARGO_DENY) $(CARGO_MACHETE) $(PAGE)
	@node tests/judges/judge.js html css links policy crates unused npm

# Sanitizers are an unstable option of the compiler.
FUZZ_SECONDS := 60
fuzz: $(CARGO_FUZZ) ## Feed the readers of data files, releases, addresses and searches with random input, FUZZ_SECONDS each
	@for target in from_json import query search; do
		mkdir -p target/fuzz/corpus/$$target
		RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz --target-dir target/fuzz $$target \
			target/fuzz/corpus/$$target tests/fuzz/corpus/$$target tests/fixtures public/data \
			-- -max_total_time=$(FUZZ_SECONDS) -max_len=200000
	done

clean: ## Remove what was built; the tools stay in .tools/
	rm -rf dist target

tools: $(TOOLCHAIN) $(TRUNK) $(WASM_BINDGEN) $(NPM)

$(TOOLCHAIN): rust-toolchain.toml
	@mkdir -p $(TOOLS)
	command -v rustup > /dev/null || { echo "rustup is missing: install it from https://rustup.rs" >&2; exit 1; }
	echo "Setting up the Rust toolchain"
	rustup toolchain install --no-self-update
	touch $@

$(TRUNK): | $(TOOLCHAIN)
	@echo "Setting up Trunk $(TRUNK_VERSION) (some minutes, once)"
	$(INSTALL_TOOL) --version $(TRUNK_VERSION) --features rustls trunk
	rm -f $(TOOLS)/trunk-*.stamp
	touch $@

$(WASM_BINDGEN): | $(TOOLCHAIN) $(TRUNK)
	@echo "Setting up wasm-bindgen $(WASM_BINDGEN_VERSION)"
	$(INSTALL_TOOL) --version $(WASM_BINDGEN_VERSION) wasm-bindgen-cli
	rm -rf $(TOOLS)/wasm-bindgen-*.stamp $(TOOLS)/target
	touch $@

$(WASM_SPLIT): | $(TOOLCHAIN) $(WASM_BINDGEN)
	@echo "Setting up wasm-split $(WASM_SPLIT_VERSION)"
	$(INSTALL_TOOL) --version $(WASM_SPLIT_VERSION) --features build-binary wasm_split_cli_support
	rm -rf $(TOOLS)/wasm-split-*.stamp $(TOOLS)/target
	touch $@

$(CARGO_FUZZ): | $(TOOLCHAIN)
	@echo "Setting up cargo-fuzz $(CARGO_FUZZ_VERSION)"
	$(INSTALL_TOOL) --version $(CARGO_FUZZ_VERSION) cargo-fuzz
	rm -rf $(TOOLS)/cargo-fuzz-*.stamp $(TOOLS)/target
	touch $@

$(CARGO_DENY): | $(TOOLCHAIN) $(WASM_BINDGEN)
	@echo "Setting up cargo-deny $(CARGO_DENY_VERSION)"
	$(INSTALL_TOOL) --version $(CARGO_DENY_VERSION) cargo-deny
	rm -rf $(TOOLS)/cargo-deny-*.stamp $(TOOLS)/target
	touch $@

$(CARGO_MACHETE): | $(TOOLCHAIN) $(CARGO_DENY)
	@echo "Setting up cargo-machete $(CARGO_MACHETE_VERSION)"
	$(INSTALL_TOOL) --version $(CARGO_MACHETE_VERSION) cargo-machete
	rm -rf $(TOOLS)/cargo-machete-*.stamp $(TOOLS)/target
	touch $@

# No package's install script is run: none is needed, and some download.
NPM_CI := npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

# Lighthouse alone has ten times the size of the others.
JUDGES_OF_NPM := $(NPM_CI) --prefix tests/judges
$(JUDGES): tests/judges/package.json tests/judges/package-lock.json
	@mkdir -p $(TOOLS)
	echo "Setting up the judges' npm packages"
	$(JUDGES_OF_NPM) --omit=dev
	touch $@

$(LIGHTHOUSE): tests/judges/package.json tests/judges/package-lock.json
	@mkdir -p $(TOOLS)
	echo "Setting up Lighthouse"
	$(JUDGES_OF_NPM)
	touch $(JUDGES) $@

$(PEERS): tests/bench/peers/package.json tests/bench/peers/package-lock.json
	@mkdir -p $(TOOLS)
	echo "Setting up the peers"
	$(NPM_CI) --prefix tests/bench/peers
	touch $@

$(GECKODRIVER): | $(TOOLCHAIN)
	@echo "Setting up geckodriver $(GECKODRIVER_VERSION)"
	$(INSTALL_TOOL) --version $(GECKODRIVER_VERSION) geckodriver
	rm -rf $(TOOLS)/geckodriver-*.stamp $(TOOLS)/target
	touch $@

$(NPM): package.json package-lock.json
	@mkdir -p $(TOOLS)
	command -v npm > /dev/null || { echo "npm is missing: install Node.js 20 or newer" >&2; exit 1; }
	echo "Setting up npm packages"
	$(NPM_CI)
	touch $@

# As few packages as do: a browser, its driver, and for WebKit a screen and a desktop's settings.
define APT_GET
	apt_get() {
		if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
			echo "Setting up $$*"
			apt-get -qq update
			DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$$@" > /dev/null
		else
			echo "The tests need $$*. As root: apt-get install $$*" >&2
			exit 1
		fi
	}
endef

browser:
	@$(APT_GET)
	command -v chromium > /dev/null && command -v chromedriver > /dev/null || apt_get chromium chromium-driver

# For the Nu HTML checker.
java:
	@$(APT_GET)
	command -v java > /dev/null || apt_get default-jre-headless

browsers: browser $(GECKODRIVER) ## Install the browsers that make test runs in where they are there: Firefox, WebKit
	@$(APT_GET)
	command -v firefox-esr > /dev/null || command -v firefox > /dev/null || apt_get firefox-esr
	for command in WebKitWebDriver Xvfb xsettingsd; do
		command -v $$command > /dev/null || { apt_get webkit2gtk-driver xvfb xauth xsettingsd; break; }
	done
