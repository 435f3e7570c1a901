"""Read a body within a bound on what comes out, not on what comes in.

A few kilobytes can unpack to gigabytes, so that unpacking stops at the bound instead of being counted after.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from auditor.fetch.failures import Failure, failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENCODINGS: Final = "gzip, deflate"
"""What is asked for."""

_AUTO: Final = zlib.MAX_WBITS | 32
_RAW: Final = -zlib.MAX_WBITS
_MOST_MEMBERS: Final = 1_000
_PIECE: Final = 256 * 1024
_BEGINNING: Final = 64 * 1024
"""Bytes that are kept of an answer that is too large to be kept."""


def megabytes(bound: int) -> str:
    """Return a bound in words."""
    return f"{bound // 1024**2} MB"


def unpacked(chunks: Iterable[bytes], encoding: str, bound: int, host: str) -> Iterator[bytes]:
    """Yield the pieces of a body, unpacked.

    Args:
        chunks: As they come in.
        encoding: The header ``Content-Encoding``.
        bound: Bytes that may come out.
        host: Who sends; for errors.

    Raises:
        TooLarge: More than ``bound`` bytes come out.
        FetchError: The packing is damaged, or of a kind that was not asked for.
    """
    names = [name for part in encoding.lower().split(",") if (name := part.strip()) and name != "identity"]
    if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
        raise failed(Failure.ODD_PACKING, host)
    total = 0
    for piece in _Unpacker(host).pieces(chunks, bound) if names else chunks:
        total += len(piece)
        if total > bound:
            raise failed(Failure.TOO_LARGE, host, megabytes(bound))
        yield piece


class Received:
    """A body as it comes in, still packed, and kept as such: within the bound that what comes out has too."""

    def __init__(self, chunks: Iterable[bytes], bound: int, host: str) -> None:
        self._chunks = chunks
        self._bound = bound
        self._kept = bound
        self._host = host
        self._size = 0
        self.body = bytearray()
        """What has come in so far; of a large package its beginning."""
        self.whole = False
        """Whether its end was reached, and all of it is kept."""

    def allow(self, bound: int) -> None:
        """Let more come in than is kept: whoever reads keeps it elsewhere."""
        self._bound = bound

    def pieces(self) -> Iterator[bytes]:
        """Yield what comes in.

        Raises:
            TooLarge: It is over the bound.
        """
        for chunk in self._chunks:
            self._size += len(chunk)
            if self._size > self._bound:
                raise failed(Failure.TOO_LARGE, self._host, megabytes(self._bound))
            if self._size <= self._kept:
                self.body += chunk
            else:
                del self.body[_BEGINNING:]
            yield chunk
        self.whole = self._size <= self._kept


class _Unpacker:
    """Unpacks gzip (also of several members) and both forms of deflate."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._inner = zlib.decompressobj(_AUTO)
        self._begun = False
        self._members = 1

    def pieces(self, chunks: Iterable[bytes], bound: int) -> Iterator[bytes]:
        """Yield what ``chunks`` hold, never more than a byte over ``bound`` at once, nor much in any case."""
        most = min(bound + 1, _PIECE)
        for chunk in chunks:
            rest, full = chunk, False
            while rest or full:
                piece = self._unpack(rest, most)
                if self._inner.eof:
                    rest, full = self._next_member(), False
                else:  # what was taken in may hold more than could be given out
                    rest, full = self._inner.unconsumed_tail, len(piece) == most
                if piece:
                    yield piece
        if self._begun and not self._inner.eof:
            raise failed(Failure.BROKE_OFF, self._host)

    def _unpack(self, data: bytes, most: int) -> bytes:
        try:
            piece = self._inner.decompress(data, most)
        except zlib.error as error:
            if self._begun:
                raise failed(Failure.DAMAGED, self._host) from error
            # Some servers mean the bare format when they say deflate.
            self._inner = zlib.decompressobj(_RAW)
            self._begun = True
            return self._unpack(data, most)
        self._begun = True
        return piece

    def _next_member(self) -> bytes:
        """Begin the next gzip member where one follows; what else follows the end is left out."""
        rest = self._inner.unused_data
        if not self._inner.eof or not rest.startswith(b"\x1f\x8b") or self._members >= _MOST_MEMBERS:
            return b""
        self._members += 1
        self._inner = zlib.decompressobj(_AUTO)
        return rest
