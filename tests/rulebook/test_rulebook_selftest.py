"""The self-test: an example that does not hold is named with its place and the reason."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from auditor.errors import UsageError
from auditor.model import (
    Audit,
    Category,
    Certainty,
    ClaimFound,
    Completeness,
    Deliverable,
    Evidence,
    Finding,
    Grade,
    Level,
    Listing,
    PurposeFound,
    Reference,
    RulebookStamp,
    Tool,
    Verdict,
)
from auditor.rulebook import load_rulebook
from auditor.rulebook.selftest import run_examples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.rulebook import Rulebook

    Folder = Callable[..., Path]

SENTENCE = "See who saved your film"


def _finding(rule: str, quote: str) -> Finding:
    reference = Reference(
        clause="no-lists", document="Terms", section="1", date=dt.date(2026, 9, 1), url="x", says="x"
    )
    return Finding(
        rule=rule,
        category=Category.PRIVACY,
        severity=Grade.LOW,
        certainty=Certainty.CERTAIN,
        title="x",
        explanation="x",
        evidence=(Evidence(quote=quote, where="description"),),
        references=(reference,),
        advice="x",
    )


def _claim(quote: str) -> ClaimFound:
    return ClaimFound(
        id="reveals-savers",
        title="x",
        certainty=Certainty.CERTAIN,
        quote=quote,
        text=0,
        start=0,
        end=len(quote),
        language="en",
        deliverable=Deliverable.IMPOSSIBLE,
    )


def _audit(
    findings: tuple[Finding, ...], claims: tuple[ClaimFound, ...], purposes: tuple[PurposeFound, ...] = ()
) -> Audit:
    return Audit(
        tool=Tool(),
        verdict=Verdict(
            level=Level.CAUTION, score=1, headline="x", completeness=Completeness(looked=1, of=1, enough=True)
        ),
        findings=findings,
        claims=claims,
        purposes=purposes,
        rulebook=RulebookStamp(version="1", digest="x"),
    )


def reads_well(listing: Listing, rulebook: Rulebook) -> Audit:
    """Find what the small rule set is meant to find: the sentence, at the beginning of a text."""
    del rulebook
    if not any(text.content.startswith(SENTENCE) for text in listing.texts):
        return _audit((), ())
    return _audit((_finding("promises-savers", SENTENCE),), (_claim(SENTENCE),))


def reads_nothing(listing: Listing, rulebook: Rulebook) -> Audit:
    """Find nothing, but fire another rule."""
    del listing, rulebook
    return _audit((_finding("other", "x"),), ())


def reads_everything(listing: Listing, rulebook: Rulebook) -> Audit:
    """Fire on whole texts, whatever they say."""
    del rulebook
    quote = listing.texts[0].content
    purpose = PurposeFound(id="find-friends", title="x", quote=quote, text=0, start=0, end=1)
    return _audit((_finding("promises-savers", quote),), (_claim(quote),), (purpose,))


def failures(book: Rulebook, audit: object, *only: str) -> list[str]:
    """Return the results that do not hold, without the folder."""
    results = run_examples(book, audit, only)  # type: ignore[arg-type]
    return [str(result).rpartition("/")[2] for result in results if not result.passed]


def test_examples_that_hold_are_counted_by_kind(book: Rulebook) -> None:
    """A match, a near-miss and a text of a language."""
    results = list(run_examples(book, reads_well))

    assert [(result.rule, result.kind, result.passed) for result in results] == [
        ("promises-savers", "match", True),
        ("promises-savers", "near_miss", True),
        ("language en", "reading", True),
    ]
    assert str(results[0]).endswith("promises-savers: match 1: holds")


def test_a_rule_that_does_not_fire_is_named_with_those_that_do(book: Rulebook, rules_text: str) -> None:
    """And with the line of the example."""
    line = rules_text[: rules_text.index("- {listing: {texts: [See")].count("\n") + 1

    assert failures(book, reads_nothing)[0] == (
        f"all.yaml:{line}: promises-savers: match 1: the rule does not fire; these do: other"
    )


def test_another_quote_than_expected_is_shown(book: Rulebook) -> None:
    """The quote must be exact."""
    found = failures(book, reads_everything)

    assert "the rule fires on 'See who saved your film.', not on 'See who saved your film'" in found[0]
    assert (
        "reveals-savers is read in 'See who saved your film.', not in 'See who saved your film'" in found[2]
    )


def test_a_near_miss_that_fires_is_shown_with_what_it_fires_on(book: Rulebook) -> None:
    """So that the author sees which words did it."""
    assert (
        "near-miss 1: the rule fires, on 'Nobody can see who saved your film.'"
        in failures(book, reads_everything)[1]
    )


def test_a_listing_that_is_wrong_fails_its_example(folder: Folder, rules_text: str) -> None:
    """A misspelt key would otherwise make a near-miss hold for ever."""
    text = rules_text.replace("{listing: {texts: [Nobody", "{listing: {text: [Nobody")
    found = failures(load_rulebook(base=folder(all=text)), reads_well)

    assert len(found) == 1
    assert "the listing is wrong: unknown key 'text', did you mean 'texts'?" in found[0]


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("{text: Nothing., claims: {reveals-savers: x}}", "reveals-savers is not read"),
        ("{text: x, not_claims: [reveals-savers]}", "reveals-savers is read, in 'x'"),
        ("{text: x, not_purposes: [find-friends]}", "purpose find-friends is read"),
        ("{text: x, not_claims: [reveals-saver]}", "no claim has the id 'reveals-saver', did you mean"),
        ("{text: x, not_purposes: [find-friend]}", "no purpose has the id 'find-friend', did you mean"),
        ("{text: x, txet: y}", "unknown key 'txet', did you mean 'text'?"),
        ("just text", "a record must be a mapping"),
    ],
)
def test_texts_of_languages_say_what_was_misread(
    folder: Folder, rules_text: str, example: str, expected: str
) -> None:
    """Claims and purposes, those that should and those that should not be there."""
    text = rules_text[: rules_text.index("  examples:\n    - {text")] + f"  examples: [{example}]\n"
    audit = reads_well if "Nothing" in example else reads_everything

    assert expected in failures(load_rulebook(base=folder(all=text)), audit, "en")[0]


def test_a_purpose_that_is_not_read_is_named(folder: Folder, rules_text: str) -> None:
    """The same for purposes."""
    text = rules_text[: rules_text.index("  examples:\n    - {text")] + (
        "  examples: [{text: x, purposes: [find-friends]}]\n"
    )

    assert (
        "purpose find-friends is not read"
        in failures(load_rulebook(base=folder(all=text)), reads_well, "en")[0]
    )


def test_only_what_is_asked_for_is_run(book: Rulebook) -> None:
    """Authors work on one rule at a time."""
    assert [result.rule for result in run_examples(book, reads_well, ["en"])] == ["language en"]

    with pytest.raises(UsageError, match="'promises-saver', did you mean 'promises-savers'"):
        list(run_examples(book, reads_well, ["promises-saver"]))
