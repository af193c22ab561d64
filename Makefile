# Everything a developer runs. `make help` lists it.
#
# Only Python 3.11 or newer is assumed, with git and make. What is needed beyond it is installed from the lock files
# into .venv, tests/judges/node_modules and decoder/node_modules, and not again until a lock file changes, so that every
# target works without a network from its second run on. What only tests need is installed when tests are run. The
# project itself is installed editable: a change of its source needs nothing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
JUDGES := tests/judges
DECODER := decoder
SITE := output
# Node and npm come from a Python package; npm's own scripts look Node up by name.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
# What installing the project itself needs, and how versions are chosen.
BUILD := hatchling>=1.27\nhatch-fancy-pypi-readme>=25.1\neditables>=0.5\n
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
  --custom-compile-command "make lock"
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

# Beside those in .github; deploy-elsewhere.yml is a part of one, and no workflow by itself.
WORKFLOWS := $(filter-out %/deploy-elsewhere.yml,$(wildcard plugins/testamur/github/new_repository/*.yml docs/publish-in-parts/*.yml))

# Install packages of Debian where that needs no password; say so where it cannot be.
define debian_install
install_debian() { \
  local super=""; \
  if [ "$$(id -u)" != 0 ]; then super="sudo -n"; fi; \
  command -v apt-get >/dev/null && $$super true 2>/dev/null || return 1; \
  echo "Installing $$*, with apt-get." >&2; \
  $$super apt-get update -qq >&2 || true; \
  $$super env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$$@" >&2; \
}
endef

.PHONY: help
help: ## List what can be made.
	@sed -nE 's/^([a-z0-9-]+):[^#]*## (.*)$$/\1|\2/p' Makefile | while IFS='|' read -r target says; do \
	  printf '  make %-11s %s\n' "$$target" "$$says"; \
	done

.PHONY: site
site: $(VENV)/.installed decoder ## Build the demo site, signed with a throwaway key.
	@$(BIN)/testamur build --preview --output $(SITE)
	@echo
	@echo "Made: $(CURDIR)/$(SITE)/, the demo registry as a static site, signed with a key that is already thrown away."
	@echo "Look at it: make serve"

.PHONY: serve
serve: $(VENV)/.installed decoder ## Serve the demo site, and build it again when something changes.
	@$(BIN)/testamur serve

.PHONY: test
test: test-tools ## Run the tests, then the linters and the type checker: some ten minutes.
	$(BIN)/python -m pytest -q -n auto
	@$(MAKE) --no-print-directory lint

.PHONY: test-all
test-all: test-tools browsers ## Run the tests on all there is (every byte, every page), with fresh examples in a fresh order.
	TESTAMUR_TESTS=all $(BIN)/python -m pytest -q -n auto -p randomly $(PYTEST)
	@$(MAKE) --no-print-directory lint

.PHONY: pythons
pythons: test-tools ## Run the tests from the wheel, on each Python that is here, with locked, newest and oldest packages.
	$(PIP) install -q uv
	@$(BIN)/python tests/python_matrix.py $(ONLY)

.PHONY: tool
tool: $(VENV)/.installed ## Install the testamur command into .venv.

.PHONY: package
package: $(VENV)/.tested decoder ## Build the package that is released, into dist/.
	@test -e theme/static/qr/decode.js || { echo "A release has the decoder of QR codes, and it is not here." >&2; exit 1; }
	$(BIN)/python -m hatchling build

.PHONY: test-tools
test-tools: $(VENV)/.tested $(VENV)/.installed $(JUDGES)/node_modules/.installed decoder chromium ## Install what the tests need.

.PHONY: lint
lint: $(VENV)/.tested $(VENV)/.installed ## Check the style and the types of the code.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@if [ -d .github/workflows ]; then set -x; $(BIN)/zizmor --offline --quiet --persona pedantic .github $(WORKFLOWS); fi

.PHONY: bench
bench: $(VENV)/.tested $(VENV)/.installed $(JUDGES)/node_modules/.installed hugo ## Measure what awards cost, beside others.
	@$(BIN)/python tests/bench.py $(BENCH)

.PHONY: vectors
vectors: $(VENV)/.tested $(VENV)/.installed ## Make the verifiers' shared test vectors, and the samples to learn on, anew.
	@$(BIN)/python tests/make_vectors.py
	@$(BIN)/python tests/make_samples.py

.PHONY: vocabulary
vocabulary: $(VENV)/.tested $(VENV)/.installed ## Make the verifiers' table of terms anew, from the published contexts.
	@$(BIN)/python tests/make_vocabulary.py

.PHONY: translations
translations: $(VENV)/.tested $(VENV)/.installed ## Collect the sentences of the interface for translators.
	@$(BIN)/python tests/make_translations.py

.PHONY: w3c
w3c: test-tools ## Fetch W3C's test suites from GitHub, and run them against what we sign and check.
	$(BIN)/python tests/w3c_suites.py
	TESTAMUR_TESTS=all $(BIN)/python -m pytest -q tests/test_w3c_suites.py

.PHONY: lighthouse
lighthouse: $(VENV)/.tested $(VENV)/.installed chromium ## Measure the public pages of the demo with Lighthouse (fetched by npm).
	@$(WITH_NODE) $(BIN)/python tests/lighthouse.py

.PHONY: lock
lock: $(VENV)/.tested ## Choose the newest versions of all packages, and write the lock files.
	$(PIP) install -q uv
	printf '$(BUILD)' | $(BIN)/uv pip compile $(COMPILE) --upgrade \
	  --group pyproject.toml:test --group pyproject.toml:lint --output-file requirements-dev.lock pyproject.toml -
	printf '$(BUILD)' | $(BIN)/uv pip compile $(COMPILE) --constraint requirements-dev.lock \
	  --output-file requirements.lock pyproject.toml -
	$(BIN)/python tests/lock_hashes.py requirements.lock
	cd $(JUDGES) && $(WITH_NODE) npm update --package-lock-only --omit-lockfile-registry-resolved \
	  --ignore-scripts --no-audit --no-fund
	@$(MAKE) --no-print-directory test-tools

.PHONY: clean
clean: ## Remove what was built, and keep what was installed.
	rm -rf $(SITE) output.* .preview dist test-artefacts .mypy_cache .ruff_cache .hypothesis

.PHONY: pristine
pristine: clean ## Remove what was installed, too.
	rm -rf $(VENV) $(JUDGES)/node_modules $(DECODER)/node_modules theme/static/qr

# What is installed ---------------------------------------------------------------------------------------------------

$(VENV)/.made:
	@$(debian_install); \
	find_python() { \
	  for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	    "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return; \
	  done; \
	  return 1; \
	}; \
	find_python || { install_debian python3 python3-venv && find_python; } || { \
	  echo "Testamur needs Python 3.11 or newer with its venv module (on Debian and Ubuntu: python3-venv)." >&2; \
	  echo "If it is installed under another name: make PYTHON=/path/to/python …" >&2; \
	  exit 1; \
	}; \
	echo "Making $(VENV) with $$($$python --version)."; \
	$$python -m venv --clear $(VENV); \
	touch $@

# A stamp is a copy of the file that was installed from, so that a new checkout of the same file installs nothing.
$(VENV)/.locked: requirements.lock $(VENV)/.made
	@cmp -s $< $@ || { echo 'Installing the Python packages of $<.'; $(PIP) install -q --require-hashes -r $<; }
	@cp $< $@

$(VENV)/.tested: requirements-dev.lock $(VENV)/.locked
	@cmp -s $< $@ || { echo 'Installing the Python packages of $<.'; $(PIP) install -q --require-hashes -r $<; }
	@cp $< $@

$(VENV)/.installed: pyproject.toml $(VENV)/.locked
	@cmp -s $< $@ || $(PIP) install -q --no-build-isolation --no-deps --editable .
	@cp $< $@

$(JUDGES)/node_modules/.installed: $(JUDGES)/package-lock.json $(JUDGES)/package.json | $(VENV)/.tested
	@cmp -s $< $@ || { echo 'Installing the npm packages of $<.'; \
	  cd $(JUDGES); $(WITH_NODE) npm ci --prefer-offline --ignore-scripts --no-audit --no-fund; }
	@cp $< $@

# What reads QR codes in browsers that cannot: of npm, with the theme, not committed (decoder/hatch_build.py). Everything
# works without it, so a machine without npm or a network says so and goes on; the next run tries again.
.PHONY: decoder
decoder: $(VENV)/.installed
	@cmp -s $(DECODER)/package-lock.json $(DECODER)/node_modules/.installed && [ -e theme/static/qr/decode.js ] || { \
	  export $(WITH_NODE); \
	  command -v npm >/dev/null && echo 'Installing the npm package of $(DECODER)/package-lock.json.' && \
	  (cd $(DECODER) && npm ci --prefer-offline --ignore-scripts --no-audit --no-fund --loglevel=error) && \
	  $(BIN)/python $(DECODER)/hatch_build.py && cp $(DECODER)/package-lock.json $(DECODER)/node_modules/.installed; \
	} || echo "NO DECODER: the site reads QR codes only in browsers that can themselves. npm brings it." >&2

# Chromium is the system's: nothing that pip or npm brings is one. Without it the tests that need it are skipped and
# say so, except in CI, where nothing may go unchecked.
# Chromium's headless shell takes half the time of a whole browser. It is asked for once; any Chromium will do.
.PHONY: chromium
chromium:
	@$(debian_install); \
	find_chromium() { command -v chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable >/dev/null; }; \
	if ! command -v chromium-headless-shell >/dev/null && [ ! -e $(VENV)/.asked-for-headless-shell ]; then \
	  install_debian chromium-headless-shell || true; touch $(VENV)/.asked-for-headless-shell; \
	fi; \
	find_chromium || { install_debian chromium && find_chromium; } || { \
	  echo "NO CHROMIUM: the tests in a browser will not run. Install Chromium or Chrome to run them." >&2; \
	  [ "$${CI:-}" != true ]; \
	}

# Only `make test-all` asks them: whatever Chromium's verifier says, they have to say.
.PHONY: browsers
browsers:
	@$(debian_install); \
	command -v firefox-esr firefox >/dev/null || install_debian firefox-esr || \
	  echo "NO FIREFOX: make test-all will not ask it. Install Firefox to do so." >&2; \
	{ ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser && command -v xvfb-run; } >/dev/null 2>&1 || \
	  install_debian webkit2gtk-driver xvfb xauth || \
	  echo "NO WEBKIT: make test-all will not ask it. Install WebKitGTK's MiniBrowser and Xvfb to do so." >&2

# Only `make bench` compares with it. Without it that row is skipped, and says so.
.PHONY: hugo
hugo:
	@$(debian_install); \
	command -v hugo >/dev/null || { install_debian hugo && command -v hugo >/dev/null; } || \
	  echo "NO HUGO: make bench will not compare with it. Install Hugo to do so." >&2
