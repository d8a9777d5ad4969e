# The two commands a newcomer needs: make run, make test. All work is done by .ci/setup.py (standard library only).
# Another interpreter: make run PYTHON=/path/to/python3.12    Another environment: make test VENV=/some/folder

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11 python,$(shell command -v $(name) 2>/dev/null)))
VENV ?= .venv
ARGS ?=

COMMANDS := prepare run demo test lint types build bench torture sample lock clean

.PHONY: help $(COMMANDS)

help:
	@$(PYTHON) .ci/setup.py --help

$(COMMANDS):
	@$(PYTHON) .ci/setup.py --venv "$(VENV)" $@ $(ARGS)
