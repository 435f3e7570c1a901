"""A pool of strings, as binary XML and resource tables hold them.

Layout: ``ResStringPool_header`` in
https://android.googlesource.com/platform/frameworks/base/+/android16-release/libs/androidfw/include/androidfw/ResourceTypes.h
Lengths are believed as far as the pool reaches; strings that end early or do not end are still read, since
evasive packages break them and old phones did not mind.
"""

from __future__ import annotations

import struct
from typing import Final

from auditor.messages import N_
from auditor.sources.damage import Damaged
from auditor.sources.record import whole_characters

POOL: Final = 0x0001
_HEADER: Final = struct.Struct("<HHLLLLLL")
_UTF8: Final = 1 << 8
_MAX_STRING: Final = 32_768
"""Bytes of one string that are read."""
_MAX_DECODED: Final = 16 * 1024 * 1024
"""Bytes read from one pool in all: a thousand entries may point to one long string."""


class StringPool:
    """The strings of one pool, decoded when they are asked for."""

    def __init__(self, data: bytes, start: int) -> None:
        """Read the header of the pool at ``start`` in ``data``.

        Raises:
            Damaged: The pool does not fit in.
        """
        if start + _HEADER.size > len(data):
            raise Damaged(N_("a pool of strings breaks off"))
        _, header, size, count, _, flags, strings, _ = _HEADER.unpack_from(data, start)
        self._end = min(len(data), start + size)
        self._entries = start + header
        self._strings = start + strings
        self._utf8 = bool(flags & _UTF8)
        self._count = max(0, min(count, (self._end - self._entries) // 4))
        self._data = data
        self._known: dict[int, str | None] = {}
        self._left = _MAX_DECODED

    def __getitem__(self, index: int) -> str | None:
        """Return the string at ``index``, or None where there is none or it lies outside.

        Raises:
            Damaged: More was asked for than an honest pool holds.
        """
        if index not in self._known:
            self._known[index] = self._read(index) if 0 <= index < self._count else None
        return self._known[index]

    def _read(self, index: int) -> str | None:
        (offset,) = struct.unpack_from("<L", self._data, self._entries + 4 * index)
        place = self._strings + offset
        raw = self._bytes_utf8(place) if self._utf8 else self._bytes_utf16(place)
        if raw is None:
            return None
        self._left -= len(raw)
        if self._left < 0:
            raise Damaged(N_("its strings unpack to too much"))
        return _from_utf8(raw) if self._utf8 else whole_characters(raw.decode("utf-16-le", "replace"))

    def _bytes_utf16(self, place: int) -> bytes | None:
        length, place = self._length16(place)
        end = place + 2 * length
        return self._data[place : min(end, place + _MAX_STRING)] if 0 < place <= end <= self._end else None

    def _bytes_utf8(self, place: int) -> bytes | None:
        _, place = self._length8(place)
        length, place = self._length8(place)
        end = place + length
        return self._data[place : min(end, place + _MAX_STRING)] if 0 < place <= end <= self._end else None

    def _length16(self, place: int) -> tuple[int, int]:
        """Return a length in characters and where it ends; the high bit says that a second word follows."""
        if place + 2 > self._end:
            return 0, -1
        first = int.from_bytes(self._data[place : place + 2], "little")
        if not first & 0x8000:
            return first, place + 2
        second = int.from_bytes(self._data[place + 2 : place + 4], "little")
        return (first & 0x7FFF) << 16 | second, place + 4

    def _length8(self, place: int) -> tuple[int, int]:
        """Return a length in bytes and where it ends; the high bit says that a second byte follows."""
        if not 0 <= place < self._end - 1:
            return 0, -1
        first = self._data[place]
        if not first & 0x80:
            return first, place + 1
        return (first & 0x7F) << 8 | self._data[place + 1], place + 2


def _from_utf8(raw: bytes) -> str:
    """Return ``raw`` as text. Java's way of writing characters beyond the first plane is understood too."""
    for errors in ("strict", "surrogatepass", "replace"):
        try:
            text = raw.decode("utf-8", errors)
        except UnicodeDecodeError:
            continue
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return ""
