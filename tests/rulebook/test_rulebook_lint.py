"""Lint: each check finds what it is for, at its line, and nothing in rules that are well written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from auditor.rulebook import load_rulebook
from auditor.rulebook.coverage import CoverageState, coverage_of
from auditor.rulebook.lint import CHECKS, lint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]

DAY = dt.date(2026, 11, 22)
USUAL = {
    ("claim-without-finding", "no finding looks at the claim 'reveals-titles' while it is impossible"),
    ("claim-without-finding", "no finding looks at the claim 'official' while it is deceptive"),
    (
        "claim-without-means",
        "'reveals-titles' has no row in 'means' that always fits while it is impossible or possible",
    ),
    ("claim-without-means", "'official' has no row in 'means' that always fits while it is deceptive"),
    ("unused", "nothing uses 'page.password-field' of observations"),
    ("uncovered-clause", "no finding cites 'own-day', and 'not_visible' does not say why"),
}
"""What the small rule set is known to lack."""

LONG = " ".join(["word"] * 41)


def test_the_small_rule_set_has_its_known_gaps(book: Rulebook) -> None:
    """And no other: the checks are quiet where nothing is wrong."""
    assert {(issue.check, issue.message) for issue in lint(book, DAY)} == USUAL


@pytest.mark.parametrize(
    ("was", "now", "check", "words"),
    [
        (
            'rulebook: {version: "1", reference_age_days: 100}\n',
            "",
            "unversioned",
            "no file has a 'rulebook:' section",
        ),
        ("advice: Do not", "advice: This scam is a fraud. Do not", "banned-word", "'scam' is a word"),
        ("It is invented.", "It LIES to you.", "banned-word", "'LIES' is a word"),
        ("Look at the number", "It is safe. Look at the number", "banned-word", "'safe' is a word"),
        ("Nobody is told.", "Film never shows this.", "banned-word", "'never shows' is a word"),
        ("title: see your tabs", f"title: {'see ' * 23}", "long-title", "this title has 91 characters"),
        ("advice: Do not", f"advice: {LONG}. Do not", "long-sentence", "a sentence has 41 words"),
        (
            "    explanation: It gets the name and number of everybody in your address book.\n",
            "",
            "unexplained-access",
            "'android.permission.READ_CONTACTS' has danger high and no explanation",
        ),
        (
            "texts: [Nobody can see who",
            "texts: [See who",
            "duplicate-example",
            "is already the example match 1",
        ),
        (
            "- {listing: {texts: [Nobody",
            "- {listing: {name: x}} # ",
            "empty-example",
            "this listing has no texts",
        ),
        ("id: chrome:tabs", "id: tabs", "kind-and-id", "must begin with 'chrome:'"),
        ("date: 2026-10-02}", "date: 2026-11-23}", "future-date", "2026-11-23 lies in the future"),
        (
            "match: all-sites",
            "match: other",
            "host-class-order",
            "never reached: 'everywhere' above it takes",
        ),
        (
            "date: 2026-10-02}",
            "date: 2026-08-13}",
            "old-reference",
            "this was read on 2026-08-13, over 100 days ago",
        ),
        ("    region: EEA", "    region: EEA\n    confidence: low", "weak-references", "low confidence"),
        (
            "about: device}",
            "about: device}\n  - {id: device.dust, title: dust, about: device}",
            "unused",
            "nothing uses 'device.dust' of capabilities",
        ),
        (
            "    advice: Do not",
            "    subject: savers\n    advice: Do not",
            "lone-subject",
            "no other finding has the subject 'savers'",
        ),
        (
            "says: Nobody is given lists of viewers.}",
            "says: x, not_visible: y}",
            "uncovered-clause",
            "'promises-savers' cites this clause: it is visible",
        ),
    ],
)
def test_each_check_finds_its_fault(  # noqa: PLR0913, PLR0917 -- a table of cases
    folder: Folder, rules_text: str, was: str, now: str, check: str, words: str
) -> None:
    """One change, one kind of issue more, with a line of the file."""
    assert was in rules_text
    found = lint(load_rulebook(base=folder(a=rules_text.replace(was, now, 1))), DAY)
    new = [issue for issue in found if (issue.check, issue.message) not in USUAL]

    assert [issue.check for issue in new if words in issue.message][:1] == [check], new
    assert {issue.check for issue in new} == {check}
    assert all(f": {issue.severity}: " in str(issue) for issue in new)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('section: "3.1", says', 'section: "3.1", quote: "No scam, malware or lies.", says'),
        ('question: "Who saved it?"', 'question: "Is it safe?"'),
        ("It is invented.", "'It says that it is \"100 % safe\".'"),
        ("It is invented.", "Your safety matters."),
        ("publisher: Film\n", "publisher: Safe Scam Inc\n"),
    ],
)  # fmt: skip
def test_other_peoples_words_are_left_alone(folder: Folder, rules_text: str, was: str, now: str) -> None:
    """Quotes, names and readers' questions may hold any word."""
    assert was in rules_text
    found = lint(load_rulebook(base=folder(a=rules_text.replace(was, now, 1))), DAY)

    assert {(issue.check, issue.message) for issue in found} == USUAL


def test_a_documents_own_date_never_grows_old(folder: Folder, rules_text: str) -> None:
    """A law of 2016 is the law; only what was read long ago may have changed."""
    old = rules_text.replace("date: 2026-09-01", "date: 2016-04-27")
    read = old.replace("    region: EEA", "    region: EEA\n    date_means: read")

    assert "old-reference" not in {issue.check for issue in lint(load_rulebook(base=folder(a=old)), DAY)}
    assert "old-reference" in {issue.check for issue in lint(load_rulebook(base=folder(a=read)), DAY)}


def test_checks_have_names_of_their_own() -> None:
    """A name in the output leads to one check."""
    assert len({check.id for check in CHECKS}) == len(CHECKS)
    assert all(check.find.__doc__ for check in CHECKS)


def test_coverage_tells_cited_from_invisible_from_forgotten(book: Rulebook) -> None:
    """Each clause is in one state, and the totals add up."""
    found = coverage_of(book)
    (document,) = found.documents

    assert [(row.clause.id, row.state, row.findings) for row in document.clauses] == [
        ("no-lists", CoverageState.CITED, ("promises-savers",)),
        ("own-day", CoverageState.UNCOVERED, ()),
        ("unseen", CoverageState.NOT_VISIBLE, ()),
    ]
    assert [found.count(state) for state in CoverageState] == [1, 1, 1]
    assert found.clauses == 3
