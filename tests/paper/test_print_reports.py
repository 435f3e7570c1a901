"""Reports on paper, sheet by sheet: nothing missing, cut off, cut in two, or left alone at the foot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from samples import SAMPLES

from auditor.formats.html import HtmlFormat
from auditor.history import Remembered
from auditor.history.timeline import timeline
from auditor.messages.catalogue import catalogue
from tests.chromium import MARKS, PATIENCE
from tests.paper.paper import letters, printed

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.paper.paper import Paper

pytestmark = MARKS
KINDS = [*SAMPLES, "earlier"]
LANGUAGES = ("en", "de", "ar")
SHEETS = {"sixty": 16, "hostile": 32}
"""The most sheets that a report may take, where that is not ten."""


def page_of(kind: str, code: str) -> str:
    """The report of a sample; "earlier" is that of a tool with a past."""
    known = catalogue(code)
    if kind != "earlier":
        return HtmlFormat(known).render(SAMPLES[kind]())
    names = ("nothing-found", "not-analysed", "caution", "high-risk", "avoid")
    day = dt.datetime(2026, 1, 9, tzinfo=dt.UTC)
    times = [day + dt.timedelta(days=40 * n) for n in range(len(names))]
    states = [Remembered("x", at, SAMPLES[name](), at) for at, name in zip(times, names, strict=True)]
    return HtmlFormat(known, earlier=timeline(states)).render(states[-1].audit)


def on_paper(browser: Browser, html: str, folder: Path) -> Paper:
    """Print a page."""
    path = folder / "page.html"
    path.write_text(html, "utf-8")
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri())
    paper = printed(page)
    page.close()
    return paper


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_report_is_whole_on_paper(browser: Browser, tmp_path: Path, kind: str, code: str) -> None:
    """Every word is there, the table is open, addresses are written out, what belongs together stays so."""
    paper = on_paper(browser, page_of(kind, code), tmp_path)

    assert paper.faults() == {}
    assert len(paper.sheets) <= SHEETS.get(kind, 10)
    assert sum(len(letters(sheet)) for sheet in paper.sheets[:-1]) >= 300 * (len(paper.sheets) - 1)


def test_what_the_table_says_is_on_paper_though_it_is_closed_on_screen(
    browser: Browser, tmp_path: Path
) -> None:
    """All access by its id, which stands in the table alone."""
    audit = SAMPLES["avoid"]()
    paper = on_paper(browser, page_of("avoid", "en"), tmp_path)

    assert "<details" in page_of("avoid", "en")
    assert all(letters(one.id) in paper.text for one in audit.access)


FAULTY = {
    "missing": "<p style='position:absolute;left:-900px'>Nobody reads this</p>",
    "outside": "<style>@page { margin: 4mm }</style>",
    "cut in two": "<div style='height:890px'>x</div><ol class=steps><li><p>One<p>Two<p>Three<p>Four</ol>",
    "heading alone": "<div style='height:930px'>x</div><h2>Head</h2><p style='break-before:page'>Text</p>",
    "closed": "<details><summary>More</summary><p>Something inside</p></details>",
    "clipped": f"<p style='height:1em;overflow:hidden'>{'more than one line ' * 40}</p>",
    "address not printed": "<a rel='external' href='https://law.example/clause'>The clause</a>",
    "empty sheet": "<p style='break-after:page'>First</p>",
}


@pytest.mark.parametrize("fault", list(FAULTY))
def test_each_fault_would_be_seen(browser: Browser, tmp_path: Path, fault: str) -> None:
    """On a page that has it."""
    filler = "<p>Words enough for a sheet, so that it does not count as an empty one.</p>"
    html = f"<!doctype html><style>@page{{margin:18mm 16mm}}</style><body>{filler}{FAULTY[fault]}{filler}"
    if fault == "empty sheet":
        html = f"<!doctype html><body>{FAULTY[fault]}{filler}"

    assert fault in on_paper(browser, html, tmp_path).faults()
