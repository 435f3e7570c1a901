"""JSON as browsers accept it in manifests and files of messages: comments, a byte order mark, a last comma.

https://developer.chrome.com/docs/extensions/reference/manifest ("supports comments"); Firefox drops ``//``
lines as well. Read 2026-11-26.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_TREE_DEPTH
from auditor.sources.record import whole_strings

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
_PIECE: Final = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"?'  # a string, closed or not
    r"|//[^\n\r]*"
    r"|/\*.*?(?:\*/|\Z)"
    r"|[][{},]",
    re.DOTALL,
)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
_OPENING: Final = ("[", "{")
_CLOSING: Final = ("]", "}")


class ManifestFault(UnreadableTarget):
    """A manifest is no JSON, or no object."""

    default_hint = "Hand in the manifest as the browser gets it: UTF-8, an object in braces."


def decoded(raw: bytes) -> str:
    """Return the text in ``raw``: by its byte order mark, else UTF-8, which is all that browsers take."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    return raw.decode("utf-8", "replace")


def read_object(raw: bytes, label: str) -> dict[str, Any]:
    """Return the object in ``raw``. Of a key that stands twice the last counts, as in browsers.

    Raises:
        ManifestFault: It is no JSON, or no object, or nested too deep.
    """
    text = decoded(raw)
    try:
        value = _loaded(text, label)
        if _SURROGATE.search(text):
            value = whole_strings(value)
    except (ValueError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ManifestFault(f"{label} is no JSON{line}") from error
    if not isinstance(value, dict):
        raise ManifestFault(f"{label} is no object in braces")
    return value


def _loaded(text: str, label: str) -> Any:
    """Return the value in ``text``, first as plain JSON, which nearly all are and which is far faster."""
    try:
        return json.loads(text, strict=False, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return json.loads(_plain(text, label), strict=False, parse_constant=_no_constant)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _plain(text: str, label: str) -> str:
    """Return ``text`` without comments and commas before a closing bracket; lines stay where they are."""
    out: list[str] = []
    end = depth = 0
    comma: int | None = None
    for piece in _PIECE.finditer(text):
        between, word = text[end : piece.start()], piece[0]
        end = piece.end()
        out.append(between)
        if word.startswith("/"):
            out.append("\n" * word.count("\n"))
            continue
        if comma is not None and word in _CLOSING and not "".join(out[comma + 1 :]).strip():
            out[comma] = ""
        depth += (word in _OPENING) - (word in _CLOSING)
        if depth > MAX_TREE_DEPTH // 2:
            raise ManifestFault(f"{label} is nested too deep")
        comma = len(out) if word == "," else None
        out.append(word)
    out.append(text[end:])
    return "".join(out)
