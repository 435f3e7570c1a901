"""Pages since the end of 2024: the data of the page is in ``serialized-server-data``.

Shapes: https://github.com/facundoolano/app-store-scraper, and readers of such pages in public code of 2026
(``shelfMapping``, ``lockup``, ``privacyTypes``, ``information``, ``mostRecentVersion``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.sources.app_store.app import App
from auditor.sources.app_store.labels import Label, labels_of
from auditor.sources.embedded import script_json
from auditor.sources.origin import parts_of
from auditor.sources.values import at, count_of, day_of, items, line, plain, rating_of, text_at, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "serialized-server-data"
_MAX_WALK: Final = 60_000
_PRODUCT: Final = ("title", "lockup", "shelfMapping")


def app_served(body: bytes, linked: dict[str, Any] | None) -> App | None:
    """Return the app that the page's data describes, or None where there is none of a known shape.

    Args:
        body: The page.
        linked: Its JSON-LD, which names the maker in every language.
    """
    page = _page(script_json(body, NAME))
    name = line(text_at(page, "title") or text_at(page, "lockup", "title"))
    shelves = at(page, "shelfMapping")
    if name is None or not isinstance(shelves, dict):
        return None
    version = at(shelves, "mostRecentVersion", "items", 0)
    rated = at(shelves, "productRatings", "items", 0)
    links = tuple(_external(shelves))
    offers = at(page, "titleOfferDisplayProperties") or at(page, "lockup", "offerDisplayProperties")
    return App(
        name=name,
        number=line(str(at(page, "lockup", "adamId") or "")),
        bundle=line(at(page, "lockup", "bundleId") or at(offers, "bundleId")),
        publisher=line(
            text_at(linked, "author", "name")
            or text_at(page, "developerAction", "title")
            or text_at(page, "lockup", "developerName")
        ),
        publisher_url=web_url(at(linked, "author", "url")),
        category=line(_genre(linked)),
        rating=rating_of(at(rated, "ratingAverage")),
        ratings=count_of(at(rated, "totalNumberOfRatings")),
        version=_version(text_at(version, "primarySubtitle")),
        updated=day_of(at(version, "secondarySubtitle")),
        price=_price(linked, offers),
        sells=_yes(at(offers, "hasInAppPurchases")),
        prices=tuple(_prices(shelves)),
        subtitle=line(text_at(page, "lockup", "subtitle")),
        description=_paragraphs(shelves),
        promotion=plain(at(shelves, "promotionalText", "items", 0, "paragraph", "text")),
        changes=plain(at(version, "text")),
        privacy_policy=_policy(shelves),
        policy_place=isinstance(at(shelves, "privacyHeader"), dict),
        links=links,
        images=tuple(_images(shelves)),
        reviews=tuple(_reviews(shelves)),
        labels=_labels(shelves),
    )


def _page(data: Any) -> Any:
    """Return the product page in the data: a list of pages, or an object that holds the list."""
    pages = data if isinstance(data, list) else items(data, "data")
    found = (at(page, "data") for page in pages[:20])
    return next((page for page in found if isinstance(page, dict) and "shelfMapping" in page), None)


def _paragraphs(shelves: Any) -> str | None:
    parts = (plain(at(item, "paragraph", "text")) for item in items(shelves, "description", "items")[:10])
    return "\n\n".join(part for part in parts if part) or None


def _labels(shelves: Any) -> tuple[Label, ...] | None:
    """Return the labels, or None where the page has no shelf for them."""
    rows: Any = at(shelves, "privacyTypes", "items")
    if not items(rows):
        for shelf in items(shelves, "privacyHeader", "seeAllAction", "pageData", "shelves")[:20]:
            if at(shelf, "contentType") == "privacyType" and items(shelf, "items"):
                rows = at(shelf, "items")
    return labels_of(rows, "title", "categories", "title") if isinstance(rows, list) else None


def _prices(shelves: Any) -> Iterator[tuple[str, str]]:
    """Yield name and price of what is sold inside, which the information shelf keeps in pairs."""
    seen: set[tuple[str, str]] = set()
    for row in items(shelves, "information", "items")[:60]:
        for part in items(row, "items")[:60]:
            for pair in items(part, "textPairs")[:100]:
                name, price = line(at(pair, 0)), line(at(pair, 1))
                if name and price and (name, price) not in seen:
                    seen.add((name, price))
                    yield name, price


def _version(text: str | None) -> str | None:
    words = (line(text) or "").split()
    return words[-1] if words else None


def _price(linked: dict[str, Any] | None, offers: Any) -> str | None:
    offer = at(linked, "offers")
    offer = at(offer, 0) if isinstance(offer, list) else offer
    price = at(offer, "price")
    if price in (0, "0", "0.0", "0.00") or at(offers, "isFree") is True:
        return "Free"
    shown = line(str(price)) if isinstance(price, (int, float, str)) and not isinstance(price, bool) else None
    return line(f"{shown} {text_at(offer, 'priceCurrency') or ''}") if shown else None


def _genre(linked: dict[str, Any] | None) -> Any:
    genre = at(linked, "genre")
    return (at(genre, 0) if isinstance(genre, list) else genre) or at(linked, "applicationCategory")


def _yes(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _external(shelves: Any) -> Iterator[tuple[str, str]]:
    """Yield label and address of each link out of the store, without those to Apple itself."""
    seen: set[str] = set()
    for node in _walk([value for key, value in shelves.items() if "review" not in key.lower()]):
        url = web_url(node.get("url"))
        action = node.get("$kind") == "ExternalUrlAction" or node.get("actionClass") == "ExternalUrlAction"
        found = parts_of(url) if url is not None and action else None
        if found is not None and not _is_apple(found.host) and found.url not in seen:
            seen.add(found.url)
            yield line(node.get("title")) or "", found.url


def _policy(shelves: Any) -> str | None:
    """Return the address of the privacy policy: the link out of the store that the labels' header has."""
    for node in _walk([at(shelves, "privacyHeader"), at(shelves, "privacyFooter")]):
        found = parts_of(web_url(node.get("url")) or "")
        if found is not None and not _is_apple(found.host):
            return found.url
    for node in _walk([value for key, value in shelves.items() if "review" not in key.lower()]):
        if "privacyPolicy" in str(at(node, "actionMetrics"))[:4_000] and web_url(node.get("url")):
            return web_url(node.get("url"))
    return None


def _is_apple(host: str) -> bool:
    return host in ("apple.com", "apple.co") or host.endswith((".apple.com", ".mzstatic.com"))


def _walk(top: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield every object below ``top`` in document order, within bounds."""
    stack = list(reversed(top))
    for _ in range(_MAX_WALK):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            stack.extend(reversed(node))


def _images(shelves: Any) -> Iterator[str]:
    for key, shelf in list(shelves.items())[:200]:
        if key.startswith("product_media_"):
            for item in items(shelf, "items")[:40]:
                template = text_at(item, "screenshot", "template") or text_at(item, "screenshot", "url")
                url = web_url((template or "").replace("{w}x{h}{c}.{f}", "600x0w.jpg"))
                if url is not None:
                    yield url


def _reviews(shelves: Any) -> Iterator[str]:
    for item in items(shelves, "allProductReviews", "items")[:60]:
        review = at(item, "review")
        words = [plain(at(review, "title")), plain(at(review, "contents"))]
        if text := "\n".join(part for part in words if part):
            yield text
