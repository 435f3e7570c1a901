"""What a mirror's page says of an app, whichever step of reading found it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final

from auditor.sources.values import (
    at,
    count_of,
    day_of,
    items,
    line,
    prose,
    rating_of,
    strings,
    text_at,
    web_url,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from auditor.sources.apk_mirror.sites import Site

_CODE: Final = re.compile(r"\s*\([^()]{0,60}\)\s*$")
_BY: Final = re.compile(r"(?i)^by:?\s+")
_FREE: Final = ("0", "0.0", "0.00")
_BEST: Final = ("5", "5.0")
_MAX_NAMED: Final = 500


@dataclass(frozen=True, slots=True)
class Facts:
    """All fields that a mirror's page can fill. What is not known is None or empty."""

    name: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    package: str | None = None
    version: str | None = None
    updated: dt.date | None = None
    category: str | None = None
    rating: float | None = None
    ratings: int | None = None
    installs: str | None = None
    price: str | None = None
    description: str | None = None
    changes: str | None = None
    mod: str | None = None
    """What somebody changed in the package, as the site says."""
    permissions: tuple[str, ...] = ()
    """Names of permissions, or Android's words for them."""
    images: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, each.name) for each in fields(self))

    def then(self, other: Facts) -> Facts:
        """Return these facts, and where they say nothing what ``other`` says."""
        missing = (each.name for each in fields(self) if not getattr(self, each.name))
        return replace(self, **{name: getattr(other, name) for name in missing})


def of_linked(data: dict[str, Any] | None, site: Site) -> Facts:
    """Return what the page's JSON-LD says of the app."""
    if data is None:
        return Facts()
    publisher, publisher_url = _maker(data, site)
    rated = _first(data.get("aggregateRating"))
    count = at(rated, "ratingCount") or at(rated, "reviewCount")
    fair = str(at(rated, "bestRating") or 5) in _BEST
    return Facts(
        name=line(data.get("name")),
        publisher=publisher,
        publisher_url=publisher_url,
        version=version_of(data.get("softwareVersion")),
        updated=day_of(data.get("dateModified")) or day_of(data.get("datePublished")),
        category=line(data.get("applicationCategory")),
        rating=rating_of(at(rated, "ratingValue")) if fair else None,
        ratings=count_of(count),
        price=_price(_first(data.get("offers"))),
        description=prose(data.get("description")),
        permissions=_named(data.get("permissions")),
        images=tuple(_images([data.get("image"), data.get("screenshot")])),
    )


def version_of(value: Any) -> str | None:
    """Return a version without the number in brackets behind it; a text without any digit is none."""
    found = line(value)
    if found is None or not re.search(r"\d", found):
        return None
    return _CODE.sub("", found)[:100] or None


def maker_of(value: Any, site: Site) -> str | None:
    """Return the name of an app's maker; the site's own name is nobody's."""
    found = line(value)
    name = None if found is None else _BY.sub("", found)[:300]
    return None if name is None or name.casefold() in ("", site.name.casefold(), *site.hosts) else name


def name_of(value: Any, version: str | None) -> str | None:
    """Return an app's name out of a heading: without its version and all that follows, and without "APK"."""
    found = line(value)
    if found is None:
        return None
    bare = found.partition(version)[0] if version else found
    return re.sub(r"(?i)(?:\s+(?:mod|apk|v))+$", "", bare.strip()) or found


def _maker(data: dict[str, Any], site: Site) -> tuple[str | None, str | None]:
    for key in ("author", "creator", "publisher", "brand"):
        given = data.get(key)
        given = given[0] if isinstance(given, list) and given else given
        name = maker_of(given if isinstance(given, str) else at(given, "name"), site)
        if name is not None:
            return name, web_url(at(given, "url"))
    return None, None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _price(offer: Any) -> str | None:
    price = at(offer, "price")
    amount = str(price) if isinstance(price, (int, float, str)) and not isinstance(price, bool) else ""
    if not re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", amount):
        return None
    currency = line(text_at(offer, "priceCurrency")) or ""
    return "Free" if amount in _FREE else f"{amount} {currency[:10]}".strip()


def _named(value: Any) -> tuple[str, ...]:
    """Return the permissions of a list or of a text with commas."""
    given = value.split(",")[:_MAX_NAMED] if isinstance(value, str) else strings(value)[:_MAX_NAMED]
    return tuple(name for each in given if (name := line(each)) is not None)


def _images(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        for each in (items(value) or [value])[:40]:
            url = web_url(each if isinstance(each, str) else at(each, "url") or at(each, "contentUrl"))
            if url is not None:
                yield url
