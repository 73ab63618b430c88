# Every target sets up what it needs. A newcomer needs only `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
OLDEST := .venv-robot-7.1
MITMPROXY := .venv-mitmproxy
BENCH := .venv-bench
BIN := $(VENV)/bin
UI ?= fake
# Two processes, each with its own servers; the tests of a module stay together.
TOGETHER := --numprocesses 2 --dist loadfile

.PHONY: demo prove test utest atest atest-oldest trust lint format docs tutorial how-tos bench profile clean picture

demo: $(VENV)/ready ## Run the demo suite twice: with the UI alone, and with validations
	@# Without mitmproxy the demo leaves one column out and says so, so a failed installation is not an error.
	@[ -n "$$QUASH_MITMDUMP" ] || $(BIN)/python -m demo.app_traffic || \
	  PIP_RETRIES=1 $(MAKE) --no-print-directory $(MITMPROXY)/ready 2>/dev/null || true
	$(BIN)/python -m demo.run --ui $(UI)

utest atest atest-oldest trust bench: export QUASH_MITMDUMP := $(abspath $(MITMPROXY)/bin/mitmdump)

prove: $(VENV)/ready $(MITMPROXY)/ready ## Find the demo's tests that stay green although the shop loses a write
	$(BIN)/python -m demo.proof --ui $(UI)

test: lint utest atest atest-oldest ## Everything that CI runs

utest: $(VENV)/ready $(MITMPROXY)/ready ## Unit tests
	$(BIN)/python -m pytest utest $(TOGETHER)

atest: $(VENV)/ready $(MITMPROXY)/ready ## Acceptance tests: real robot, Appium, AppiumLibrary, HTTP backend, database
	$(BIN)/python -m demo.node ensure
	$(BIN)/python -m pytest atest $(TOGETHER)

atest-oldest: $(VENV)/ready $(OLDEST)/ready $(MITMPROXY)/ready ## Acceptance tests on the oldest supported Robot Framework, with the wheel installed
	$(BIN)/python -m demo.node ensure
	QUASH_ATEST_PYTHON=$(abspath $(OLDEST)/bin/python) $(BIN)/python -m pytest atest $(TOGETHER)

trust: $(VENV)/ready $(MITMPROXY)/ready ## Test the promises of docs/explanation/trust.md in full (about 20 minutes) and print the figures
	QUASH_TRUST=full $(BIN)/python -m pytest atest/trust -q

lint: $(VENV)/ready ## Static checks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready ## Fix what ruff can fix, and format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/ready ## Regenerate the JSON Schema, the tables in docs/ and the keyword documentation
	$(BIN)/python -m QuashLibrary.registry.editor_schema > resources/quash.schema.json
	$(BIN)/python -m utest.docs.generated
	$(BIN)/python -m utest.folders
	mkdir -p build && $(BIN)/libdoc QuashLibrary::registry=resources/examples/shop build/QuashLibrary.html

tutorial: $(VENV)/ready ## Run the commands of docs/tutorial.md and update their output in the page
	$(BIN)/python -m atest.tutorial

how-tos: $(VENV)/ready ## Run the examples of docs/how-to and update their output in the pages; PAGES="catch-a-rollback" selects
	$(BIN)/python -m atest.how_tos $(PAGES)

bench: $(BENCH)/ready $(MITMPROXY)/ready ## Measure every figure of docs/explanation/performance.md and its peers; ROWS="check import" selects
	$(BENCH)/bin/python -m bench.run $(ROWS)

profile: $(BENCH)/ready ## Profile an import and a check
	$(BENCH)/bin/python -m bench.profile

picture: $(VENV)/ready ## Draw the README's picture of a log; needs Chromium
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pymupdf==1.26.7
	$(BIN)/python -m demo.picture docs/images/silent-failure.svg

clean: ## Remove the environments, builds and results
	rm -rf $(VENV) .venv-robot-* $(MITMPROXY) $(BENCH) build dist demo-results test-results demo/appium/node_modules atest/axe/node_modules

$(VENV)/ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(OLDEST)/ready: requirements/oldest.txt $(VENV)/ready $(shell find QuashLibrary resources -type f -not -name '*.pyc' 2>/dev/null)
	$(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/oldest.txt
	rm -rf build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir build/wheel .
	$(OLDEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall build/wheel/*.whl
	touch $@

$(MITMPROXY)/ready: requirements/mitmproxy.txt
	$(PYTHON) -m venv $(MITMPROXY)
	$(MITMPROXY)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/mitmproxy.txt
	touch $@

$(BENCH)/ready: requirements/bench.txt pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check -r requirements/bench.txt
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@
