"""Exceptions: findings set aside stay visible, expired ones come back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from auditor.errors import ExceptionsError
from auditor.judge import ReviewedException, audit
from auditor.judge.exceptions_file import load_exceptions
from auditor.model import Level, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.rulebook import Rulebook

LISTING = Listing.model_validate({"name": "SaveSpy", "texts": ["See who saved your TikTok videos."]})
ASIDE = ReviewedException(
    rule="promises-savers",
    tool="SaveSpy",
    reason="A parody, and marked as one.",
    reviewer="M. Reviewer",
    expires=dt.date(2026, 12, 31),
)
OTHER_RULE = ASIDE.model_copy(update={"rule": "publishes-other-people"})


def test_a_finding_set_aside_does_not_count_and_stays_visible(rulebook: Rulebook) -> None:
    """Level, score and reasons follow; the finding is listed with reason, reviewer and end."""
    day = dt.date(2026, 11, 22)
    result = audit(LISTING, rulebook, exceptions=[ASIDE, OTHER_RULE], on=day)

    assert result.verdict.level is Level.NOTHING_FOUND
    aside = {finding.rule: finding.set_aside for finding in result.set_aside}
    assert aside["promises-savers"] is not None
    assert aside["promises-savers"].reason == "A parody, and marked as one."
    assert "promises-savers" not in {row.rule for row in result.verdict.table}


def test_an_expired_exception_brings_the_finding_back_and_is_reported(rulebook: Rulebook) -> None:
    """The day after its end it counts again."""
    result = audit(LISTING, rulebook, exceptions=[ASIDE], on=dt.date(2027, 1, 1))

    assert result.verdict.level is Level.AVOID
    assert result.set_aside == ()
    assert result.expired_exceptions
    assert "2026-12-31" in result.expired_exceptions[0]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_exceptions_the_one_that_holds_longest_counts(rulebook: Rulebook, order: int) -> None:
    """Who renews one by adding another sets the finding aside, wherever it stands in the file."""
    old = ASIDE.model_copy(update={"expires": dt.date(2025, 12, 31)})
    result = audit(LISTING, rulebook, exceptions=[old, ASIDE][::order], on=dt.date(2026, 11, 30))

    assert "promises-savers" in {finding.rule for finding in result.set_aside}
    assert result.expired_exceptions == ()


def test_an_exception_for_another_tool_changes_nothing(rulebook: Rulebook) -> None:
    """It holds for the tool it names."""
    other = ASIDE.model_copy(update={"tool": "AnotherTool"})

    assert audit(LISTING, rulebook, exceptions=[other]).verdict.level is Level.AVOID


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exceptions: [{rule: a, tool: b, reason: c, reviewer: d}]", "expires"),
        ("exceptions: [{rule: a, tool: b, reason: '', reviewer: d, expires: 2027-01-01}]", "reason"),
        ("exceptions: [{rule: a, tool: b, reason: c, reviewer: d, expires: soon}]", "expires"),
        ("other: []", "exceptions"),
        ("exceptions: [{rule: q, tool: b, reason: c, reviewer: d, expires: 2027-01-01}]", "no rule 'q'"),
        ("exceptions: {", "YAML"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    """All fields are required, and the sentence says which one is wrong."""
    path = tmp_path / "exceptions.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(ExceptionsError, match=said) as caught:
        load_exceptions(path, {"r"})
    assert "exceptions.yaml:" in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """With a sentence, not a traceback."""
    with pytest.raises(ExceptionsError, match=r"none\.yaml"):
        load_exceptions(tmp_path / "none.yaml", {"r"})


def test_a_right_file_is_read(tmp_path: Path) -> None:
    """Dates are dates."""
    path = tmp_path / "exceptions.yaml"
    path.write_text(
        "exceptions:\n- {rule: r, tool: t, reason: because, reviewer: me, expires: 2027-01-01}\n", "utf-8"
    )

    assert [item.expires for item in load_exceptions(path, {"r"})] == [dt.date(2027, 1, 1)]
