"""A run: what is due, what failed, what is written, and that nothing is where nothing changed."""

from __future__ import annotations

import datetime as dt
import json
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from postgres_server import NONE_HERE, PROGRAMS, REQUIRED, server

from auditor.errors import SiteError, Unfair
from auditor.judge import ReviewedException
from auditor.publish.gathering import Outcome, ToolReader, gather, in_turns
from auditor.publish.inventory import NAME, Inventory, Unit
from auditor.publish.lock import alone
from auditor.publish.making import vanished
from auditor.publish.watchlist import Watched
from auditor.sources.offline import OfflineFetcher
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = dt.timedelta(days=1)


def tool(name: str, *targets: str) -> Watched:
    """A tool of the watchlist."""
    return Watched(id=name, name=name, targets=targets or (f"{name}.json",))


def test_a_tool_gets_a_page_a_past_data_and_feeds(desk: Desk) -> None:
    """At addresses that say its id."""
    desk.watch("saver")
    done = desk.publish()

    assert done.audited.changed == ["saver"]
    assert {
        "tools/saver/index.html", "tools/saver/history/index.html", "tools/saver/audit.json",
        "tools/saver/audits/20261122T120000Z.json", "tools/saver/tool.json", "tools/saver/feed.xml",
        "tools/saver/feed.json", "tools/saver/badge.svg", "tools/saver/card.svg", "tools/saver/card.png",
        "tools/saver/report.md", "tools/saver/report.sarif", "tools/saver/report.csv",
        "tools/saver/claimreview.jsonld", "tools/saver/evidence.warc.gz", "index.html",
        "find/index.html", "changes/index.html", "rules/index.html",
        "rules/clauses/index.html", "about/index.html", "corrections/index.html", "404.html", "feed.xml",
        "feed.json", "index.json", "sitemap.xml", "robots.txt", "inventory.json",
    } == set(tree(desk.site))  # fmt: skip
    assert json.loads(desk.page("tools/saver/audit.json"))["verdict"]["level"] == "avoid"


def test_a_second_run_with_nothing_changed_writes_nothing(desk: Desk) -> None:
    """Not even the time of a file."""
    desk.watch("saver")
    desk.watch("quiet", QUIET)
    desk.publish()
    before = {path: path.stat().st_mtime_ns for path in desk.home.rglob("*") if path.is_file()}
    done = desk.publish(NOON + dt.timedelta(hours=3))
    after = {path: path.stat().st_mtime_ns for path in desk.home.rglob("*") if path.is_file()}
    after = {path: time for path, time in after.items() if path.name != "tools.yaml"}

    assert done.audited.due == 0
    assert done.written == (0, 0)
    assert after.items() <= before.items()


def test_a_changed_file_is_due_at_once_and_only_its_pages_change(desk: Desk) -> None:
    """Its pages and those of the whole site; no other tool's."""
    desk.watch("saver", QUIET)
    desk.watch("quiet", QUIET)
    desk.publish()
    before = tree(desk.site)
    desk.describe("saver", SAVERS)
    done = desk.publish(NOON + DAY)
    after = tree(desk.site)

    assert done.audited.changed == ["saver"]
    assert not [path for path in before if path.startswith("tools/quiet/") and before[path] != after[path]]
    assert not [path for path in before if path.startswith("rules/") and before[path] != after[path]]
    assert "tools/saver/audits/20261122T120000Z.json" in after
    assert "Newly found" in desk.page("changes/index.html")
    assert "the tool changed" in desk.page("tools/saver/history/index.html")


def test_a_tool_is_read_again_when_its_time_has_come(desk: Desk) -> None:
    """Not before; never where the watchlist says so."""
    desk.watch("weekly")
    desk.watch("daily", every="1d")
    desk.watch("kept", every="never")
    desk.publish()

    assert desk.publish(NOON + DAY).audited.due == 1
    assert desk.publish(NOON + 7 * DAY).audited.due == 2
    assert desk.publish(NOON + 7 * DAY, again=True).audited.due == 3


def test_a_tool_that_is_gone_keeps_its_last_audit_dated_and_marked(desk: Desk) -> None:
    """Until it can be read again."""
    desk.watch("saver")
    desk.publish()
    (desk.home / "saver.json").unlink()
    done = desk.publish(NOON + DAY)

    assert list(done.audited.failed) == ["saver"]
    assert "This is what we saw on 22 November 2026" in desk.page("tools/saver/index.html")
    assert "could not be read again" in desk.page()
    assert str(desk.home) not in desk.page("tools/saver/index.html")
    assert json.loads(desk.page("index.json"))["tools"][0]["level"] == "avoid"
    desk.describe("saver")
    desk.publish(NOON + 2 * DAY)
    assert "This is what we saw" not in desk.page("tools/saver/index.html")


def test_a_part_that_is_gone_does_not_make_a_verdict_milder(desk: Desk) -> None:
    """The whole audit stands until the whole tool can be read."""
    desk.watch("saver")
    desk.describe("more", QUIET)
    desk.tools[0]["targets"].append("more.json")
    desk.publish()
    (desk.home / "saver.json").unlink()
    done = desk.publish(NOON + DAY)

    assert done.audited.changed == []
    assert "Avoid" in desk.page()
    assert "saver.json" in json.loads(desk.page("index.json"))["tools"][0]["could_not_be_read"]


def test_one_broken_tool_never_stops_the_rest(desk: Desk) -> None:
    """Not found, not JSON, not text, and a reader that breaks."""
    desk.watch("saver")
    for name, content in (("nothing", None), ("broken", b"{"), ("picture", b"\x89PNG\r\n\x1a\n")):
        desk.tools.append({"id": name, "name": name, "targets": [f"{name}.json"]})
        if content:
            (desk.home / f"{name}.json").write_bytes(content)
    done = desk.publish()

    assert set(done.audited.failed) == {"nothing", "broken", "picture"}
    assert done.audited.changed == ["saver"]
    assert "could not be read yet" in desk.page("tools/nothing/index.html")


def test_a_reader_that_breaks_is_a_tool_that_could_not_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it raises."""

    def breaks(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("auditor.publish.gathering.read", breaks)
    outcome = ToolReader(tmp_path, OfflineFetcher())(tool("a", "some text to read"))

    assert outcome.listing is None
    assert "RecursionError" in outcome.failure


def test_offline_leaves_tools_with_addresses_alone(desk: Desk) -> None:
    """They are neither read nor marked."""
    desk.tools.append({"id": "far", "name": "Far", "targets": ["https://tool.example/"]})
    desk.watch("near")
    done = desk.publish(offline=True)

    assert done.audited.failed == {}
    assert done.audited.changed == ["near"]


def test_tools_are_read_side_by_side() -> None:
    """Two that wait for each other are both done."""
    meeting = threading.Barrier(2, timeout=20)

    def reader(one: Watched) -> Outcome:
        meeting.wait()
        return Outcome(one, None, "read")

    assert {outcome.tool.id for outcome in gather([tool("a"), tool("b")], reader)} == {"a", "b"}


@given(st.lists(st.sampled_from(["x", "y", "z"]), max_size=30))
def test_tools_of_one_site_do_not_stand_together(hosts: list[str]) -> None:
    """All are read, each once, and in the first round one of each site."""
    tools = [tool(f"t{n}", f"https://{host}.example/{n}") for n, host in enumerate(hosts)]
    order = list(in_turns(tools))

    assert sorted(one.id for one in order) == sorted(one.id for one in tools)
    first = [one.targets[0][8] for one in order[: len(set(hosts))]]
    assert len(set(first)) == len(first)


def test_the_same_history_gives_the_same_site_wherever_it_stands(make_desk: Callable[[str], Desk]) -> None:
    """Two publishers with the same watchlist, the same days and the same rules write the same bytes."""
    trees = []
    for name in ("one", "two"):
        desk = make_desk(name)
        desk.watch("saver", QUIET)
        desk.watch("quiet", QUIET)
        desk.publish()
        desk.describe("saver")
        desk.publish(NOON + DAY)
        trees.append(tree(desk.site))

    assert trees[0] == trees[1]


def test_every_database_gives_the_same_site(make_desk: Callable[[str], Desk]) -> None:
    """SQLite and a real PostgreSQL server, over two runs, in three languages."""
    if PROGRAMS is None and not REQUIRED:
        pytest.skip(NONE_HERE)
    trees = []
    with server() as url:
        for name, history in (("sqlite", ""), ("postgresql", url)):
            desk = make_desk(name)
            desk.about["languages"] = ["en", "de", "ar"]
            desk.watch("saver", QUIET)
            desk.watch("quiet", QUIET)
            desk.publish(history=history)
            desk.describe("saver")
            desk.publish(NOON + DAY, history=history)
            trees.append(tree(desk.site))

    assert trees[0] == trees[1]


def test_a_site_made_anew_from_the_history_is_the_same(desk: Desk) -> None:
    """What stood there before leaves no trace."""
    desk.watch("saver", QUIET)
    desk.publish()
    desk.describe("saver")
    desk.publish(NOON + DAY)
    grown = tree(desk.site)
    desk.site.rename(desk.home / "old")
    desk.publish(NOON + DAY)

    assert tree(desk.site) == grown


def test_a_tool_that_was_published_cannot_just_vanish(desk: Desk) -> None:
    """Its address would die: the sentence says what to do instead."""
    desk.watch("saver")
    desk.watch("quiet", QUIET)
    desk.publish()
    before = tree(desk.site)
    gone = desk.tools.pop(0)
    with pytest.raises(Unfair, match="withdrawn"):
        desk.publish(NOON + DAY)
    assert tree(desk.site) == before

    desk.tools.append({**gone, "withdrawn": {"date": "2026-11-23", "reason": "We mixed up two tools."}})
    desk.publish(NOON + DAY)
    assert set(before) <= set(tree(desk.site))
    assert "We mixed up two tools." in desk.page("tools/saver/history/index.html")
    assert "avoid" not in desk.page("tools/saver/audits/20261122T120000Z.json")


def test_a_look_for_vanished_tools_goes_through_the_watchlist_once(tmp_path: Path) -> None:
    """However many the site has."""
    units = {f"tool/t{number}": Unit(key="k", files={}) for number in range(3)}
    (tmp_path / NAME).write_bytes(Inventory(units={"site": Unit(key="k", files={}), **units}).written())

    class Ids(list[str]):
        """A list that is not to be asked again and again."""

        __contains__ = None  # type: ignore[assignment]

    assert vanished(tmp_path, Ids(["t0", "t2"])) == ["t1"]


def test_the_site_lists_tools_in_the_order_of_the_watchlist(desk: Desk) -> None:
    """Also where nothing but their order changed."""
    desk.watch("aaa", QUIET)
    desk.watch("bbb", QUIET)
    desk.publish()
    desk.tools.reverse()
    done = desk.publish(NOON + dt.timedelta(hours=1))

    assert [each["id"] for each in json.loads(desk.page("index.json"))["tools"]] == ["bbb", "aaa"]
    assert done.written.removed == 0
    assert desk.publish(NOON + dt.timedelta(hours=2)).written == (0, 0)


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    """The second says so; when the first is done, it may."""
    with (
        alone(tmp_path / "lock"),
        pytest.raises(SiteError, match="another publish"),
        alone(tmp_path / "lock"),
    ):
        pass
    with alone(tmp_path / "lock"):
        pass


def test_a_changed_exception_makes_its_tool_due(desk: Desk) -> None:
    """And no other."""
    desk.watch("saver")
    desk.watch("quiet", QUIET)
    desk.publish()
    aside = ReviewedException(
        rule="promises-savers", tool="saver", reason="parody", reviewer="me", expires=dt.date(2027, 1, 1)
    )

    assert desk.publish(NOON + DAY, exceptions=(aside,)).audited.due == 1
    assert desk.publish(NOON + DAY, exceptions=(aside,)).audited.due == 0
