"""Faults in rules: each is said at its line, in plain words, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.errors import RuleError
from auditor.limits import MAX_TEXTS
from auditor.model import Listing
from auditor.rulebook import Place, load_rulebook
from auditor.rulebook.validation import validate
from auditor.rulebook.yaml_source import parse_yaml
from tests.rulebook.test_rulebook_load import faults

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Folder = Callable[..., Path]

ACCESS = """\
access:
  - id: chrome:tabs
    kind: chrome
    title: see your tabs
    danger: low
    source: x
    date: 2026-10-01
"""


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("danger: low", "danger: lwo", "a.yaml:5: 'danger' is 'lwo', did you mean 'low'?"),
        (
            "danger: low",
            "danger: awful",
            (
                "a.yaml:5: 'danger' is 'awful':"
                " it may be one of 'none', 'info', 'low', 'medium', 'high', 'critical'"
            ),
        ),
        ("title:", "titel:", "a.yaml:4: unknown key 'titel', did you mean 'title'?"),
        ("title: see your tabs", "title: 5", "a.yaml:4: 'title' must be text: put it in quotes"),
        ("title: see your tabs", "title: ''", "a.yaml:4: 'title' must not be empty"),
        ("title: see your tabs", "title:", "a.yaml:4: 'title' must be text: put it in quotes"),
        ("date: 2026-10-01", "date: October", "a.yaml:7: 'date' must be a date such as 2026-11-22"),
        ("date: 2026-10-01", "date: 2026-02-30", "a.yaml:7: 'date' must be a date such as 2026-11-22"),
        ("    source: x\n", "", "a.yaml:2: 'source' is missing"),
        ("id: chrome:tabs", f"id: {'x' * 600}", "a.yaml:2: 'id' is too long"),
        ("danger: low", "danger: low\n    takeover: perhaps", "a.yaml:6: 'takeover' must be true or false"),
        (
            "danger: low",
            "danger: low\n    yields: x",
            "a.yaml:6: 'yields' must be a list: begin each entry with '- '",
        ),
        (
            "danger: low",
            "danger: low\n    yields:\n    - a\n    - 5",
            "a.yaml:8: entry 2 of 'yields' must be text: put it in quotes",
        ),
        ("  - id: chrome:tabs\n    kind", "  - kind", "a.yaml:2: 'id' is missing"),
        (ACCESS, "access: [just text]", "a.yaml:1: a record must be a mapping: lines of 'key: value'"),
        (ACCESS, "access: {id: x}", "a.yaml:1: 'access' must be a list: begin each record with '- id: …'"),
        (ACCESS, "acess: []", "a.yaml:1: unknown section 'acess', did you mean 'access'?"),
        (
            ACCESS,
            "just text",
            "a.yaml:1: a rule file is a mapping of sections, such as 'access:' with a list below it",
        ),
        (
            ACCESS,
            "- a",
            "a.yaml:1: a rule file is a mapping of sections, such as 'access:' with a list below it",
        ),
        (
            ACCESS,
            "rulebook: {version: 1.0, reference_age_days: 1}",
            "a.yaml:1: 'version' must be text: put it in quotes",
        ),
        (
            ACCESS,
            "rulebook: {version: '1', reference_age_days: 0}",
            "a.yaml:1: 'reference_age_days' must be greater than 0",
        ),
        (
            ACCESS,
            "language: {name: English}",
            "a.yaml:1: 'language' must be a mapping that says which language it is, such as 'code: en'",
        ),
    ],
)
def test_faults_are_said_at_their_line_in_plain_words(
    folder: Folder, was: str, now: str, expected: str
) -> None:
    """Somebody who is no programmer understands what to mend, and is told it once."""
    assert was in ACCESS

    assert faults(base=folder(a=ACCESS.replace(was, now, 1))) == [expected]


def test_faults_deep_inside_conditions_are_located(folder: Folder, rules_text: str) -> None:
    """The keys that a nested condition knows are those of a condition."""
    was = "when: {claim: reveals-savers, deliverable: impossible, certainty: certain}"
    now = "when:\n      all:\n        - {claim: reveals-savers}\n        - {purpse: find-friends}"
    line = rules_text[: rules_text.index(was)].count("\n") + 4
    found = faults(base=folder(a=rules_text.replace(was, now)))

    assert f"a.yaml:{line}: unknown key 'purpse', did you mean 'purpose'?" in found


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("surface: in-app", "surface: in-ap", "no surface has the id 'in-ap', did you mean 'in-app'?"),
        (
            "yields: [device.contacts]",
            "yields: [device.contact]",
            "no capability has the id 'device.contact'",
        ),
        ("needs: film.savers", "needs: film.saver", "no capability has the id 'film.saver'"),
        ("needs: [device.contacts]", "needs: [x]", "no capability has the id 'x'"),
        (
            "references: [no-lists]",
            "references: [no-list]",
            "no clause has the id 'no-list', did you mean 'no-lists'?",
        ),
        (
            "when: {claim: reveals-savers,",
            "when: {claim: reveals-saver,",
            "no claim has the id 'reveals-saver'",
        ),
        ("claims: [reveals-savers]", "claims: [x]", "no claim has the id 'x'"),
        (
            'when: {access: "android.*"}',
            'when: {access: "androd.*"}',
            "no access has an id that fits 'androd.*'",
        ),
        (
            'when: {access: "android.*"}',
            "when: {access: chrome:tab}",
            "no access has the id 'chrome:tab', did you mean",
        ),
        ('when: {access: "android.*"}', "when: {not: {purpose: x}}", "no purpose has the id 'x'"),
        ('when: {access: "android.*"}', "when: {all: [{claim: x}]}", "no claim has the id 'x'"),
        ("creator: It", "when: {claim: x}, creator: It", "no claim has the id 'x'"),
        ('when: {access: "android.*"}', "when: {any: [{observation: x}]}", "no observation has the id 'x'"),
        (
            '{access: "android.*"}',
            '{access: "*", access_kind: [andriod]}',
            "no kind of access has the id 'andriod'",
        ),
        (
            "platform_warning: {chrome: Read",
            "platform_warning: {crome: Read",
            "no kind of access has the id 'crome'",
        ),
        ("{id: own-day,", "{id: no-lists,", "clause 'no-lists' exists already, at "),
        ("{id: find-friends,", "{id: official,", "has the id 'official' as well"),
    ],
)
def test_ids_that_nothing_has_are_faults(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """Each id that a record uses must be another record's, and the fault stands at the line that uses it."""
    assert was in rules_text
    line = rules_text[: rules_text.index(was)].count("\n") + 1
    found = faults(base=folder(a=rules_text.replace(was, now, 1)))

    assert len(found) == 1, found
    assert expected in found[0]
    assert found[0].startswith(f"a.yaml:{line}:")


@pytest.mark.parametrize(
    "glob", ["*", "chrome:host:*", "chrome:host:<all_urls>", "firefox:*", "*.READ_CONTACTS"]
)
def test_globs_and_host_patterns_may_name_access(folder: Folder, rules_text: str, glob: str) -> None:
    """Host patterns have no records of their own."""
    text = rules_text.replace('when: {access: "android.*"}', f'when: {{access: "{glob}"}}')

    assert faults(base=folder(a=text)) == []


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "when: {claim: reveals-savers, deliverable: impossible, certainty: certain}",
            "when: {claim: reveals-savers, access: x}",
            "a condition has exactly one of claim, claim_is, access,",
        ),
        (
            "- {listing: {texts: [Nobody",
            "- {listing: wrong} # ",
            "'listing' must be a mapping: lines of 'key: value'",
        ),
        ("- {listing: {texts: [Nobody", "# ", "'near_miss' must be a list: begin each entry with '- '"),
    ],
)
def test_what_follows_from_a_fault_is_not_said(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """A list whose only entry is wrong is not empty as well."""
    found = faults(base=folder(a=rules_text.replace(was, now)))

    assert len(found) == 1, found
    assert expected in found[0]


def test_faults_without_words_of_ours_are_said_in_the_validators() -> None:
    """Rather odd than silent."""
    problems: list[RuleError] = []
    place = Place(parse_yaml(b"texts: []", "a.yaml"))

    assert validate(Listing, {"texts": ["x"] * (MAX_TEXTS + 1)}, place, problems) is None
    assert str(problems[0]).startswith("a.yaml:1: 'texts' is not right: ")


def test_all_faults_of_all_files_are_found_at_once(folder: Folder) -> None:
    """An author mends everything in one go, and loading says how many there are."""
    base = folder(a="acces: []", b="a: [", c="questions: [{id: x}]", d=b"\xff")

    assert [fault.split(":")[0] for fault in faults(base=base)] == [
        "a.yaml", "b.yaml", "c.yaml", "c.yaml", "c.yaml", "c.yaml", "d.yaml",
    ]  # fmt: skip
    with pytest.raises(RuleError) as caught:
        load_rulebook(base=base)
    assert "6 more" in caught.value.hint
