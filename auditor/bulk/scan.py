"""JSON lines in, JSON lines out, in the same order. A broken line becomes an error line; the run goes on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.bulk.lines import BrokenLine, listing_of
from auditor.errors import AuditorError
from auditor.formats.csv import error_row, heading, row
from auditor.formats.json import JsonFormat
from auditor.judge import audit
from auditor.model import Audit, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.rulebook import Rulebook

_ONE_LINE = JsonFormat(indent=None)


@dataclass(slots=True)
class ScanResult:
    """What a scan has done so far."""

    levels: Counter[str] = field(default_factory=Counter)
    errors: int = 0

    @property
    def lines(self) -> int:
        """Lines written."""
        return self.levels.total() + self.errors


def _audited(listing: Listing, rulebook: Rulebook) -> Audit | BrokenLine:
    try:
        return audit(listing, rulebook, every_purpose=False)
    except AuditorError as error:
        return BrokenLine(listing.id, str(error))


def outcomes(
    lines: Iterable[bytes | None], rulebook: Rulebook, result: ScanResult
) -> Iterator[Audit | BrokenLine]:
    """Audit each line.

    Args:
        lines: One described listing or extension's manifest each, as JSON; None for a line over the bound.
            Empty lines are skipped. An audit that a scan wrote is taken as it stands.
        rulebook: The rules.
        result: Is counted up while the iterator is drawn.

    Yields:
        For each line an audit, or what is wrong with it.
    """
    for line in lines:
        if line is not None and not line:
            continue
        outcome = listing_of(line)
        if isinstance(outcome, Listing):
            outcome = _audited(outcome, rulebook)
        if isinstance(outcome, BrokenLine):
            result.errors += 1
        else:
            result.levels[outcome.verdict.level.value] += 1
        yield outcome


def scan(lines: Iterable[bytes | None], rulebook: Rulebook, result: ScanResult) -> Iterator[str]:
    """Audit each line as :func:`outcomes` does.

    Yields:
        For each line an audit, or ``{"id": …, "error": …}``, as one line of JSON with its line break.
    """
    for outcome in outcomes(lines, rulebook, result):
        yield outcome.as_json() if isinstance(outcome, BrokenLine) else _ONE_LINE.render(outcome)


def table(lines: Iterable[bytes | None], rulebook: Rulebook, result: ScanResult) -> Iterator[str]:
    """Audit each line as :func:`outcomes` does.

    Yields:
        CSV: the heading, then one line for each audit or fault.
    """
    yield heading()
    for outcome in outcomes(lines, rulebook, result):
        if isinstance(outcome, BrokenLine):
            yield error_row("" if outcome.id is None else str(outcome.id), outcome.error)
        else:
            yield row(outcome)
