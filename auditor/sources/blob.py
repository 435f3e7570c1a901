"""Bytes that may be too many to hold: read in pieces, from memory, from a file, or from inside another.

Packages are the only documents that need this: a page is small, a package may have hundreds of megabytes.
"""

from __future__ import annotations

import hashlib
import weakref
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final, Protocol

from auditor.errors import UnreadableTarget
from auditor.messages import N_

if TYPE_CHECKING:
    from pathlib import Path

_PIECE: Final = 1024 * 1024


class Blob(Protocol):
    """A fixed number of bytes."""

    @property
    def size(self) -> int:
        """How many bytes there are."""

    def read(self, start: int, length: int) -> bytes:
        """Return up to ``length`` bytes from ``start``; fewer, or none, where the end is nearer.

        Raises:
            UnreadableTarget: The file went away or changed while it was read.
        """


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes in memory."""

    data: bytes | bytearray

    @property
    def size(self) -> int:
        """How many bytes there are."""
        return len(self.data)

    def read(self, start: int, length: int) -> bytes:
        """Return a piece, see :meth:`Blob.read`."""
        return bytes(self.data[max(0, start) : max(0, start) + max(0, length)])


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file, opened for each piece. A file that changes meanwhile is an error, never a mixture."""

    path: Path
    size: int
    stamp: tuple[int, int, int]
    """Device, inode and time of the last change, in nanoseconds."""

    @classmethod
    def at(cls, path: Path) -> OnDisk:
        """Return the file at ``path``. Raises OSError where there is none."""
        seen = path.stat()
        return cls(path, seen.st_size, (seen.st_dev, seen.st_ino, seen.st_mtime_ns))

    def read(self, start: int, length: int) -> bytes:
        """Return a piece, see :meth:`Blob.read`."""
        try:
            if OnDisk.at(self.path) != self:
                raise UnreadableTarget(N_(f"{str(self.path)!r} changed while it was read"), hint="Try again.")
            with self.path.open("rb") as stream:
                stream.seek(max(0, start))
                return stream.read(max(0, length))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise UnreadableTarget(N_(f"{str(self.path)!r} could not be read: {reason}"), hint="") from error


class Unnamed:
    """A temporary file that nobody else can open, and that goes away with this object.

    Args:
        file: Open for reading.
        size: How many bytes it holds.
    """

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.size = size
        self._file = file
        weakref.finalize(self, file.close)

    def read(self, start: int, length: int) -> bytes:
        """Return a piece, see :meth:`Blob.read`."""
        self._file.seek(max(0, start))
        return self._file.read(max(0, length))


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of another blob."""

    whole: Blob
    start: int
    size: int

    def read(self, start: int, length: int) -> bytes:
        """Return a piece, see :meth:`Blob.read`."""
        start = max(0, start)
        return self.whole.read(self.start + start, max(0, min(length, self.size - start)))


def sha256_of(blob: Blob) -> str:
    """Return the SHA-256 of all of ``blob`` in hexadecimal, reading a megabyte at a time."""
    digest = hashlib.sha256()
    for start in range(0, blob.size, _PIECE):
        digest.update(blob.read(start, _PIECE))
    return digest.hexdigest()
