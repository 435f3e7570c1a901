"""What the tests of publishing share: a watchlist on the disk, a reader without a network, a site."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from auditor.history import open_history
from auditor.publish import Looks, Place, Published, Rules, Run, ToolReader, load_watchlist, publish
from auditor.rulebook import Rulebook, load_rulebook
from auditor.sources.offline import OfflineFetcher

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOON = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SITE = {"title": "Saver reports", "url": "https://reports.example/", "contact": "desk@reports.example"}
SAVERS = "See who saved your TikTok videos."
QUIET = "Add captions to your clips."


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The shipped rules."""
    return load_rulebook()


class Desk:
    """A publisher's folder: watchlist, described tools, state and site."""

    def __init__(self, home: Path, rulebook: Rulebook) -> None:
        self.home = home
        self.site = home / "site"
        self.rulebook = rulebook
        self.tools: list[dict[str, Any]] = []
        self.about: dict[str, Any] = dict(SITE)

    def describe(self, file: str, text: str = SAVERS, **fields: Any) -> None:
        """Write a described tool to ``FILE.json``."""
        listing = {"name": file.title(), "texts": [text], "access": [], **fields}
        (self.home / f"{file}.json").write_text(json.dumps(listing), "utf-8")

    def watch(
        self, name: str, text: str = SAVERS, listing: dict[str, Any] | None = None, **fields: Any
    ) -> None:
        """Describe a tool and put it on the watchlist."""
        self.describe(name, text, **(listing or {}))
        self.tools.append({"id": name, "name": name.title(), "targets": [f"{name}.json"], **fields})

    @property
    def watchlist(self) -> Path:
        """The watchlist as it stands now."""
        path = self.home / "tools.yaml"
        path.write_text(json.dumps({"site": self.about, "tools": self.tools}, default=str), "utf-8")
        return path

    def publish(self, now: dt.datetime = NOON, *, history: str = "", **how: Any) -> Published:
        """Publish, without a network."""
        watchlist = load_watchlist(self.watchlist)
        exceptions = how.pop("exceptions", ())
        with ExitStack() as stack:
            remembered = stack.enter_context(open_history(history or str(self.home / "state" / "history.db")))
            looks = stack.enter_context(Looks(self.home / "state" / "looks.jsonl"))
            reader = how.pop("reader", None) or ToolReader(watchlist.folder, OfflineFetcher())
            rules = Rules(how.pop("rulebook", self.rulebook), exceptions)
            return publish(watchlist, Place(self.site, remembered, looks), rules, Run(now, reader, **how))

    def page(self, path: str = "index.html") -> str:
        """One file of the site."""
        return (self.site / path).read_text("utf-8")


@pytest.fixture
def desk(tmp_path: Path, rulebook: Rulebook) -> Desk:
    """An empty one."""
    return Desk(tmp_path, rulebook)


@pytest.fixture
def make_desk(tmp_path: Path, rulebook: Rulebook) -> Callable[[str], Desk]:
    """As many as a test needs."""

    def make(name: str) -> Desk:
        (tmp_path / name).mkdir()
        return Desk(tmp_path / name, rulebook)

    return make


def tree(site: Path) -> dict[str, str]:
    """Every file of a site with its hash."""
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
