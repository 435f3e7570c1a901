"""The verdict: level, score, headline, reasons and exit status never contradict each other."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.judge import reaches
from auditor.judge.verdict import BANDS, LEVELS, MOST_REASONS, level_of, reach_verdict
from auditor.model import Category, Certainty, Completeness, Evidence, Finding, Grade, Level, Reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.rulebook import Rulebook

SEVERITIES = (Grade.INFO, Grade.LOW, Grade.MEDIUM, Grade.HIGH, Grade.CRITICAL)
KINDS = tuple(itertools.product(SEVERITIES, Certainty))
REFERENCE = Reference(
    clause="c",
    document="Terms",
    section="1",
    date=dt.date(2026, 1, 1),
    url="https://terms.example/",
    says="No.",
)
COMPLETE = Completeness(looked=3, of=3, enough=True)
NOTHING = Completeness(looked=0, of=3, enough=False)


def finding(rulebook: Rulebook, severity: Grade, certainty: Certainty, number: int = 0) -> Finding:
    """A finding of some shipped rule, with the given severity and certainty."""
    rule = list(rulebook.findings.values())[number % len(rulebook.findings)]
    return Finding(
        rule=rule.id,
        category=Category.PRIVACY,
        severity=severity,
        certainty=certainty,
        title=rule.title,
        explanation="It matters.",
        evidence=(Evidence(quote=f"words {number}", where="text", text=0, start=0, end=7),),
        references=(REFERENCE,),
        advice="Do not.",
    )


def worst(kinds: Sequence[tuple[Grade, Certainty]]) -> Level:
    """The level that the table gives, computed anew."""
    return max((LEVELS.get(kind, Level.NOTHING_FOUND) for kind in kinds), key=lambda level: level.rank)


@pytest.mark.parametrize("completeness", [COMPLETE, NOTHING], ids=["complete", "nothing read"])
@pytest.mark.parametrize("kinds", [*itertools.combinations_with_replacement(KINDS, 2)], ids=str)
def test_no_part_of_a_verdict_contradicts_another(
    rulebook: Rulebook, kinds: tuple[tuple[Grade, Certainty], ...], completeness: Completeness
) -> None:
    """Over the whole space of pairs of findings, read fully or not at all."""
    findings = [finding(rulebook, *kind, number) for number, kind in enumerate(kinds)]
    verdict = reach_verdict(findings, completeness, rulebook)
    level = worst(kinds)
    if level is Level.NOTHING_FOUND and not completeness.enough:
        level = Level.NOT_ANALYSED
    low, high = BANDS[level]
    words = rulebook.verdicts[level.value]

    assert verdict.level is level
    assert low <= verdict.score <= high
    openings = [words.plain, words.partly, *(w.split("{")[0] for w in (words.opening, words.likely) if w)]
    assert any(verdict.headline.startswith(opening) for opening in openings if opening)
    assert "{" not in verdict.headline
    assert len(verdict.reasons) == sum(severity.rank > 0 for severity, _ in kinds)
    assert (verdict.certainty is None) == (level in (Level.NOTHING_FOUND, Level.NOT_ANALYSED))
    assert max((row.level for row in verdict.table), key=lambda each: each.rank) is worst(kinds)


def test_only_certain_findings_reach_the_top_level() -> None:
    """What is implied is never the sole ground of "avoid"."""
    assert [kind for kind, level in LEVELS.items() if level is Level.AVOID] == [
        (Grade.CRITICAL, Certainty.CERTAIN)
    ]


def test_nothing_at_all_is_not_analysed(rulebook: Rulebook) -> None:
    """Where nothing could be read, nothing is said, and never "nothing found"."""
    assert reach_verdict([], NOTHING, rulebook).level is Level.NOT_ANALYSED
    assert reach_verdict([], COMPLETE, rulebook).level is Level.NOTHING_FOUND


@given(data=st.data())
def test_score_never_falls_when_a_finding_is_added(rulebook: Rulebook, data: st.DataObject) -> None:
    """Monotone: more faults are never less risk."""
    kinds = data.draw(st.lists(st.sampled_from(KINDS), max_size=12))
    added = data.draw(st.sampled_from(KINDS))
    findings = [finding(rulebook, *kind, number) for number, kind in enumerate(kinds)]
    more = [*findings, finding(rulebook, *added, len(kinds))]

    fewer_verdict = reach_verdict(findings, COMPLETE, rulebook)
    more_verdict = reach_verdict(more, COMPLETE, rulebook)

    assert more_verdict.score >= fewer_verdict.score
    assert more_verdict.level.rank >= fewer_verdict.level.rank


@given(order=st.permutations(KINDS))
def test_the_order_of_findings_does_not_move_level_or_score(
    rulebook: Rulebook, order: list[tuple[Grade, Certainty]]
) -> None:
    """The same findings give the same risk."""
    straight = reach_verdict([finding(rulebook, *kind) for kind in KINDS], COMPLETE, rulebook)
    shuffled = reach_verdict([finding(rulebook, *kind) for kind in order], COMPLETE, rulebook)

    assert (straight.level, straight.score) == (shuffled.level, shuffled.score)


def test_reasons_are_three_and_quote_different_words(rulebook: Rulebook) -> None:
    """Each reason shows words that no earlier one shows."""
    same = [finding(rulebook, Grade.HIGH, Certainty.CERTAIN, 1) for _ in range(5)]
    reasons = reach_verdict(same, COMPLETE, rulebook).reasons

    assert len(reasons) == MOST_REASONS
    assert [reason.quote for reason in reasons] == ["words 1", "", ""]


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("threshold", [Level.CAUTION, Level.HIGH_RISK, Level.AVOID])
def test_exit_status_follows_the_order_of_levels(level: Level, threshold: Level) -> None:
    """--fail-on LEVEL counts that level and the worse ones."""
    worse_first = [Level.AVOID, Level.HIGH_RISK, Level.CAUTION, Level.NOTHING_FOUND, Level.NOT_ANALYSED]

    assert reaches(level, threshold) == (worse_first.index(level) <= worse_first.index(threshold))


def test_level_of_one_finding_is_its_row_of_the_table(rulebook: Rulebook) -> None:
    """The printed table and the level come from the same place."""
    for kind in KINDS:
        assert level_of(finding(rulebook, *kind)) is LEVELS.get(kind, Level.NOTHING_FOUND)
