"""Find the data blocks that a Play page carries in its scripts.

Bytes are scanned, no tree is built: a page has 1.2 MB, and the block that counts has 16 KB.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_START: Final = re.compile(rb"AF_initDataCallback\(\s*\{\s*key:\s*'(ds:\d{1,3})'")
_DATA: Final = re.compile(rb"\s*,(?:[^\[{]|isError)*?data:\s*(?:function\(\)\s*\{\s*return\s*)?(?=[\[{])")
_HEAD: Final = 200
_ADDRESS: Final = re.compile(
    rb"<(?:link[^>]{0,80}?rel=\"?canonical\"?[^>]{0,80}?href=|meta[^>]{0,80}?og:url\"?[^>]{0,40}?content=)"
    rb"\"?https://play\.google\.com(/store/apps/[a-z]+[^\s\">]{0,2000})"
)
_SAVED: Final = re.compile(
    rb"<!-- saved from url=\(\d+\)https://play\.google\.com(/store/apps/[^\s>]{1,2000})"
)
_ID: Final = re.compile(r"[?&;]id=([A-Za-z0-9_.]+)")
_MAX_BLOCK: Final = 2_000_000


def positions(body: bytes) -> dict[str, int]:
    """Return where the value of each block begins, by the block's key."""
    found: dict[str, int] = {}
    for start in _START.finditer(body):
        data = _DATA.match(body, start.end(), start.end() + _HEAD)
        if data is not None:
            found.setdefault(start[1].decode("ascii"), data.end())
    return found


def block(body: bytes, position: int) -> Any:
    """Return the value that begins at ``position``, or None where it is no JSON."""
    end = body.find(b"</script", position, position + _MAX_BLOCK)
    text = body[position : end if end > 0 else position + _MAX_BLOCK].decode("utf-8", errors="replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def blocks(body: bytes, first: str) -> Iterator[Any]:
    """Yield the values of all blocks, the one called ``first`` first."""
    found = positions(body)
    for key in sorted(found, key=lambda key: (key != first, key)):
        yield block(body, found[key])


def at(value: Any, *path: int | str) -> Any:
    """Return what stands at ``path``, or None where the path leads nowhere."""
    for step in path:
        if isinstance(value, list) and isinstance(step, int):
            value = value[step] if -len(value) <= step < len(value) else None
        elif isinstance(value, dict):
            value = value.get(str(step))
        else:
            return None
    return value


def text_at(value: Any, *path: int | str) -> str | None:
    """Return the string at ``path`` if it is one with something in it."""
    found = at(value, *path)
    return found if isinstance(found, str) and found.strip() else None


def play_path(document: Document) -> str | None:
    """Return the path and query of the Play address that the document says it has."""
    address = document.address or ""
    if address.startswith(("https://play.google.com/", "http://play.google.com/")):
        return address.split("play.google.com", 1)[1]
    body = document.body
    found = _SAVED.search(body[:2048])
    if found is None and b"play.google.com/store/apps/" in body:
        found = _ADDRESS.search(body)
    return None if found is None else found[1].decode("utf-8", errors="replace").replace("&amp;", "&")


def package_of(path: str) -> str | None:
    """Return the package that an address of a Play page names."""
    found = _ID.search(path)
    return None if found is None else found[1]
