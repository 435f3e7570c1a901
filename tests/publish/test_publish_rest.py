"""A run with nothing to do: told without reading audits or pages, and never where anything changed."""

from __future__ import annotations

import datetime as dt
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from auditor.errors import UnreadableTarget
from auditor.history import open_history
from auditor.judge import ReviewedException
from auditor.publish import publishing, rest
from auditor.publish.later import Later
from auditor.sources.offline import OfflineFetcher
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk, tree

if TYPE_CHECKING:
    from collections.abc import Callable

HOUR = dt.timedelta(hours=1)
LATER = NOON + HOUR


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one where a run goes the whole way."""
    seen: list[str] = []
    audit_due = vars(publishing)["audit_due"]

    def watched(*arguments: object) -> object:
        seen.append("whole")
        return audit_due(*arguments)

    monkeypatch.setattr(publishing, "audit_due", watched)
    return seen


@pytest.fixture
def still(desk: Desk, whole: list[str]) -> Desk:
    """A desk whose next run has nothing to do."""
    desk.watch("saver")
    desk.watch("quiet", QUIET, every="3d")
    desk.publish()
    whole.clear()
    return desk


def test_nothing_to_do_is_told_without_looking_at_audits(still: Desk, whole: list[str]) -> None:
    """Run after run, until something is due."""
    before = tree(still.site)
    assert still.publish(LATER).written == (0, 0)
    assert still.publish(NOON + 2 * 24 * HOUR).written == (0, 0)
    assert whole == []
    assert still.publish(NOON + 3 * 24 * HOUR).audited.due == 1
    assert whole == ["whole"]
    assert set(tree(still.site)) == set(before)


def _text(desk: Desk) -> None:
    desk.describe("quiet", SAVERS)


def _page(desk: Desk) -> None:
    (desk.site / "about/index.html").write_text("changed by another hand", "utf-8")


def _page_as_old_and_long(desk: Desk) -> None:
    path = desk.site / "about/index.html"
    known = path.stat()
    path.write_bytes(path.read_bytes().replace(b"e", b"x"))
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))


def _gone(desk: Desk) -> None:
    (desk.site / "tools/saver/badge.svg").unlink()


def _title(desk: Desk) -> None:
    desk.about["title"] = "Other reports"


def _reply(desk: Desk) -> None:
    desk.tools[0]["reply"] = {"date": "2026-11-20", "text": "We disagree."}


def _note(desk: Desk) -> None:
    (desk.home / "state" / rest.FILE).write_text("{", "utf-8")


def _look(desk: Desk) -> None:
    (desk.home / "state" / "looks.jsonl").unlink()


def _history(desk: Desk) -> None:
    with open_history(str(desk.home / "state" / "history.db")) as history:
        (state,) = history.all("saver")
        history.remember("saver", state.audit.model_copy(update={"sources": ()}), LATER)


@pytest.mark.parametrize(
    "change", [_text, _page, _page_as_old_and_long, _gone, _title, _reply, _note, _look, _history]
)
def test_whatever_changed_is_seen(still: Desk, whole: list[str], change: Callable[[Desk], None]) -> None:
    """At hand, in the site, in what is remembered; and then the site is as one that was made anew."""
    change(still)
    still.publish(LATER)
    assert whole == ["whole"]
    mended = tree(still.site)
    still.site.rename(still.home / "old")
    still.publish(LATER)
    assert tree(still.site) == mended


def test_exceptions_time_and_wishes_are_seen(still: Desk, whole: list[str]) -> None:
    """A new exception, a clock that was set back, a run that is to read all again."""
    aside = ReviewedException(
        rule="promises-savers", tool="saver", reason="parody", reviewer="me", expires=dt.date(2026, 11, 23)
    )
    still.publish(LATER, exceptions=(aside,))
    still.publish(LATER + HOUR, exceptions=(aside,))
    assert len(whole) == 1
    still.publish(LATER - 2 * HOUR, exceptions=(aside,))
    assert len(whole) == 2
    still.publish(LATER + HOUR, exceptions=(aside,), again=True)
    assert len(whole) == 3


def test_a_tool_that_could_not_be_read_is_tried_again(still: Desk, whole: list[str]) -> None:
    """At each run."""
    (still.home / "saver.json").unlink()
    still.publish(LATER)
    still.publish(LATER + HOUR)
    assert len(whole) == 2


def test_a_file_that_changes_while_it_is_read_is_read_again(
    still: Desk, whole: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counts is how things stood before the run."""
    still.describe("saver", f"{SAVERS} One.")
    counted = vars(publishing)["audit_due"]

    def disturbed(*arguments: object) -> object:
        found = counted(*arguments)
        still.describe("saver", f"{SAVERS} Two.")
        return found

    monkeypatch.setattr(publishing, "audit_due", disturbed)
    still.publish(LATER)
    monkeypatch.setattr(publishing, "audit_due", counted)
    still.publish(LATER + HOUR)
    assert len(whole) == 2


def test_a_fetcher_is_made_once_and_only_when_it_is_asked() -> None:
    """By several threads at once as well."""
    made: list[str] = []

    class Asked(OfflineFetcher):
        def __init__(self) -> None:
            made.append("made")

    later = Later(Asked)
    assert made == []
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(later.get, "https://tool.example/") for _ in range(8)]
        assert all(isinstance(each.exception(), UnreadableTarget) for each in asked)
    with pytest.raises(UnreadableTarget):
        later.post("https://tool.example/", form={})
    assert made == ["made"]


def test_an_exception_that_runs_out_ends_the_rest(still: Desk, whole: list[str]) -> None:
    """On the day after its last."""
    aside = ReviewedException(
        rule="promises-savers", tool="another", reason="parody", reviewer="me", expires=NOON.date()
    )
    still.publish(LATER, exceptions=(aside,))
    still.publish(NOON + 11 * HOUR, exceptions=(aside,))
    assert len(whole) == 1
    still.publish(NOON + 12 * HOUR, exceptions=(aside,))
    assert len(whole) == 2
