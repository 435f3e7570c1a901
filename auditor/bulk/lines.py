"""A line of a file of many tools, as a listing: described ones and manifests of extensions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import ValidationError

from auditor.errors import AuditorError, UnreadableTarget
from auditor.formats.json_text import dumped
from auditor.limits import MAX_LINE_BYTES
from auditor.model import Audit
from auditor.sources.described import NO_ID, from_object, is_id
from auditor.sources.extension import listing_of_manifest
from auditor.sources.extension.json_text import read_object
from auditor.sources.record import whole_strings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from auditor.model import Listing

_CHUNK: Final = 64 * 1024
_LABEL: Final = "line"
_MANIFEST_KEYS: Final = frozenset(
    {
        "content_scripts", "browser_action", "page_action", "background", "app", "theme", "default_locale",
        "update_url", "minimum_chrome_version",
    }
)  # fmt: skip
"""By what the oldest manifests are known, which state no version of their format."""


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
        named = self.id if is_id(self.id) else None
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
        return _loosely_parsed(line)
    if not isinstance(data, dict):
        return BrokenLine(None, "the line is no JSON object")
    return data


def _loosely_parsed(line: bytes) -> dict[str, Any] | BrokenLine:
    """The same for a manifest, in which browsers take comments and a last comma."""
    broken = BrokenLine(None, "the line is not JSON")
    if b'"manifest_version"' not in line:
        return broken
    try:
        return read_object(line, _LABEL)
    except UnreadableTarget:
        return broken


def listing_of(line: bytes | None) -> Listing | Audit | BrokenLine:
    """Return the listing of a line, or the audit that a scan made of one, or what is wrong with the line.

    Args:
        line: As JSON: a described listing, an extension's manifest as it stands, or an object with such a
            manifest as its ``manifest``, and an ``id``. None for a line over the bound.
    """
    data = _parsed(line)
    if isinstance(data, BrokenLine):
        return data
    return _scanned(data) or _described(data)


def _scanned(data: dict[str, Any]) -> Audit | BrokenLine | None:
    """The outcome of an earlier scan, or None where the line is none."""
    if data.keys() == {"id", "error"} and isinstance(data["error"], str):
        return BrokenLine(data["id"], data["error"])
    if "verdict" not in data or "rulebook" not in data:
        return None
    try:
        return Audit.model_validate(whole_strings(data))
    except RecursionError:
        return BrokenLine(data.get("id"), "the line is no audit: its values stand too deep in one another")
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, fault["loc"]))
        return BrokenLine(data.get("id"), f"the line is no audit: {where}: {fault['msg']}")


def _described(data: dict[str, Any]) -> Listing | BrokenLine:
    if _is_manifest(data):
        return _of_manifest(data, data.get("id"))
    if "texts" not in data and "access" not in data:
        if isinstance(data.get("manifest"), dict):
            if not is_id(data.get("id")):
                return BrokenLine(None, NO_ID)
            return _of_manifest(data["manifest"], data.get("id"))
        return BrokenLine(data.get("id"), "the line has neither texts nor access, and is no manifest")
    if data.get("texts") == [] and data.get("access") is None:
        data["texts"] = [""]  # a listing whose text was empty is an answer among thousands, not a fault
    try:
        return from_object(data, _LABEL)
    except AuditorError as error:
        return BrokenLine(data.get("id"), str(error).removeprefix(f"{_LABEL}:1: "))


def _is_manifest(data: dict[str, Any]) -> bool:
    """Whether an object is a manifest; of one with hardly any keys its permissions must not be a phone's."""
    if "manifest_version" in data or "texts" in data or "access" in data:
        return "manifest_version" in data
    if not _MANIFEST_KEYS.isdisjoint(data):
        return True
    asked = data.get("permissions")
    named = isinstance(data.get("name"), str) and isinstance(asked, list)
    return named and not any(isinstance(name, str) and "android." in name for name in asked or ())


def _of_manifest(manifest: dict[str, Any], named: Any) -> Listing | BrokenLine:
    """The listing of an extension's manifest, which stands in a line as it is or as its ``manifest``.

    What the line calls it is its id, else what the manifest itself says of that.
    """
    try:
        listing = listing_of_manifest(whole_strings(manifest))
    except RecursionError:
        return BrokenLine(named, "the line is nested too deep")
    told = named is not None and is_id(named)
    return listing.model_copy(update={"id": whole_strings(str(named)) if told else listing.package})
