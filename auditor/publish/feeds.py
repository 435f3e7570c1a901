"""Feeds of what changed: Atom (RFC 4287) and JSON Feed 1.1 (jsonfeed.org), of the site and of each tool."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from auditor.publish import words
from auditor.publish.records import EPOCH
from auditor.publish.views import Views, iso, recent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.publish.records import Record, State
    from auditor.publish.shown import SiteShown

MAX_ENTRIES: Final = 100
"""Entries of one feed; the pages have all."""
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One state of one tool, as feeds tell it."""

    address: str
    """Where it stands for ever; also its id."""
    title: str
    lines: tuple[str, ...]
    at: str
    level: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed, in whichever form."""

    title: str
    home: str
    """Address of the page that shows the same."""
    base: str
    """Address of the folder that holds the feed."""
    updated: str
    author: str
    language: str
    """BCP 47 tag."""
    entries: tuple[Entry, ...]

    def atom(self) -> str:
        """Return the feed as Atom."""
        ET.register_namespace("", _ATOM)
        root = ET.Element(f"{{{_ATOM}}}feed", {_LANG: self.language})
        _add(root, "id", self.home)
        _add(root, "title", self.title)
        _add(root, "updated", self.updated)
        _add(_add(root, "author"), "name", self.author)
        _add(root, "link", rel="alternate", type="text/html", href=self.home)
        _add(root, "link", rel="self", type="application/atom+xml", href=f"{self.base}feed.xml")
        for entry in self.entries:
            _add_entry(root, entry)
        ET.indent(root, " ")
        return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
            ("<?xml version='1.0' encoding='utf-8'?>\n", "\n")
        )

    def json(self) -> str:
        """Return the feed as JSON."""
        body = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "home_page_url": self.home,
            "feed_url": f"{self.base}feed.json",
            "authors": [{"name": self.author}],
            "language": self.language,
            "items": [
                {
                    "id": entry.address,
                    "url": entry.address,
                    "title": entry.title,
                    "content_text": "\n".join(entry.lines),
                    "date_published": entry.at,
                    "tags": [entry.level],
                }
                for entry in self.entries
            ],
        }
        return json.dumps(body, indent=1) + "\n"


def feed_of(
    site: SiteShown, records: Iterable[Record], views: Views, *, home: str = "", title: str = ""
) -> Feed:
    """Return the feed of all ``records``, the newest states first.

    Args:
        site: For names and addresses.
        records: Tools that it tells of.
        views: For the words.
        home: Path of the folder that holds the feed, below that of its language: "" for the site's own.
        title: Its title, where it is not the site's.
    """
    newest = recent(records, MAX_ENTRIES)
    return Feed(
        title=title or site.title,
        home=f"{site.home}{home}",
        base=f"{site.home}{home}",
        updated=iso(newest[0][1].at if newest else EPOCH),
        author=site.title,
        language=views.translations.code,
        entries=tuple(_entry(site, record, state, views) for record, state in newest),
    )


def _entry(site: SiteShown, record: Record, state: State, views: Views) -> Entry:
    shown = views.state(record, state)
    moved = shown.was and shown.was != shown.level
    say = views.translations
    before = f" {say.gettext(words.WAS) % {'was': shown.was_word}}" if moved else ""
    changes = [f"{pile.name}: {say.strung(change.title for change in pile.changes)}" for pile in shown.piles]
    return Entry(
        address=f"{site.home}{shown.href}history/#{shown.anchor}",
        title=f"{shown.tool}: {shown.level_word}{before}",
        lines=(shown.headline, *changes, *((f"{shown.note}.",) if shown.note else ())),
        at=shown.date_iso,
        level=shown.level,
    )


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.address)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.at)
    _add(element, "published", entry.at)
    _add(element, "link", rel="alternate", type="text/html", href=entry.address)
    _add(element, "category", term=entry.level)
    _add(element, "content", "\n".join(entry.lines), type="text")


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element
