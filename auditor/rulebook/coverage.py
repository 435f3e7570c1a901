"""Which clauses the findings rest on, which can't be seen from outside, and which are left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.schema import ClauseRule


class CoverageState(StrEnum):
    """What the rule set does with a clause."""

    CITED = "cited"
    NOT_VISIBLE = "not-visible"
    UNCOVERED = "uncovered"


@dataclass(frozen=True)
class ClauseCoverage:
    """One clause, with the findings that cite it."""

    clause: ClauseRule
    findings: tuple[str, ...]

    @property
    def state(self) -> CoverageState:
        """Cited by a finding; else known not to be visible from outside; else uncovered."""
        if self.findings:
            return CoverageState.CITED
        return CoverageState.NOT_VISIBLE if self.clause.not_visible else CoverageState.UNCOVERED


@dataclass(frozen=True)
class DocumentCoverage:
    """One document with its clauses."""

    id: str
    name: str
    clauses: tuple[ClauseCoverage, ...]

    def count(self, state: CoverageState) -> int:
        """Return how many clauses are in this state."""
        return sum(clause.state is state for clause in self.clauses)


@dataclass(frozen=True)
class Coverage:
    """All documents."""

    documents: tuple[DocumentCoverage, ...]

    def count(self, state: CoverageState) -> int:
        """Return how many clauses of all documents are in this state."""
        return sum(document.count(state) for document in self.documents)

    @property
    def clauses(self) -> int:
        """Number of clauses of all documents."""
        return sum(len(document.clauses) for document in self.documents)


def coverage_of(rulebook: Rulebook) -> Coverage:
    """Return what the findings of a rulebook make of its documents."""
    citing: dict[str, list[str]] = {}
    for finding in rulebook.findings.values():
        for clause_id in dict.fromkeys(finding.references):
            citing.setdefault(clause_id, []).append(finding.id)
    return Coverage(
        tuple(
            DocumentCoverage(
                document.id,
                document.name,
                tuple(
                    ClauseCoverage(clause, tuple(citing.get(clause.id, ()))) for clause in document.clauses
                ),
            )
            for document in rulebook.documents.values()
        )
    )
