"""The pictures of the README are there, small, described, and show what the program shows today."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from tests.screenshots.__main__ import FOLDER, SHOWN, TERMINAL
from tests.screenshots.drawing import shown_lines, words
from tests.screenshots.example import ROOT, report
from tests.screenshots.pictures import SHOTS

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
MOST_BYTES = 400_000


@pytest.fixture(scope="module")
def shown() -> dict[str, Any]:
    """What stands beside the pictures."""
    told: dict[str, Any] = json.loads((FOLDER / SHOWN).read_text("utf-8"))
    return told


def test_pictures_are_those_that_the_command_takes(shown: dict[str, Any]) -> None:
    """All of them and no other, as they were taken, and small together: ``python -m tests.screenshots``."""
    files = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.name != SHOWN}

    assert files.keys() == shown.keys() == {TERMINAL, *(shot.file for shot in SHOTS)}
    assert {n: hashlib.sha256(b).hexdigest() for n, b in files.items()} == {
        n: v["sha256"] for n, v in shown.items()
    }
    assert sum(map(len, files.values())) < MOST_BYTES


def test_every_picture_of_the_readme_exists_and_is_described() -> None:
    """In Markdown and in HTML; and no picture was taken for nothing."""
    sources = re.findall(r'(?:src|srcset)="([^"]+)"', README) + re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    alts = re.findall(r'<img [^>]*alt="([^"]*)"', README) + re.findall(r"!\[([^\]]*)\]", README)

    assert sources
    assert [source for source in sources if not (ROOT / source).is_file()] == []
    assert {path.name for path in FOLDER.iterdir()} - {SHOWN} == {
        source.rpartition("/")[2] for source in sources
    }
    assert len(alts) == README.count("<img ") + README.count("![")
    assert all(len(alt) > 40 for alt in alts)


def test_the_photographed_report_says_the_same_today(shown: dict[str, Any], tmp_path: Path) -> None:
    """Every piece of text on a photograph stands in the report that the example gives now."""
    page = BeautifulSoup(report(tmp_path).read_text("utf-8"), "html.parser")
    today = {" ".join(str(text).split()) for text in page.find_all(string=True)}
    for shot in SHOTS:
        assert len(shown[shot.file]["text"]) > 10
        assert [text for text in shown[shot.file]["text"] if text not in today] == [], shot.file


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_the_terminal_says_the_same_today(shown: dict[str, Any]) -> None:
    """Line by line; and the picture holds exactly these lines as text."""
    lines = words(shown_lines())
    svg = BeautifulSoup((FOLDER / TERMINAL).read_text("utf-8"), "html.parser")
    drawn = "".join(text.get_text() for text in svg.find_all("text")).replace("\xa0", " ")

    assert shown[TERMINAL]["text"] == lines
    assert "".join(drawn.split()) == "".join("".join(lines).split())


def test_a_picture_asks_for_nothing() -> None:
    """No font and no script of the network's."""
    svg = (FOLDER / TERMINAL).read_text("utf-8")

    assert not re.search(r"@font-face|url\((?!#)|<script|href=", svg)
