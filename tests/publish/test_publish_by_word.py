"""The page that finds tools by any word of their names, without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from auditor.publish.by_word import folded, initial

if TYPE_CHECKING:
    from tests.publish.conftest import Desk

TOOLS = {
    "first": ("Saver Radar", "Glimmer Apps"),
    "second": ("saver's Éclair", "GLIMMER"),
    "third": ("保存 İzle 3000", ""),
    "fourth": ("isle", "<b>x</b>"),
}


def put(desk: Desk, tool: str, name: str, maker: str = "") -> None:
    """Watch a tool with this name and maker."""
    desk.watch(tool, listing={"name": name, "publisher": maker})
    desk.tools[-1]["name"] = name


@pytest.fixture
def found(desk: Desk) -> dict[str, list[tuple[str, list[str]]]]:
    """The words of a page by letter, each with the tools that it leads to."""
    for tool, (name, maker) in TOOLS.items():
        put(desk, tool, name, maker)
    desk.publish()
    page = BeautifulSoup(desk.page("find/index.html"), "html.parser")
    return {
        section.h2.get_text(): [
            (word.get_text(), [str(link["href"]).split("/")[-2] for link in row.find_all("a")])
            for row in section.find_all("div")
            for word in row.find_all("dt")
        ]
        for section in page.select("section.by-word")
        if section.h2
    }


def test_every_word_of_a_name_and_of_a_maker_leads_to_the_tool(
    found: dict[str, list[tuple[str, list[str]]]],
) -> None:
    """Words that differ in capitals and marks are one; letters in order, what has none last."""
    assert found == {
        "A": [("Apps", ["first"])],
        "B": [("b", ["fourth"])],
        "E": [("Éclair", ["second"])],
        "G": [("Glimmer", ["first", "second"])],
        "I": [("isle", ["fourth"]), ("İzle", ["third"])],
        "R": [("Radar", ["first"])],
        "S": [("Saver", ["first"]), ("saver's", ["second"])],
        "X": [("x", ["fourth"])],
        "保": [("保存", ["third"])],
        "#": [("3000", ["third"])],
    }


def test_letters_of_the_page_are_places_on_it(desk: Desk) -> None:
    """Each jump ends at a heading of its own letter."""
    for n, name in enumerate(("Alpha", "Beta", "Gamma", "Delta", "Epsilon")):
        put(desk, f"t{n}", name)
    desk.publish()
    page = BeautifulSoup(desk.page("find/index.html"), "html.parser")
    jumps = page.select(".jump a")

    assert [jump.get_text() for jump in jumps] == ["A", "B", "D", "E", "G"]
    for jump in jumps:
        place = page.find(id=str(jump["href"]).removeprefix("#"))
        assert place is not None
        assert place.get_text() == jump.get_text()


@given(st.text())
@example("ß")
def test_folding_is_final_and_knows_no_capitals(text: str) -> None:
    """So that one word has one place."""
    assert folded(folded(text)) == folded(text)
    assert re.fullmatch(r"\w?", initial(text))
