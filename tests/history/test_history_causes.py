"""What changed between two states has one cause, told for certain where what was read of the tool is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from history_samples import NOON, days
from rules_of_other_days import (
    milder_rules,
    one_rule_more,
    shipped,
    terms_that_give_savers,
)

from auditor.evidence.kept_rules import kept_rules
from auditor.history import Cause, Difference, Ground, Step, diff, diff_states, open_history
from auditor.judge import ReviewedException, audit
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from auditor.rulebook import Rulebook

SAVERS = "Our app shows who saved your TikTok videos."
ASKS_FOR_MORE = "Log in with your TikTok password."
HARMLESS = "A quiet game about trees."


@pytest.fixture(scope="module")
def giving(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Other terms."""
    return terms_that_give_savers(tmp_path_factory)


@pytest.fixture(scope="module")
def milder(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """Other rules."""
    return milder_rules(tmp_path_factory)


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """A rule more."""
    return one_rule_more(tmp_path_factory)


def ground(text: str, rulebook: Rulebook, *exceptions: ReviewedException) -> Ground:
    """A text judged by rules."""
    return Ground(read([text]).model_copy(update={"id": "t"}), rulebook, exceptions, NOON.date())


def told(folder: Path, grounds: Iterable[Ground], *, kept: bool = True) -> Difference:
    """What changed from the first look to the last, out of a history."""
    with open_history(str(folder / "h.db")) as history:
        for day, each in enumerate(grounds):
            found = each.judging(each.listing, each.rulebook)
            history.remember("tool", found, NOON + days(day), each if kept else None)
        return diff_states(history.all("tool"))


def causes(difference: Difference, pile: str) -> dict[str, Cause]:
    """By id of rule, access or claim, whose change it is."""
    return {change.id: change.cause for change in dict(difference.piles)[pile]}


@pytest.mark.parametrize("kept", [True, False])
def test_a_tool_that_says_more_is_the_tools_change(tmp_path: Path, kept: bool) -> None:  # noqa: FBT001
    """Under the same rules."""
    looks = [ground(HARMLESS, shipped()), ground(SAVERS, shipped())]
    found = told(tmp_path, looks, kept=kept)

    assert causes(found, "newly_found")["promises-savers"] is Cause.TOOL
    assert {change.cause for change in found.changes} == {Cause.TOOL}
    assert found.gone == found.rules_added == found.rules_removed == ()


@pytest.mark.parametrize("kept", [True, False])
def test_terms_that_changed_are_the_platforms_change(
    tmp_path: Path,
    giving: Rulebook,
    kept: bool,  # noqa: FBT001
) -> None:
    """The same tool; what it promises could now be given."""
    found = told(tmp_path, [ground(SAVERS, shipped()), ground(SAVERS, giving)], kept=kept)

    assert causes(found, "gone")["reveals-savers"] is Cause.PLATFORM
    assert not any(change.cause is Cause.TOOL for change in found.changes)


@pytest.mark.parametrize("kept", [True, False])
def test_rules_that_changed_are_our_change(
    tmp_path: Path,
    milder: Rulebook,
    kept: bool,  # noqa: FBT001
) -> None:
    """The same tool, judged more mildly by a rule that was there before."""
    found = told(tmp_path, [ground(SAVERS, shipped()), ground(SAVERS, milder)], kept=kept)

    assert causes(found, "gone") == {"promises-savers": Cause.RULES}
    assert found.gone[0].before == "critical, certain"
    assert found.gone[0].after == "medium, certain"


@pytest.mark.parametrize("kept", [True, False])
def test_a_rule_that_was_added_has_its_own_pile(
    tmp_path: Path,
    more: Rulebook,
    kept: bool,  # noqa: FBT001
) -> None:
    """And one that was taken back too."""
    here, there = ground(SAVERS, shipped()), ground(SAVERS, more)
    added = told(tmp_path / "a", [here, there], kept=kept)
    removed = told(tmp_path / "b", [there, here], kept=kept)

    assert causes(added, "rules_added") == {"promises-savers-again": Cause.RULES}
    assert causes(removed, "rules_removed") == {"promises-savers-again": Cause.RULES}
    assert added.newly_found == removed.gone == ()


def test_causes_are_told_apart_when_all_change_at_once(
    tmp_path: Path, giving: Rulebook, more: Rulebook
) -> None:
    """Each change has the cause that alone brings it about."""
    looks = [ground(SAVERS, giving), ground(f"{SAVERS} {ASKS_FOR_MORE}", more)]
    found = told(tmp_path, looks)

    assert causes(found, "rules_added") == {"promises-savers-again": Cause.RULES}
    assert causes(found, "newly_found")["reveals-savers"] is Cause.PLATFORM
    assert causes(found, "newly_found")["wants-credentials"] is Cause.TOOL


def test_a_change_of_rules_is_never_shown_as_one_of_the_tool(tmp_path: Path, more: Rulebook) -> None:
    """Where the page changed as well and nothing is kept of it, the change is counted as ours."""
    looks = [ground(SAVERS, shipped()), ground(f"{SAVERS} Now with stickers.", more)]
    for kept in (True, False):
        found = told(tmp_path / str(kept), looks, kept=kept)
        assert causes(found, "rules_added") == {"promises-savers-again": Cause.RULES}


def test_rules_that_changed_unnoticed_are_not_the_cause_later(tmp_path: Path, more: Rulebook) -> None:
    """A look that gave nothing new says by which rules; the next change is compared with that look."""
    looks = [ground(HARMLESS, shipped()), ground(HARMLESS, more), ground(SAVERS, more)]
    for kept in (True, False):
        found = told(tmp_path / str(kept), looks, kept=kept)
        assert {change.cause for change in found.changes} == {Cause.TOOL}
        assert causes(found, "newly_found")["promises-savers-again"] is Cause.TOOL


def test_a_finding_that_reviewers_set_aside_is_our_change(tmp_path: Path) -> None:
    """With who did it and until when."""
    reviewed = ReviewedException(
        rule="promises-savers", tool="t", reason="parody", reviewer="Ada", expires=(NOON + days(99)).date()
    )
    found = told(tmp_path, [ground(SAVERS, shipped()), ground(SAVERS, shipped(), reviewed)])

    assert causes(found, "gone") == {"promises-savers": Cause.RULES}
    assert found.gone[0].because[0].startswith("set aside by Ada until 2027-03-01: parody")


def test_over_several_states_the_last_turn_decides(tmp_path: Path, more: Rulebook) -> None:
    """What came, went and came again came the last time."""
    looks = [
        ground(HARMLESS, shipped()),
        ground(SAVERS, shipped()),
        ground(HARMLESS, shipped()),
        ground(SAVERS, shipped()),
        ground(SAVERS, more),
    ]
    found = told(tmp_path, looks)

    assert causes(found, "newly_found")["promises-savers"] is Cause.TOOL
    assert causes(found, "rules_added") == {"promises-savers-again": Cause.RULES}


def test_rules_at_hand_tell_the_tool_from_the_rules() -> None:
    """As two bundles have them: records that mean the same in both are not the cause."""
    here, there = ground(HARMLESS, shipped()), ground(SAVERS, shipped())
    before = audit(here.listing, here.rulebook)
    after = audit(there.listing, there.rulebook)
    later = after.model_copy(
        update={"rulebook": after.rulebook.model_copy(update={"digest": "sha256:ff", "version": "9"})}
    )
    rules = kept_rules(shipped())

    assert {change.cause for change in diff(before, later).changes} == {Cause.RULES}
    found = diff(before, later, [Step(before, later, None, rules, rules)])
    assert {change.cause for change in found.changes} == {Cause.TOOL}
