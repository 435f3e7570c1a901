"""The rules that are shipped: they load, read the same everywhere, and hold what they promise."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from auditor import resources
from auditor.rulebook import Rulebook, load_rulebook, yaml_source
from auditor.rulebook.coverage import CoverageState, coverage_of
from auditor.rulebook.gather import rule_files
from auditor.rulebook.lint import lint
from auditor.rulebook.selftest import run_examples

WRITTEN = dt.date(2026, 11, 26)
"""The day on which the references were last looked at."""


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


def test_both_parsers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's own parser, which serves where libyaml is missing, knows a little less than libyaml."""
    files = [(path, path.read_bytes()) for path, _ in rule_files(resources.folder("rules"), "rules")]
    fast = [yaml_source.parse_yaml(raw, path.name).data for path, raw in files]
    monkeypatch.setattr(yaml_source, "_Loader", yaml.SafeLoader)

    for (path, raw), data in zip(files, fast, strict=True):
        assert yaml_source.parse_yaml(raw, path.name).data == data, path


def test_nothing_is_left_to_mend(shipped: Rulebook) -> None:
    """Warnings are allowed, errors are not."""
    assert [str(issue) for issue in lint(shipped, WRITTEN) if issue.severity == "error"] == []


def test_every_clause_is_cited_or_says_why_not(shipped: Rulebook) -> None:
    """No clause was collected and then forgotten."""
    assert coverage_of(shipped).count(CoverageState.UNCOVERED) == 0


def test_every_example_holds(shipped: Rulebook) -> None:
    """Through the whole audit, as ``saveraudit rules test`` runs them."""
    assert [str(result) for result in run_examples(shipped) if not result.passed] == []


def test_no_third_party_is_given_the_savers(shipped: Rulebook) -> None:
    """What the product rests on; the day this fails, a platform has shipped something."""
    assert shipped.deliverable("reveals-savers") == "impossible"
