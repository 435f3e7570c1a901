"""Pages of 2019 to 2024: the answer of Apple's media API in a script called a shoebox.

``shoebox-media-api-cache-apps`` holds JSON inside JSON, ``{"d": [app]}`` or ``{"data": [app]}``;
``shoebox-ember-data-store`` of the first years holds ``{id: {"data": app}}``. Fields as public readers use
them (RSSHub ``routes/apple``, 4CAT ``search_app_store``; read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.sources.app_store.app import App
from auditor.sources.app_store.labels import labels_of
from auditor.sources.embedded import loaded, script_json
from auditor.sources.values import at, count_of, day_of, items, line, plain, rating_of, text_at, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME: Final = "shoebox"
_CACHE: Final = "shoebox-media-api-cache-apps"
_STORE: Final = "shoebox-ember-data-store"
_MAX_ENTRIES: Final = 40
_MAX_INNER: Final = 4_000_000
_PLATFORMS: Final = ("ios", "osx", "xros", "appletvos")


def app_shoebox(body: bytes, number: str | None) -> App | None:
    """Return the app that the page's shoebox describes, or None where there is none of a known shape.

    Args:
        body: The page.
        number: The app's number in the page's address; without it the first app counts.
    """
    found = [item for item in _apps(body) if text_at(item, "attributes", "name")]
    own = [item for item in found if number is not None and str(at(item, "id")) == number]
    chosen = (own or found)[:1]
    return _app(chosen[0]) if chosen else None


def _apps(body: bytes) -> Iterator[Any]:
    cache = script_json(body, _CACHE)
    for value in list(cache.values())[:_MAX_ENTRIES] if isinstance(cache, dict) else ():
        inner = loaded(value) if isinstance(value, str) and len(value) < _MAX_INNER else value
        yield from (items(inner, "d") or items(inner, "data"))[:_MAX_ENTRIES]
    store = script_json(body, _STORE)
    for value in list(store.values())[:_MAX_ENTRIES] if isinstance(store, dict) else ():
        yield at(value, "data")


def _app(item: Any) -> App:
    given = at(item, "attributes")
    platform = _platform(given)
    history = at(platform, "versionHistory", 0) or at(given, "versionHistory", 0)
    prices = tuple(_prices(item))
    offer = at(platform, "offers", 0) or at(given, "offers", 0)
    description = at(platform, "description") or at(given, "description")
    policy = web_url(at(platform, "privacyPolicyUrl")) or web_url(at(given, "privacyPolicyUrl"))
    labels = at(given, "privacy", "privacyTypes") or at(given, "privacyDetails", "privacyTypes")
    support = web_url(at(platform, "supportURLForLanguage")) or web_url(at(given, "supportURLForLanguage"))
    site = web_url(at(platform, "websiteUrl")) or web_url(at(given, "websiteUrl"))
    return App(
        name=str(line(text_at(given, "name"))),
        number=line(str(at(item, "id") or "")),
        bundle=line(at(platform, "bundleId") or at(given, "bundleId")),
        publisher=line(text_at(given, "artistName") or text_at(platform, "seller")),
        publisher_url=site,
        category=line(text_at(given, "genreDisplayName") or at(given, "genreNames", 0)),
        rating=rating_of(at(given, "userRating", "value")),
        ratings=count_of(at(given, "userRating", "ratingCount")),
        version=line(text_at(history, "versionDisplay") or text_at(history, "versionString")),
        updated=day_of(at(history, "releaseTimestamp")) or day_of(at(history, "releaseDate")),
        price="Free" if at(offer, "price") == 0 else line(text_at(offer, "priceFormatted")),
        sells=bool(prices) or at(platform, "hasInAppPurchases") is True or None,
        prices=prices,
        subtitle=line(text_at(platform, "subtitle") or text_at(given, "subtitle")),
        description=plain(at(description, "standard") if isinstance(description, dict) else description),
        promotion=plain(text_at(platform, "promotionalText") or text_at(given, "promotionalText")),
        changes=plain(at(history, "releaseNotes")),
        privacy_policy=policy,
        policy_place=isinstance(platform, dict) and "privacyPolicyUrl" in platform,
        links=tuple((label, url) for label, url in (("Website", site), ("Support", support)) if url),
        images=tuple(_images(platform)),
        reviews=tuple(_reviews(item)),
        labels=labels_of(labels, "privacyType", "dataCategories", "dataCategory")
        if isinstance(labels, list)
        else None,
    )


def _platform(given: Any) -> Any:
    platforms = at(given, "platformAttributes")
    if not isinstance(platforms, dict):
        return given
    named = [platforms[name] for name in _PLATFORMS if name in platforms]
    return (named or list(platforms.values()) or [given])[0]


def _prices(item: Any) -> Iterator[tuple[str, str]]:
    for row in items(item, "relationships", "top-in-apps", "data")[:60]:
        name, offer = line(text_at(row, "attributes", "name")), at(row, "attributes", "offers", 0)
        price = line(text_at(offer, "priceFormatted"))
        if name and price:
            yield name, price


def _images(platform: Any) -> Iterator[str]:
    shots = at(platform, "customAttributes", "default", "default", "customScreenshotsByType")
    shots = shots or at(platform, "screenshotsByType")
    for rows in list(shots.values())[:20] if isinstance(shots, dict) else ():
        for row in items(rows)[:20]:
            url = web_url((text_at(row, "url") or "").replace("{w}x{h}{c}.{f}", "600x0w.jpg"))
            if url is not None:
                yield url


def _reviews(item: Any) -> Iterator[str]:
    for row in items(item, "relationships", "reviews", "data")[:60]:
        words = [plain(at(row, "attributes", "title")), plain(at(row, "attributes", "review"))]
        if text := "\n".join(part for part in words if part):
            yield text
