"""What goes wrong is said in words that steer no terminal, whoever chose the names in them."""

from __future__ import annotations

import datetime as dt
import os
import pty
import subprocess
import sys
from typing import TYPE_CHECKING

from auditor.errors import UnreadableTarget
from auditor.evidence import Judged, Recorder, bundle_of
from auditor.judge import audit
from auditor.model import Listing
from auditor.rulebook import load_rulebook
from tests.cli.test_bad_input import ROOT, process, sentence

if TYPE_CHECKING:
    from pathlib import Path

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def on_terminal(*arguments: str | Path) -> str:
    """What the command says where somebody watches."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=ROOT, check=False
    )
    os.close(theirs)
    said = os.read(ours, 65_536).decode()
    os.close(ours)

    assert done.returncode in (2, 3), said
    return said


def test_a_file_name_steers_no_terminal(tmp_path: Path) -> None:
    """Its escape is a picture of one, as in a report."""
    path = tmp_path / "na\x1b[31mme.json"
    path.write_text('{"texs": []}', "utf-8")
    said = on_terminal("audit", path)

    assert "\x1b" not in said
    assert "na␛[31mme.json" in said


def test_a_bundle_steers_no_terminal(tmp_path: Path) -> None:
    """Neither by what it says went wrong then, nor by what to do about it; nor does it forge a line."""
    recorder, rulebook = Recorder(), load_rulebook()
    recorder.begins(None)
    recorder.targets[0].outcome = UnreadableTarget(
        "\x1b]0;title\x07gone\nsaveraudit: all is well", hint="\x9b31m\u202edo this"
    )
    judged = Judged(audit(Listing(), rulebook, on=NOON.date()), rulebook, NOON)
    bundle = tmp_path / "tool.warc"
    bundle.write_bytes(bundle_of(recorder.targets, judged))
    said = sentence(process("audit", bundle), 3)

    assert said.splitlines() == [
        "saveraudit: ␛]0;title␇gone saveraudit: all is well",
        "‹U+009B›31m‹U+202E›do this",
    ]


def test_what_click_says_steers_no_terminal() -> None:
    """A word that is no command, an option that is none."""
    assert "\x1b" not in on_terminal("audit", "x", "--\x1b]0;title\x07")
