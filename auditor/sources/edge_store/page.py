"""The page of an extension on Edge Add-ons. Scripts build it: a saved one has text, a fetched one none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed
from auditor.sources.companion import companion
from auditor.sources.edge_store.answer import ANSWERS, HOST, NO_MANIFEST, EdgeAddonAnswer
from auditor.sources.fallback import page_text
from auditor.sources.merge import EXTENSION_PERMISSIONS, STORE_DATA
from auditor.sources.origin import page_at
from auditor.sources.record import source_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

_ITEM: Final = re.compile(r"^/addons/detail/(?:[^/]{1,300}/)?([a-p]{32})/?$")
_BUILT = NotAnalysed(
    check=STORE_DATA,
    reason=N_("The store's page is built by scripts, which were not run; a browser saves it with its text."),
    source=0,
)


def number_of(document: Document) -> str | None:
    """Return the id that the page's own address names, or None where it is no page of an extension."""
    match = page_at(document, (HOST,), _ITEM)
    return None if match is None else match[1]


class EdgeAddonPage:
    """The source that reads the pages of extensions."""

    kind: Final = "edge-addon"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return number_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the page's text, or the address alone where there is none yet.

        Raises:
            UnreadableTarget: The page says that there is no such extension, or is a wall.
        """
        number = number_of(document)
        url = f"https://{HOST}/addons/detail/{number}"
        try:
            listing = page_text(document, self.kind, known={"url": url, "package": number})
        except EmptyTarget:
            sources = (source_record(document, self.kind, "address"),)
            return Listing(
                kind=self.kind, url=url, package=number, not_read=(_BUILT, NO_MANIFEST), sources=sources
            )
        return listing.model_copy(update={"not_read": (*listing.not_read, NO_MANIFEST)})


def edge_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the store's answer if ``document`` is an extension's page; what can't be had becomes a note."""
    number = number_of(document)
    if number is None:
        return
    url = f"https://{HOST}{ANSWERS}{number}"
    yield companion(
        lambda: EdgeAddonAnswer().read(fetcher.get(url, accept="application/json")),
        EdgeAddonPage.kind,
        EXTENSION_PERMISSIONS,
        N_("The store's answer could not be read"),
    )
