"""One add-on as addons.mozilla.org describes it, into a listing.

Shapes: https://github.com/mozilla/addons-server (``docs/topics/api/addons.rst``, commit 968c7636), answers
of versions 4 and 5 of 2023, and the lists of data in ``files/utils.py`` there (read 2026-11-26).
``file.permissions`` holds the manifest's permissions and the addresses of its content scripts
(addons-server, ``File.from_upload``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.messages import N_
from auditor.model import AccessRequest, Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.browser_access import requests, unique
from auditor.sources.merge import EXTENSION_PERMISSIONS
from auditor.sources.record import source_record
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
    texts,
    web_url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

SITE: Final = "https://addons.mozilla.org"
_MAX_LOCALES: Final = 120
_MAX_AUTHORS: Final = 10
_MAX_IMAGES: Final = 40
_NONE: Final = "none"
_TEXTS: Final = (
    ("name", TextKind.TITLE, "name"),
    ("summary", TextKind.META, "summary"),
    ("description", TextKind.DESCRIPTION, "description"),
    ("developer_comments", TextKind.DESCRIPTION, N_("developer's comments")),
)
_NOT_SHOWN = NotAnalysed(
    check=EXTENSION_PERMISSIONS,
    reason=N_(
        "What was read of the store does not list the add-on's permissions; hand in its address, the "
        "answer of the store's API, or the package."
    ),
    source=0,
)


def is_addon(value: Any) -> bool:
    """Whether ``value`` is the API's object for one add-on."""
    known = isinstance(value, dict) and "current_version" in value and "slug" in value
    return known and "guid" in value and "authors" in value


def addon_listing(document: Document, addon: dict[str, Any], kind: str, read_with: str) -> Listing:
    """Return the listing of ``addon``, an object of the API's shape."""
    version = at(addon, "current_version")
    access = _access(version)
    url = web_url(addon.get("url")) or _page_of(text_at(addon, "slug"))
    people = [line(author.get("name")) for author in items(addon, "authors") if isinstance(author, dict)]
    homepage = _address(addon.get("homepage"))
    rated = count_of(at(addon, "ratings", "count"))
    policy = addon.get("has_privacy_policy")
    return Listing(
        kind=kind,
        name=_default(addon, "name"),
        publisher=", ".join(name for name in people[:_MAX_AUTHORS] if name) or None,
        publisher_url=homepage or web_url(at(addon, "authors", 0, "url")),
        url=url,
        package=line(addon.get("guid")),
        category=_category(addon.get("categories")),
        installs=_users(addon.get("average_daily_users")),
        rating=rating_of(at(addon, "ratings", "average")) if rated else None,
        ratings=rated,
        version=line(at(version, "version")),
        updated=day_of(addon.get("last_updated")),
        released=day_of(addon.get("created")),
        in_app_purchases="Needs a payment, a paid service or extra hardware"
        if addon.get("requires_payment") is True
        else None,
        privacy_policy=f"{url.rstrip('/')}/privacy/" if policy is True and url is not None else None,
        texts=texts(_parts(addon)),
        access=access if access is not None else _NOT_SHOWN,
        links=tuple(_links(addon, homepage)),
        images=tuple(_images(addon))[:_MAX_IMAGES],
        observations=tuple(_observations(version, policy)),
        not_read=() if access is not None else (_NOT_SHOWN,),
        sources=(source_record(document, kind, read_with),),
    )


def localized(value: Any, default: str | None) -> list[tuple[str, str]]:
    """Return locale and words of a translated field, the default locale first.

    The API gives a string, or an object with a string for each locale; ``_default`` there names a locale.
    """
    if isinstance(value, str):
        return [("", value)] if value.strip() else []
    if not isinstance(value, dict):
        return []
    named = value.get("_default")
    first = named if isinstance(named, str) else default
    found = [
        (locale, words)
        for locale, words in value.items()
        if locale != "_default" and isinstance(words, str) and words.strip()
    ]
    return sorted(found, key=lambda pair: pair[0] != first)[:_MAX_LOCALES]


def _default(addon: dict[str, Any], field: str) -> str | None:
    found = localized(addon.get(field), text_at(addon, "default_locale"))
    return line(found[0][1]) if found else None


def _parts(addon: dict[str, Any]) -> Iterator[tuple[str | None, TextKind, str]]:
    """Yield words, kind and place of each text in each language: the default one of all fields first."""
    default = text_at(addon, "default_locale")
    rows: list[tuple[str | None, TextKind, str]] = []
    for field, kind, where in _TEXTS:
        for number, (locale, words) in enumerate(localized(addon.get(field), default)):
            place = f"{where} ({line(locale)})" if locale else where
            content = line(words) if kind is TextKind.TITLE else prose(words)
            if number == 0:
                yield content, kind, place
            else:
                rows.append((content, TextKind.TRANSLATION, place))
    for locale, words in localized(at(addon, "current_version", "release_notes"), default)[:1]:
        yield (
            prose(words),
            TextKind.CHANGES,
            N_(f"release notes ({locale})") if locale else N_("release notes"),
        )
    yield ", ".join(strings(addon, "tags")[:50]), TextKind.META, "tags"
    yield from rows


def _access(version: Any) -> tuple[AccessRequest, ...] | None:
    """Return what the version asks for, or None where the object does not say it."""
    file = at(version, "file") or at(version, "files", 0)
    if not isinstance(file, dict) or not isinstance(file.get("permissions"), list):
        return None
    declared = [name for name in strings(file, "data_collection_permissions") if name != _NONE]
    optional = [name for name in strings(file, "optional_data_collection_permissions") if name != _NONE]
    return unique(
        (
            *requests("firefox", file["permissions"], "permissions"),
            *requests("firefox", file.get("host_permissions"), N_("host permissions")),
            *requests("firefox", [f"data:{name}" for name in declared], N_("data collection")),
            *requests("firefox", file.get("optional_permissions"), N_("optional permissions"), optional=True),
            *requests(
                "firefox",
                [f"data:{name}" for name in optional],
                N_("optional data collection"),
                optional=True,
            ),
        )
    )


def _observations(version: Any, policy: Any) -> Iterator[Observation]:
    file = at(version, "file") or at(version, "files", 0)
    declared = strings(file, "data_collection_permissions")
    if declared == [_NONE]:
        yield Observation(
            id="listing.declares-no-data", value="Data collection: none", where=N_("store answer")
        )
    for name in declared:
        if name != _NONE:
            yield Observation(id="listing.declares-data", value=str(line(name)), where=N_("data collection"))
    if policy is False:
        yield Observation(id="listing.no-privacy-policy", where=N_("store page"))


def _address(value: Any) -> str | None:
    """Return the address of a homepage or support page: a string, or ``{"url": {locale: …}}``."""
    inner = value.get("url") if isinstance(value, dict) and "url" in value else value
    return next((url for _, words in localized(inner, None) if (url := web_url(words)) is not None), None)


def _links(addon: dict[str, Any], homepage: str | None) -> Iterator[Link]:
    if homepage is not None:
        yield Link(url=homepage, label="Homepage")
    for field, label in (("support_url", "Support"), ("contributions_url", "Contributions")):
        if (url := _address(addon.get(field))) is not None:
            yield Link(url=url, label=label)


def _images(addon: dict[str, Any]) -> Iterator[Image]:
    for preview in items(addon, "previews"):
        if (url := web_url(at(preview, "image_url"))) is not None:
            caption = localized(at(preview, "caption"), text_at(addon, "default_locale"))
            yield Image(url=url, alt=(line(caption[0][1]) or "") if caption else "")


def _category(value: Any) -> str | None:
    """Return its first category: of the desktop's, where the answer has them by kind of machine."""
    lists = [value.get("firefox"), *value.values()] if isinstance(value, dict) else [value]
    return next((line(names[0]) for each in lists if (names := strings(each))), None)


def _users(value: Any) -> str | None:
    users = count_of(value)
    return None if users is None else f"{users:,} users a day"


def _page_of(slug: str | None) -> str | None:
    return None if slug is None else f"{SITE}/firefox/addon/{slug}/"
