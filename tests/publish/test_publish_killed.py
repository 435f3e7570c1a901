"""A whole run is killed at random moments: the site is whole each time, and the next run finishes."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.publish.inventory import NAME, inventory_of, stands
from tests.publish.conftest import NOON, Desk, tree

if TYPE_CHECKING:
    from auditor.rulebook import Rulebook

ROOT = Path(__file__).parents[2]
KILLS = 4
CHILD = """
import datetime as dt, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from auditor.rulebook import load_rulebook
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk
desk = Desk(Path({home!r}), load_rulebook())
desk.tools = [{{"id": f"t{{n}}", "name": f"T{{n}}", "targets": [f"t{{n}}.json"]}} for n in range(5)]
for turn in range({start}, {start} + 1000):
    for n in range(5):
        desk.describe(f"t{{n}}", (SAVERS, QUIET)[(turn + n) % 2] + f" Version {{turn}}.")
    desk.publish(NOON + dt.timedelta(days=turn))
    print(turn, flush=True)
"""


def test_a_run_may_be_killed_at_any_moment(tmp_path: Path, rulebook: Rulebook) -> None:
    """While it reads, judges, remembers, makes or writes: what its inventory says is what stands there."""
    chance = random.Random(11)  # noqa: S311 - moments, no secrets
    last = 0
    for _ in range(KILLS):
        last = killed(
            CHILD.format(root=str(ROOT), home=str(tmp_path), start=last + 1), chance.uniform(0, 2.0)
        )
        found = inventory_of(tmp_path / "site")
        assert found
        assert set(found.files) | {NAME} == set(tree(tmp_path / "site"))
        assert all(stands(tmp_path / "site", path, wanted) for path, wanted in found.files.items())
    desk = Desk(tmp_path, rulebook)
    desk.tools = [{"id": f"t{n}", "name": f"T{n}", "targets": [f"t{n}.json"]} for n in range(5)]
    later = NOON + dt.timedelta(days=last + 5_000)
    desk.publish(later)
    finished = tree(desk.site)
    desk.site.rename(tmp_path / "old")
    desk.publish(later)

    assert tree(desk.site) == finished
    assert desk.publish(later).written == (0, 0)


def killed(script: str, seconds: float) -> int:
    """Let the child finish one run, kill it so many seconds later, and return the last run it finished."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as child:  # noqa: S603 - ours
        assert child.stdout
        first = child.stdout.readline()
        time.sleep(seconds)
        os.kill(child.pid, signal.SIGKILL)
        rest = child.stdout.read().split()
    return int(rest[-1]) if rest else int(first)
