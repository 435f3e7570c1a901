"""JSON lines in, JSON lines out, in the same order. A broken line becomes an error line; the run goes on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

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


def _problem(error: ValidationError) -> str:
    detail = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in detail["loc"][:4]) or "line"
    return f"{place}: {detail['msg']}"


def _listing(line: bytes) -> tuple[Any, Listing | str]:
    """The line's id and its listing, or what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None, "the line is not JSON"
    if not isinstance(data, dict):
        return None, "the line is no JSON object"
    given = data.get("id")
    if data.get("texts") is None and data.get("access") is None and "texts" not in data:
        return given, "the line has neither texts nor access"
    try:
        return given, Listing.model_validate(data)
    except (ValidationError, RecursionError) as error:
        return given, _problem(error) if isinstance(error, ValidationError) else "the line nests too deeply"


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
        if line is None:
            given, outcome = None, f"the line is longer than {MAX_LINE_BYTES:,} bytes"
        else:
            given, outcome = _listing(line)
        if isinstance(outcome, Listing):
            try:
                audited = audit(outcome, rulebook)
            except AuditorError as error:
                outcome = str(error)
            else:
                result.levels[audited.verdict.level.value] += 1
                yield audited.model_dump_json(by_alias=True) + "\n"
                continue
        result.errors += 1
        yield json.dumps({"id": given, "error": outcome}, ensure_ascii=False) + "\n"
