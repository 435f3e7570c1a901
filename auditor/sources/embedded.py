"""Find the data that store pages carry in their scripts. Bytes are scanned; no tree is built."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BLOCK: Final = 4_000_000
"""Bytes of one script or answer that are read, because lists of nothing take thirty times that in memory. The
largest data block seen, of a Play page, has 0.4 MB."""

_START: Final = b"AF_initDataCallback({key: '"
_KEY: Final = re.compile(rb"(ds:\d{1,3})'")
_DATA: Final = re.compile(rb"\s*,(?:[^\[{]|isError)*?data:\s*(?:function\(\)\s*\{\s*return\s*)?(?=[\[{])")
_HEAD: Final = 200
_OPENING: Final = b"<script"
_CLOSING: Final = b"</script"
_TAG: Final = re.compile(rb"<script(?=[\s/>])[^<>]{0,600}>")
_ID: Final = re.compile(rb"[\s\"']id\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_LINKED_DATA: Final = re.compile(rb"type\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_MAX_SCRIPTS: Final = 400
_MAX_GRAPH: Final = 200


def positions(body: bytes) -> dict[str, int]:
    """Return where the value of each of Google's data blocks begins, by the block's key."""
    found: dict[str, int] = {}
    start = body.find(_START)
    while start >= 0:
        key = _KEY.match(body, start + len(_START))
        data = _DATA.match(body, key.end(), key.end() + _HEAD) if key is not None else None
        if key is not None and data is not None:
            found.setdefault(key[1].decode("ascii"), data.end())
        start = body.find(_START, start + len(_START))
    return found


def block(body: bytes, position: int) -> Any:
    """Return the value that begins at ``position``, or None where it is no JSON."""
    end = body.find(_CLOSING, position, position + MAX_BLOCK)
    text = body[position : end if end > 0 else position + MAX_BLOCK].decode("utf-8", errors="replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def loaded(text: str | bytes) -> Any:
    """Return the value of a JSON text, or None where it is none, or longer than any store's."""
    if len(text) > MAX_BLOCK:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def script_json(body: bytes, *names: str) -> Any:
    """Return the value in the first script with one of ``names`` as its id, or None.

    Older pages escape the script's content as if it were markup; both ways are read.
    """
    for tag, content in _scripts(body):
        if any(_has_id(tag, name) for name in names):
            text = content.decode("utf-8", errors="replace").strip()
            value = loaded(text)
            return loaded(html.unescape(text)) if value is None and "&" in text else value
    return None


def linked_data(body: bytes) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, those inside ``@graph`` among them."""
    for tag, content in _scripts(body):
        if _LINKED_DATA.search(tag) is None:
            continue
        value = loaded(content.decode("utf-8", errors="replace"))
        whole = value if isinstance(value, list) else [value]
        for item in whole[:_MAX_GRAPH]:
            if isinstance(item, dict):
                yield item
                graph = item.get("@graph")
                yield from (
                    part
                    for part in (graph if isinstance(graph, list) else [])[:_MAX_GRAPH]
                    if isinstance(part, dict)
                )


def app_data(body: bytes) -> dict[str, Any] | None:
    """Return the JSON-LD object that describes an app, or None."""
    for item in linked_data(body):
        kinds = item.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind.endswith("Application") for kind in named):
            return item
    return None


def _scripts(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield tag and content of each script, within bounds. Lower case alone, as every store writes it."""
    start = body.find(_OPENING)
    for _ in range(_MAX_SCRIPTS):
        if start < 0:
            return
        tag = _TAG.match(body, start)
        position = start + len(_OPENING) if tag is None else tag.end()
        if tag is not None:
            end = body.find(_CLOSING, position)
            stop = len(body) if end < 0 else end
            yield tag[0], body[position : min(stop, position + MAX_BLOCK)]
            position = stop
        start = body.find(_OPENING, position)


def _has_id(tag: bytes, name: str) -> bool:
    found = _ID.search(tag)
    return found is not None and name.encode() in found.groups()
