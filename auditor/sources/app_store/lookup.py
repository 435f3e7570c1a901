"""The answer of ``itunes.apple.com/lookup?id=``: the app without its labels and without prices inside.

Fields: https://github.com/facundoolano/app-store-scraper (``lib/common.js``, commit 05d59c1 of 2025-07-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged, NotFound, UnreadableTarget
from auditor.messages import N_
from auditor.sources.answer import has_keys, value_in
from auditor.sources.app_store.app import App, listing_of
from auditor.sources.origin import stands_at
from auditor.sources.values import count_of, day_of, items, line, plain, rating_of, strings, text_at, web_url

if TYPE_CHECKING:
    from auditor.model import Listing
    from auditor.sources.interface import Document

_HOST: Final = "itunes.apple.com"
_KEYS: Final = (b'"resultCount"', b'"results"')
_SOFTWARE: Final = ("software", "mac-software")


class AppStoreLookup:
    """The source that reads lookup and search answers about one app."""

    kind: Final = "app-store-lookup"

    def recognises(self, document: Document) -> bool:
        """By the address of the service, else by JSON with the keys of its answers."""
        if document.address is not None:
            found = stands_at(document, _HOST)
            return found is not None and found.path.rstrip("/").endswith(("/lookup", "/search"))
        return has_keys(document, _KEYS)

    def read(self, document: Document) -> Listing:
        """Return the app's listing.

        Raises:
            NotFound: The store knows no such app, in the country that was asked.
            LayoutChanged: It is no answer of a known shape.
            UnreadableTarget: It answers with several apps.
        """
        value = value_in(document)
        app = _app(self._chosen(document, value))
        url = web_url(self._chosen(document, value).get("trackViewUrl"))
        return listing_of(document, app, self.kind, None if url is None else url.split("?")[0], "lookup")

    def _chosen(self, document: Document, value: Any) -> dict[str, Any]:
        found = [item for item in items(value, "results") if _is_app(item)]
        if len(found) == 1:
            chosen: dict[str, Any] = found[0]
            return chosen
        if found:
            names = ", ".join(str(line(item["trackName"])) for item in found[:5])
            raise UnreadableTarget(
                N_(f"{document.target!r} lists {len(found)} apps, not one ({names} …)"),
                hint="Hand in the address of the app that you mean.",
            )
        if isinstance(value, dict) and "resultCount" in value:
            raise NotFound(N_("the App Store has no such app in the country that was asked"))
        raise LayoutChanged(N_(f"{document.target!r} is an answer of the App Store whose shape is not known"))


def _is_app(item: Any) -> bool:
    named = isinstance(item, dict) and line(item.get("trackName")) is not None
    return named and (item.get("kind") in _SOFTWARE or item.get("wrapperType") == "software")


def _app(item: dict[str, Any]) -> App:
    price = line(text_at(item, "formattedPrice"))
    shots = [*strings(item, "screenshotUrls"), *strings(item, "ipadScreenshotUrls")]
    site = web_url(item.get("sellerUrl"))
    return App(
        name=str(line(item.get("trackName"))),
        number=line(str(item.get("trackId") or "")),
        bundle=line(item.get("bundleId")),
        publisher=line(text_at(item, "artistName") or text_at(item, "sellerName")),
        publisher_url=site or web_url(item.get("artistViewUrl")),
        category=line(item.get("primaryGenreName")),
        rating=rating_of(item.get("averageUserRating")),
        ratings=count_of(item.get("userRatingCount")),
        version=line(item.get("version")),
        updated=day_of(item.get("currentVersionReleaseDate")),
        released=day_of(item.get("releaseDate")),
        price="Free" if item.get("price") == 0 else price,
        description=plain(item.get("description")),
        changes=plain(item.get("releaseNotes")),
        links=(("Website", site),) if site else (),
        images=tuple(url for url in map(web_url, shots) if url is not None),
    )
