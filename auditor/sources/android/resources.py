"""The table of resources, ``resources.arsc``: what a number such as 0x7f0b0021 stands for.

Only the entries that are asked for are read, so that a table of 30 MB costs no more than a small one.
Layout: ``ResTable_header`` and what follows it in
https://android.googlesource.com/platform/frameworks/base/+/android16-release/libs/androidfw/include/androidfw/ResourceTypes.h
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from auditor.sources.android.element import STRING, Value
from auditor.sources.android.pool import POOL, StringPool
from auditor.sources.android.table_entry import SMALLEST_TYPE, config_of, find_entry, strangeness
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE: Final = 0x0002
_PACKAGE: Final = 0x0200
_TYPE: Final = 0x0201
_CHUNK: Final = struct.Struct("<HHL")
_MAX_CHUNKS: Final = 200_000
"""Chunks of one table. Large apps have about 10,000."""
_MAX_HOPS: Final = 8
_MAX_CONFIGURATIONS: Final = 2_000
"""Configurations of one type. Apps in 100 languages have about 300."""
_MAX_STEPS: Final = 200_000
"""Configurations that are looked at for one package in all."""
_PACKAGE_FIELDS: Final = 8 + 4 + 256 + 20
_APP: Final = 0x7F


class Resources:
    """Looks values up. Without a table, and for what is not in it, every look-up gives None."""

    def __init__(self, data: bytes = b"") -> None:
        """Index the table ``data``; of a broken one as far as it goes."""
        self._data = data
        self._strings: StringPool | None = None
        self._types: dict[tuple[int, int], list[int]] = {}
        self._sorted: set[tuple[int, int]] = set()
        self._found: dict[int, Value | None] = {}
        self._steps = _MAX_STEPS
        self._chunks_left = _MAX_CHUNKS
        if len(data) >= _CHUNK.size:
            header = _CHUNK.unpack_from(data, 0)[1]
            for kind, place, length in self._chunks(header, len(data)):
                if kind == POOL and self._strings is None:
                    self._strings = StringPool(data, place)
                elif kind == _PACKAGE and length > _PACKAGE_FIELDS:
                    self._index(place, length)

    def resolve(self, value: Value | None) -> Value | None:
        """Return ``value``, or what it refers to; None where that cannot be found."""
        for _ in range(_MAX_HOPS):
            if value is None or not value.is_reference:
                return value
            value = self._look_up(value.data)
        return None

    def string(self, value: Value | None) -> str | None:
        """Return the string that ``value`` is or leads to."""
        found = self.resolve(value)
        return found.text if found is not None and found.type == STRING else None

    def integer(self, value: Value | None) -> int | None:
        """Return the number or truth value that ``value`` is or leads to."""
        found = self.resolve(value)
        return None if found is None else found.integer

    def _look_up(self, number: int) -> Value | None:
        if number not in self._found:
            self._found[number] = self._search(number)
        return self._found[number]

    def _search(self, number: int) -> Value | None:
        """Return the value of a resource in the plainest configuration that has one."""
        for place in self._plainest_first((number >> 24, number >> 16 & 0xFF)):
            self._steps -= 1
            if self._steps < 0:
                return None
            found = find_entry(self._data, place, number & 0xFFFF)
            if found is not None:
                kind, data = found
                return Value(kind, data, self._text(data) if kind == STRING else None)
        return None

    def _text(self, index: int) -> str | None:
        try:
            return None if self._strings is None else self._strings[index]
        except Damaged:
            return None

    def _plainest_first(self, key: tuple[int, int]) -> list[int]:
        """Return where the values of a package's type stand, one place for each configuration."""
        places = self._types.get(key, [])
        if key not in self._sorted:
            self._sorted.add(key)
            places.sort(key=lambda place: strangeness(config_of(self._data, place)))
        return places

    def _index(self, place: int, length: int) -> None:
        """Note where the types of one package stand."""
        header = _CHUNK.unpack_from(self._data, place)[1]
        package = int.from_bytes(self._data[place + 8 : place + 12], "little") & 0xFF
        for kind, at, size in self._chunks(place + header, place + length):
            if kind == _TYPE and size >= SMALLEST_TYPE:
                places = self._types.setdefault((package or _APP, self._data[at + 8]), [])
                if len(places) < _MAX_CONFIGURATIONS:
                    places.append(at)

    def _chunks(self, place: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield kind, place and length of each chunk, until one does not fit."""
        while place + _CHUNK.size <= end and self._chunks_left > 0:
            self._chunks_left -= 1
            kind, header, length = _CHUNK.unpack_from(self._data, place)
            if not _CHUNK.size <= header <= length or length > end - place:
                return
            yield kind, place, length
            place += length
