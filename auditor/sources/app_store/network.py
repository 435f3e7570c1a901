"""What iTunes lookup says of an app whose page was asked for: it needs no layout of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.app_store.app import NO_PERMISSIONS
from auditor.sources.app_store.lookup import AppStoreLookup
from auditor.sources.app_store.page import AppStorePage, place_of
from auditor.sources.companion import companion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher

_LOOKUP: Final = "https://itunes.apple.com/lookup?entity=software"
_JSON: Final = "application/json,text/javascript;q=0.9"


def app_store_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the lookup answer if ``document`` is the page of an app; what can't be had becomes a note."""
    place = place_of(document)
    if place is None:
        return
    url = f"{_LOOKUP}&country={place[0]}&id={place[1]}"
    yield companion(
        lambda: AppStoreLookup().read(fetcher.get(url, accept=_JSON)),
        AppStorePage.kind,
        "store-lookup",
        N_("The store's lookup could not be read"),
        access=NO_PERMISSIONS,
    )
