"""The list of members at the end of a ZIP archive, read as Android reads it.

Android (libziparchive) believes this list and nothing else; what comes before it may lie:
https://android.googlesource.com/platform/system/libziparchive/+/android16-release/zip_archive.cc
The layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (version 6.3.10, 2022).
"""

from __future__ import annotations

import stat
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.limits import MAX_ARCHIVE_MEMBERS, MAX_DIRECTORY_BYTES
from auditor.messages import N_
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.blob import Blob

DEFLATED: Final = 8
STORED: Final = 0
_ENCRYPTED: Final = 1
_END_MARK: Final = b"PK\x05\x06"
_ENTRY_MARK: Final = b"PK\x01\x02"
_END: Final = struct.Struct("<4s4H2LH")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_MAX_COMMENT: Final = 65_535
_MAX_ENDS: Final = 16
"""Places that look like the end of an archive and are tried; its comment may hold imitations."""


class Member(NamedTuple):
    """One entry of the list."""

    name: str
    method: int
    packed: int
    size: int
    """Unpacked, as the list says."""
    offset: int
    """Of the local header, from the beginning of the archive."""
    name_bytes: int
    flags: int
    checksum: int
    """CRC-32 of its content, as the list says."""
    attributes: int
    """Of the system that packed it; the upper half is a mode of Unix."""

    @property
    def is_locked(self) -> bool:
        """Whether it is said to be encrypted."""
        return bool(self.flags & _ENCRYPTED)

    @property
    def is_link(self) -> bool:
        """Whether it is said to be a symbolic link."""
        return stat.S_ISLNK(self.attributes >> 16)

    @property
    def is_odd(self) -> bool:
        """Whether it is said to be encrypted or packed by a method that Android doesn't know."""
        return self.method not in (DEFLATED, STORED) or self.is_locked


class End(NamedTuple):
    """What the last record says of the list, and where that record stands."""

    entries: int
    size: int
    start: int
    at: int
    comment: bytes


class Directory(NamedTuple):
    """The list, and where it begins."""

    start: int
    members: list[Member]
    end: End


def read_directory(blob: Blob) -> Directory:
    """Return the list of members of the archive in ``blob``.

    Raises:
        Damaged: There is none, or it cannot be read.
    """
    for end in ends(blob):
        for start in dict.fromkeys((end.start, end.at - end.size)):
            # The second holds where something was put before the archive and the offsets were left alone.
            if members := _members(blob, start, end, max(0, start - end.start)):
                return Directory(start, members, end)
    raise Damaged(N_("the list of its files is missing or broken"))


def ends(blob: Blob) -> Iterator[End]:
    """Yield the records that may end the archive, the last one first."""
    reach = min(blob.size, _MAX_COMMENT + _END.size)
    tail = blob.read(blob.size - reach, reach)
    place = len(tail) - _END.size + len(_END_MARK)
    for _ in range(_MAX_ENDS):
        place = tail.rfind(_END_MARK, 0, max(0, place))
        if place < 0:
            return
        _, _, _, _, count, size, start, length = _END.unpack_from(tail, place)
        comment = tail[place + _END.size : place + _END.size + length]
        yield End(count, size, start, blob.size - reach + place, comment)


def _members(blob: Blob, start: int, end: End, shift: int) -> list[Member]:
    """Return the members listed from ``start``, as far as the list is whole."""
    if not 0 <= start < end.at:
        return []
    data = blob.read(start, min(end.at - start, MAX_DIRECTORY_BYTES))
    found: list[Member] = []
    place = 0
    for _ in range(min(end.entries, MAX_ARCHIVE_MEMBERS)):
        if place + _ENTRY.size > len(data) or not data.startswith(_ENTRY_MARK, place):
            break
        (_, _, _, flags, method, _, _, checksum, packed, size, name, extra, comment, _, _, mode, offset) = (
            _ENTRY.unpack_from(data, place)
        )
        begin = place + _ENTRY.size
        text = data[begin : begin + name].decode("utf-8", errors="replace")
        found.append(Member(text, method, packed, size, offset + shift, name, flags, checksum, mode))
        place = begin + name + extra + comment
    return found
