"""Make a site out of what is known: every file of it, unit by unit; what stands already is not made again.

Pure but for reading what stands: the same watchlist, history, rules and templates give the same bytes, at any
time, anywhere, and whatever stood there before.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from auditor import __version__
from auditor.formats.clean import MAX_NAME, visible
from auditor.publish import data
from auditor.publish.feeds import feed_of
from auditor.publish.inventory import Inventory, Unit, digest, inventory_of, stands
from auditor.publish.keepsakes import Keepsakes, Kept, drawer
from auditor.publish.kept_shown import kept_shown
from auditor.publish.pages import MISSING, Pages
from auditor.publish.records import Record, newest_first
from auditor.publish.tree import Plan
from auditor.publish.views import site_shown, tool_path
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from auditor.publish.watchlist import Site
    from auditor.rulebook import Rulebook

SITE: Final = "site"
RULES: Final = "rules"
TOOL: Final = "tool/"
"""Names of units; a tool's is followed by its id."""


@dataclass(frozen=True)
class Making:
    """All that a site is made of.

    Args:
        site: What the watchlist says of it.
        records: All tools, in the order of the watchlist.
        rulebook: The rules that it explains.
    """

    site: Site
    records: tuple[Record, ...]
    rulebook: Rulebook

    def plan(self, standing: Path) -> Plan:
        """Return what the site is to hold; files that stand as they should are not made again."""
        old = inventory_of(standing) or Inventory()
        units: dict[str, Unit] = {}
        fresh: dict[str, bytes] = {}
        for name, key, make in self._units():
            unit = old.units.get(name)
            if unit is None or unit.key != key or not _is_whole(standing, unit):
                made = {path: _bytes(content) for path, content in make().items()}
                unit = Unit(key=key, files={path: digest(content) for path, content in sorted(made.items())})
                fresh |= made
            units[name] = unit
        return Plan(Inventory(site=self.site.url, units=dict(sorted(units.items()))), fresh)

    def _units(self) -> list[tuple[str, str, Callable[[], Mapping[str, str | bytes]]]]:
        frame = _key(self.site.model_dump(mode="json"), self.rulebook.digest, len(self.records), _looks())
        keys = {record.tool.id: _key(frame, _told(record)) for record in self.records}
        units = [
            (f"{TOOL}{record.tool.id}", keys[record.tool.id], self._tool_of(record))
            for record in self.records
        ]
        return [*units, (RULES, frame, self._rules), (SITE, _key(frame, keys), self._whole)]

    @property
    def _pages(self) -> Pages:
        return Pages(site_shown(self.site, self.rulebook.stamp, len(self.records)))

    @cached_property
    def _keepsakes(self) -> Keepsakes:
        return Keepsakes(self.rulebook, visible(self.site.title, MAX_NAME))

    def _tool_of(self, record: Record) -> Callable[[], Mapping[str, str | bytes]]:
        return lambda: self._tool(record)

    def _tool(self, record: Record) -> dict[str, str | bytes]:
        pages, path = self._pages, tool_path(record.tool.id)
        title = f"{visible(record.name, MAX_NAME)} · {pages.site.title}"
        spoken = self._keepsakes.spoken(record, f"{pages.site.url}{path}")
        plain = self._keepsakes.for_machines(record)
        kept = Kept({**spoken.files, **plain.files})
        feed = feed_of(pages.site, [record], pages.views, home=path, title=title)
        return {
            **pages.tool(record, kept_shown(spoken, plain)),
            **data.one_tool(self.site, record, kept),
            **{f"{path}{name}": content for name, content in kept.files.items()},
            f"{path}feed.xml": feed.atom(),
            f"{path}feed.json": feed.json(),
        }

    def _rules(self) -> dict[str, str]:
        return self._pages.rules(self.rulebook)

    def _whole(self) -> dict[str, str]:
        pages, listed = self._pages, newest_first(self.records)
        feed = feed_of(pages.site, self.records, pages.views)
        return {
            "index.html": pages.index(listed),
            "changes/index.html": pages.changes(self.records),
            "about/index.html": pages.about(self.records),
            "corrections/index.html": pages.corrections(self.site, listed),
            MISSING: pages.missing(),
            "feed.xml": feed.atom(),
            "feed.json": feed.json(),
            "index.json": data.all_tools(self.site, self.records, self.rulebook.stamp),
            "sitemap.xml": data.site_map(self.site, self.records),
            "robots.txt": data.robots(self.site),
        }


def vanished(standing: Path, ids: Sequence[str]) -> list[str]:
    """Return the tools that a site has pages of and that are not among ``ids``: their addresses would die."""
    old = inventory_of(standing) or Inventory()
    return [
        name.removeprefix(TOOL)
        for name in old.units
        if name.startswith(TOOL) and name[len(TOOL) :] not in ids
    ]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _is_whole(standing: Path, unit: Unit) -> bool:
    return all(stands(standing, path, wanted) for path, wanted in unit.files.items())


def _told(record: Record) -> list[Any]:
    """Return all that is shown of a tool, in a form that can be compared."""
    states = [
        [
            state.stamp,
            state.seen.date().isoformat(),
            digest(state.audit.model_dump_json().encode()),
            state.difference.model_dump_json() if state.difference else "",
        ]
        for state in record.states
    ]
    newest = digest(record.last.now.as_last_seen.model_dump_json().encode()) if record.last else ""
    watched = record.tool.model_dump(mode="json", exclude={"every", "targets"})
    return [watched, record.failure, states, newest, record.taken_back]


def _key(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@cache
def _looks() -> str:
    """Return what changes when a template, a style sheet or the program does."""
    digest_of_all = hashlib.sha256(f"{__version__} {drawer()}".encode())
    for name in ("html", "site", "svg", "markdown"):
        for path in sorted((folder("reports") / name).iterdir()):
            digest_of_all.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest_of_all.hexdigest()
