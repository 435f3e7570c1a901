"""A contradiction as data: a rule author adds one without Python, and learns the line of each fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judge import audit
from auditor.judge.compare.ways import name_of, names_agree, shape_of, version_of
from auditor.language.phrases import CutText
from auditor.rulebook import examine, load_rulebook
from auditor.rulebook.selftest import run_examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Folder = Callable[..., Path]

OWN = """\
sides:
  - {id: cinema, title: the cinema, kinds: [described]}
  - {id: ticket, title: the ticket, kinds: [text]}
sayings:
  - id: free
    title: costs nothing
    phrases: {en: ["(costs nothing|is free)"]}
    unless: {en: ["for children"]}
    examples:
      match: [{text: The film is free., quote: is free}]
      near_miss: [Is the film free?, The film is free for children.]
comparisons:
  - id: address-book
    title: Whether a free film asks for your contacts
    one: {title: what its texts say, saying: free}
    other: {title: what it asks for, access: ["android.*"], danger: [high]}
findings:
  - id: free-for-contacts
    title: Says that it is free, and asks for contacts
    category: privacy
    severity: medium
    when: {contradiction: address-book}
    explanation: You pay with your friends.
    references: [no-lists]
    advice: Do not.
    examples:
      match:
        - targets:
            - {kind: described, texts: [The film is free.]}
            - {kind: text, access: [android.permission.READ_CONTACTS]}
          quote: is free
      near_miss:
        - targets:
            - {kind: described, texts: [The film is dear.]}
            - {kind: text, access: [android.permission.READ_CONTACTS]}
"""


def test_an_author_adds_a_contradiction_without_python(folder: Folder) -> None:
    """Sides, a saying, a comparison, a finding, and examples that are run in both orders."""
    book = load_rulebook(folder(own=OWN.replace("no-lists", "gdpr-5-1-a")))
    results = list(run_examples(book, audit, only=["free-for-contacts", "free"]))

    assert len(results) == 5
    assert [str(result) for result in results if not result.passed] == []


def test_an_example_of_a_saying_that_does_not_hold_is_named(rules_text: str, folder: Folder) -> None:
    """With its line."""
    wrong = OWN.replace("quote: is free}]", "quote: is dear}]").replace(
        "near_miss: [Is", "near_miss: [It is free., Is"
    )
    book = load_rulebook(base=folder(all=rules_text, own=wrong))
    failed = [str(result) for result in run_examples(book, audit, only=["free"]) if not result.passed]

    assert [line.partition("/own.yaml:")[2].partition(":")[0] for line in failed] == ["10", "11"]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            "{contradiction: address-book}",
            "{contradiction: adress-book}",
            (22, "did you mean 'address-book'?"),
        ),
        ("saying: free}", "saying: fre}", (15, "no saying has the id 'fre'")),
        ("saying: free}", "saying: free, by: [cinemas]}", (15, "no side has the id 'cinemas', did you mean")),
        ('access: ["android.*"]', 'access: ["iphone.*"]', (16, "no access has an id that fits 'iphone.*'")),
        ("saying: free}", "saying: free, access: ['*']}", (15, "exactly one of says, saying, observation")),
        ("saying: free}", "saying: free, danger: [low]}", (15, "danger, need and yields narrow access")),
        ("saying: free}", "says: [package]}", (13, "where things differ by 'both', 'one' is saying or")),
        ("danger: [high]}", "danger: [hihg]}", (16, "did you mean 'high'")),
        ("one: {title", "differ: oldr\n    one: {title", (15, "did you mean 'older'")),
        ("(costs nothing|is free)", "(costs nothing|is free", (7, "a bracket is not closed")),
        ("(costs nothing|is free)", "costs <save>", (7, "phrases are made of words alone")),
        ("phrases: {en:", "phrases: {enn:", (7, "no language has the id 'enn'")),
    ],
)
def test_a_fault_is_said_at_its_line(
    rules_text: str, folder: Folder, right: str, wrong: str, said: tuple[int, str]
) -> None:
    """In words for who is no programmer."""
    assert right in OWN
    _, problems = examine(base=folder(all=rules_text, own=OWN.replace(right, wrong, 1)))

    assert [(p.line, said[1] in p.message) for p in problems] == [(said[0], True)], problems


def test_a_target_that_is_no_listing_is_named(folder: Folder) -> None:
    """When the examples are run."""
    wrong = OWN.replace("no-lists", "gdpr-5-1-a").replace("texts: [The film is free.]", "txts: [The film]")
    book = load_rulebook(folder(own=wrong))
    failed = [r for r in run_examples(book, audit, only=["free-for-contacts"]) if not r.passed]

    assert ["unknown key 'txts'" in result.failure for result in failed] == [True]


def test_names_must_be_names(rules_text: str, folder: Folder) -> None:
    """A saying that names nobody cannot be compared by name."""
    by_name = OWN.replace(
        'other: {title: what it asks for, access: ["android.*"], danger: [high]}',
        "other: {title: its maker, says: [publisher]}\n    differ: name",
    )
    _, problems = examine(base=folder(all=rules_text, own=by_name))

    assert [problem.message for problem in problems] == [
        "the saying 'free' names nobody: it lacks 'names: true'"
    ]


def test_an_example_is_a_listing_or_targets(rules_text: str, folder: Folder) -> None:
    """Never both, never neither."""
    for wrong in ("{quote: x}", "{listing: {texts: [a]}, targets: [{texts: [b]}]}"):
        text = OWN.replace(
            "near_miss:\n        - targets:", f"near_miss:\n        - {wrong}\n        - targets:", 1
        )
        _, problems = examine(base=folder(all=rules_text, own=text))
        assert ["either a listing or targets" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Quiet Fox Ltd", "QuietFox GmbH", True),
        ("Quiet Fox", "Fox & Sons", True),
        ("International Garden Makers", "IGM", True),
        ("Müller Söhne", "Mueller", False),
        ("Müller Söhne", "Muller", True),
        ("Quiet Fox", "Brave Otter", False),
    ],
)
def test_names_agree_in_doubt(one: str, other: str, agree: bool) -> None:  # noqa: FBT001
    """Whoever is named as somebody else should be somebody else."""
    ignore = frozenset({"ltd", "gmbh"})
    assert names_agree(name_of(one, ignore), name_of(other, ignore)) is agree
    assert names_agree(name_of(other, ignore), name_of(one, ignore)) is agree


def test_versions_are_numbers() -> None:
    """2.10 is newer than 2.9; what is no number is no version."""
    assert version_of("2.10") > version_of("v2.9.7-beta")  # type: ignore[operator]
    assert version_of("1.0.0") == version_of("1")
    assert version_of("Varies with device") is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_compared(one: str, other: str) -> None:
    """Hostile names, ids, versions and texts have an answer, and the same from either side."""
    first, second = name_of(one, frozenset()), name_of(other, frozenset())

    assert names_agree(first, second) == names_agree(second, first)
    assert shape_of(one)
    version_of(one)
    assert all(sentence.words for sentence in CutText(one).sentences)
