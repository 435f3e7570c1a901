"""What iTunes lookup says of an app whose page was asked for: it needs no layout of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed
from auditor.sources.app_store.app import NO_PERMISSIONS
from auditor.sources.app_store.lookup import AppStoreLookup
from auditor.sources.app_store.page import AppStorePage, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

_LOOKUP: Final = "https://itunes.apple.com/lookup?entity=software"
_JSON: Final = "application/json,text/javascript;q=0.9"


def app_store_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the lookup answer if ``document`` is the page of an app; what can't be had becomes a note."""
    place = place_of(document)
    if place is None:
        return
    _, country, number = place
    try:
        yield AppStoreLookup().read(fetcher.get(f"{_LOOKUP}&country={country}&id={number}", accept=_JSON))
    except UnreadableTarget as error:
        note = NotAnalysed(check="store-lookup", reason=N_(f"The store's lookup could not be read: {error}."))
        yield Listing(kind=AppStorePage.kind, access=NO_PERMISSIONS, not_read=(note,))
