# Two commands for everyone: make book, make test. The rest is for authors.
PYTHON ?= python3
VENV := .venv/bin/python
# One thread a process: stable digits, and no more threads than cores when notebooks run side by side.
export OMP_NUM_THREADS = 1
export MKL_NUM_THREADS = 1
export OPENBLAS_NUM_THREADS = 1

.DEFAULT_GOAL := help
.PHONY: help book serve lab classroom test bench notebooks new-chapter lint format constraints clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1|/' | awk -F'|' '{ printf "  %-36s %s\n", $$1, $$2 }'

book: ## set up, run the notebooks, build the site, say where it is
	@$(PYTHON) environment/prepare.py site
	@$(VENV) -m web book

serve: book ## build the site and serve it on this machine, so that the search works too
	@$(VENV) -m web serve

lab: ## open JupyterLab on the notebooks
	@$(PYTHON) environment/prepare.py notebooks
	@$(VENV) -m jupyter lab notebooks

classroom: ## set up what instructors need, and list their commands
	@$(PYTHON) environment/prepare.py classroom
	@$(VENV) -m classroom --help

test: ## build the site, then run every test, in a real browser too
	@$(PYTHON) environment/prepare.py tests
	@$(VENV) -m web book
	@$(VENV) -m pytest -q -n logical --dist loadfile --no-loadscope-reorder

bench: ## measure speed and size, and print one table
	@$(PYTHON) environment/prepare.py tests
	@$(VENV) -m web book
	@$(VENV) -m benchmarks

notebooks: ## derive the notebooks from the manuscript and execute what changed
	@$(PYTHON) environment/prepare.py site
	@$(VENV) -m web notebooks

new-chapter: ## begin a chapter: make new-chapter NAME=folder/name
	@$(PYTHON) environment/prepare.py site
	@$(VENV) -m web new-chapter "$(NAME)"

lint: ## check style and types of Python and JavaScript
	@$(PYTHON) environment/prepare.py tests
	@$(VENV) -m ruff check .
	@$(VENV) -m ruff format --check .
	@$(VENV) -m mypy
	@$(VENV) environment/npm.py run --silent lint

format: ## put Python into its usual form
	@$(PYTHON) environment/prepare.py site
	@$(VENV) -m ruff check --fix --quiet . ; $(VENV) -m ruff format .

constraints: ## pin everything that .venv holds now
	@$(PYTHON) environment/prepare.py site
	@$(VENV) environment/pin.py

clean: ## remove what was built; keeps .venv, node_modules and the notebooks
	@rm -rf _build .pytest_cache .mypy_cache .ruff_cache .hypothesis
