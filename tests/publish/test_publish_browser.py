"""The site in a real Chromium: accessible, silent, narrow enough, searchable with and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.chromium import MARKS, PATIENCE, RULES
from tests.publish.conftest import NOON, QUIET, SAVERS, Desk
from tests.publish.serving import serving
from tests.publish.test_publish_pages import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

PAGES = (
    "", "find/", "tools/saver/", "tools/saver/history/", "tools/hostile/", "tools/back/", "tools/never/",
    "changes/", "rules/", "rules/clauses/", "about/", "corrections/", "404.html",
)  # fmt: skip

pytestmark = MARKS


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, rulebook: object) -> Iterator[str]:
    """A site with all kinds of pages, served on this machine."""
    desk = Desk(tmp_path_factory.mktemp("served"), rulebook)  # type: ignore[arg-type]
    words = HOSTILE.replace("\x1b", "")
    reply = {"date": "2026-11-20", "text": f"We disagree.\n{words}"}
    phone = {"access": ["android.permission.READ_CONTACTS"]}
    desk.watch(
        "saver", QUIET, listing=phone, reply=reply, corrections=[{"date": "2026-11-21", "text": words}]
    )
    desk.watch(
        "hostile",
        f"{SAVERS} {HOSTILE}",
        listing={"name": HOSTILE, "publisher": HOSTILE, "access": ["chrome:tabs"]},
    )
    desk.watch("back", withdrawn={"date": "2026-11-19", "reason": words})
    desk.tools.append({"id": "never", "name": "Never " + "x" * 100, "targets": ["never.json"]})
    desk.publish()
    desk.describe("saver", SAVERS, **phone)
    desk.publish(NOON.replace(day=30))
    with serving(desk.site) as root:
        yield root


def opened(browser: Browser, address: str, heard: list[str], **options: object) -> Page:
    """Open ``address`` in a fresh context, listening."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: heard.append(request.url) if request.url != address else None)
    page.goto(address)
    return page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_pages_are_accessible_and_silent(
    browser: Browser, served: str, path: str, scheme: str, width: int
) -> None:
    """No axe violation, no message, no request but the page, no scrolling sideways."""
    heard: list[str] = []
    page = opened(
        browser, served + path, heard, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []
    assert heard == []
    assert wider <= 0
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_filters_work_with_scripts_off(browser: Browser, served: str, *, scripts: bool) -> None:
    """A choice of level leaves its tools alone; the search is there only where it works."""
    heard: list[str] = []
    page = opened(browser, served, heard, java_script_enabled=scripts)
    rows = page.locator(".tools tbody tr")
    assert rows.filter(visible=True).count() == 4
    page.check("#show-avoid")
    assert rows.filter(visible=True).count() == 2
    page.check("#show-all")
    assert rows.filter(visible=True).count() == 4
    assert page.locator("#search").is_visible() is scripts
    page.context.close()


def test_search_finds_names_and_words_and_says_how_many(browser: Browser, served: str) -> None:
    """As one types; together with the filters."""
    page = opened(browser, served, [])
    rows = page.locator(".tools tbody tr")
    page.fill("#search", "SAVER avoid")
    assert rows.filter(visible=True).count() == 1
    assert page.locator(".count").inner_text() == "Tools shown: 1"
    page.fill("#search", "")
    page.check("#show-avoid")
    assert page.locator(".count").inner_text() == "Tools shown: 2"
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_kinds_of_tools_are_a_filter_too(browser: Browser, served: str, *, scripts: bool) -> None:
    """Beside that of verdicts; without a script a page of words leads to every tool."""
    page = opened(browser, served, [], java_script_enabled=scripts)
    rows = page.locator(".tools tbody tr")
    page.check("#on-extension")
    assert rows.filter(visible=True).count() == 1
    page.check("#show-avoid")
    assert rows.filter(visible=True).count() == 1
    page.check("#on-all")
    assert rows.filter(visible=True).count() == 2
    assert page.locator(".find").is_visible() is not scripts
    if not scripts:
        page.locator(".find a").click()
        page.locator(".by-word div", has_text="saver").locator("a").first.click()
        assert page.url.endswith("/tools/saver/")
    page.context.close()


def test_the_keyboard_skips_to_the_content(browser: Browser, served: str) -> None:
    """The first stop is a link past the head."""
    page = opened(browser, f"{served}tools/saver/", [])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.context.close()
