"""What the data blocks of a Play page are for, and which address the page has.

Bytes are scanned, no tree is built: a page has 1.2 MB, and the block that counts has 16 KB.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.embedded import block, positions
from auditor.sources.origin import stands_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document
    from auditor.sources.origin import Origin

_CALL: Final = re.compile(rb"'(ds:\d{1,3})'\s*:\s*\{\s*id\s*:\s*'(\w{1,20})'")
_CALLS_START: Final = b"AF_dataServiceRequests"
_CALLS_LENGTH: Final = 20_000
_HOST: Final = "play.google.com"
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


def at_play(document: Document) -> Origin | None:
    """Return where on Play the document stands, or says it stood where it has no address of its own."""
    return stands_at(document, _HOST)


def play_path(document: Document) -> str | None:
    """Return the path and query of the Play address that the document has, or names as its own."""
    found = at_play(document)
    return None if found is None else f"{found.path}?{found.query}"


def package_of(path: str) -> str | None:
    """Return the package that an address of a Play page names."""
    found = _ID.search(path)
    return None if found is None else found[1]
