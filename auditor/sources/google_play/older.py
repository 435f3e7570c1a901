"""Play pages without the known data blocks: microdata of older pages, and JSON-LD, which is short."""

from __future__ import annotations

import re
from typing import Any

from auditor.sources.embedded import app_data
from auditor.sources.fragment import fragment_text
from auditor.sources.google_play.app import App
from auditor.sources.record import whole_characters
from auditor.sources.values import text_at
from auditor.sources.webpage.tree import Element, Tree, build


def app_json_ld(body: bytes, package: str | None) -> App | None:
    """Return what the page's JSON-LD says of the app; its description is the short one."""
    data = app_data(body)
    return None if data is None else _from_json_ld(data, package)


def _from_json_ld(data: dict[str, Any], package: str | None) -> App | None:
    name = text_at(data, "name")
    if name is None:
        return None
    rating, count = (
        text_at(data, "aggregateRating", "ratingValue"),
        text_at(data, "aggregateRating", "ratingCount"),
    )
    offers = data.get("offers")
    offer = offers[0] if isinstance(offers, list) and offers else offers
    price = text_at(offer, "price") if isinstance(offer, dict) else None
    summary = text_at(data, "description")
    return App(
        name=whole_characters(name),
        package=package,
        publisher=text_at(data, "author", "name"),
        publisher_url=text_at(data, "author", "url"),
        category=text_at(data, "applicationCategory"),
        rating=_number(rating),
        ratings=int(count) if count and count.isascii() and count.isdigit() and len(count) < 12 else None,  # noqa: PLR2004
        price="Free" if price in ("0", "0.0", "0.00") else price,
        summary=fragment_text(summary) if summary else None,
        images=tuple(url for url in [text_at(data, "image")] if url),
    )


def _number(text: str | None) -> float | None:
    if text is None or re.fullmatch(r"\d(?:\.\d{1,20})?", text) is None:
        return None
    return float(text)


def app_microdata(html: str, label: str, package: str | None) -> App | None:
    """Return what ``itemprop`` attributes say of the app, as pages had them until 2019."""
    properties = _properties(build(html, label))
    name, description = properties.get("name"), properties.get("description")
    if name is None or description is None:
        return None
    return App(
        name=_words(name),
        package=package,
        publisher=_words(properties["author"]) if "author" in properties else None,
        category=_words(properties["genre"]) if "genre" in properties else None,
        installs=_words(properties["numDownloads"]) if "numDownloads" in properties else None,
        rating=_number(_value(properties.get("ratingValue"))),
        version=_words(properties["softwareVersion"]) if "softwareVersion" in properties else None,
        description=_prose(description),
        links_seen=False,
    )


def _properties(tree: Tree) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for element in tree.elements:
        if element.has("itemprop"):
            found.setdefault(element.get("itemprop"), element)
    return found


def _value(element: Element | None) -> str | None:
    return None if element is None else element.get("content") or _words(element)


def _words(element: Element) -> str:
    return " ".join((element.get("content") or element.raw_text()).split())


def _prose(element: Element) -> str:
    if element.get("content"):
        return fragment_text(element.get("content"))
    pieces: list[str] = []
    stack: list[Element | str] = list(reversed(element.children))
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(re.sub(r"\s+", " ", item))
        elif item.tag not in ("script", "style", "template"):
            pieces.append("\n" if item.tag in ("br", "p", "div") else "")
            stack.extend(reversed(item.children))
    return re.sub(r" *\n *", "\n", "".join(pieces)).strip()
