"""The site for programs: all tools and each tool as JSON, the map of the site, what robots may read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from auditor.formats.json import JsonFormat
from auditor.publish.editions import editions
from auditor.publish.pages import paths_of
from auditor.publish.records import EPOCH
from auditor.publish.views import iso, tool_path

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from auditor.model import RulebookStamp
    from auditor.publish.editions import Edition
    from auditor.publish.keepsakes import Kept
    from auditor.publish.records import Record, State
    from auditor.publish.watchlist import Site

_MAP: str = "http://www.sitemaps.org/schemas/sitemap/0.9"
PLACES: tuple[str, ...] = ("", "find/", "changes/", "rules/", "rules/clauses/", "about/", "corrections/")
"""Pages of the site as a whole."""
_XHTML: str = "http://www.w3.org/1999/xhtml"
_INDEX: str = "sitemap.xml"


def whole(site: Site, records: Sequence[Record], stamp: RulebookStamp) -> dict[str, str]:
    """Return the data of the site as a whole by path."""
    return {
        "index.json": all_tools(site, records, stamp),
        "robots.txt": robots(site),
        **site_maps(site, records),
    }


def all_tools(site: Site, records: Iterable[Record], stamp: RulebookStamp) -> str:
    """Return ``index.json``."""
    return _json(
        {
            "schema": 1,
            "site": {
                "title": site.title,
                "url": site.url,
                "contact": site.contact,
                "languages": site.languages,
            },
            "rulebook": stamp.model_dump(mode="json"),
            "tools": [_summary(site, record) for record in records],
        }
    )


def one_tool(site: Site, record: Record, kept: Kept) -> dict[str, str]:
    """Return the data of one tool by path: what is known of it, and each audit whole."""
    path = tool_path(record.tool.id)
    tool = record.tool.model_dump(mode="json", include={"reply", "corrections", "withdrawn"})
    states = [_state(site, record, state) for state in reversed(record.states)]
    files = {
        f"{path}tool.json": _json(
            {
                "schema": 1,
                **_summary(site, record),
                **tool,
                "files": _files(site, record, kept),
                "audits": states,
            }
        )
    }
    files |= {f"{path}audits/{state.stamp}.json": JsonFormat().render(state.audit) for state in record.states}
    if record.last:
        files[f"{path}audit.json"] = JsonFormat().render(record.last.now.as_last_seen)
    gone = [f"audits/{stamp}.json" for stamp in record.taken_back]
    for name in ("audit.json", *gone) if gone else ():
        files[f"{path}{name}"] = _json({"schema": 1, "withdrawn": tool["withdrawn"]})
    return files


def site_maps(site: Site, records: Sequence[Record]) -> dict[str, str]:
    """Return ``sitemap.xml``; with several languages it names a map for each, where pages name each other.

    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    newest = max((record.changed for record in records), default=EPOCH)
    pages = [(place, newest) for place in PLACES]
    pages += [(path, record.changed) for record in records for path in paths_of(record)]
    own = editions(site.languages)
    if len(own) == 1:
        return {_INDEX: _written(_map_of(site, pages, own[0], ()))}
    names = {f"sitemap-{each.code}.xml": each for each in own}
    root = ET.Element(f"{{{_MAP}}}sitemapindex")
    for name in names:
        ET.SubElement(ET.SubElement(root, f"{{{_MAP}}}sitemap"), f"{{{_MAP}}}loc").text = f"{site.url}{name}"
    maps = {name: _written(_map_of(site, pages, each, own)) for name, each in names.items()}
    return {_INDEX: _written(root), **maps}


def _map_of(
    site: Site, pages: Iterable[tuple[str, dt.datetime]], own: Edition, others: Sequence[Edition]
) -> ET.Element:
    root = ET.Element(f"{{{_MAP}}}urlset")
    for path, changed in pages:
        page = ET.SubElement(root, f"{{{_MAP}}}url")
        ET.SubElement(page, f"{{{_MAP}}}loc").text = f"{site.url}{own.prefix}{path}"
        if changed > EPOCH:
            ET.SubElement(page, f"{{{_MAP}}}lastmod").text = changed.date().isoformat()
        tongues = [(each.code, each.prefix) for each in others]
        for code, prefix in [*tongues, ("x-default", "")] if tongues else ():
            same = {"rel": "alternate", "hreflang": code, "href": f"{site.url}{prefix}{path}"}
            ET.SubElement(page, f"{{{_XHTML}}}link", same)
    return root


def _written(root: ET.Element) -> str:
    ET.register_namespace("", _MAP)
    ET.register_namespace("xhtml", _XHTML)
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{body}\n"


def robots(site: Site) -> str:
    """Return ``robots.txt``."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.url}sitemap.xml\n"


def _summary(site: Site, record: Record) -> dict[str, Any]:
    url = f"{site.url}{tool_path(record.tool.id)}"
    verdict = record.last.audit.verdict if record.last else None
    return {
        "id": record.tool.id,
        "name": record.name,
        "url": url,
        "data": f"{url}tool.json",
        "feed": f"{url}feed.xml",
        "level": verdict.level.value if verdict else None,
        "score": verdict.score if verdict else None,
        "headline": verdict.headline if verdict else None,
        "since": iso(record.since) if record.since else None,
        "changed": iso(record.last.at) if record.last else None,
        "last_read": record.last.seen.date().isoformat() if record.last else None,
        "could_not_be_read": record.failure or None,
        "withdrawn_on": record.tool.withdrawn.date.isoformat() if record.tool.withdrawn else None,
    }


def _files(site: Site, record: Record, kept: Kept) -> dict[str, Any]:
    home = f"{site.url}{tool_path(record.tool.id)}"
    return {
        name: {"url": f"{home}{name}", "bytes": len(content), "sha256": kept.digest(name)}
        for name, content in kept.files.items()
    }


def _state(site: Site, record: Record, state: State) -> dict[str, Any]:
    verdict = state.audit.verdict
    return {
        "at": iso(state.at),
        "last_read": state.seen.date().isoformat(),
        "level": verdict.level.value,
        "score": verdict.score,
        "headline": verdict.headline,
        "rulebook": state.audit.rulebook.model_dump(mode="json"),
        "audit": f"{site.url}{tool_path(record.tool.id)}audits/{state.stamp}.json",
    }


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, indent=1) + "\n"
