"""SQLite and PostgreSQL keep the same; databases of older and newer versions are known as such."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from itertools import count, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hatchling.builders.wheel import WheelBuilder
from history_samples import NOON, audit_saying, days
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, text

from auditor import history as room
from auditor.errors import HistoryError
from auditor.history import Ground, History, open_history
from auditor.history.migrate import _migrate, bring_up
from auditor.history.tables import HEAD, metadata, states, tools
from auditor.rulebook import load_rulebook
from auditor.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent.parent
MIGRATIONS = Path(room.__file__).parent / "migrations"


def told(history: History, tool: str = "tool") -> list[tuple[object, ...]]:
    """All that a history says of a tool."""
    return [
        (state.tool, state.at, state.last_seen, state.audit, state.seen, state.rules, state.steps)
        for state in history.all(tool)
    ]


def test_every_database_gives_back_the_same(database: str, tmp_path: Path) -> None:
    """With what audits rest on, with names and words of every script."""
    rules = load_rulebook()
    name = "рыба 🐟 \N{RIGHT-TO-LEFT OVERRIDE}'; DROP TABLE tools; --"
    here, there = (
        Ground(read([text_]), rules) for text_ in ("A game. \u2028 حفظ", "See who saved your TikTok!")
    )
    answers = []
    for url in (database, str(tmp_path / "other.db")):
        with open_history(url) as history:
            for day, each in enumerate((here, here, there, here)):
                found = each.judging(each.listing, rules)
                history.remember(name, found, NOON + days(day), each)
            answers.append((history.tools(), told(history, name), history.last(name)))

    assert answers[0] == answers[1]
    assert len(answers[0][1]) == 3


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[History, Iterator[str]]]:
    """An open history, and names of tools that it does not know yet."""
    with open_history(str(tmp_path_factory.mktemp("h") / "h.db")) as history:
        yield history, (f"tool {number}" for number in count())


@given(looks=st.lists(st.tuples(st.integers(0, 12), st.sampled_from("abc")), min_size=1, max_size=14))
def test_looks_in_any_order_leave_a_line_in_time(
    fresh: tuple[History, Iterator[str]], looks: list[tuple[int, str]]
) -> None:
    """No two neighbours say the same, no state overlaps another, and whatever was found is there."""
    history, tool = fresh[0], next(fresh[1])
    for day, words in looks:
        history.remember(tool, audit_saying(words), NOON + days(day))
    line = history.all(tool)

    said = [state.audit.verdict.headline for state in line]
    assert set(said) == {words for _, words in looks}
    assert all(one != following for one, following in pairwise(said))
    assert all(state.at <= state.last_seen for state in line)
    assert all(one.last_seen <= following.at for one, following in pairwise(line))
    assert history.last(tool) == line[-1]


@given(looks=st.lists(st.sampled_from("ab"), min_size=1, max_size=14))
def test_looks_in_order_are_kept_exactly(fresh: tuple[History, Iterator[str]], looks: list[str]) -> None:
    """As runs of the same, with their first and last day."""
    history, tool = fresh[0], next(fresh[1])
    expected: list[tuple[str, int, int]] = []
    for day, words in enumerate(looks):
        new = not expected or expected[-1][0] != words
        assert history.remember(tool, audit_saying(words), NOON + days(day)) is new
        first = day if new else expected.pop()[1]
        expected.append((words, first, day))

    assert expected == [
        (state.audit.verdict.headline, (state.at - NOON).days, (state.last_seen - NOON).days)
        for state in history.all(tool)
    ]


def test_the_tables_are_those_that_the_migrations_leave(database: str) -> None:
    """And the newest migration is the one that the program knows as newest."""
    with open_history(database):
        pass
    scripts = ScriptDirectory.from_config(_config())
    engine = create_engine(_driver(database))
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert scripts.get_heads() == [HEAD]
    assert differences == []


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    return config


def _driver(database: str) -> str:
    if "://" in database:
        return database.replace("postgresql:", "postgresql+psycopg:")
    return f"sqlite:///{database}"


def test_a_history_of_every_older_shape_is_brought_up(database: str) -> None:
    """With all that was in it; and looks go on."""
    for step in reversed(list(ScriptDirectory.from_config(_config()).walk_revisions())):
        _check_older(database, step.revision)


def _check_older(database: str, revision: str) -> None:
    engine = create_engine(_driver(database))
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        _migrate(connection, revision)
        connection.execute(insert(tools).values(id=1, name="tool"))
        old = {"id": 1, "tool_id": 1, "at": NOON, "last_seen": NOON}
        columns = {column.name: column for column in states.columns}
        kept = insert(states).values(
            {columns[name]: value for name, value in old.items()}
            | {columns["audit"]: audit_saying("one").model_dump_json(by_alias=True)}
        )
        connection.execute(kept)
    engine.dispose()
    with open_history(database) as history:
        assert not history.remember("tool", audit_saying("one"), NOON + days(1))
        assert [state.last_seen for state in history.all("tool")] == [NOON + days(1)]


def test_a_newer_shape_and_a_strangers_tables_are_left_alone(database: str) -> None:
    """With a sentence that says what to do."""
    engine = create_engine(_driver(database))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE tools (id INTEGER)"))
    with pytest.raises(HistoryError, match="table 'tools'"), open_history(database):
        pass
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE tools"))
    with open_history(database):
        pass
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(HistoryError, match="shape 9999") as caught, open_history(database):
        pass

    assert "Update" in caught.value.hint


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # psycopg's own, on refusal
@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:secret@127.0.0.1:1/none",
        "postgresql://127.0.0.1:1/none?user=me&password=secret",
        "postgresql://127.0.0.1:1/none?password=sec%40secret",
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(url: str) -> None:
    """Without the password."""
    pytest.importorskip("psycopg")
    with pytest.raises(HistoryError) as caught, open_history(url):
        pass

    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_faults_of_the_caller_are_the_callers(tmp_path: Path) -> None:
    """An error inside of the block is not one of the database."""
    with pytest.raises(OSError, match="mine"), open_history(str(tmp_path / "h.db")):
        raise OSError("mine")


def test_without_the_extra_the_sentence_names_it(tmp_path: Path) -> None:
    """And differences of files need no database."""
    code = (
        "import sys\n"
        "sys.modules['sqlalchemy'] = None\n"
        "from auditor.history import diff, open_history\n"
        "import auditor.history.sides, auditor.history.timeline\n"
        "from auditor.errors import HistoryError\n"
        "try:\n"
        f"    with open_history({str(tmp_path / 'h.db')!r}): pass\n"
        "except HistoryError as error:\n"
        "    print(error.hint)\n"
    )
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, env={**os.environ}
    )

    assert "saveraudit[history]" in done.stdout


def test_the_migrations_travel_in_the_wheel(tmp_path: Path) -> None:
    """Every step that there is."""
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    names = zipfile.ZipFile(built).namelist()

    for path in MIGRATIONS.rglob("*.py"):
        assert str(path.relative_to(ROOT)) in names


def test_opening_does_not_touch_a_database_that_is_as_it_should_be(database: str) -> None:
    """Migrating twice is migrating once."""
    with open_history(database):
        pass
    engine = create_engine(_driver(database))
    bring_up(engine)
    bring_up(engine)
    engine.dispose()
