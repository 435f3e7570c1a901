"""Read WARC 1.1 that anybody may have written: piece by piece, within bounds, every digest checked."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

from auditor.errors import TooLarge, UnreadableTarget
from auditor.evidence.warc import digest
from auditor.limits import MAX_BUNDLE_BYTES, MAX_BUNDLE_RECORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_VERSIONS: Final = (b"WARC/1.1", b"WARC/1.0")
_END: Final = b"\r\n\r\n"
_MAX_HEAD: Final = 256 * 1024
"""Bytes of the head of one record; the longest address that we ask has 16,384 characters."""
_PIECE: Final = 64 * 1024
_GZIP_MARK: Final = b"\x1f\x8b"
_GZIP: Final = zlib.MAX_WBITS | 16
_LONGEST_NUMBER: Final = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A record as it was read, its bytes checked against its own digest."""

    fields: dict[str, str]
    """The head, names in lower case; of several fields of one name the first."""
    block: bytes

    @property
    def name(self) -> str:
        """Its id, with angle brackets."""
        return self.fields.get("warc-record-id", "")

    @property
    def uri(self) -> str:
        """Address or name of what it holds."""
        return self.fields.get("warc-target-uri", "")


def read_records(stream: BinaryIO, label: str) -> Iterator[Found]:
    """Yield the records of an archive.

    Args:
        stream: The file, packed or not.
        label: How errors name it.

    Raises:
        TooLarge: It is over a bound, packed or unpacked.
        UnreadableTarget: It is damaged, cut short, or no WARC.
    """
    source = _Source(stream, label)
    for number in range(1, MAX_BUNDLE_RECORDS + 2):
        if source.at_end():
            return
        if number > MAX_BUNDLE_RECORDS:
            raise TooLarge(f"{label!r} holds more than {MAX_BUNDLE_RECORDS:,} records", hint="")
        yield _record(source)


class _Source:
    """The unpacked bytes of a file, read as far as they are asked for."""

    def __init__(self, stream: BinaryIO, label: str) -> None:
        self._label = label
        self._pieces = self._bounded(_unpacked(self._bounded(_raw(stream)), self.damaged))
        self._waiting = bytearray()

    def damaged(self) -> UnreadableTarget:
        """Return the one error there is for content that is not as it was written."""
        return UnreadableTarget(
            f"{self._label!r} is damaged, or was changed after it was written",
            hint="Use the bundle as it was written; a copy that went through an editor is no evidence.",
        )

    def at_end(self) -> bool:
        """Whether nothing is left."""
        return not self._waiting and not self._more()

    def head(self) -> bytes:
        """Return what stands before the next blank line."""
        searched = 0
        while (end := self._waiting.find(_END, searched)) < 0:
            searched = max(0, len(self._waiting) - len(_END))
            if len(self._waiting) > _MAX_HEAD or not self._more():
                raise self.damaged()
        head = self.exactly(end + len(_END))
        return head[:end]

    def exactly(self, length: int) -> bytes:
        """Return the next ``length`` bytes."""
        while len(self._waiting) < length:
            if not self._more():
                raise self.damaged()
        taken = bytes(memoryview(self._waiting)[:length])
        del self._waiting[:length]
        return taken

    def _more(self) -> bool:
        piece = next(self._pieces, b"")
        self._waiting += piece
        return bool(piece)

    def _bounded(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        total = 0
        for piece in pieces:
            total += len(piece)
            if total > MAX_BUNDLE_BYTES:
                raise TooLarge(f"{self._label!r} holds more than {MAX_BUNDLE_BYTES // 1024**2} MB", hint="")
            yield piece


def _raw(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(_PIECE):
        yield piece


def _unpacked(pieces: Iterator[bytes], damaged: Callable[[], UnreadableTarget]) -> Iterator[bytes]:
    """Undo the packing: archives are packed record by record, each a gzip member of its own."""
    rest = next(pieces, b"")
    if not rest.startswith(_GZIP_MARK):
        yield rest
        yield from pieces
        return
    for _ in range(MAX_BUNDLE_RECORDS + 1):
        member, full = zlib.decompressobj(_GZIP), False
        while not member.eof:
            rest = rest or (b"" if full else next(pieces, b""))
            if not rest and not full:
                raise damaged()
            try:
                piece = member.decompress(rest, _PIECE)
            except zlib.error as error:
                raise damaged() from error
            rest, full = member.unconsumed_tail, len(piece) == _PIECE
            if piece:
                yield piece
        rest = member.unused_data or next(pieces, b"")
        if not rest:
            return
    raise damaged()


def _record(source: _Source) -> Found:
    lines = source.head().split(b"\r\n")
    if lines[0] not in _VERSIONS:
        raise source.damaged()
    fields: dict[str, str] = {}
    for line in lines[1:]:
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    length = fields.get("content-length", "")
    if not (length.isascii() and length.isdecimal() and len(length) <= _LONGEST_NUMBER):
        raise source.damaged()
    block = source.exactly(int(length))
    if source.exactly(len(_END)) != _END or fields.get("warc-block-digest") != digest(block):
        raise source.damaged()
    return Found(fields, block)
