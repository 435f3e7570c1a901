"""What a mirror's page says in its elements, by selectors and labels of ``sites``, and in its head."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.sources.android_names import is_android_name
from auditor.sources.apk_mirror.facts import Facts, maker_of, name_of, version_of
from auditor.sources.apk_mirror.sites import LABELS
from auditor.sources.markup import shown
from auditor.sources.origin import parts_of
from auditor.sources.values import day_of, line, rating_of, web_url
from auditor.sources.webpage.style.selectors import Matcher
from auditor.sources.webpage.tree import Element

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.apk_mirror.sites import Site
    from auditor.sources.webpage.tree import Tree

_TRIES: Final = 5
"""Elements of one selector in which words are looked for."""
_MOST_ROWS: Final = 300
_MOST_CELLS: Final = 8
_MOST_PIECES: Final = 60
"""Texts and ends of lines of one row; a row that is longer is none."""
_MOST_METAS: Final = 200
_MOST_PERMISSIONS: Final = 500


def of_elements(tree: Tree, site: Site) -> Facts:
    """Return what the page's elements say of the app."""
    matcher = Matcher(tree)
    rows = _rows(matcher, site)

    def told(field: str) -> str | None:
        return rows.get(field) or line(_words(matcher, site, field))

    version = version_of(line(_words(matcher, site, "version"))) or version_of(rows.get("version"))
    named = told("package") or _at_play(matcher, site) or ""
    changes = _words(matcher, site, "changes")
    description = _words(matcher, site, "description")
    return Facts(
        name=name_of(told("name"), version),
        publisher=maker_of(line(_words(matcher, site, "publisher")) or rows.get("publisher"), site),
        package=named if is_android_name(named) else None,
        version=version,
        updated=day_of(told("updated")),
        category=told("category"),
        rating=rating_of(told("rating")),
        installs=rows.get("installs"),
        price=rows.get("price"),
        description=description if description != changes else None,
        changes=changes,
        mod=told("mod"),
        permissions=tuple(_permissions(matcher, site)),
    )


def of_open_graph(tree: Tree) -> Facts:
    """Return title, description and picture that the page gives to other sites."""
    found: dict[str, str] = {}
    for element in tree.tagged("meta")[:_MOST_METAS]:
        found.setdefault(element.get("property").lower(), element.get("content"))
    picture = web_url(found.get("og:image"))
    return Facts(
        name=line(found.get("og:title")),
        description=line(found.get("og:description")),
        images=(picture,) if picture is not None else (),
    )


def _elements(matcher: Matcher, site: Site, field: str) -> Iterator[Element]:
    for selector in site.places.get(field, ()):
        yield from matcher.match(selector)[:_TRIES]


def _words(matcher: Matcher, site: Site, field: str) -> str | None:
    said = (element.get("content") or shown(element) for element in _elements(matcher, site, field))
    return next((words for words in said if words.strip()), None)


def _at_play(matcher: Matcher, site: Site) -> str | None:
    """Return the app's id at Google Play, where the page links there."""
    for element in _elements(matcher, site, "play"):
        found = parts_of(element.get("href"))
        if found is not None and found.host == "play.google.com":
            return found.parameter("id")
    return None


def _permissions(matcher: Matcher, site: Site) -> Iterator[str]:
    for selector in site.places.get("permissions", ()):
        for element in matcher.match(selector)[:_MOST_PERMISSIONS]:
            if (said := line(shown(element, _MOST_PIECES))) is not None:
                yield said


def _rows(matcher: Matcher, site: Site) -> dict[str, str]:
    """Return values by the field that the label before them names; the first of each counts."""
    found: dict[str, str] = {}
    for selector in site.places.get("rows", ()):
        for element in matcher.match(selector)[:_MOST_ROWS]:
            for label, value in _pairs(element):
                field = LABELS.get(label.strip(" :\u00a0").lower())
                if field is not None and value.strip():
                    found.setdefault(field, value.strip())
    return found


def _pairs(row: Element) -> Iterator[tuple[str, str]]:
    children = [child for child in row.children[: 2 * _MOST_CELLS] if isinstance(child, Element)]
    cells = [words for child in children[:_MOST_CELLS] if (words := line(shown(child, _MOST_PIECES)))]
    if len(cells) > 1:
        yield cells[0], cells[-1]
    for text in shown(row, _MOST_PIECES).splitlines():
        label, colon, value = text.partition(":")
        if not colon or label.strip().lower() not in LABELS:
            label, _, value = text.strip().partition(" ")  # "Uploaded November 12, 2026"
        yield label, value
