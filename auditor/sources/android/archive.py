"""A package as an archive: its members by name, each read whatever its headers pretend.

Python's own reader refuses what evasive packages do and Android lets pass: unknown methods of packing, a set
encryption flag, local headers that lie, names that come twice. Android unpacks method 8, takes every other
for "stored", and ignores the flags (see :mod:`auditor.sources.zip.directory`).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.sources.blob import Held, Part
from auditor.sources.zip.directory import DEFLATED, Member, read_directory
from auditor.sources.zip.unpack import Stretch, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.sources.blob import Blob

_LOCAL_MARK: Final = b"PK\x03\x04"
_LOCAL: Final = struct.Struct("<4s5H3L2H")


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive whose list of members was read."""

    blob: Blob
    members: list[Member]
    directory: int
    """Where the list begins: just behind the APK Signing Block, where there is one."""

    def named(self, name: str) -> tuple[Member, ...]:
        """Return the members called ``name``: none, one, or more where somebody wants to confuse."""
        return tuple(member for member in self.members if member.name == name)

    def read(self, member: Member, limit: int, accept: Callable[[bytes], bool] = bool) -> bytes:
        """Return the content of ``member``.

        Args:
            member: One of this archive's.
            limit: The most bytes that it may unpack to.
            accept: Whether its first 16 bytes can be right, by which headers that lie are seen through.

        Raises:
            TooLarge: It unpacks to more than ``limit``.
            Damaged: It does not unpack.
        """
        return bytes(unpack(self.blob, self._stretches(member), limit, member.name, accept))

    def open(self, member: Member, limit: int) -> Blob:
        """Return a member that may be large: one that is stored is read where it lies. Raises as above."""
        if member.method == DEFLATED:
            return Held(unpack(self.blob, self._stretches(member), limit, member.name, bool))
        start = next(self._stretches(member)).start
        return Part(self.blob, start, max(0, min(member.size, self.blob.size - start)))

    def _stretches(self, member: Member) -> Iterator[Stretch]:
        """Yield the readings of where the content is and how it is packed, the most likely first."""
        after = member.offset + _LOCAL.size
        local = self.blob.read(member.offset, _LOCAL.size)
        starts = [after + member.name_bytes]
        if len(local) == _LOCAL.size and local.startswith(_LOCAL_MARK):
            *_, name, extra = _LOCAL.unpack(local)
            starts = [after + name + extra, after + member.name_bytes + extra, *starts]
        ways = (True, False) if member.method == DEFLATED else (False, True)
        for start in dict.fromkeys(starts):
            for deflated in ways:
                yield Stretch(start, member.size or member.packed, deflated)


def open_archive(blob: Blob) -> Archive:
    """Return the archive in ``blob``.

    Raises:
        Damaged: It has no readable list of members.
    """
    directory = read_directory(blob)
    return Archive(blob, directory.members, directory.start)
