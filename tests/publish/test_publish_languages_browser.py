"""Every kind of page in every language in a real Chromium: accessible, silent, nothing cut on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium import MARKS, PATIENCE, RULES
from tests.publish.serving import serving
from tests.publish.site_of_all_kinds import KINDS, TRANSLATED, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from auditor.rulebook import Rulebook

PHONE = {"width": 320, "height": 640}
FEWER = """for (const like of ['.rule-entry', '.clause-entry', '.promises > div'])
  [...document.querySelectorAll(like)].slice(5).forEach(e => e.remove())"""
"""Leaves five of hundreds of like entries for axe, which looks at each for seconds."""
OUT = """[...document.querySelectorAll('body *')].filter(e => {
  const r = e.getBoundingClientRect();
  return r.width && e.checkVisibility() && (r.left < -1 || r.right > innerWidth + 1);
}).map(e => e.outerHTML.slice(0, 120))"""
"""What sticks out to the left or the right."""

pytestmark = MARKS


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, rulebook: Rulebook) -> Iterator[str]:
    """A site in all languages, served on this machine."""
    with serving(published(tmp_path_factory.mktemp("served"), rulebook).site) as root:
        yield root


def new_page(browser: Browser, heard: list[str], **options: object) -> Page:
    """A page in a context of its own, listening."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    return page


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_kind_of_page_is_accessible_silent_and_whole(browser: Browser, served: str, code: str) -> None:
    """At 320 px, light or dark by turns: no violation, no message, one request, nothing that sticks out."""
    heard: list[str] = []
    for number, kind in enumerate((*KINDS, "404.html")):
        scheme = ("light", "dark")[number % 2]
        page = new_page(browser, heard, viewport=PHONE, color_scheme=scheme)
        page.goto(f"{served}{code}/{kind}")
        assert page.evaluate(OUT) == [], kind
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.evaluate(FEWER)
        found = []
        if kind != "tools/saver/" or code == "ar":  # tools/gone/ is a report too, and a shorter one
            found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == [], kind
        assert heard == [f"{served}{code}/{kind}"]
        heard.clear()
        page.context.close()


def test_the_switch_and_the_filters_work_with_scripts_off(browser: Browser, served: str) -> None:
    """From a report to the same report, to what is behind it and back; the list can be filtered."""
    page = new_page(browser, [], java_script_enabled=False, viewport=PHONE)
    page.goto(f"{served}tools/saver/history/")
    for name, path in (("Deutsch", "de/"), ("العربية", "ar/"), ("English", "")):
        page.get_by_role("link", name=name, exact=True).click()
        assert page.url == f"{served}{path}tools/saver/history/"
    page.goto(f"{served}ar/")
    page.check("#show-avoid")
    assert page.locator(".tools tbody tr").filter(visible=True).count() == 2
    page.goto(f"{served}tr/nothing/here/")
    assert page.locator("html").get_attribute("lang") == "tr"
    page.context.close()


def test_the_search_counts_in_the_language_and_knows_its_letters(browser: Browser, served: str) -> None:
    """The Turkish letters i and marks over Arabic ones are no hindrance."""
    page = new_page(browser, [])
    for code, word, said in (
        ("tr", "SAVER", "Gösterilen araç: 1"),
        ("tr", "GERİ ALINDI", ": 1"),
        ("ar", "تجنبها", ": 2"),
    ):
        page.goto(f"{served}{code}/")
        page.fill("#search", word)
        assert said in page.locator(".count").inner_text()
    page.context.close()


def test_arabic_pages_are_mirrored(browser: Browser, served: str) -> None:
    """The name of the site stands on the right, so does the first column, and names stay as they are."""
    page = new_page(browser, [], viewport={"width": 1280, "height": 800})
    page.goto(f"{served}ar/")
    brand, parts = (page.locator(each).bounding_box() for each in (".brand", ".masthead nav >> nth=0"))
    tool, said = (page.locator(f".tools thead th >> nth={n}").bounding_box() for n in (0, 3))
    assert brand
    assert parts
    assert brand["x"] > parts["x"]
    assert tool
    assert said
    assert tool["x"] > said["x"]
    page.goto(f"{served}ar/tools/saver/")
    says, gives = (page.locator(f".column.{side} .box").first.bounding_box() for side in ("says", "gives"))
    assert says
    assert gives
    assert says["x"] > gives["x"]
    page.context.close()
