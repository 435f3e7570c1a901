"""ZIP archives that strangers packed, read in place: nothing is unpacked to disk, and every size is bounded.

What makes an archive mean different things to different programs (names that lead outside, two files of one
name where it matters, sizes that lie) is refused with one sentence; what merely can't be read is noted.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import NotFound, TooLarge, UnknownFormat, UnreadableTarget
from auditor.limits import MAX_NAMES_BYTES, MAX_UNPACKED_BYTES
from auditor.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.sources.blob import Blob

ARCHIVE_START: Final = b"PK\x03\x04"
"""How an archive with at least one file begins."""

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_MAX_COMMENT: Final = 65_535
_WIDE: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x1
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE: Final = 64 * 1024
_SHOWN: Final = 80
_FAULTS: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What :mod:`zipfile` raises on archives that are broken, locked or packed in a way that it does not know."""


class BrokenArchive(UnreadableTarget):
    """An archive is damaged, locked or built to deceive."""

    default_hint = "Download it again, or hand in the page that offers it."


@dataclass(frozen=True)
class Archive:
    """The files of one archive, by name, with ``/`` between folders."""

    label: str
    members: Mapping[str, zipfile.ZipInfo]
    """Without folders. Of several files with one name the last, as most programs have it."""
    twins: frozenset[str]
    """Names that more than one file has."""
    _zip: zipfile.ZipFile

    def read(self, name: str, limit: int) -> bytes:
        """Return the file ``name``, unpacked.

        Raises:
            NotFound: There is no such file.
            TooLarge: It is larger than ``limit`` bytes.
            BrokenArchive: It is locked, damaged, a link, or not the only one of its name.
        """
        info = self.members.get(name)
        if info is None:
            raise NotFound(N_(f"{self.label!r} holds no {shown(name)}"))
        self._check(name, info)
        if info.file_size > limit:
            raise TooLarge(N_(f"{shown(name)} in {self.label!r} is larger than {limit // 1024**2 or 1} MB"))
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _FAULTS as error:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is damaged")) from error
        if len(data) != info.file_size:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} has another size than the archive says"))
        return data

    def _check(self, name: str, info: zipfile.ZipInfo) -> None:
        if name in self.twins:
            raise BrokenArchive(
                N_(
                    f"{self.label!r} holds {shown(name)} twice, "
                    "so different programs would read different files"
                )
            )
        if info.flag_bits & _ENCRYPTED:
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is locked with a password"), hint="")
        if is_link(info):
            raise BrokenArchive(N_(f"{shown(name)} in {self.label!r} is a link to another place"))
        if info.compress_type not in _METHODS:
            raise BrokenArchive(
                N_(f"{shown(name)} in {self.label!r} is packed in a way that no browser reads")
            )

    @property
    def comment(self) -> bytes:
        """What whoever packed it wrote at its end."""
        return self._zip.comment

    def oddities(self) -> Iterator[str]:
        """Yield a sentence for each thing that keeps some of the files from being read."""
        if self.twins:
            name = shown(min(self.twins))
            yield N_(
                f"More than one file is called {name}, and which of them runs can't be told from outside."
            )
        if any(info.flag_bits & _ENCRYPTED for info in self.members.values()):
            yield N_("Some files are locked with a password.")
        if any(map(is_link, self.members.values())):
            yield N_("Some files are links to other places; they were not followed.")


def is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a file is a symbolic link."""
    return stat.S_ISLNK(info.external_attr >> 16)


def shown(name: str) -> str:
    """Return a file's name as an error shows it: quoted, on one line, short."""
    return repr(name if len(name) <= _SHOWN else f"{name[: _SHOWN - 1]}…")


class _Stream(io.RawIOBase):
    """A blob as the file that :mod:`zipfile` wants."""

    def __init__(self, blob: Blob) -> None:
        self._blob, self._place = blob, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_CUR: self._place, io.SEEK_END: self._blob.size}.get(whence, 0)
        if base + offset < 0:
            raise OSError(N_("before the beginning"))  # as files do, which zipfile counts on
        self._place = base + offset
        return self._place

    def readinto(self, buffer: Any) -> int:
        data = self._blob.read(self._place, len(buffer))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def open_archive(blob: Blob, label: str) -> Archive:
    """Return the archive in ``blob``.

    Raises:
        UnknownFormat: It is no ZIP archive, or is cut short.
        TooLarge: It holds or says that it unpacks to more than the bounds allow.
        BrokenArchive: It is damaged, or the name of a file leads outside.
    """
    _check_directory(blob, label)
    try:
        opened = zipfile.ZipFile(io.BufferedReader(_Stream(blob), _PIECE))
    except _FAULTS as error:
        raise BrokenArchive(N_(f"{label!r} is a damaged archive")) from error
    files = [info for info in opened.infolist() if not info.filename.endswith("/")]
    total = sum(info.file_size for info in files)
    if total > MAX_UNPACKED_BYTES:
        raise TooLarge(N_(f"{label!r} would unpack to {total / 1024**3:,.1f} GB"), hint="")
    names = [_name(info, label) for info in files]
    twins = frozenset(name for name, count in Counter(names).items() if count > 1)
    return Archive(label, dict(zip(names, files, strict=True)), twins, opened)


def _check_directory(blob: Blob, label: str) -> None:
    """Bound the list of files before it is read: :mod:`zipfile` would take all of it into memory at once."""
    reach = min(blob.size, _END_BYTES + _MAX_COMMENT)
    tail = blob.read(blob.size - reach, reach)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES:
        raise UnknownFormat(
            N_(f"{label!r} is no whole archive: its end is missing"), hint="Download it again."
        )
    size = int.from_bytes(tail[place + 12 : place + 16], "little")
    if size == _WIDE:
        raise BrokenArchive(
            N_(f"{label!r} is an archive for more than 4 GB, which no browser extension needs")
        )
    if size > MAX_NAMES_BYTES:
        raise TooLarge(N_(f"{label!r} lists more files than a package has"), hint="")


def leads_outside(name: str) -> bool:
    """Whether a name is absolute, goes up, names a drive, or ends early for some programs."""
    parts = name.replace("\\", "/").split("/")
    return not parts[0] or ".." in parts or ":" in parts[0] or "\0" in name


def _name(info: zipfile.ZipInfo, label: str) -> str:
    name = info.orig_filename.replace("\\", "/")
    if leads_outside(name):
        raise BrokenArchive(N_(f"{label!r} holds a file whose name leads outside of it: {shown(name)}"))
    return name
