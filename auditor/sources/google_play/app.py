"""What is known of an app, by the places where the layouts of Play's data keep it.

Each path was found on pages saved at the date given. A value that is not of the expected kind counts as
absent; a block without name and package is not the app's.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any, Final

from auditor.sources.fragment import fragment_text
from auditor.sources.record import whole_characters
from auditor.sources.values import at, day_of, text_at

_PACKAGE: Final = re.compile(r"[A-Za-z]\w*(?:\.[A-Za-z_]\w*)+")
_STORE: Final = "https://play.google.com"
_MAX_IMAGES: Final = 40


@dataclass(frozen=True, slots=True)
class App:
    """One app as a Play page describes it."""

    name: str
    package: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    category: str | None = None
    installs: str | None = None
    rating: float | None = None
    ratings: int | None = None
    version: str | None = None
    updated: dt.date | None = None
    released: dt.date | None = None
    price: str | None = None
    in_app_purchases: str | None = None
    privacy_policy: str | None = None
    permissions_url: str | None = None
    description: str | None = None
    translation: str | None = None
    """The description in the reader's language, made by the store."""
    summary: str | None = None
    changes: str | None = None
    advertises: str | None = None
    data_safety: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    images: tuple[str, ...] = ()
    links_seen: bool = field(default=True, repr=False)
    """Whether the layout has a place for the privacy policy, so that an empty one means none is given."""


def app_2022(data: Any) -> App | None:
    """Return the app in the block ``Ws7gDc`` (``ds:5``) of pages since 2022; read on pages of July 2026."""
    details = at(data, 1, 2)
    name, package = text_at(details, 0, 0), text_at(details, 77, 0)
    if name is None or package is None or _PACKAGE.fullmatch(package) is None:
        return None
    website = _url(at(details, 69, 0, 5, 2))
    return App(
        name=_line(name),
        package=package,
        publisher=_line(text_at(details, 68, 0) or text_at(details, 37, 0)),
        publisher_url=website or _url(at(details, 68, 1, 4, 2)),
        category=_line(text_at(details, 79, 0, 0, 0)),
        installs=_line(text_at(details, 13, 0)),
        rating=_rating(at(details, 51, 0, 1)),
        ratings=_count(at(details, 51, 2, 1)),
        version=_line(text_at(details, 140, 0, 0, 0)),
        updated=_day(at(details, 145, 0, 1, 0)),
        released=day_of(at(details, 10, 0)),
        price=_price(at(details, 57, 0, 0, 0, 0, 1, 0)),
        in_app_purchases=_line(text_at(details, 19, 0)),
        privacy_policy=_url(at(details, 99, 0, 5, 2)),
        description=_fragment(text_at(details, 72, 0, 1)),
        translation=_fragment(text_at(details, 12, 0, 0, 1)),
        summary=_fragment(text_at(details, 73, 0, 1)),
        changes=_fragment(text_at(details, 144, 1, 1)),
        advertises=_line(text_at(details, 48, 0)),
        data_safety=tuple(_declared(at(details, 136, 1))),
        links=_site(website),
        images=tuple(_images(details, (95, 0), (96, 0), (78, 0))),
    )


def app_2019(data: Any, rest: list[Any]) -> App | None:
    """Return the app in a block of pages from 2018 to early 2022, with what the blocks ``rest`` add.

    Read on pages of December 2019.
    """
    details = at(data, 0)
    name, description = text_at(details, 0, 0), text_at(details, 10, 0, 1)
    if name is None or description is None or text_at(details, 12, 5, 1) is None:
        return None
    facts = at(details, 12)
    score = next((block for block in rest if isinstance(at(block, 0, 6, 0, 1), (int, float))), None)
    versions = next((block for block in rest if _is_versions(block)), None)
    prices = (at(block, 0, 2, 0, 0, 0, 1, 0) for block in rest)
    website = _url(at(facts, 5, 3, 5, 2))
    package = text_at(facts, 27) or text_at(at(data, 0), 12, 27, 0)
    return App(
        name=_line(name),
        package=package if package and _PACKAGE.fullmatch(package) else None,
        publisher=_line(text_at(facts, 5, 1)),
        publisher_url=website or _url(at(facts, 5, 5, 4, 2)),
        category=_line(text_at(facts, 13, 0, 0)),
        installs=_line(text_at(facts, 9, 0)),
        rating=_rating(at(score, 0, 6, 0, 1)),
        ratings=_count(at(score, 0, 6, 2, 1)),
        version=_line(text_at(versions, 1)),
        updated=_day(at(facts, 8, 0)),
        price=next((price for value in prices if (price := _price(value)) is not None), None),
        in_app_purchases=_line(text_at(facts, 12, 0)),
        privacy_policy=_url(at(facts, 7, 2)),
        description=_fragment(description),
        summary=_fragment(text_at(details, 10, 1, 1)),
        changes=_fragment(text_at(facts, 6, 1)),
        advertises=_line(text_at(facts, 14, 0)),
        links=_site(website),
        images=tuple(_images(facts, (1,), (2,), (0,))),
    )


def _site(website: str | None) -> tuple[tuple[str, str], ...]:
    return (("Developer's site", website),) if website else ()


def _is_versions(block: Any) -> bool:
    return (
        isinstance(block, list)
        and len(block) in (3, 4)
        and all(isinstance(item, str) for item in block[:3])
        and re.match(r"\d|Varies", block[1]) is not None
    )


def _line(text: str | None) -> Any:
    return None if text is None else " ".join(whole_characters(text).split()) or None


def _fragment(text: str | None) -> str | None:
    return None if text is None else fragment_text(text) or None


def _url(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    url = f"{_STORE}{value}" if value.startswith("/store/") else value
    return whole_characters(url) if url.startswith(("http://", "https://")) else None


def _rating(value: Any) -> float | None:
    known = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 5  # noqa: PLR2004
    return float(value) if known else None


def _count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _day(value: Any) -> dt.date | None:
    seconds = _count(value)
    # Between the store's first year and one that files of today can't name.
    if seconds is None or not 1_200_000_000 < seconds < 4_000_000_000:  # noqa: PLR2004
        return None
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).date()


def _price(value: Any) -> str | None:
    micros = _count(at(value, 0))
    if micros is None:
        return None
    if micros == 0:
        return "Free"
    return _line(text_at(value, 2)) or f"{micros / 1_000_000:.2f} {text_at(value, 1) or ''}".strip()


def _declared(rows: Any) -> list[str]:
    """Return what the page says the developer declares of data, one sentence a row."""
    found = []
    for row in rows if isinstance(rows, list) else []:
        title, detail = text_at(row, 1), text_at(row, 2, 1)
        if title is not None:
            plain = fragment_text(detail) if detail and "<a " not in detail else ""
            found.append(f"{_line(title)}: {plain}" if plain else str(_line(title)))
    return found


def _images(details: Any, *places: tuple[int, ...]) -> list[str]:
    found: list[str] = []
    for place in places:
        value = at(details, *place)
        for image in [value, *(value if isinstance(value, list) else [])]:
            url = _url(at(image, 3, 2))
            if url is not None and url not in found:
                found.append(url)
    return found[:_MAX_IMAGES]
