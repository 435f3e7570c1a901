"""A history remembers every state of a tool, once, whatever happens to whoever writes it."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import TYPE_CHECKING

import pytest
from history_samples import NOON, audit_saying, days
from rules_of_other_days import shipped
from sqlalchemy import create_engine, func, select

from auditor.errors import HistoryError
from auditor.history import Cause, Ground, open_history
from auditor.history.tables import kept
from auditor.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.history import History

ONE, TWO = audit_saying("one"), audit_saying("two")


def test_a_look_that_gives_nothing_new_is_only_dated(tmp_path: Path) -> None:
    """The state stays that of its first look."""
    with open_history(str(tmp_path / "h.db")) as history:
        assert history.remember("tool", ONE, NOON)
        assert not history.remember("tool", ONE, NOON + days(1))
        last = history.last("tool")

    assert last is not None
    assert (last.at, last.last_seen, last.audit) == (NOON, NOON + days(1), ONE)


def test_states_are_given_back_oldest_first(tmp_path: Path) -> None:
    """Also after the file was closed; tools apart."""
    with open_history(str(tmp_path / "new" / "h.db")) as history:
        for day, audit in enumerate((ONE, TWO, ONE)):
            assert history.remember("a", audit, NOON + days(day))
        history.remember("b", TWO, NOON)
    with open_history(str(tmp_path / "new" / "h.db")) as history:
        assert [state.audit for state in history.all("a")] == [ONE, TWO, ONE]
        assert history.tools() == ("a", "b")
        assert history.all("c") == ()
        assert history.last("c") is None


def test_other_rules_and_bytes_are_no_other_meaning(tmp_path: Path) -> None:
    """A page whose bytes change at every visit does not change what was found."""
    source = ONE.sources[0].model_copy(update={"sha256": "ee" * 32, "retrieved_at": NOON + days(1)})
    stamp = ONE.rulebook.model_copy(update={"digest": "sha256:ee"})
    again = ONE.model_copy(update={"sources": (source,), "rulebook": stamp, "tool_version": "9"})
    with open_history(str(tmp_path / "h.db")) as history:
        history.remember("tool", ONE, NOON)

        assert not history.remember("tool", again, NOON + days(1))


def test_a_look_that_comes_in_late_is_put_in_its_place(tmp_path: Path) -> None:
    """Between two states, inside of one, at the edge of one."""
    with open_history(str(tmp_path / "h.db")) as history:
        history.remember("tool", ONE, NOON)
        history.remember("tool", ONE, NOON + days(4))
        history.remember("tool", TWO, NOON + days(8))

        assert history.remember("tool", TWO, NOON + days(2))
        assert not history.remember("tool", ONE, NOON + days(6))
        assert not history.remember("tool", TWO, NOON + days(7))
        spans = [(state.audit, state.at - NOON, state.last_seen - NOON) for state in history.all("tool")]

    assert spans == [
        (ONE, days(0), days(0)),
        (TWO, days(2), days(2)),
        (ONE, days(4), days(6)),
        (TWO, days(7), days(8)),
    ]


@pytest.mark.parametrize("name", ["", " ", " a", "a\nb", "a\x00", "x" * 513])
def test_names_that_can_not_be_kept_are_refused(tmp_path: Path, name: str) -> None:
    """With one sentence; PostgreSQL could not keep some of them."""
    with open_history(str(tmp_path / "h.db")) as history, pytest.raises(HistoryError):
        history.remember(name, ONE, NOON)


def test_a_name_is_found_however_its_marks_were_typed(tmp_path: Path) -> None:
    """One key for an accented letter, or the letter and then the accent."""
    one, two = (unicodedata.normalize(form, "Café") for form in ("NFC", "NFD"))
    assert one != two
    with open_history(str(tmp_path / "h.db")) as history:
        history.remember(two, ONE, NOON)
        history.remember(one, ONE, NOON + days(1))

        assert history.tools() == (one,)
        for name in (one, two):
            assert len(history.known(name)) == len(history.all(name)) == 1
            assert history.last(name) is not None


def test_a_time_needs_a_zone(tmp_path: Path) -> None:
    """Else two machines would not agree on it."""
    with open_history(str(tmp_path / "h.db")) as history, pytest.raises(ValueError, match="time zone"):
        history.remember("tool", ONE, dt.datetime(2026, 1, 1))  # noqa: DTZ001 - that is the point


def reading(text: str, day: float) -> Ground:
    """A text that was read that day, and the rules."""
    found = read([text])
    (source,) = found.sources
    then = source.model_copy(update={"retrieved_at": NOON + days(day)})
    return Ground(found.model_copy(update={"sources": (then,)}), shipped(), (), NOON.date())


def look(history: History, tool: str, text: str, day: float) -> bool:
    """Remember what that text gave."""
    ground = reading(text, day)
    return history.remember(tool, ground.judging(ground.listing, ground.rulebook), NOON + days(day), ground)


def listings(database: str) -> int:
    """How many are kept."""
    engine = create_engine(
        database.replace("postgresql:", "postgresql+psycopg:")
        if "://" in database
        else f"sqlite:///{database}"
    )
    with engine.connect() as connection:
        count = connection.scalar(select(func.count()).where(kept.c.name.startswith("listing:")))
    engine.dispose()
    return int(count or 0)


def test_looks_that_give_nothing_new_do_not_add_up(database: str) -> None:
    """What the last one read is kept, for each tool its own; not what all before it read."""
    with open_history(database) as history:
        for day in range(30):
            look(history, "a", "A quiet game about trees.", day)
            look(history, "b", "A quiet game about trees.", day)
        listing = history.listing("a")

        assert listing == reading("A quiet game about trees.", 29).listing == history.listing("b")
    assert listings(database) == 2


def test_what_any_state_rests_on_stays(database: str) -> None:
    """Also of one that a late look parted; and the next change is tried out as ever."""
    with open_history(database) as history:
        look(history, "a", "A quiet game about trees.", 0)
        look(history, "a", "A quiet game about trees.", 9)
        assert look(history, "a", "See who saved your TikTok videos.", 4)
        assert listings(database) == 2  # both parts of the first state have one
        look(history, "a", "A quiet game about trees.", 10)
        assert listings(database) == 3
        look(history, "a", "A quiet game about trees.", 11)
        assert listings(database) == 3
        assert look(history, "a", "See who saved your TikTok videos.", 12)
        newest = history.last("a")

    assert newest
    assert [step.cause for step in newest.steps] == [Cause.TOOL]
