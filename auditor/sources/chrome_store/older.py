"""Pages of the store at chrome.google.com, until 2023.

Elements inside ``noscript``, as pages of 2014 and 2020 had them, or the same elements on the page itself
where a browser saved what its scripts had built.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from auditor.sources.chrome_store.item import Item
from auditor.sources.markup import Index, shown, words
from auditor.sources.values import count_of, day_of, line, rating_of, web_url
from auditor.sources.webpage.tree import build

if TYPE_CHECKING:
    from auditor.sources.webpage.tree import Element

_INSIDE: Final = re.compile(r"(?i)<noscript(?=[\s>])[^<>]{0,200}>")
_OFFERED: Final = re.compile(r"(?i)^offered by:?\s+")
_NUMBER: Final = re.compile(r"\d(?:[.,]\d{1,3})?")
_MAX: Final = 2_000_000


def older_item(html: str, label: str, number: str | None) -> Item | None:
    """Return the extension on an old page, or None where it has no element of the known layouts.

    Raises:
        TooLarge: The markup is built to exhaust a parser.
    """
    tree = build(_inside(html), label)
    index = Index(tree)
    properties: dict[str, Element] = {}
    for element in tree.elements:
        if element.has("itemprop"):
            properties.setdefault(element.get("itemprop").lower(), element)
    name = _value(properties.get("name")) or words(index.first("e-f-w"))
    full = index.first("C-b-p-j-Oa")
    summary = properties.get("description") or index.first("C-b-p-j-Pb")
    if name is None or (full is None and summary is None):
        return None
    rated = words(index.first("bhAbjd", "q-N-nd"))
    stars = index.first("rsw-stars")
    users = _value(properties.get("interactioncount")) or words(index.first("e-f-ih")) or ""
    website = index.first("h-C-b-p-D-xd-y")
    return Item(
        name=name,
        number=number,
        publisher=line(_OFFERED.sub("", words(index.first("e-f-Me")) or "")),
        homepage=web_url(website.get("href")) if website is not None else None,
        users=f"{users.removeprefix('UserDownloads:').removesuffix(' users')} users" if users else None,
        rating=_stars(stars),
        ratings=count_of(re.sub(r"\D", "", rated or "")),
        version=_value(properties.get("version")) or words(index.first("h-C-b-p-D-md")),
        updated=day_of(words(index.first("h-C-b-p-D-xh-hh"))),
        price="Free" if _value(properties.get("price")) == "0" else _value(properties.get("price")),
        summary=words(summary),
        description=shown(full) if full is not None else None,
    )


def _inside(html: str) -> str:
    """Return what stands in the ``noscript`` that describes the item, or else the whole page."""
    for opening in islice(_INSIDE.finditer(html), 20):
        end = html.find("</noscript", opening.end())
        part = html[opening.end() : min(end if end > 0 else len(html), opening.end() + _MAX)]
        if "itemprop" in part:
            return part
    return html


def _value(element: Element | None) -> str | None:
    return None if element is None else line(element.get("content")) or words(element)


def _stars(element: Element | None) -> float | None:
    found = _NUMBER.search(element.get("title")) if element is not None else None
    return rating_of(found[0]) if found is not None else None
