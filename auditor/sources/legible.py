"""Texts whose letters were lost to a wrong encoding: what stands there is evidence for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import NotAnalysed

if TYPE_CHECKING:
    from auditor.model import Listing

_LOST: Final = "\ufffd"
_FEWEST: Final = 5
"""Lost letters that may stand in any text: a sign or two that did not survive."""
_ONE_IN: Final = 50
_REASON: Final = N_(
    "Many letters of the text are lost to a wrong encoding; the lines with them were not read."
)


def legible(listing: Listing) -> Listing:
    """Return ``listing``; where much of its text is lost, without the lost lines and with a note."""
    if not _much_lost("".join(text.content for text in listing.texts), _FEWEST):
        return listing
    kept = ((text, _legible_lines(text.content)) for text in listing.texts)
    return listing.model_copy(
        update={
            "texts": tuple(text.model_copy(update={"content": left}) for text, left in kept if left.strip()),
            "not_read": (*listing.not_read, NotAnalysed(check="texts", reason=_REASON, source=0)),
        }
    )


def _legible_lines(content: str) -> str:
    if _LOST not in content:
        return content
    return "\n".join(line for line in content.split("\n") if not _much_lost(line, 1))


def _much_lost(text: str, fewest: int) -> bool:
    lost = text.count(_LOST)
    return lost >= fewest and lost * _ONE_IN > lost + sum(map(str.isalpha, text))
