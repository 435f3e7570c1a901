"""Which rules fire, with their evidence, worst first; and which of them somebody set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.judge.access import kind_of
from auditor.judge.conditions import MOST_EVIDENCE, Match, holds
from auditor.model import Certainty, Finding

if TYPE_CHECKING:
    from auditor.judge.facts import Facts
    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema import FindingRule


def _cited(rule: FindingRule, match: Match, rulebook: Rulebook) -> tuple[str, ...]:
    """The rule's clauses; where only access is shown, those about its kinds and those about no kind.

    A store's policy on its extensions says nothing of a scope on a website's consent page.
    """
    if not all(piece.quote in match.access for piece in match.evidence):
        return rule.references
    kinds = {kind_of(asked) for asked in match.access}
    fitting = tuple(
        clause for clause in rule.references
        if not (about := rulebook.clause(clause).document.about) or not kinds.isdisjoint(about)
    )  # fmt: skip
    return fitting or rule.references


def _finding(rule: FindingRule, match: Match, rulebook: Rulebook) -> Finding:
    return Finding(
        rule=rule.id,
        category=rule.category,
        severity=rule.severity,
        certainty=match.certainty,
        title=rule.title,
        explanation=rule.explanation,
        evidence=match.evidence[:MOST_EVIDENCE],
        references=tuple(map(rulebook.reference, _cited(rule, match, rulebook))),
        advice=rule.advice,
        claims=match.claims,
        access=match.access,
    )


def worst_first(finding: Finding) -> tuple[int, bool]:
    """Order of findings in every report. Sorting is stable: equals stay as the rules order them."""
    return -finding.severity.rank, finding.certainty is not Certainty.CERTAIN


def find(facts: Facts, rulebook: Rulebook) -> tuple[Finding, ...]:
    """All rules that fire, worst first. A rule whose condition holds without anything to show does not."""
    if facts.are_blank:
        return ()  # nothing to show: most of ten thousand listings
    rules = sorted(rulebook.findings.values(), key=lambda rule: (rule.order, rule.id))
    found = [
        _finding(rule, match, rulebook)
        for rule in rules
        if (match := holds(rule.when, facts, rulebook)) and match.evidence
    ]
    return tuple(sorted(found, key=worst_first))
