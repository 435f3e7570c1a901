"""JSON lines in, JSON lines out, in the same order. A broken line becomes an error line; the run goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.bulk.lines import BrokenLine, listing_of
from auditor.errors import AuditorError
from auditor.judge import audit
from auditor.model import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.rulebook import Rulebook


@dataclass(slots=True)
class ScanResult:
    """What a scan has done so far."""

    levels: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    @property
    def lines(self) -> int:
        """Lines written."""
        return self.levels.total() + self.errors


def _audited(listing: Listing, rulebook: Rulebook, result: ScanResult) -> str | BrokenLine:
    try:
        audited = audit(listing, rulebook, every_purpose=False)
    except AuditorError as error:
        return BrokenLine(listing.id, str(error))
    result.levels[audited.verdict.level.value] += 1
    return audited.model_dump_json(by_alias=True) + "\n"


def scan(lines: Iterable[bytes | None], rulebook: Rulebook, result: ScanResult) -> Iterator[str]:
    """Audit each line.

    Args:
        lines: One described listing or extension's manifest each, as JSON; None for a line over the bound.
            Empty lines are skipped.
        rulebook: The rules.
        result: Is counted up while the iterator is drawn.

    Yields:
        For each line an audit, or ``{"id": …, "error": …}``, as one line of JSON with its line break.
    """
    for line in lines:
        if line is not None and not line:
            continue
        outcome: Listing | BrokenLine | str = listing_of(line)
        if isinstance(outcome, Listing):
            outcome = _audited(outcome, rulebook, result)
        if isinstance(outcome, BrokenLine):
            result.errors += 1
            outcome = outcome.as_json()
        yield outcome
