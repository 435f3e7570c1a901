"""Take one member out of an archive, in bounded memory and time, whichever of its headers tell the truth."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from auditor.errors import TooLarge
from auditor.messages import N_
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.sources.blob import Blob

_PIECE: Final = 256 * 1024
_SLACK: Final = 1024
_SEEN: Final = 16
"""Bytes of the content by which a reading is accepted."""


class Stretch(NamedTuple):
    """One reading of where a member's content is and how it is packed."""

    start: int
    length: int
    """Of the content where it is stored; a deflated one ends by itself."""
    deflated: bool


def unpack(
    blob: Blob, stretches: Iterator[Stretch], limit: int, name: str, accept: Callable[[bytes], bool]
) -> bytearray:
    """Return a member's content by the first of ``stretches`` that is accepted, held once.

    Args:
        blob: The archive.
        stretches: Readings of the headers, the most likely first.
        limit: The most bytes that the content may have.
        name: Of the member, for errors.
        accept: Whether the first bytes can be the content's.

    Raises:
        TooLarge: It has more than ``limit`` bytes.
        Damaged: No reading is accepted, or the one that is breaks off.
    """
    starts: list[bytes] = []
    for stretch in stretches:
        starts.append(b"".join(pieces(blob, stretch, _SEEN))[:_SEEN])
        if starts[-1] and accept(starts[-1]):
            return _whole(blob, stretch, limit, name)
    if starts and starts[0]:  # as its headers say, it does unpack
        raise Damaged(N_(f"{name} in it is of another kind than it should be"))
    raise Damaged(N_(f"{name} in it does not unpack"))


def _whole(blob: Blob, stretch: Stretch, limit: int, name: str) -> bytearray:
    content = bytearray()
    for piece in pieces(blob, stretch, limit + 1):
        content += piece
    if len(content) > limit:
        shown = f"{limit // 1024**2} MB" if limit >= 1024**2 else f"{limit:,} bytes"
        raise TooLarge(N_(f"{name} in the package unpacks to more than {shown}"), hint="")
    return content


def pieces(blob: Blob, stretch: Stretch, most: int) -> Iterator[bytes]:
    """Yield up to ``most`` bytes of content; what comes before damage is yielded too."""
    if not stretch.deflated:
        yield blob.read(stretch.start, min(stretch.length, most))
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    place, left = stretch.start, most
    end = place + 2 * most + _SLACK  # what is packed is never longer; empty blocks could go on for ever
    while left > 0 and not inflater.eof:
        packed = inflater.unconsumed_tail
        if not packed:
            packed = blob.read(place, min(_PIECE, end - place))
            place += len(packed)
        if not packed:
            return
        try:
            piece = inflater.decompress(packed, left)
        except zlib.error:
            return
        left -= len(piece)
        yield piece
