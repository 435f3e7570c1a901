"""Reports of every language in a real Chromium: nothing sticks out or is cut, and Arabic is mirrored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from samples import SAMPLES

from auditor.formats.html import HtmlFormat
from auditor.messages.catalogue import Catalogue, catalogue
from auditor.messages.languages import LANGUAGES
from tests.chromium import MARKS, PATIENCE, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHOWN = ("avoid", "sixty")

pytestmark = MARKS


class Longer(Catalogue):
    """Half as long again as English, in long words: more than German or Indonesian need."""

    def rule(self, context: str, text: str) -> str:  # noqa: ARG002 - as the parent has it
        """Return each second word with a tail."""
        return " ".join(f"{word}haltigkeit" if n % 3 == 0 else word for n, word in enumerate(text.split()))


def _opened(browser: Browser, known: Catalogue, name: str, folder: Path, width: int, **more: str) -> Page:
    path = folder / f"{name}.html"
    path.write_text(HtmlFormat(known).render(SAMPLES[name]()), encoding="utf-8")
    context = browser.new_context(viewport={"width": width, "height": 800}, **more)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(path.as_uri())
    return page


def _assert_nothing_sticks_out(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def _assert_no_box_is_cut(page: Page) -> None:
    for width in (1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        cut = page.evaluate(
            "[...document.querySelectorAll('.box')].filter(b => b.scrollHeight > b.clientHeight + 1"
            " || b.scrollWidth > b.clientWidth + 1).map(b => b.innerText)"
        )
        assert cut == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_fits_phone_and_picture(browser: Browser, code: str, tmp_path: Path) -> None:
    """320 px wide nothing has to be scrolled sideways; no word of the picture is cut."""
    for name in SHOWN:
        page = _opened(browser, catalogue(code), name, tmp_path, 320)
        _assert_nothing_sticks_out(page)
        _assert_no_box_is_cut(page)
        page.context.close()


def test_words_longer_than_any_fit_too(browser: Browser, tmp_path: Path) -> None:
    """The layout measures; it does not trust."""
    for name in SHOWN:
        page = _opened(browser, Longer("de"), name, tmp_path, 320)
        _assert_nothing_sticks_out(page)
        _assert_no_box_is_cut(page)
        page.context.close()


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_is_accessible(browser: Browser, code: str, tmp_path: Path) -> None:
    """Axe finds nothing, in light and in dark."""
    for scheme in ("light", "dark"):
        page = _opened(browser, catalogue(code), "avoid", tmp_path, 1280, color_scheme=scheme)
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.response["violations"] == []
        page.context.close()


def test_the_picture_is_mirrored_in_arabic(browser: Browser, tmp_path: Path) -> None:
    """What it says stands on the right, and the lines run from there."""
    page = _opened(browser, catalogue("ar"), "avoid", tmp_path, 1280)
    says, gives = (page.locator(f".column.{side} .box").first.bounding_box() for side in ("says", "gives"))

    assert says
    assert gives
    assert says["x"] > gives["x"]
    flipped = page.evaluate("getComputedStyle(document.querySelector('.picture svg')).transform")
    assert flipped == "matrix(-1, 0, 0, 1, 0, 0)"
    page.context.close()
