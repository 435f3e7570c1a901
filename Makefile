# make demo   audit a shipped example and write its HTML report
# make test   run all tests            make lint   style, types, rules
# make rules  run the rules' examples  make bench  speed and memory
# make accuracy  precision and recall of the reading on the labelled texts
# make messages  collect the messages of reports into reports/messages, say what is missing
# make reference  write reports/reference anew   make screenshots  take the pictures of the README anew
# make mutation  words of the rules whose loss no text would notice
# make honest TEXTS="a.jsonl"  how often honest texts, {"text": …} a line, are said to claim something

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint rules messages reference screenshots bench accuracy mutation honest clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	touch $@

demo: $(VENV)/installed
	$(BIN)/saveraudit audit auditor/examples/saver-reveal.html auditor/examples/saver-reveal.yaml --report out/demo.html

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest --cov --numprocesses auto --dist worksteal

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/saveraudit rules lint

rules: $(VENV)/installed
	$(BIN)/saveraudit rules test

messages: $(VENV)/installed
	$(BIN)/python -m auditor.messages

reference: $(VENV)/installed-dev
	$(BIN)/python -m auditor.reference

screenshots: $(VENV)/installed-dev
	$(BIN)/python -m tests.screenshots

bench: $(VENV)/installed-bench
	$(BIN)/python -m benchmarks
	$(BIN)/python -m benchmarks.reading

accuracy: $(VENV)/installed-dev
	$(BIN)/python -m tests.accuracy

mutation: $(VENV)/installed-dev
	$(BIN)/python -m tests.accuracy.mutation

honest: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.honest $(TEXTS)

clean:
	rm -rf $(VENV) out build dist .coverage .mypy_cache .ruff_cache .pytest_cache
