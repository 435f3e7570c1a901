"""What the data blocks of a Play page are for, and which address the page has.

Bytes are scanned, no tree is built: a page has 1.2 MB, and the block that counts has 16 KB.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.embedded import block, positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_CALL: Final = re.compile(rb"'(ds:\d{1,3})'\s*:\s*\{\s*id\s*:\s*'(\w{1,20})'")
_CALLS_START: Final = b"AF_dataServiceRequests"
_CALLS_LENGTH: Final = 20_000
_ADDRESS_MARKS: Final = (b'rel="canonical"', b'property="og:url"', b"rel=canonical")
_ADDRESS: Final = re.compile(
    rb"(?:href|content)=\"?https?://play\.google\.com(/store/apps/[a-z]+[^\s\">]{0,2000})"
)
_TAG_LENGTH: Final = 2_300
_SAVED: Final = re.compile(
    rb"<!-- saved from url=\(\d+\)https://play\.google\.com(/store/apps/[^\s>]{1,2000})"
)
_ID: Final = re.compile(r"[?&;]id=([A-Za-z0-9_.]+)")


def calls(body: bytes) -> dict[str, str]:
    """Return the keys of the blocks that each call of the page filled, by the call's id."""
    start = body.find(_CALLS_START)
    if start < 0:
        return {}
    found: dict[str, str] = {}
    for match in _CALL.finditer(body, start, start + _CALLS_LENGTH):
        found.setdefault(match[2].decode("ascii"), match[1].decode("ascii"))
    return found


def blocks(body: bytes, first: str) -> Iterator[Any]:
    """Yield the values of all blocks, the one called ``first`` first."""
    found = positions(body)
    for key in sorted(found, key=lambda key: (key != first, key)):
        yield block(body, found[key])


def play_path(document: Document) -> str | None:
    """Return the path and query of the Play address that the document says it has."""
    address = document.address or ""
    if address.startswith(("https://play.google.com/", "http://play.google.com/")):
        return address.split("play.google.com", 1)[1]
    found = _SAVED.search(document.body[:2048]) or _declared(document.body)
    return None if found is None else found[1].decode("utf-8", errors="replace").replace("&amp;", "&")


def _declared(body: bytes) -> re.Match[bytes] | None:
    """Find the address that the page's own head gives; a page that merely links to Play has another."""
    for mark in _ADDRESS_MARKS:
        at_mark = body.find(mark)
        if at_mark < 0:
            continue
        start = body.rfind(b"<", max(0, at_mark - _TAG_LENGTH), at_mark)
        end = body.find(b">", at_mark, at_mark + _TAG_LENGTH)
        if 0 <= start < end:
            return _ADDRESS.search(body, start, end)
    return None


def package_of(path: str) -> str | None:
    """Return the package that an address of a Play page names."""
    found = _ID.search(path)
    return None if found is None else found[1]
