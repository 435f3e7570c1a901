"""JSON lines in, JSON lines out, in the same order. A broken line becomes an error line; the run goes on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from pydantic import ValidationError

from auditor.errors import AuditorError
from auditor.formats.csv import error_row, heading, row
from auditor.formats.json import JsonFormat
from auditor.formats.json_text import dumped
from auditor.judge import audit
from auditor.limits import MAX_LINE_BYTES
from auditor.model import Audit, Listing
from auditor.sources.described import from_object
from auditor.sources.extension import listing_of_manifest
from auditor.sources.record import whole_strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from auditor.rulebook import Rulebook

_CHUNK = 64 * 1024
_LABEL = "line"
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


def lines_of(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines of a stream without their ends; None stands for a line over the bound, which is not kept."""
    while True:
        line = stream.readline(MAX_LINE_BYTES + 1)
        if not line:
            return
        if len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
            yield None
        else:
            yield line.strip()


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A line that could not be audited, and why. ``id`` is the text or number that stood there as its id."""

    id: Any
    error: str

    def as_json(self) -> str:
        """The error line."""
        named = self.id if isinstance(self.id, (str, int)) else None
        return dumped({"id": whole_strings(named), "error": self.error}, indent=None)


def _refused(constant: str) -> NoReturn:
    """NaN and Infinity, which Python reads and no other reader of JSON does."""
    raise ValueError(constant)


def _parsed(line: bytes | None) -> dict[str, Any] | BrokenLine:
    """The line's JSON object, or what is wrong with the line."""
    if line is None:
        return BrokenLine(None, f"the line is longer than {MAX_LINE_BYTES:,} bytes")
    try:
        data = json.loads(line.decode("utf-8-sig"), parse_constant=_refused)
    except UnicodeDecodeError:
        return BrokenLine(None, "the line is not UTF-8")
    except (ValueError, RecursionError):
        return BrokenLine(None, "the line is not JSON")
    if not isinstance(data, dict):
        return BrokenLine(None, "the line is no JSON object")
    return data


def _listing(line: bytes | None) -> Listing | Audit | BrokenLine:
    """The listing of a line, or the audit that a scan made of one, or what is wrong with the line."""
    data = _parsed(line)
    if isinstance(data, BrokenLine):
        return data
    return _scanned(data) or _described(data)


def _scanned(data: dict[str, Any]) -> Audit | BrokenLine | None:
    """The outcome of an earlier scan, or None where the line is none."""
    if data.keys() == {"id", "error"} and isinstance(data["error"], str):
        return BrokenLine(data["id"], data["error"])
    return _of_audit(data) if "verdict" in data and "rulebook" in data else None


def _described(data: dict[str, Any]) -> Listing | BrokenLine:
    if "manifest_version" in data and "texts" not in data and "access" not in data:
        return _of_manifest(data)
    if "texts" not in data and "access" not in data:
        return BrokenLine(data.get("id"), "the line has neither texts nor access")
    if data.get("texts") == [] and data.get("access") is None:
        data["texts"] = [""]  # a listing whose text was empty is an answer among thousands, not a fault
    try:
        return from_object(data, _LABEL)
    except AuditorError as error:
        return BrokenLine(data.get("id"), str(error).removeprefix(f"{_LABEL}:1: "))


def _of_manifest(data: dict[str, Any]) -> Listing:
    """The listing of an extension's manifest, which may stand in a line as it is."""
    listing = listing_of_manifest(whole_strings(data))
    named = data.get("id")
    return listing.model_copy(update={"id": str(named)}) if isinstance(named, (str, int)) else listing


def _of_audit(data: dict[str, Any]) -> Audit | BrokenLine:
    try:
        return Audit.model_validate(whole_strings(data))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, fault["loc"]))
        return BrokenLine(data.get("id"), f"the line is no audit: {where}: {fault['msg']}")


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
        lines: One described listing each, as JSON; None for a line over the bound. Empty lines are skipped.
            An audit that a scan wrote is taken as it stands.
        rulebook: The rules.
        result: Is counted up while the iterator is drawn.

    Yields:
        For each line an audit, or what is wrong with it.
    """
    for line in lines:
        if line is not None and not line:
            continue
        outcome = _listing(line)
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
