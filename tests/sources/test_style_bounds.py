"""Style that is built to exhaust its reader: the page is read on, and the rest of its style counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.model import TextKind
from auditor.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Listing

_DEEP = "(" * 3_000
_CLOSED = _DEEP + ")" * 3_000
_LONG = "9" * 5_000
_ZEROS = "0" * 5_000


def listing(folder: Path, body: str) -> Listing:
    """What a page says, read as a file."""
    page = folder / "page.html"
    page.write_text(f"<!doctype html><title>Lumitag</title><body><h1>Lumitag</h1>{body}", "utf-8")
    return read([str(page)])


def shown(folder: Path, body: str) -> str:
    """All that the page shows."""
    return "\n".join(text.content for text in listing(folder, body).texts if text.kind is not TextKind.HIDDEN)


@pytest.mark.parametrize(
    "style",
    [
        f"p{{color:{_DEEP}",
        f"p{{color:{_CLOSED};}}",
        f"p{{width:calc{_CLOSED};}}",
        f"p:not{_CLOSED}{{color:red}}",
        f"@media {_CLOSED}{{p{{color:red}}}}",
        f"p{{z-index:{_LONG}}}",
        f"p{{opacity:+-{_LONG}}}",
        f"p:nth-child({_LONG}n+1){{color:red}}",
    ],
)
def test_endless_brackets_and_digits_are_read_over(tmp_path: Path, style: str) -> None:
    """In a style sheet; the sheet after it counts."""
    said = shown(tmp_path, f"<style>{style}</style><style>.k{{display:none}}</style><p>green<p class=k>grey")

    assert "green" in said
    assert "grey" not in said


@pytest.mark.parametrize("value", [_DEEP[:3_900], f"calc{_CLOSED[:3_900]}", "9" * 3_900])
def test_endless_values_in_an_attribute_are_read_over(tmp_path: Path, value: str) -> None:
    """What stands before them counts."""
    said = shown(tmp_path, f"<p style='color:{value}'>green<p style='display:none;color:{value}'>grey")

    assert "green" in said
    assert "grey" not in said


@pytest.mark.parametrize(
    ("value", "seen"), [(f"{_ZEROS}1", True), (f"0.{_ZEROS}1", False), (_ZEROS, False), (_LONG, True)]
)
def test_a_long_number_keeps_its_value(tmp_path: Path, value: str, seen: bool) -> None:  # noqa: FBT001
    """Zeros before it are nothing, those behind its point are something."""
    said = shown(tmp_path, f"<style>.k{{opacity:{value}}}</style><p>green<p class=k>grey")

    assert ("grey" in said) is seen


def test_places_among_very_many_siblings_are_not_looked_for(tmp_path: Path) -> None:
    """It would take minutes. A note says that something was left out, and plainer selectors count."""
    rules = "".join(f"p:nth-of-type({step}n){{opacity:0}}" for step in range(2, 202))
    read_page = listing(tmp_path, f"<style>{rules}.k{{display:none}}</style><p class=k>grey{'<p>a' * 40_000}")

    assert [text.content for text in read_page.texts if text.kind is TextKind.HIDDEN] == ["grey"]
    assert any("too large to be read in full" in note.reason for note in read_page.not_read)


@pytest.mark.parametrize("rest", ["<p>a" * 2_000, "<!---->" * 20_000])
def test_places_among_many_siblings_are_found(tmp_path: Path, rest: str) -> None:
    """A long page is no hostile one."""
    style = "<style>p:nth-of-type(2){display:none}</style>"
    read_page = listing(tmp_path, f"{style}<p>green<p>grey{rest}")

    assert [text.content for text in read_page.texts if text.kind is TextKind.HIDDEN] == ["grey"]
    assert not any("style sheets" in note.reason for note in read_page.not_read)


@pytest.mark.parametrize(
    "selector",
    ["p:nth-child(2n of :nth-child(2n of :nth-child(n)))", r"p:n\000074h-child(2n)", "p:last-of-type"],
)
def test_places_are_not_looked_for_in_a_roundabout_way(tmp_path: Path, selector: str) -> None:
    """Places of places, and a pseudo-class that is spelled with escapes."""
    body = "<p>a" * (300 if "of :" in selector else 40_000)
    read_page = listing(tmp_path, f"<style>{selector}{{opacity:0}}</style>{body}")

    assert not any(text.kind is TextKind.HIDDEN for text in read_page.texts)
