"""Write tables of resources for tests."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from tests.sources.android.build_xml import NONE, Plain, Ref, chunk, write_pool

if TYPE_CHECKING:
    from collections.abc import Mapping

APP: Final = 0x7F
LISTS: Final = ("plain", "sparse", "short", "compact")


def number(kind: int, entry: int) -> int:
    """Return the number of a resource of the app."""
    return APP << 24 | kind << 16 | entry


Values = dict[int, dict[int, dict[str, Plain]]]


def write_table(values: Values, *, form: str = "plain", utf8: bool = False) -> bytes:
    """Return a table.

    Args:
        values: By type and entry, and by language ("" for none), a value.
        form: How the entries are listed.
        utf8: Whether its strings are.
    """
    strings: list[str] = []
    types = b"".join(_type(kind, entries, strings, form) for kind, entries in values.items())
    names = write_pool([f"type{kind}" for kind in range(1, max(values, default=0) + 1)])
    keys = write_pool(["key"])
    head = struct.pack("<L", APP) + "com.example".encode("utf-16-le").ljust(256, b"\0")
    offsets = struct.pack("<LLLLL", 288, 0, 288 + len(names), 0, 0)
    package = chunk(0x0200, head + offsets, names + keys + types)
    pool = write_pool(strings, utf8=utf8)
    return chunk(0x0002, struct.pack("<L", 1), pool + package)


def _type(kind: int, entries: Mapping[int, Mapping[str, Plain]], strings: list[str], form: str) -> bytes:
    count = max(entries) + 1
    spec = chunk(0x0202, struct.pack("<BBHL", kind, 0, 0, count), struct.pack("<L", 0) * count)
    languages = dict.fromkeys(language for by_language in entries.values() for language in by_language)
    return spec + b"".join(
        _configuration(
            kind, language, {e: v[language] for e, v in entries.items() if language in v}, strings, form
        )
        for language in languages
    )


def _configuration(
    kind: int, language: str, values: Mapping[int, Plain], strings: list[str], form: str
) -> bytes:
    data, offsets = b"", {}
    for entry, value in values.items():
        offsets[entry] = len(data)
        data += _entry(value, strings, compact=form == "compact")
    flags, listed = _list(offsets, form)
    config = struct.pack("<LLH", 64, 0, 0)[:8] + language.encode().ljust(4, b"\0")
    config = config.ljust(64, b"\0")
    count = len(listed) // 4 if form == "sparse" else max(values) + 1
    listed += b"\0" * (-len(listed) % 4)
    start = 20 + len(config) + len(listed)
    header = struct.pack("<BBHLL", kind, flags, 0, count, start) + config
    return chunk(0x0201, header, listed + data)


def _list(offsets: Mapping[int, int], form: str) -> tuple[int, bytes]:
    if form == "sparse":
        return 1, b"".join(struct.pack("<HH", entry, at // 4) for entry, at in sorted(offsets.items()))
    count = max(offsets) + 1
    if form == "short":
        at = [offsets[entry] // 4 if entry in offsets else 0xFFFF for entry in range(count)]
        return 2, struct.pack(f"<{count}H", *at)
    return 0, struct.pack(f"<{count}L", *(offsets.get(entry, NONE) for entry in range(count)))


def _entry(value: Plain, strings: list[str], *, compact: bool) -> bytes:
    kind, data = _typed(value, strings)
    if compact:
        return struct.pack("<HHL", 0, kind << 8 | 8, data)
    return struct.pack("<HHL", 8, 0, 0) + struct.pack("<HBBL", 8, 0, kind, data)


def _typed(value: Plain, strings: list[str]) -> tuple[int, int]:
    if isinstance(value, bool):
        return 0x12, NONE if value else 0
    if isinstance(value, int):
        return 0x10, value & NONE
    if isinstance(value, Ref):
        return 0x01, value.number
    strings.append(value)
    return 0x03, len(strings) - 1
