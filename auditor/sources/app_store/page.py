"""The page of an app on apps.apple.com, saved or fetched.

Four ways of reading, the best first: the data of today's pages, that of pages until 2024, JSON-LD (no labels,
no prices inside), and the page's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.app_store.app import NO_PERMISSIONS, App, listing_of
from auditor.sources.app_store.served import NAME as SERVED
from auditor.sources.app_store.served import app_served
from auditor.sources.app_store.shoebox import NAME as SHOEBOX
from auditor.sources.app_store.shoebox import app_shoebox
from auditor.sources.embedded import app_data
from auditor.sources.fallback import page_text
from auditor.sources.origin import page_at
from auditor.sources.values import at, count_of, day_of, line, prose, rating_of, strings, text_at, web_url

if TYPE_CHECKING:
    from auditor.model import Listing
    from auditor.sources.interface import Document

HOSTS: Final = ("apps.apple.com", "itunes.apple.com")
_APP: Final = re.compile(r"^/(?:([a-z]{2})/)?app/(?:[^/]{1,300}/)?id(\d{1,15})")


def place_of(document: Document) -> tuple[str, str] | None:
    """Return the country of a store page (``us`` where its address names none) and the app's number."""
    match = page_at(document, HOSTS, _APP)
    return None if match is None else (match[1] or "us", match[2])


class AppStorePage:
    """The source that reads the pages of apps."""

    kind: Final = "app-store"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        return place_of(document) is not None

    def read(self, document: Document) -> Listing:
        """Return the app's listing.

        Raises:
            UnreadableTarget: There is nothing in it that could be audited.
        """
        place = place_of(document)
        number = None if place is None else place[1]
        url = None if place is None else f"https://apps.apple.com/{place[0]}/app/id{number}"
        linked = app_data(document.body)
        for app, read_with in (
            (app_served(document.body, linked), SERVED),
            (app_shoebox(document.body, number), SHOEBOX),
            (_from_linked(linked), "JSON-LD"),
        ):
            if app is not None and app.description is not None:
                return listing_of(document, app, self.kind, url, read_with)
        listing = page_text(document, self.kind, known={"url": url})
        return listing.model_copy(update={"not_read": (*listing.not_read, NO_PERMISSIONS)})


def _from_linked(linked: dict[str, Any] | None) -> App | None:
    """Return what the page's JSON-LD says of the app."""
    name = line(text_at(linked, "name"))
    if name is None:
        return None
    offer = at(linked, "offers")
    offer = at(offer, 0) if isinstance(offer, list) else offer
    price = at(offer, "price")
    shots = at(linked, "screenshot")
    rated = at(linked, "aggregateRating")
    return App(
        name=name,
        publisher=line(text_at(linked, "author", "name")),
        publisher_url=web_url(at(linked, "author", "url")),
        category=line(text_at(linked, "applicationCategory")),
        rating=rating_of(at(rated, "ratingValue")),
        ratings=count_of(at(rated, "reviewCount")) or count_of(at(rated, "ratingCount")),
        updated=day_of(at(linked, "dateModified")),
        price="Free" if price in (0, "0", "0.00") else line(str(price)) if isinstance(price, str) else None,
        description=prose(at(linked, "description")),
        images=tuple(url for url in map(web_url, strings(shots)) if url is not None),
    )
