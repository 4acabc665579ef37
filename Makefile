# Two commands do everything: `make demo` and `make test`. The environment is .venv.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
STICHTAG ?= 2026-11-16
# One more than there are processors, for a test waits now and then for its database or its browser; four at most.
WORKERS ?= $(shell n=$$(nproc 2>/dev/null || echo 2); test $$n -lt 4 && echo $$((n + 1)) || echo 4)
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test check fuzz mutate crashes bench conformance lock vendor clean

.venv/.uv: bootstrap.lock
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; \
	  test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install -y --no-install-recommends python3-venv && $(PYTHON) -m venv .venv; } \
	  || { echo "make: this Python cannot make an environment; install the package python3-venv" >&2; exit 1; }
	@.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r bootstrap.lock
	@touch $@

.venv/.ready: .venv/.uv requirements.lock pyproject.toml
	@VIRTUAL_ENV=.venv .venv/bin/uv pip install -q --require-hashes --no-deps -r requirements.lock
	@VIRTUAL_ENV=.venv .venv/bin/uv pip install -q --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/.ready
	@exec .venv/bin/hub demo run --stichtag $(STICHTAG)

test: .venv/.ready check
	@bash tests/install-missing.sh
	@$(MAKE) -s .provider/.ready || echo "tests: the OpenID provider of npm could not be had: tests with it will be skipped"
	@.venv/bin/python -m pytest -n $(WORKERS)

check: .venv/.ready
	@.venv/bin/ruff check hub tests bench demo migrations
	@.venv/bin/ruff format --check hub tests bench demo migrations
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/bandit -q -c pyproject.toml -r hub

# Every endpoint, form and file that is read, with FUZZ_TIMES (20) as much as `make test` sends; each promise for all cases on
# four times as many examples, others each time; then both engines on FUZZ questions (a million) from SEED. Slow.
fuzz: .venv/.ready
	@FUZZ_TIMES=$(or $(FUZZ_TIMES),20) .venv/bin/python -m pytest -n $(WORKERS) tests/fuzzing
	@FUZZ_TIMES=$(or $(FUZZ_TIMES),20) .venv/bin/python -m pytest -n $(WORKERS) -m "hypothesis or partly"
	@.venv/bin/python -m tests.fuzz

# Mutants of the engine, one after the other; stopped, it goes on where it was. MODULES="weigh because" asks these anew.
mutate: .venv/.ready
	@nice -n 19 .venv/bin/python -m tests.mutation $(MODULES)

# kill -9 on database, sequencer and web processes under load, ROUNDS times.
crashes: .venv/.ready
	@HUB_CRASH_ROUNDS=$(or $(ROUNDS),100) .venv/bin/python -m pytest -n 0 -s tests/ledger/test_crashing.py

# Engines to compare with, beside the environment; one of them says that it needs a newer Python than it does.
.peers/.ready: .venv/.ready bench/peers.lock
	@rm -rf .peers
	@.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --ignore-requires-python \
	  --target .peers -r bench/peers.lock
	@touch $@

bench: .peers/.ready
	@PYTHONPATH=.peers .venv/bin/python -m bench

# The certified OpenID provider that sign-in is tested with, under the Node of the environment; beside both.
.provider/.ready: .venv/.ready tests/identity/provider/package-lock.json
	@rm -rf .provider && mkdir .provider && cp tests/identity/provider/package*.json .provider/
	@cd .provider && PATH="$(CURDIR)/.venv/bin:$$PATH" timeout 120 npm ci --fetch-retries=0 --ignore-scripts --no-audit --no-fund --silent >/dev/null
	@touch $@

# Log software of others, beside the environment; one of them says that it needs a newer Python than it does.
.conformance/.ready: .venv/.ready tests/conformance/peers.lock
	@rm -rf .conformance
	@.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes --ignore-requires-python \
	  --target .conformance -r tests/conformance/peers.lock
	@touch $@

# What we export, before the tools of others: they accept it, and refuse it damaged.
conformance: .conformance/.ready
	@.venv/bin/python -m pytest -n 0 tests/conformance/checks_*.py

lock: .venv/.uv
	VIRTUAL_ENV=.venv .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --group dev --extra embedded pyproject.toml -o requirements.lock
	echo 'uv==0.13.9' | VIRTUAL_ENV=.venv .venv/bin/uv pip compile -q --universal --generate-hashes --no-header --no-annotate --no-emit-index-url - -o bootstrap.lock

clean:
	@test ! -x .venv/bin/hub || .venv/bin/hub demo reset
	rm -rf .venv .peers .provider .conformance .hub mutants
