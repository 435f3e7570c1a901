"""Nothing is lost when a run is killed at any moment, and two runs at once do not corrupt a history."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from history_samples import NOON, audit_saying, days

from auditor.history import open_history

HERE = Path(__file__).parent
KILLS = 8
"""For each kind of database. Each costs the start of an interpreter."""


def writer(database: str, tool: str, word: str, first: int, count: int) -> subprocess.Popen[str]:
    """A process of its own that writes looks."""
    command = [sys.executable, str(HERE / "history_writer.py"), database, tool, word, str(first), str(count)]
    paths = os.pathsep.join([str(HERE), str(HERE.parent.parent)])
    return subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}
    )


def told(process: subprocess.Popen[str]) -> list[int]:
    """What a process said that it wrote."""
    assert process.stdout
    with process.stdout:
        return [int(line) for line in process.stdout.read().split("\n") if line.strip().isdigit()]


def whole(database: str) -> bool:
    """Whether SQLite finds no fault in its file; a server looks after its own."""
    if "://" in database:
        return True
    connection = sqlite3.connect(database)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    finally:
        connection.close()


@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_lost_when_a_writer_is_killed(database: str, seed: int) -> None:
    """What was said to be in is in, all else wholly or not at all; also while the tables are made."""
    moments = random.Random(seed)  # noqa: S311 - moments, not secrets
    written: list[int] = []
    for _ in range(KILLS // 2):
        process = writer(database, "tool", "look", len(written), 10_000)
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(moments.choice([moments.uniform(0, 0.05), moments.uniform(0, 0.6)]))
        process.kill()
        numbers = told(process)
        process.wait()
        with open_history(database) as history:
            states = history.all("tool")
        in_it = [state.audit.verdict.headline for state in states]

        assert in_it == [f"look {number}" for number in range(len(in_it))]
        assert len(in_it) >= len(written) + len(numbers)
        assert whole(database)
        written = list(range(len(in_it)))
    with open_history(database) as history:
        assert history.remember("tool", audit_saying("the next run"), NOON + days(99_999))


def test_two_runs_at_once_lose_nothing(database: str) -> None:
    """They open a new history at the same time, write about the same tool, and about one of their own."""
    count = 15
    runs = [writer(database, "shared", word, 0, count) for word in ("one", "other")]
    runs += [writer(database, word, word, 0, count) for word in ("third",)]
    for process in runs:
        assert told(process) == list(range(count))
        assert process.wait() == 0
    with open_history(database) as history:
        shared = history.all("shared")
        own = history.all("third")

    said = sorted(state.audit.verdict.headline for state in shared)
    assert said == sorted(f"{word} {number}" for word in ("one", "other") for number in range(count))
    assert [state.at for state in shared] == sorted(NOON + days(n) for n in range(count) for _ in range(2))
    assert [state.audit.verdict.headline for state in own] == [f"third {n}" for n in range(count)]
    assert whole(database)


def test_two_runs_that_find_the_same_make_one_state(database: str) -> None:
    """However close they come."""
    runs = [writer(database, "tool", "look", 0, 10) for _ in range(2)]
    for process in runs:
        assert told(process) == list(range(10))
        assert process.wait() == 0
    with open_history(database) as history:
        assert [state.audit.verdict.headline for state in history.all("tool")] == [
            f"look {number}" for number in range(10)
        ]
