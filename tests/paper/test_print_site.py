"""Every kind of page of a site on paper, sheet by sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.chromium import MARKS, PATIENCE
from tests.paper.paper import printed
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk
from tests.publish.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytestmark = MARKS
PAGES = (
    "", "find/", "tools/saver/", "tools/saver/history/", "tools/back/", "tools/never/", "changes/", "rules/",
    "rules/clauses/", "about/", "corrections/", "404.html",
)  # fmt: skip
SHEETS = {"tools/saver/": 14, "rules/": 80, "rules/clauses/": 60}
"""The most sheets that a page may take, where that is not ten."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with all kinds of pages and twenty tools, served on this machine."""
    from auditor.rulebook import load_rulebook  # noqa: PLC0415 - as the desk's own fixture does, once

    desk = Desk(tmp_path_factory.mktemp("served"), load_rulebook())
    desk.about["about"] = "We are a newsroom.\n\nWe read what tools say."
    reply = {"date": "2026-11-20", "text": "We disagree.\nOur app shows numbers."}
    desk.watch("saver", QUIET, reply=reply, corrections=[{"date": "2026-11-21", "text": "It was a typo."}])
    desk.watch("back", withdrawn={"date": "2026-11-19", "reason": "It was another tool."})
    desk.tools.append({"id": "never", "name": "Never", "targets": ["never.json"]})
    for number in range(18):
        desk.watch(f"tool-{number}", SAVERS if number % 3 else QUIET)
    desk.publish()
    desk.describe("saver", SAVERS)
    desk.publish(NOON.replace(day=30))
    with serving(desk.site) as root:
        yield root


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_site_is_whole_on_paper(browser: Browser, served: str, path: str) -> None:
    """As a report is."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(served + path)
    paper = printed(page)
    page.close()

    assert paper.faults() == {}
    assert len(paper.sheets) <= SHEETS.get(path, 10)
