"""ZIP archives that strangers packed, read in place: nothing is unpacked to disk, and every size is bounded.

What makes an archive mean different things to different programs (names that lead outside, two files of one
name where it matters, sizes that lie) is refused with one sentence; what merely can't be read is noted.
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.errors import NotFound, TooLarge, UnknownFormat, UnreadableTarget
from auditor.limits import MAX_NAMES_BYTES, MAX_UNPACKED_BYTES
from auditor.messages import N_
from auditor.sources.blob import Part
from auditor.sources.damage import Damaged
from auditor.sources.zip.directory import DEFLATED, STORED, Directory, ends, read_directory
from auditor.sources.zip.unpack import Stretch, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.sources.blob import Blob
    from auditor.sources.zip.directory import Member

ARCHIVE_START: Final = b"PK\x03\x04"
"""How an archive with at least one file begins."""

_LOCAL: Final = struct.Struct("<4s22x2H")
_WIDE: Final = 0xFFFFFFFF
_SHOWN: Final = 80


class BrokenArchive(UnreadableTarget):
    """An archive is damaged, locked or built to deceive."""

    default_hint = "Download it again, or hand in the page that offers it."


@dataclass(frozen=True)
class Archive:
    """The files of one archive, by name, with ``/`` between folders."""

    label: str
    members: Mapping[str, Member]
    """Without folders. Of several files with one name the last, as most programs have it."""
    twins: frozenset[str]
    """Names that more than one file has."""
    comment: bytes
    """What whoever packed it wrote at its end."""
    _blob: Blob

    def read(self, name: str, limit: int) -> bytes:
        """Return the file ``name``, unpacked.

        Raises:
            NotFound: There is no such file.
            TooLarge: It is larger than ``limit`` bytes.
            BrokenArchive: It is locked, damaged, a link, or not the only one of its name.
        """
        member = self.members.get(name)
        if member is None:
            raise NotFound(N_(f"{self.label!r} holds no {shown(name)}"))
        self._check(name, member)
        if member.size > limit:
            raise TooLarge(N_(f"{shown(name)} in {self.label!r} is larger than {limit // 1024**2 or 1} MB"))
        stretch = Stretch(0, member.packed, member.method == DEFLATED)
        data = b"".join(pieces(self._content(name, member), stretch, member.size + 1))
        if len(data) != member.size:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} has another size than the archive says"))
        if zlib.crc32(data) != member.checksum:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is damaged"))
        return data

    def _check(self, name: str, member: Member) -> None:
        if name in self.twins:
            raise BrokenArchive(
                N_(
                    f"{self.label!r} holds {shown(name)} twice, "
                    "so different programs would read different files"
                )
            )
        if member.is_locked:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is locked with a password"), hint="")
        if member.is_link:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is a link to another place"))
        if member.method not in (DEFLATED, STORED):
            raise BrokenArchive(
                N_(f"{shown(name)} in {self.label!r} is packed in a way that no browser reads")
            )

    def _content(self, name: str, member: Member) -> Blob:
        """Return where the packed content lies, by its own header, which must name the same file."""
        head = self._blob.read(member.offset, _LOCAL.size)
        if len(head) == _LOCAL.size:
            mark, name_bytes, extra = _LOCAL.unpack(head)
            own = self._blob.read(member.offset + _LOCAL.size, name_bytes)
            if mark == ARCHIVE_START and own.decode("utf-8", errors="replace") == member.name:
                return Part(self._blob, member.offset + _LOCAL.size + name_bytes + extra, member.packed)
        raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is damaged"))

    def oddities(self) -> Iterator[str]:
        """Yield a sentence for each thing that keeps some of the files from being read."""
        if self.twins:
            name = shown(min(self.twins))
            yield N_(
                f"More than one file is called {name}, and which of them runs can't be told from outside."
            )
        if any(member.is_locked for member in self.members.values()):
            yield N_("Some files are locked with a password.")
        if any(member.is_link for member in self.members.values()):
            yield N_("Some files are links to other places; they were not followed.")


def shown(name: str) -> str:
    """Return a file's name as an error shows it: quoted, on one line, short."""
    return repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…")


def open_archive(blob: Blob, label: str) -> Archive:
    """Return the archive in ``blob``.

    Raises:
        UnknownFormat: It is no ZIP archive, or is cut short.
        TooLarge: It holds or says that it unpacks to more than the bounds allow.
        BrokenArchive: It is damaged, or the name of a file leads outside.
    """
    directory = _directory(blob, label)
    files = [member for member in directory.members if not member.name.endswith("/")]
    total = sum(member.size for member in files)
    if total > MAX_UNPACKED_BYTES:
        raise TooLarge(N_(f"{label!r} would unpack to {total / 1024**3:,.1f} GB"), hint="")
    names = [_name(member, label) for member in files]
    twins = frozenset(name for name, count in Counter(names).items() if count > 1)
    return Archive(label, dict(zip(names, files, strict=True)), twins, directory.end.comment, blob)


def _directory(blob: Blob, label: str) -> Directory:
    """Return the list of files, bounded before it is read, if all of it is there."""
    end = next(ends(blob), None)
    if end is None:
        raise UnknownFormat(
            N_(f"{label!r} is no whole archive: its end is missing"), hint="Download it again."
        )
    if _WIDE in (end.size, end.start):
        raise BrokenArchive(
            N_(f"{label!r} is an archive for more than 4 GB, which no browser extension needs")
        )
    if end.size > MAX_NAMES_BYTES:
        raise TooLarge(N_(f"{label!r} lists more files than a package has"), hint="")
    if end.entries == 0:
        return Directory(end.at, [], end)
    try:
        directory = read_directory(blob)
    except Damaged as error:
        raise BrokenArchive(N_(f"{label!r} is a damaged archive")) from error
    if len(directory.members) != directory.end.entries:
        raise BrokenArchive(N_(f"{label!r} is a damaged archive"))
    return directory


def leads_outside(name: str) -> bool:
    """Whether a name is absolute, goes up, names a drive, or ends early for some programs."""
    parts = name.replace("\\", "/").split("/")
    return not parts[0] or ".." in parts or ":" in parts[0] or "\0" in name


def _name(member: Member, label: str) -> str:
    name = member.name.replace("\\", "/")
    if leads_outside(name):
        raise BrokenArchive(N_(f"{label!r} holds a file whose name leads outside of it: {shown(name)}"))
    return name
