"""Make a site out of what is known: every file of it, unit by unit; what stands already is not made again.

Pure but for reading what stands: the same watchlist, history, rules and templates give the same bytes, at any
time, anywhere, and whatever stood there before.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from auditor import __version__
from auditor.formats.clean import MAX_NAME, visible
from auditor.messages.languages import ENGLISH_CODE, folder_of
from auditor.publish import data
from auditor.publish.editions import editions
from auditor.publish.feeds import feed_of
from auditor.publish.inventory import Inventory, Unit, digest, digest_of_files, inventory_of, stands
from auditor.publish.keepsakes import Keepsakes, Kept, drawer
from auditor.publish.kept_shown import kept_shown
from auditor.publish.packed import Packed
from auditor.publish.pages import MISSING, Pages
from auditor.publish.records import Record, newest_first
from auditor.publish.tree import Plan
from auditor.publish.views import site_shown, tool_path
from auditor.resources import folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from auditor.publish.editions import Edition
    from auditor.publish.watchlist import Site
    from auditor.rulebook import Rulebook

SITE: Final = "site"
RULES: Final = "rules"
TOOL: Final = "tool/"
"""Names of units; a tool's is followed by its id. Before them stands ``es/`` for pages below that address."""


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
        fresh = Packed()
        for name, key, make in self._units():
            unit = old.units.get(name)
            if unit is None or unit.key != key or not _is_whole(standing, unit):
                made = {path: _bytes(content) for path, content in make().items()}
                unit = Unit(key=key, files={path: digest(content) for path, content in sorted(made.items())})
                fresh.put(made.items())
            units[name] = unit
        languages = self.site.languages
        found = Inventory(site=self.site.url, languages=languages, units=dict(sorted(units.items())))
        return Plan(found, fresh)

    def _units(self) -> Iterator[tuple[str, str, Callable[[], Mapping[str, str | bytes]]]]:
        told = {record.tool.id: _key(_told(record)) for record in self.records}
        parts = [(_Below(self, edition), self._frame(edition)) for edition in self.editions]
        for record in self.records:
            for below, frame in parts:
                key = _key(frame, told[record.tool.id])
                yield f"{below.edition.prefix}{TOOL}{record.tool.id}", key, partial(below.tool, record)
        for below, frame in parts:
            yield f"{below.edition.prefix}{RULES}", frame, below.rules
            yield f"{below.edition.prefix}{SITE}", _key(frame, [*told.items()]), below.whole

    def _frame(self, edition: Edition) -> str:
        """Return what changes when all pages of an edition do."""
        site = self.site.model_dump(mode="json")
        return _key(site, self.rulebook.digest, len(self.records), _looks(), _words(edition.code))

    @cached_property
    def keepsakes(self) -> Keepsakes:
        """What makes the files beside pages."""
        return Keepsakes(self.rulebook, visible(self.site.title, MAX_NAME))

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """Return the site's languages."""
        return editions(self.site.languages)


@dataclass(frozen=True)
class _Below:
    """Makes the files of one edition. What has no language stands with the first edition alone."""

    making: Making
    edition: Edition

    def tool(self, record: Record) -> dict[str, str | bytes]:
        pages, path = self._pages, tool_path(record.tool.id)
        title = f"{visible(record.name, MAX_NAME)} · {pages.site.title}"
        keepsakes = self.making.keepsakes
        spoken = keepsakes.spoken(record, f"{pages.site.home}{path}", self.edition.translations)
        plain = keepsakes.for_machines(record)
        feed = feed_of(pages.site, [record], pages.views, home=path, title=title)
        made: dict[str, str | bytes] = {
            **pages.tool(record, kept_shown(spoken, plain, pages.beside(path))),
            **{f"{path}{name}": content for name, content in spoken.files.items()},
            f"{path}feed.xml": feed.atom(),
            f"{path}feed.json": feed.json(),
        }
        if self.edition.prefix:
            return self._placed(made)
        kept = Kept({**spoken.files, **plain.files})
        machines = {f"{path}{name}": content for name, content in plain.files.items()}
        return self._placed(made, {**machines, **data.one_tool(self.making.site, record, kept)})

    def rules(self) -> dict[str, str | bytes]:
        return self._placed(self._pages.rules(self.making.rulebook))

    def whole(self) -> dict[str, str | bytes]:
        making, pages = self.making, self._pages
        listed = newest_first(making.records)
        feed = feed_of(pages.site, making.records, pages.views)
        made = {
            "index.html": pages.index(listed),
            "find/index.html": pages.find(listed),
            "changes/index.html": pages.changes(making.records),
            "about/index.html": pages.about(making.records),
            "corrections/index.html": pages.corrections(making.site, listed),
            MISSING: pages.missing(),
            "feed.xml": feed.atom(),
            "feed.json": feed.json(),
        }
        return self._placed(
            made,
            {} if self.edition.prefix else data.whole(making.site, making.records, making.rulebook.stamp),
        )

    @cached_property
    def _pages(self) -> Pages:
        making = self.making
        site = site_shown(making.site, making.rulebook.stamp, len(making.records), self.edition)
        return Pages(site, self.edition, making.editions)

    def _placed(
        self, pages: Mapping[str, str | bytes], beside: Mapping[str, str | bytes] | None = None
    ) -> dict[str, str | bytes]:
        own = {f"{self.edition.prefix}{path}": content for path, content in pages.items()}
        return {**own, **(beside or {})}


def vanished(standing: Path, ids: Sequence[str]) -> list[str]:
    """Return the tools that a site has pages of and that are not among ``ids``: their addresses would die."""
    old, known = inventory_of(standing) or Inventory(), set(ids)
    names = (name.removeprefix(TOOL) for name in old.units if name.startswith(TOOL))
    return [name for name in names if name not in known]


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
    homes = [folder("reports") / name for name in ("html", "site", "svg", "markdown")]
    return f"{__version__} {drawer()} {digest_of_files(homes)}"


@cache
def _words(code: str) -> str:
    """Return what changes when the catalogues of a language do; English has none."""
    return "" if code == ENGLISH_CODE else digest_of_files([folder_of(code)])
