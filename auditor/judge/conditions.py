"""Test a rule's condition on the facts, and collect the evidence that fulfils it."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from auditor.judge.compare import State
from auditor.judge.facts import Facts, access_evidence, observation_evidence
from auditor.model import AccessJudged, Certainty, Evidence, Observation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema import Condition

MOST_EVIDENCE = 12
"""Pieces of evidence that one finding shows; more would bury the reader."""


@dataclass(frozen=True, slots=True)
class Match:
    """A fulfilled condition: by what, and how surely."""

    certainty: Certainty = Certainty.CERTAIN
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[str, ...] = ()
    access: tuple[str, ...] = ()

    def __add__(self, other: Match) -> Match:
        """Both together: as sure as the less sure of the two."""
        weakest = (
            Certainty.LIKELY if Certainty.LIKELY in (self.certainty, other.certainty) else Certainty.CERTAIN
        )
        return Match(
            weakest,
            tuple(dict.fromkeys(self.evidence + other.evidence)),
            tuple(dict.fromkeys(self.claims + other.claims)),
            tuple(dict.fromkeys(self.access + other.access)),
        )


def _claim(condition: Condition, facts: Facts) -> Match | None:
    wanted = condition.deliverable or condition.claim_is
    found = facts.claims_with(condition.claim, wanted, condition.certainty)
    if not found:
        return None
    best = found[0].certainty
    kept = [claim for claim in found if claim.certainty is best]
    return Match(
        best, tuple(facts.claim_evidence(claim) for claim in kept), tuple(dict.fromkeys(c.id for c in kept))
    )


def _fits(condition: Condition, item: AccessJudged, rulebook: Rulebook) -> bool:
    about = condition.yields_about
    return (
        (not condition.access_kind or item.kind in condition.access_kind)
        and (not condition.danger or item.danger in condition.danger)
        and (not condition.need or item.verdict in condition.need)
        and (condition.takeover is None or item.takeover is condition.takeover)
        and (condition.yields is None or any(shown.id == condition.yields for shown in item.yields))
        and (about is None or any(rulebook.capabilities[shown.id].about == about for shown in item.yields))
    )


def _access(condition: Condition, facts: Facts, rulebook: Rulebook) -> Match | None:
    found = [item for item in facts.access_like(condition.access or "*") if _fits(condition, item, rulebook)]
    if not found:
        return None
    return Match(evidence=tuple(map(access_evidence, found)), access=tuple(item.id for item in found))


def _observation(condition: Condition, facts: Facts, rulebook: Rulebook) -> Match | None:
    rule = rulebook.observations.get(condition.observation or "")
    title = rule.title if rule else str(condition.observation)
    seen = [
        item for item in facts.observations if item.id == condition.observation and _valued(condition, item)
    ]
    return Match(evidence=tuple(observation_evidence(item, title) for item in seen)) if seen else None


def _valued(condition: Condition, item: Observation) -> bool:
    value = item.value.casefold()
    if condition.value and not any(fnmatchcase(value, glob.casefold()) for glob in condition.value):
        return False
    return not any(fnmatchcase(value, glob.casefold()) for glob in condition.value_not)


def _purpose(condition: Condition, facts: Facts) -> Match | None:
    return Match() if any(found.id == condition.purpose for found in facts.purposes) else None


def _contradiction(condition: Condition, facts: Facts) -> Match | None:
    if facts.comparer is None or condition.contradiction is None:
        return None
    outcome = facts.comparer.outcome(condition.contradiction)
    if outcome.state is not State.FOUND:
        return None
    return Match(outcome.certainty, outcome.evidence, access=outcome.access)


def _sum(matches: Iterable[Match]) -> Match:
    total = Match()
    for match in matches:
        total += match
    return total


def _any(branches: tuple[Condition, ...], facts: Facts, rulebook: Rulebook) -> Match | None:
    """The surest branches that hold, together."""
    found = [match for branch in branches if (match := holds(branch, facts, rulebook))]
    certain = [match for match in found if match.certainty is Certainty.CERTAIN]
    return _sum(certain or found) if found else None


def _all(parts: tuple[Condition, ...], facts: Facts, rulebook: Rulebook) -> Match | None:
    matches = [holds(part, facts, rulebook) for part in parts]
    return _sum(match for match in matches if match) if all(matches) else None


def _not(part: Condition, facts: Facts, rulebook: Rulebook) -> Match | None:
    return None if holds(part, facts, rulebook) else Match()


def _compound(condition: Condition, facts: Facts, rulebook: Rulebook) -> Match | None:
    if condition.not_ is not None:
        return _not(condition.not_, facts, rulebook)
    if condition.any_:
        return _any(condition.any_, facts, rulebook)
    return _all(condition.all_, facts, rulebook)


def holds(condition: Condition, facts: Facts, rulebook: Rulebook) -> Match | None:
    """Return what fulfils ``condition``, or None where nothing does."""
    if condition.claim is not None or condition.claim_is is not None:
        return _claim(condition, facts)
    if condition.access is not None:
        return _access(condition, facts, rulebook)
    if condition.observation is not None:
        return _observation(condition, facts, rulebook)
    if condition.purpose is not None:
        return _purpose(condition, facts)
    if condition.contradiction is not None:
        return _contradiction(condition, facts)
    return _compound(condition, facts, rulebook)
