"""What another address says of a tool whose page was read; no fault where it can't be had."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.errors import UnreadableTarget
from auditor.model import Listing, NotAnalysed

if TYPE_CHECKING:
    from collections.abc import Callable


def companion(read: Callable[[], Listing], kind: str, check: str, failed: str, **known: Any) -> Listing:
    """Return what ``read`` gives, or a listing with nothing but a note that it could not be had.

    Args:
        read: Asks the other address, and reads its answer.
        kind: Of the page that was read.
        check: What stays open without the answer.
        failed: The beginning of the note; the error completes it.
        known: Fields of the listing with the note.
    """
    try:
        return read()
    except UnreadableTarget as error:
        note = NotAnalysed(check=check, reason=f"{failed}: {error}.")
        return Listing(kind=kind, not_read=(note,), **known)
