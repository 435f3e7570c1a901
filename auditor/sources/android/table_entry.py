"""One entry of a table of resources, and how far the configuration that it stands in is from plain.

Layout: ``ResTable_type``, ``ResTable_entry`` and ``ResTable_config`` in
https://android.googlesource.com/platform/frameworks/base/+/android16-release/libs/androidfw/include/androidfw/ResourceTypes.h
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from typing import Final

_TYPE: Final = struct.Struct("<HHLBBHLL")
_ENTRY: Final = struct.Struct("<HHL")
_VALUE: Final = struct.Struct("<HBBL")
_SPARSE: Final = 1
_SHORT_OFFSETS: Final = 2
_COMPLEX: Final = 1
_COMPACT: Final = 8
_NO_ENTRY: Final = 0xFFFFFFFF
_NO_SHORT_ENTRY: Final = 0xFFFF
_MAX_ENTRIES: Final = 0x10000
_LANGUAGE: Final = slice(8, 12)
_VERSION: Final = slice(24, 28)
_DENSITY: Final = slice(14, 16)
_MAX_CONFIG: Final = 64
SMALLEST_TYPE: Final = _TYPE.size + 4
"""Bytes of a type's chunk with nothing in it: its header and the length of its configuration."""


def find_entry(data: bytes, place: int, index: int) -> tuple[int, int] | None:
    """Return kind and number of the value of entry ``index`` in the type's chunk at ``place``; None for none.

    An entry with several values (a style, a list) counts as none.
    """
    _, header, size, _, flags, _, count, start = _TYPE.unpack_from(data, place)
    end = min(len(data), place + size)
    offset = _offset(data, (place + header, end), flags, min(count, _MAX_ENTRIES), index)
    at = place + start + offset
    if offset == _NO_ENTRY or at + _ENTRY.size > end:
        return None
    length, entry_flags, number = _ENTRY.unpack_from(data, at)
    if entry_flags & _COMPACT:
        return entry_flags >> 8, number
    if entry_flags & _COMPLEX or at + length + _VALUE.size > end:
        return None
    _, _, kind, value = _VALUE.unpack_from(data, at + length)
    return kind, value


def _offset(data: bytes, span: tuple[int, int], flags: int, count: int, index: int) -> int:
    """Return where entry ``index`` stands behind the entries' start, by one of the three kinds of list."""
    begin, end = span
    wide = 2 if flags & _SHORT_OFFSETS and not flags & _SPARSE else 4
    count = max(0, min(count, (end - begin) // wide))
    if flags & _SPARSE:
        return _sparse(data, begin, count, index)
    if index >= count:
        return _NO_ENTRY
    if wide == 4:  # noqa: PLR2004  # bytes
        return int.from_bytes(data[begin + 4 * index : begin + 4 * index + 4], "little")
    short = int.from_bytes(data[begin + 2 * index : begin + 2 * index + 2], "little")
    return _NO_ENTRY if short == _NO_SHORT_ENTRY else 4 * short


def _sparse(data: bytes, begin: int, count: int, index: int) -> int:
    """Return the offset out of a list that names only the entries there are, in order."""

    def number(position: int) -> int:
        return int.from_bytes(data[begin + 4 * position : begin + 4 * position + 2], "little")

    position = bisect_left(range(count), index, key=number)
    if position == count or number(position) != index:
        return _NO_ENTRY
    return 4 * int.from_bytes(data[begin + 4 * position + 2 : begin + 4 * position + 4], "little")


def config_of(data: bytes, place: int) -> bytes:
    """Return the configuration that the values in the type's chunk at ``place`` are for."""
    begin = place + _TYPE.size
    length = int.from_bytes(data[begin : begin + 4], "little")
    return data[begin : begin + min(length, _MAX_CONFIG)]


def strangeness(config: bytes) -> tuple[int, int, int]:
    """Return how far a configuration is from a plain phone without a language: smaller fits better.

    English comes next after no language. The newest version of Android counts as the phone's, and the density
    of the screen does not matter.
    """
    language = config[_LANGUAGE].rstrip(b"\0")
    foreign = 0 if not language else 1 if language[:2] == b"en" else 2
    rest = bytearray(config[4:])
    for known in (_LANGUAGE, _VERSION, _DENSITY):
        rest[known.start - 4 : known.stop - 4] = bytes(len(rest[known.start - 4 : known.stop - 4]))
    special = len(rest) - rest.count(0)
    return foreign, special, -int.from_bytes(config[_VERSION][:2], "little")
