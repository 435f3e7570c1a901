"""JSON lines in, JSON lines out, in the same order. A broken line becomes an error line; the run goes on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from auditor.errors import AuditorError
from auditor.judge import audit
from auditor.limits import MAX_LINE_BYTES
from auditor.model import Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from auditor.rulebook import Rulebook

_CHUNK = 64 * 1024


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
    """A line that could not be audited, and why. ``id`` is whatever stood there as its id."""

    id: Any
    error: str

    def as_json(self) -> str:
        """The error line."""
        return json.dumps({"id": self.id, "error": self.error}, ensure_ascii=False) + "\n"


def _problem(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"][:4]) or "line"
    return f"{place}: {detail['msg']}"


def _parsed(line: bytes | None) -> dict[str, Any] | BrokenLine:
    """The line's JSON object, or what is wrong with the line."""
    if line is None:
        return BrokenLine(None, f"the line is longer than {MAX_LINE_BYTES:,} bytes")
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return BrokenLine(None, "the line is not JSON")
    if not isinstance(data, dict):
        return BrokenLine(None, "the line is no JSON object")
    return data


def _listing(line: bytes | None) -> Listing | BrokenLine:
    """The listing of a line, or what is wrong with the line."""
    data = _parsed(line)
    if isinstance(data, BrokenLine):
        return data
    if "texts" not in data and "access" not in data:
        return BrokenLine(data.get("id"), "the line has neither texts nor access")
    try:
        return Listing.model_validate(data)
    except ValidationError as error:
        return BrokenLine(data.get("id"), _problem(error))


def _audited(listing: Listing, rulebook: Rulebook, result: ScanResult) -> str | BrokenLine:
    try:
        audited = audit(listing, rulebook)
        line = audited.model_dump_json(by_alias=True) + "\n"
    except AuditorError as error:
        return BrokenLine(listing.id, str(error))
    except PydanticSerializationError:
        return BrokenLine(None, "the line holds characters that no text can hold (lone surrogates)")
    result.levels[audited.verdict.level.value] += 1
    return line


def scan(lines: Iterable[bytes | None], rulebook: Rulebook, result: ScanResult) -> Iterator[str]:
    """Audit each line.

    Args:
        lines: One described listing each, as JSON; None for a line over the bound. Empty lines are skipped.
        rulebook: The rules.
        result: Is counted up while the iterator is drawn.

    Yields:
        For each line an audit, or ``{"id": …, "error": …}``, as one line of JSON with its line break.
    """
    for line in lines:
        if line is not None and not line:
            continue
        outcome: Listing | BrokenLine | str = _listing(line)
        if isinstance(outcome, Listing):
            outcome = _audited(outcome, rulebook, result)
        if isinstance(outcome, BrokenLine):
            result.errors += 1
            outcome = outcome.as_json()
        yield outcome
