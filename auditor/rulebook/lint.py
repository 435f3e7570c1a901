"""Advice to rule authors: what is valid and still not good. Each check is a small function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from auditor.rulebook import lint_matrix, lint_records, lint_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from auditor.rulebook.book import Rulebook
    from auditor.rulebook.places import Place

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Issue:
    """One thing to mend. ``str(issue)`` is ``path:line: severity: sentence (check)``."""

    place: Place
    severity: Severity
    check: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}: {self.message} ({self.check})"


@dataclass(frozen=True)
class Check:
    """A check: its name, how grave its issues are, and the function that finds them."""

    id: str
    severity: Severity
    find: Callable[[Rulebook, dt.date], Iterator[tuple[Place, str]]]


CHECKS: Final = (
    Check("unversioned", "error", lint_records.unversioned),
    Check("banned-word", "error", lint_words.banned_words),
    Check("long-title", "error", lint_words.long_titles),
    Check("unexplained-access", "error", lint_records.unexplained_access),
    Check("claim-without-finding", "error", lint_matrix.claims_without_finding),
    Check("unguarded-claim", "error", lint_matrix.unguarded_claims),
    Check("duplicate-example", "error", lint_records.duplicate_examples),
    Check("kind-and-id", "error", lint_records.kinds_and_ids),
    Check("future-date", "error", lint_records.future_dates),
    Check("host-class-order", "error", lint_records.host_class_order),
    Check("claim-without-means", "warning", lint_matrix.claims_without_means),
    Check("unknown-cell", "warning", lint_matrix.unknown_cells),
    Check("untitled-check", "warning", lint_matrix.untitled_checks),
    Check("old-reference", "warning", lint_records.old_references),
    Check("weak-references", "warning", lint_records.weak_references),
    Check("empty-example", "warning", lint_records.empty_examples),
    Check("unused", "warning", lint_records.unused),
    Check("lone-subject", "warning", lint_records.lone_subjects),
    Check("uncovered-clause", "warning", lint_records.uncovered_clauses),
    Check("long-sentence", "warning", lint_words.long_sentences),
)


def lint(rulebook: Rulebook, on: dt.date) -> list[Issue]:
    """Return what could be better, in the order of the files.

    Args:
        rulebook: A rulebook that loads; what doesn't load is :func:`auditor.rulebook.examine`'s to say.
        on: The day from which the age of references is counted.
    """
    issues = [
        Issue(place, check.severity, check.id, message)
        for check in CHECKS
        for place, message in check.find(rulebook, on)
    ]
    return sorted(issues, key=lambda issue: (issue.place.path, issue.place.line, issue.check))
