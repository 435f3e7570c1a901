"""What hangs on a cell says so, in rules and their examples; faults in it are said at their line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.model import Deliverable
from auditor.rulebook import examine, load_rulebook
from auditor.rulebook.describe import sheets
from auditor.rulebook.lint import lint
from auditor.rulebook.selftest import run_examples
from tests.rulebook.test_rulebook_selftest import reads_nothing, reads_well

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]

DAY = dt.date(2026, 11, 22)
GIVEN = ("answer: count-only", "answer: yes")
MATCH = "quote: See who saved your film}"
SOURCES = Path(__file__).parent.parent.parent / "auditor"


def messages(folder: Folder, text: str) -> list[str]:
    """What lint says, with the check, without the line."""
    return [f"{issue.check}: {issue.message}" for issue in lint(load_rulebook(base=folder(a=text)), DAY)]


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "when: {claim: reveals-savers, deliverable: impossible, certainty: certain}",
            "when: {claim_is: impossible, deliverable: impossible}",
            "'deliverable' narrows 'claim'; for any claim that is so, write 'claim_is'",
        ),
        (
            MATCH,
            "quote: x, while: {reveals-saver: impossible}}",
            "no claim has the id 'reveals-saver', did you",
        ),
        (
            MATCH,
            "quote: x, while: {reveals-savers: imposible}}",
            "is 'imposible', did you mean 'impossible'?",
        ),
        ("answer: Nobody is told.", "while: {x: possible}, answer: y", "no claim has the id 'x'"),
        ("otherwise: deceptive", "otherwise: possible", "'otherwise' is 'possible': it may be one of"),
    ],
)
def test_what_depends_on_a_cell_is_checked_on_load(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """With the line of the record or key."""
    assert was in rules_text
    line = rules_text[: rules_text.index(was)].count("\n") + 1
    book, faults = examine(base=folder(a=rules_text.replace(was, now, 1)))

    assert book is None
    assert [fault.line for fault in faults] == [line]
    assert expected in faults[0].message


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "deliverable: impossible, certainty",
            "certainty",
            "whatever the matrix says: add 'deliverable: impossible' beside the claim",
        ),
        (
            "needs: film.savers\n    otherwise: impossible",
            "needs: film.savers\n    otherwise: against-terms",
            "claim-without-finding: no finding looks at the claim 'reveals-savers' while it is against-terms",
        ),
        (
            "creator: It is invented.",
            "deliverable: impossible, creator: It is invented.",
            "'reveals-savers' has no row in 'means' that always fits while it is possible",
        ),
        (
            "{surface: open-door, answer: count-only,",
            "{surface: in-app, answer: yes,",
            "unknown-cell: 'film.savers' has no cell for open-door: claims that need it count as possible",
        ),
        (
            "answer: count-only",
            "answer: disputed",
            "what open-door gives is disputed: claims that need 'film.savers' count as possible",
        ),
        (
            "{id: page, title: The page}",
            "{id: pag, title: x}",
            "untitled-check: 'checks' has no title for 'page'",
        ),
    ],
)
def test_lint_names_what_would_not_follow_a_cell(
    folder: Folder, rules_text: str, was: str, now: str, expected: str
) -> None:
    """And what is not known of a row that a claim needs."""
    assert was in rules_text
    new = set(messages(folder, rules_text.replace(was, now, 1))) - set(messages(folder, rules_text))

    assert any(message.endswith(expected) for message in new), new


def test_a_match_must_not_match_once_its_cell_has_changed(folder: Folder, rules_text: str) -> None:
    """The example says on which claim it depends; before the change it must match as ever."""
    text = rules_text.replace(MATCH, f"{MATCH[:-1]}, while: {{reveals-savers: impossible}}}}")
    today, later = (load_rulebook(base=folder(a=each)) for each in (text, text.replace(*GIVEN)))

    assert _failures(today, reads_well) == []
    assert _failures(today, reads_nothing) != []
    assert _failures(later, reads_nothing) == []
    (still,) = _failures(later, reads_well)
    assert "promises-savers: match 1: the rule fires, on 'See who saved your film'" in still


def test_a_near_miss_that_depends_on_a_cell_is_not_run_once_that_has_changed(
    folder: Folder, rules_text: str
) -> None:
    """Nothing is known of it then."""
    near = "[Nobody can see who saved your film.]}"
    text = rules_text.replace(near, f"{near}, while: {{reveals-savers: impossible}}", 1)
    kinds = [
        [result.kind for result in run_examples(load_rulebook(base=folder(a=each)), reads_well)]
        for each in (text, text.replace(*GIVEN))
    ]

    assert kinds == [["match", "near_miss", "reading"], ["match", "reading"]]


def _failures(book: Rulebook, audit: object) -> list[str]:
    results = run_examples(book, audit, ["promises-savers"])  # type: ignore[arg-type]
    return [str(result) for result in results if not result.passed]


def test_a_claim_is_shown_as_it_is_today(folder: Folder, rules_text: str) -> None:
    """What gives it is named; that nobody is given it is said only while it is so."""
    shown = []
    for text in (rules_text, rules_text.replace(*GIVEN), rules_text.replace("count-only", "disputed")):
        (sheet,) = sheets(load_rulebook(base=folder(a=text)), "reveals-savers")
        rows = dict(sheet.rows)
        shown.append((rows["today"], rows.get("given by"), rows.get("explanation")))

    assert shown == [
        (("impossible",), None, ("Nobody is given this.",)),
        (("possible",), ("An open door",), None),
        (("possible",), None, None),
    ]


def test_a_question_is_answered_while_the_answer_is_right(folder: Folder, rules_text: str) -> None:
    """By the matrix of the day."""
    text = rules_text.replace(
        "answer: Nobody is told.", "while: {reveals-savers: impossible}, answer: Nobody."
    )
    today, later = (load_rulebook(base=folder(a=each)) for each in (text, text.replace(*GIVEN)))

    assert today.stands(today.questions["who"].while_)
    assert not later.stands(later.questions["who"].while_)
    assert later.deliverable("reveals-savers") is Deliverable.POSSIBLE


def test_checks_that_the_program_names_have_titles() -> None:
    """Sources may name others; those are shown in the words of their id."""
    named: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text("utf-8")
        named.update(re.findall(r"""\bcheck="([a-z-]+)\"""", text))
        constants = dict(re.findall(r"""^(_?[A-Z_]+)(?:: Final)? = "([a-z-]+)"$""", text, re.MULTILINE))
        named.update(constants[name] for name in re.findall(r"check=(_?[A-Z_]+)", text) if name in constants)

    assert len(named) > 15
    assert sorted(named - load_rulebook().checks.keys()) == []
