"""The verdict: level, score, headline, reasons and exit status, all from one table and one function.

The worst finding decides, never an average. ``LEVELS`` is printed in every report with the rows that
applied, so that a reader can compute the level again by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.judge.findings import worst_first
from auditor.model import Certainty, Completeness, Finding, Grade, Level, Reason, ScoreRow, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from auditor.rulebook import Rulebook

LEVELS: Final = {
    (Grade.CRITICAL, Certainty.CERTAIN): Level.AVOID,
    (Grade.CRITICAL, Certainty.LIKELY): Level.HIGH_RISK,
    (Grade.HIGH, Certainty.CERTAIN): Level.HIGH_RISK,
    (Grade.HIGH, Certainty.LIKELY): Level.CAUTION,
    (Grade.MEDIUM, Certainty.CERTAIN): Level.CAUTION,
    (Grade.MEDIUM, Certainty.LIKELY): Level.CAUTION,
}
"""Which level one finding leads to; what is not listed leads to ``nothing-found``."""

BANDS: Final = {
    Level.AVOID: (80, 100),
    Level.HIGH_RISK: (60, 79),
    Level.CAUTION: (30, 59),
    Level.NOTHING_FOUND: (0, 29),
    Level.NOT_ANALYSED: (0, 0),
}
"""Scores of each level: the lowest, for its deciding finding alone, and the highest."""

POINTS: Final = {
    Grade.CRITICAL: 8,
    Grade.HIGH: 5,
    Grade.MEDIUM: 3,
    Grade.LOW: 1,
    Grade.INFO: 0,
    Grade.NONE: 0,
}
"""What each further finding adds within the band; a likely one adds half, rounded up."""

MOST_REASONS: Final = 3
_MOST_FAULTS: Final = 2
_LONGEST_SEEN: Final = 80
_OWN_NAMES: Final = "credential:"
"""Ids that only our own lists know; a reader finds them nowhere in the tool."""


def level_of(finding: Finding) -> Level:
    """The level that this finding alone leads to."""
    return LEVELS.get((finding.severity, finding.certainty), Level.NOTHING_FOUND)


def points_of(finding: Finding) -> int:
    """The points that this finding adds where another one decides."""
    points = POINTS[finding.severity]
    return points if finding.certainty is Certainty.CERTAIN else (points + 1) // 2


def _score(level: Level, findings: Sequence[Finding]) -> int:
    low, high = BANDS[level]
    if level in (Level.NOT_ANALYSED, Level.NOTHING_FOUND):
        return min(high, low + sum(map(points_of, findings)))
    deciding = max((f for f in findings if level_of(f) is level), key=points_of)
    return min(high, low + sum(map(points_of, findings)) - points_of(deciding))


def _level(findings: Sequence[Finding], completeness: Completeness) -> Level:
    level = max((level_of(f) for f in findings), key=lambda each: each.rank, default=Level.NOTHING_FOUND)
    if level is Level.NOTHING_FOUND and not completeness.enough:
        return Level.NOT_ANALYSED
    return level


def _certainty(level: Level, deciding: Sequence[Finding]) -> Certainty | None:
    if level in (Level.NOTHING_FOUND, Level.NOT_ANALYSED) or not deciding:
        return None
    certain = any(finding.certainty is Certainty.CERTAIN for finding in deciding)
    return Certainty.CERTAIN if certain else Certainty.LIKELY


class _Headline(NamedTuple):
    wording: str
    faults: tuple[str, ...]
    joiner: str

    def __str__(self) -> str:
        return self.wording.replace("{faults}", f"{self.joiner} ".join(self.faults))


def _headline(
    level: Level, deciding: Sequence[Finding], completeness: Completeness, rulebook: Rulebook
) -> _Headline:
    words = rulebook.verdicts[level.value]
    faults = dict.fromkeys(rulebook.findings[finding.rule].headline for finding in deciding)
    named = tuple(filter(None, faults))[:_MOST_FAULTS]
    if not named:
        missing = completeness.looked < completeness.of
        return _Headline(words.partly if missing and words.partly else words.plain, (), words.joiner)
    likely = all(finding.certainty is Certainty.LIKELY for finding in deciding)
    return _Headline(words.likely if likely else words.opening, named, words.joiner)


def _pieces(finding: Finding) -> list[str]:
    """What can stand for a finding: words of the tool, else the address, scope or permission that we saw."""
    said = [piece.quote for piece in finding.evidence if piece.text is not None]
    seen = [piece.quote for piece in finding.evidence if piece.text is None and piece.quote != piece.where]
    short = [piece for piece in seen if len(piece) <= _LONGEST_SEEN]
    return said + [piece for piece in short if not piece.startswith(_OWN_NAMES)]


def _repeats(finding: Finding, quoted: Collection[str]) -> bool:
    pieces = _pieces(finding)
    return bool(pieces) and all(piece in quoted for piece in pieces)


def _reasons(findings: Sequence[Finding], rulebook: Rulebook) -> tuple[Reason, ...]:
    """The worst findings, each with words that no earlier reason shows.

    Of equally grave findings, one waits until the others had their turn that has nothing new to show, or
    is about what an earlier reason is about.
    """
    left = [finding for finding in findings if finding.severity.rank]
    reasons: list[Reason] = []
    while left and len(reasons) < MOST_REASONS:
        quoted = {reason.quote for reason in reasons}
        gravest = [finding for finding in left if worst_first(finding) == worst_first(left[0])]
        fresh = [finding for finding in gravest if not _repeats(finding, quoted)]
        told = {rulebook.findings[reason.rule].subject for reason in reasons} - {None}
        other = (finding for finding in fresh if rulebook.findings[finding.rule].subject not in told)
        best = next(other, (fresh or gravest)[0])
        quote = next((piece for piece in _pieces(best) if piece not in quoted), "")
        reasons.append(Reason(text=best.title, quote=quote, rule=best.rule))
        left.remove(best)
    return tuple(reasons)


def reach_verdict(findings: Sequence[Finding], completeness: Completeness, rulebook: Rulebook) -> Verdict:
    """Reach the verdict on the findings that count.

    Args:
        findings: Findings that nobody set aside.
        completeness: How much could be looked at.
        rulebook: For the words of the headline.
    """
    ordered = sorted(findings, key=worst_first)
    level = _level(ordered, completeness)
    deciding = [finding for finding in ordered if level_of(finding) is level and finding.severity.rank > 1]
    headline = _headline(level, deciding, completeness, rulebook)
    return Verdict(
        level=level,
        score=_score(level, ordered),
        headline=str(headline),
        wording=headline.wording,
        faults=headline.faults,
        reasons=_reasons(ordered, rulebook),
        certainty=_certainty(level, deciding),
        completeness=completeness,
        table=tuple(
            ScoreRow(
                rule=finding.rule,
                severity=finding.severity,
                certainty=finding.certainty,
                level=level_of(finding),
                points=points_of(finding),
            )
            for finding in ordered
        ),
    )


def reaches(level: Level, threshold: Level) -> bool:
    """Whether ``level`` is at or above ``threshold``, for the exit status."""
    return level.rank >= threshold.rank
