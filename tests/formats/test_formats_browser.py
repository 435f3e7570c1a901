"""The HTML report in a real Chromium: accessible, silent, complete, and nothing cut off."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader
from samples import SAMPLES

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.boxes import EDGES
from auditor.history import Remembered
from auditor.history.timeline import timeline
from tests.chromium import ARGUMENTS, CHROMIUM, MARKS, PATIENCE, RULES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

SIZES = {"phone": (320, 640), "desktop": (1280, 900)}
FRIENDLY = [name for name in SAMPLES if name != "hostile"]

pytestmark = MARKS


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each sample's report as a file address."""
    home = tmp_path_factory.mktemp("reports")
    for name, make in SAMPLES.items():
        (home / f"{name}.html").write_text(FormatChoice.HTML.to_format().render(make()), encoding="utf-8")
    (home / "earlier.html").write_text(with_earlier_audits(), encoding="utf-8")
    return {name: (home / f"{name}.html").as_uri() for name in (*SAMPLES, "earlier")}


def with_earlier_audits() -> str:
    """The report of a tool that was seen in five states."""
    names = ("nothing-found", "not-analysed", "caution", "high-risk", "avoid")
    day = dt.datetime(2026, 1, 9, tzinfo=dt.UTC)
    states = [
        Remembered("x", day + dt.timedelta(days=40 * n), SAMPLES[name](), day + dt.timedelta(days=40 * n + 9))
        for n, name in enumerate(names)
    ]
    options = FormatOptions(earlier=timeline(states))
    return FormatChoice.HTML.to_format(options).render(states[-1].audit)


@pytest.fixture
def heard() -> dict[str, list[str]]:
    """What a page said and asked for."""
    return {"console": [], "requests": [], "dialogs": [], "errors": []}


def opened(
    browser: Browser, address: str, heard: dict[str, list[str]] | None = None, **options: object
) -> Page:
    """Open ``address`` in a fresh context, listening."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(PATIENCE)
    if heard is not None:
        page.on("console", lambda message: heard["console"].append(message.text))
        page.on("request", lambda request: heard["requests"].append(request.url))
        page.on("pageerror", lambda error: heard["errors"].append(str(error)))
        page.on("dialog", lambda dialog: _noted(dialog, heard["dialogs"]))
    page.goto(address)
    return page


def _noted(dialog: Dialog, dialogs: list[str]) -> None:
    dialogs.append(dialog.message)
    dialog.dismiss()


def viewport(size: str) -> dict[str, int]:
    """Return a window of that name."""
    width, height = SIZES[size]
    return {"width": width, "height": height}


def sideways(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("name", [*SAMPLES, "earlier"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(SIZES))
def test_reports_are_accessible_and_silent(  # noqa: PLR0913, PLR0917 - one test for each window
    browser: Browser, files: dict[str, str], heard: dict[str, list[str]], name: str, scheme: str, size: str
) -> None:
    """No axe violation with the table open, no message, no request but the file, no scrolling sideways."""
    page = opened(browser, files[name], heard, viewport=viewport(size), color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]

    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []
    assert heard == {"console": [], "requests": [files[name]], "dialogs": [], "errors": []}
    assert sideways(page) <= 0
    page.context.close()


@pytest.mark.parametrize("name", list(SAMPLES))
def test_nothing_is_wider_than_the_window_at_double_size(
    browser: Browser, files: dict[str, str], name: str
) -> None:
    """At 200 % of a 1280 pixel window there is no scrolling sideways, and labels stand in place of lines."""
    page = opened(browser, files[name], viewport={"width": 640, "height": 450}, device_scale_factor=2)

    assert sideways(page) <= 0
    assert not page.locator(".picture svg").filter(visible=True).count()
    page.context.close()


def test_letters_of_double_size_fit_a_phone(browser: Browser, files: dict[str, str]) -> None:
    """With letters twice as large in the browser's settings, a phone still does not scroll sideways."""
    arguments = [*ARGUMENTS, "--blink-settings=defaultFontSize=32"]
    large = browser.browser_type.launch(executable_path=CHROMIUM, args=arguments)
    for name in SAMPLES:
        page = opened(large, files[name], viewport=viewport("phone"))
        assert sideways(page) <= 0, name
        page.context.close()
    large.close()


@pytest.mark.parametrize("name", FRIENDLY)
def test_no_word_of_the_picture_is_cut(browser: Browser, files: dict[str, str], name: str) -> None:
    """Each box of the picture is tall and wide enough for its words, however wide the window."""
    page = opened(browser, files[name])
    for width in (1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        cut = page.evaluate(
            "[...document.querySelectorAll('.box')].filter(b => b.scrollHeight > b.clientHeight + 1"
            " || b.scrollWidth > b.clientWidth + 1).map(b => b.innerText)"
        )
        assert cut == []
    page.context.close()


def test_lines_meet_the_boxes(browser: Browser, files: dict[str, str]) -> None:
    """The columns of the style sheet stand where the drawing expects them."""
    page = opened(browser, files["avoid"], viewport=viewport("desktop"))
    whole = page.locator(".picture").bounding_box()
    assert whole
    for column, (left, right) in EDGES.items():
        box = page.locator(f".column.{column} .box").first.bounding_box()
        assert box
        assert (box["x"] - whole["x"]) / whole["width"] * 1000 == pytest.approx(left, abs=1)
        assert (box["x"] + box["width"] - whole["x"]) / whole["width"] * 1000 == pytest.approx(right, abs=1)
    page.context.close()


def test_without_scripts_everything_is_there(browser: Browser, files: dict[str, str]) -> None:
    """A browser with scripts off shows the same words."""
    for name in ("avoid", "sixty", "hostile"):
        texts = []
        for scripts in (True, False):
            page = opened(browser, files[name], java_script_enabled=scripts)
            texts.append(page.locator("body").inner_text())
            page.context.close()
        assert texts[0] == texts[1]


def test_the_style_sheet_is_allowed_by_the_policy(browser: Browser, files: dict[str, str]) -> None:
    """The page has its own ground colour: the hash in the policy fits."""
    page = opened(browser, files["avoid"], color_scheme="light")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(251, 249, 244)"
    page.context.close()


def test_the_policy_stops_what_a_hole_would_let_in(
    browser: Browser, tmp_path: Path, heard: dict[str, list[str]]
) -> None:
    """Were markup ever let through, it would still run and load nothing."""
    html = FormatChoice.HTML.to_format().render(SAMPLES["avoid"]())
    hole = "<script>alert(1)</script><img src='https://example.invalid/x' onerror='alert(2)'>"
    broken = tmp_path / "broken.html"
    broken.write_text(html.replace("<main>", f"<main>{hole}"), encoding="utf-8")
    page = opened(browser, broken.as_uri(), heard)

    assert heard["dialogs"] == []
    assert all("violates" in message for message in heard["console"])
    assert heard["console"]
    page.context.close()


def test_the_keyboard_reaches_links_and_the_table_in_reading_order(
    browser: Browser, files: dict[str, str]
) -> None:
    """Tab moves down the page, never up, each stop is outlined, and Enter opens the table."""
    page = opened(browser, files["avoid"], viewport=viewport("desktop"))
    stops = page.locator("a, summary").count()
    places = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "(() => { const e = document.activeElement; if (e.tagName === 'SUMMARY') e.dataset.at = 1;"
            "return [e.getBoundingClientRect().top + scrollY, getComputedStyle(e).outlineStyle]; })()"
        )
        places.append(here[0])
        assert here[1] == "solid"
    assert places == sorted(places)
    page.locator(".same > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open] table").count() == 3
    page.context.close()


@pytest.mark.parametrize("name", list(SAMPLES))
def test_print_is_complete(browser: Browser, files: dict[str, str], name: str) -> None:
    """On paper each page has words, the table is open and the addresses of clauses are written out."""
    page = opened(browser, files[name])
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    pages = ["".join(sheet.extract_text().split()) for sheet in reader.pages]
    audit = SAMPLES[name]()

    assert all(len(sheet) > 40 for sheet in pages)
    words = "".join(pages)
    if name in ("avoid", "sixty"):
        assert all("".join(one.id.split()) in words for one in audit.access)
        assert all(r.url in words for f in audit.findings for r in f.references)
        assert audit.sources[0].sha256 in words
    page.context.close()


def test_forced_colours_keep_shapes_and_lines(browser: Browser, files: dict[str, str]) -> None:
    """In a high-contrast scheme boxes have edges and lines a colour of the scheme."""
    page = opened(browser, files["avoid"], viewport=viewport("desktop"), forced_colors="active")
    edge = "getComputedStyle(document.querySelector('.box.loose')).borderTopColor"
    text = "getComputedStyle(document.body).color"
    line = "getComputedStyle(document.querySelector('.picture path.loose')).stroke"

    assert page.evaluate(edge) == page.evaluate(text) == page.evaluate(line)
    page.context.close()
