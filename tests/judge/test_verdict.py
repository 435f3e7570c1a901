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
    from collections.abc import Iterable

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
PARTLY = Completeness(looked=2, of=3, enough=True)
NOTHING = Completeness(looked=0, of=3, enough=False)
THRESHOLDS = (Level.CAUTION, Level.HIGH_RISK, Level.AVOID)


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


def rank(level: Level) -> int:
    """Levels in order."""
    return level.rank


def worst(kinds: Iterable[tuple[Grade, Certainty]]) -> Level:
    """The level that the table gives, computed anew."""
    return max(
        (LEVELS.get(kind, Level.NOTHING_FOUND) for kind in kinds), key=rank, default=Level.NOTHING_FOUND
    )


def every_set_of_kinds() -> Iterable[tuple[tuple[Grade, Certainty], ...]]:
    """All 1,024 sets of severity and certainty, the empty one too."""
    return itertools.chain.from_iterable(itertools.combinations(KINDS, n) for n in range(len(KINDS) + 1))


def expected_level(kinds: tuple[tuple[Grade, Certainty], ...], completeness: Completeness) -> Level:
    """The level that the design asks for."""
    level = worst(kinds)
    unknown = level is Level.NOTHING_FOUND and not completeness.enough
    return Level.NOT_ANALYSED if unknown else level


def speaks_for(rulebook: Rulebook, headline: str) -> set[Level]:
    """The levels of whose words a headline is made."""
    found = set()
    for name, words in rulebook.verdicts.items():
        beginnings = [words.plain, words.partly, words.opening, words.likely]
        if any(headline.startswith(each.split("{")[0]) for each in beginnings if each):
            found.add(Level(name))
    return found


def deciding_and_lesser(level: Level) -> tuple[tuple[Grade, Certainty], tuple[Grade, Certainty]]:
    """A kind of finding that leads to ``level``, and one that leads to the next lower level."""
    below = {Level.AVOID: Level.HIGH_RISK, Level.HIGH_RISK: Level.CAUTION}.get(level)
    kinds = dict.fromkeys(LEVELS)
    decides = next(kind for kind in kinds if LEVELS[kind] is level)
    lesser = next((kind for kind in kinds if LEVELS[kind] is below), (Grade.LOW, Certainty.CERTAIN))
    return decides, lesser


@pytest.mark.parametrize("completeness", [COMPLETE, PARTLY, NOTHING], ids=["complete", "partly", "nothing"])
def test_no_part_of_a_verdict_contradicts_another(rulebook: Rulebook, completeness: Completeness) -> None:
    """Over every set of kinds of findings, looked at wholly, partly or not at all."""
    for kinds in every_set_of_kinds():
        findings = [finding(rulebook, *kind, number) for number, kind in enumerate(kinds)]
        verdict = reach_verdict(findings, completeness, rulebook)
        level = expected_level(kinds, completeness)

        assert verdict.level is level, kinds
        assert BANDS[level][0] <= verdict.score <= BANDS[level][1], kinds
        assert speaks_for(rulebook, verdict.headline) == {level}, kinds
        assert len(verdict.reasons) == min(MOST_REASONS, sum(severity.rank > 0 for severity, _ in kinds))
        assert len({reason.rule for reason in verdict.reasons}) == len(verdict.reasons)
        assert (verdict.certainty is None) == (level in (Level.NOTHING_FOUND, Level.NOT_ANALYSED))
        assert max((row.level for row in verdict.table), default=Level.NOTHING_FOUND, key=rank) is worst(
            kinds
        )
        assert [reaches(level, threshold) for threshold in THRESHOLDS] == [
            verdict.score >= BANDS[threshold][0] for threshold in THRESHOLDS
        ]


@pytest.mark.parametrize("level", [Level.AVOID, Level.HIGH_RISK, Level.CAUTION])
def test_the_headline_names_only_findings_that_decide_the_level(rulebook: Rulebook, level: Level) -> None:
    """A fault that leads to a lesser level is never the opening word."""
    decides, lesser = deciding_and_lesser(level)
    numbers = [n for n, rule in enumerate(rulebook.findings.values()) if rule.headline][:2]
    findings = [finding(rulebook, *decides, numbers[0]), finding(rulebook, *lesser, numbers[1])]
    headline = reach_verdict(findings, COMPLETE, rulebook).headline
    said, unsaid = (rulebook.findings[each.rule].headline for each in findings)

    assert said in headline
    assert unsaid not in headline


def test_a_doubtful_verdict_says_that_it_only_seems_so(rulebook: Rulebook) -> None:
    """Headline and certainty come from the same findings."""
    for kind, level in LEVELS.items():
        number = next(n for n, rule in enumerate(rulebook.findings.values()) if rule.headline)
        verdict = reach_verdict([finding(rulebook, *kind, number)], COMPLETE, rulebook)

        assert ("it seems" in verdict.headline) == (verdict.certainty is Certainty.LIKELY), (kind, level)


def test_what_could_not_be_looked_at_weighs_on_the_words(rulebook: Rulebook) -> None:
    """Nothing found is said with its limits where a check could not be made."""
    whole, partly = (reach_verdict([], each, rulebook) for each in (COMPLETE, PARTLY))

    assert whole.level is partly.level is Level.NOTHING_FOUND
    assert "could not look at" in partly.headline
    assert whole.headline != partly.headline


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

    completeness = data.draw(st.sampled_from([COMPLETE, PARTLY, NOTHING]))

    fewer_verdict = reach_verdict(findings, completeness, rulebook)
    more_verdict = reach_verdict(more, completeness, rulebook)

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


def test_a_reason_that_repeats_words_waits_for_equally_grave_ones(rulebook: Rulebook) -> None:
    """Three reasons tell three things where there are three to tell; a graver one never waits."""
    first, second, lesser = (
        finding(rulebook, grade, Certainty.CERTAIN, n)
        for n, grade in enumerate((Grade.HIGH, Grade.HIGH, Grade.MEDIUM), 1)
    )
    repeats = finding(rulebook, Grade.HIGH, Certainty.CERTAIN, 4).model_copy(
        update={"evidence": first.evidence}
    )
    reasons = reach_verdict([first, repeats, second, lesser], COMPLETE, rulebook).reasons

    assert [reason.rule for reason in reasons] == [first.rule, second.rule, repeats.rule]


def test_a_reason_on_a_subject_already_told_waits_for_equally_grave_ones(rulebook: Rulebook) -> None:
    """A field for the password and words that ask for it are one thing; what else is as grave comes first."""

    def about(rule: str, grade: Grade, n: int) -> Finding:
        return finding(rulebook, grade, Certainty.CERTAIN, n).model_copy(update={"rule": rule})

    field = about("asks-tiktok-password", Grade.CRITICAL, 1)
    words = about("says-give-tiktok-login", Grade.CRITICAL, 2)
    promise = about("promises-savers", Grade.CRITICAL, 3)
    lesser = about("sells-engagement", Grade.HIGH, 4)
    reasons = reach_verdict([field, words, promise, lesser], COMPLETE, rulebook).reasons

    assert [reason.rule for reason in reasons] == [field.rule, promise.rule, words.rule]


def test_a_reason_without_words_of_the_tool_shows_the_short_piece_that_was_seen(rulebook: Rulebook) -> None:
    """An address or a permission stands where a quote would; our own names and long links do not."""
    pieces = {
        "tiktok.com.login.example": True,
        "credential:tiktok-password": False,
        "https://" + "a" * 99: False,
    }
    for piece, is_shown in pieces.items():
        seen = finding(rulebook, Grade.HIGH, Certainty.CERTAIN).model_copy(
            update={"evidence": (Evidence(quote=piece, where="consent link"),)}
        )
        (reason,) = reach_verdict([seen], COMPLETE, rulebook).reasons

        assert reason.quote == (piece if is_shown else "")


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("threshold", THRESHOLDS)
def test_exit_status_follows_the_order_of_levels(level: Level, threshold: Level) -> None:
    """--fail-on LEVEL counts that level and the worse ones."""
    worse_first = [Level.AVOID, Level.HIGH_RISK, Level.CAUTION, Level.NOTHING_FOUND, Level.NOT_ANALYSED]

    assert reaches(level, threshold) == (worse_first.index(level) <= worse_first.index(threshold))


def test_level_of_one_finding_is_its_row_of_the_table(rulebook: Rulebook) -> None:
    """The printed table and the level come from the same place."""
    for kind in KINDS:
        assert level_of(finding(rulebook, *kind)) is LEVELS.get(kind, Level.NOTHING_FOUND)
