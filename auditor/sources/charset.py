"""Decode bytes as browsers do.

Byte order mark, HTTP header, ``<meta>`` in the first 1024 bytes; without any of them UTF-8 if the bytes
are valid UTF-8, else what they look like, else windows-1252.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import webencodings

from auditor.sources.guess import guess

if TYPE_CHECKING:
    from auditor.sources.interface import Document

_PRESCAN_BYTES: Final = 1024
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_WIDEST: Final = ((b"\xff\xfe\0\0", "utf-32-le"), (b"\0\0\xfe\xff", "utf-32-be"))
"""Browsers know no UTF-32; files that somebody saved may be in it. Its marks begin with those of UTF-16."""
_TAG_START: Final = re.compile(rb"<(?:!--|meta(?=[\s/])|/?[A-Za-z]|[!/?])", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    rb"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?"
)
_CHARSET_IN_CONTENT: Final = re.compile(
    rb"charset[\s]*=[\s]*(?:\"([^\"]+)\"|'([^']+)'|([^\s;\"']+))", re.IGNORECASE
)


def decode(document: Document, *, prescan: bool = True) -> tuple[str, str]:
    """Return the text of ``document`` and the name of the encoding that was used.

    Args:
        document: What was received.
        prescan: Whether to look for ``<meta>``, which only HTML has.
    """
    body = document.body
    for mark, name in _WIDEST:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, errors="replace"), name
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _decoded(body[len(mark) :], name)
    header = _lookup((document.charset or "").encode("ascii", "ignore"))
    name = header or (meta_charset(body[:_PRESCAN_BYTES]) if prescan else None) or _guessed(body)
    return _decoded(body, name)


def _guessed(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return guess(body) or "windows-1252"
    return "utf-8"


def _decoded(body: bytes, name: str) -> tuple[str, str]:
    encoding = webencodings.lookup(name)
    text, _ = webencodings.decode(body, encoding, errors="replace")
    return str(text), str(encoding.name)


def _lookup(label: bytes) -> str | None:
    encoding = webencodings.lookup(label.decode("ascii", "ignore").strip())
    return None if encoding is None else str(encoding.name)


def meta_charset(start: bytes) -> str | None:
    """Return the encoding that a ``<meta>`` in ``start`` names, by the prescan of the HTML standard."""
    position = 0
    while (found := _TAG_START.search(start, position)) is not None:
        opening = found.group().lower()
        if opening == b"<!--":
            # "<!-->" is a whole comment, so the search for its end begins inside the opening.
            end = start.find(b"-->", found.start() + 2)
            position = len(start) if end < 0 else end + 3
        elif opening == b"<meta":
            attributes, position = _attributes(start, found.end())
            if (name := _from_meta(attributes)) is not None:
                return name
        elif opening[-1:].isalpha():
            _, position = _attributes(start, _end_of_name(start, found.end()))
        else:
            end = start.find(b">", found.end())
            position = len(start) if end < 0 else end + 1
    return None


def _end_of_name(start: bytes, position: int) -> int:
    ended = re.compile(rb"[\s>]").search(start, position)
    return len(start) if ended is None else ended.start()


def _attributes(start: bytes, position: int) -> tuple[dict[bytes, bytes], int]:
    attributes: dict[bytes, bytes] = {}
    while (found := _ATTRIBUTE.match(start, position)) is not None and found.end() > position:
        value = next((group for group in found.groups()[1:] if group is not None), b"")
        attributes.setdefault(found[1].lower(), value)
        position = found.end()
    end = start.find(b">", position)
    return attributes, len(start) if end < 0 else end + 1


def _from_meta(attributes: dict[bytes, bytes]) -> str | None:
    label = attributes.get(b"charset")
    if label is None and attributes.get(b"http-equiv", b"").strip().lower() == b"content-type":
        found = _CHARSET_IN_CONTENT.search(attributes.get(b"content", b""))
        label = next((group for group in found.groups() if group), None) if found else None
    name = None if label is None else _lookup(label)
    # A page that can be scanned as ASCII is not UTF-16, whatever it says; x-user-defined means
    # windows-1252 in a meta element. Both by the standard.
    return {"utf-16be": "utf-8", "utf-16le": "utf-8", "x-user-defined": "windows-1252"}.get(name or "", name)
