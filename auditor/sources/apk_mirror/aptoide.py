"""Aptoide's answer about one app, and the same data inside its pages: with the permissions of the package.

Its fields are those that public readers of it use: https://github.com/kdroidFilter/StoreKit
(``aptoide/core/…/AptoideApplicationInfo.kt``, commit 319ba063) and https://github.com/Aptoide/aptoide-mcp
(``server.py``, commit 7827e13e); that a page holds the app's number, and the address that takes it:
https://github.com/ImranR98/Obtainium (``lib/app_sources/aptoide.dart``, commit 02922c3c). Read 2026-11-26.
Anybody can open a store of their own there: its publisher is whom the site takes for the maker.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.android_names import is_android_name
from auditor.sources.answer import has_keys, value_in
from auditor.sources.browser_access import unique
from auditor.sources.companion import companion
from auditor.sources.embedded import script_json
from auditor.sources.merge import ANDROID_PERMISSIONS
from auditor.sources.origin import origin, stands_at
from auditor.sources.record import source_record
from auditor.sources.values import (
    at,
    count_of,
    day_of,
    items,
    line,
    plain,
    rating_of,
    strings,
    text_at,
    texts,
    web_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

HOSTS: Final = ("ws75.aptoide.com", "ws2.aptoide.com", "web-api-cache.aptoide.com")
_API: Final = "/api/7/"
_ASK: Final = f"https://{HOSTS[0]}{_API}getApp/app_id/"
_KEYS: Final = (b'"used_permissions"', b'"vername"')
_NUMBER: Final = re.compile(rb'"app":\{"id":([0-9]{1,12})[,}]')
_DATA: Final = "__NEXT_DATA__"
_MOST_VISITED: Final = 2_000
NO_PERMISSIONS = NotAnalysed(
    check=ANDROID_PERMISSIONS,
    reason=N_("What was read names no permissions of the app; hand in the package."),
    source=0,
)


class AptoideAnswer:
    """The source that reads Aptoide's answers."""

    kind: Final = "aptoide-api"

    def recognises(self, document: Document) -> bool:
        """By the address of the service, else by JSON with the keys of its answers."""
        if document.address is not None:
            found = stands_at(document, *HOSTS)
            return found is not None and found.path.startswith(_API)
        return has_keys(document, _KEYS)

    def read(self, document: Document) -> Listing:
        """Return the app's listing.

        Raises:
            LayoutChanged: It is no answer of a known shape.
        """
        value = value_in(document)
        app = next(
            (each for each in (at(value, "nodes", "meta", "data"), at(value, "data"), value) if is_app(each)),
            None,
        )
        if app is None:
            raise LayoutChanged(
                N_(f"{document.target!r} is an answer of Aptoide whose shape is not known"),
                hint="Hand in the address of the app's page, or the package.",
            )
        listing = listing_of(document, app, self.kind, "API")
        here = Observation(
            id="listing.apk-mirror", value=listing.url or listing.package or "", where="Aptoide"
        )
        return listing.model_copy(update={"observations": (here, *listing.observations)})


def is_app(value: Any) -> bool:
    """Whether ``value`` describes one app with its file."""
    package = at(value, "package")
    return isinstance(package, str) and is_android_name(package) and isinstance(at(value, "file"), dict)


def app_in_page(body: bytes) -> Any:
    """Return the app that a page's data describes, or None. Lists are passed by: they hold other apps."""
    waiting = deque([script_json(body, _DATA)])
    for _ in range(_MOST_VISITED):
        if not waiting:
            return None
        value = waiting.popleft()
        if is_app(value):
            return value
        if isinstance(value, dict):
            waiting += [inner for inner in list(value.values())[:200] if isinstance(inner, dict)]
    return None


def listing_of(document: Document, app: Any, kind: str, read_with: str) -> Listing:
    """Return the listing of an app as Aptoide's data has it."""
    permissions = at(app, "file", "used_permissions")
    access = _access(permissions) if isinstance(permissions, list) else NO_PERMISSIONS
    site, policy = web_url(at(app, "developer", "website")), web_url(at(app, "developer", "privacy"))
    downloads = count_of(at(app, "stats", "downloads"))
    parts = (
        (line(text_at(app, "name")), TextKind.TITLE, "name"),
        (plain(text_at(app, "media", "summary")), TextKind.META, "summary"),
        (plain(text_at(app, "media", "description")), TextKind.DESCRIPTION, "description"),
        (plain(text_at(app, "media", "news")), TextKind.CHANGES, N_("what's new")),
    )
    return Listing(
        kind=kind,
        name=line(text_at(app, "name")),
        publisher=line(text_at(app, "developer", "name")),
        publisher_url=site,
        url=web_url(at(app, "urls", "w")),
        package=app["package"],
        installs=None if downloads is None else f"{downloads:,}",
        rating=rating_of(at(app, "stats", "rating", "avg")) or None,
        ratings=count_of(at(app, "stats", "rating", "total")) or None,
        version=line(text_at(app, "file", "vername")),
        updated=day_of(at(app, "updated")) or day_of(at(app, "modified")),
        released=day_of(at(app, "added")),
        price=_price(app),
        privacy_policy=policy,
        texts=texts(parts),
        access=access,
        links=(Link(url=site, label="Website"),) if site else (),
        images=tuple(Image(url=url) for url in _images(app)),
        not_read=(NO_PERMISSIONS,) if isinstance(access, NotAnalysed) else (),
        sources=(source_record(document, kind, read_with),),
    )


def _access(named: list[Any]) -> tuple[AccessRequest, ...]:
    labels = (name.strip()[:480] for name in strings(named)[:MAX_ACCESS] if is_android_name(name.strip()))
    return unique(AccessRequest(id=label, where=N_(f"permissions: {label}")) for label in labels)


def _price(app: Any) -> str | None:
    pay = app.get("pay", ...)
    if pay is None:
        return "Free"
    amount, currency = at(pay, "price"), line(text_at(pay, "currency")) or ""
    known = isinstance(amount, (int, float)) and not isinstance(amount, bool) and 0 < amount < 1e6  # noqa: PLR2004
    return f"{amount} {currency[:10]}".strip() if known else None


def _images(app: Any) -> Iterator[str]:
    shots = [at(shot, "url") for shot in items(app, "media", "screenshots")[:40]]
    yield from (url for given in (at(app, "icon"), *shots) if (url := web_url(given)) is not None)


def aptoide_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield Aptoide's answer if ``document`` is an app's page there that does not hold it already."""
    found = origin(document)
    if found is None or not found.host.endswith(".aptoide.com") or found.path.rstrip("/") != "/app":
        return
    number = _NUMBER.search(document.body)
    if number is None or app_in_page(document.body) is not None:
        return
    yield companion(
        lambda: AptoideAnswer().read(fetcher.get(f"{_ASK}{number[1].decode()}", accept="application/json")),
        "aptoide",
        ANDROID_PERMISSIONS,
        N_("Aptoide's answer could not be read"),
    )
