"""Shadow trees that a page declares are read as a reader sees them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.sources import Document, read_document
from tests.chromium import MARKS, PATIENCE
from tests.pace import soon

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from auditor.model import Listing

CLAIM = "See who saved your TikTok videos."
INNER = f"<style>.x {{ font-size: 0 }}</style><p>{CLAIM}</p><p class=x>We sell what you type.</p>"


def look(body: str) -> Listing:
    """Read a page."""
    html = f"<!doctype html><title>SaveSpy</title><p>Plan your posts.</p>{body}"
    return read_document(Document(target="x.html", body=html.encode(), media_type="text/html"))


def tree(inner: str, mode: str = "shadowrootmode=open", host: str = "") -> str:
    """Return a component with a tree of its own."""
    return f"<x-app {host}><template {mode}>{inner}</template></x-app>"


def shadowed(listing: Listing) -> list[str]:
    """Return the texts in shadow trees."""
    return [text.content for text in listing.texts if text.where == "page text in a shadow tree"]


@pytest.mark.parametrize("mode", ["shadowrootmode=open", "shadowrootmode=CLOSED"])
def test_a_declared_tree_is_read_with_its_own_style(mode: str) -> None:
    """Open or closed."""
    listing = look(tree(INNER, mode))

    assert shadowed(listing) == [CLAIM]
    assert [text.content for text in listing.texts if text.kind == "hidden"] == ["We sell what you type."]
    assert listing.not_read == ()


def test_what_such_a_tree_asks_for_counts() -> None:
    """Its forms, its links, the words on its controls."""
    form = "<form><label>TikTok password <input type=password></label><button>Log in</button></form>"
    listing = look(tree(f"{form}<a href=https://a.example/app.apk>Get it</a>"))

    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]
    assert "page.package-download" in [o.id for o in listing.observations]
    assert "Log in" in [text.content for text in listing.texts if text.kind == "button"]


def test_trees_in_trees_are_read_in_order() -> None:
    """As components stand in components."""
    listing = look(tree(f"<p>One.</p>{tree('<p>Two.</p>')}<p>Three.</p>") + tree("<p>Four.</p>"))

    assert shadowed(listing) == ["One.\n\nThree.", "Two.", "Four."]


@pytest.mark.parametrize(
    "body",
    [
        tree(INNER, "shadowrootmode=shut"),
        tree(INNER, ""),
        tree(INNER, "shadowroot=open"),
        f"<ul><template shadowrootmode=open>{INNER}</template></ul>",
        tree(f"<style>:host {{ display: none }}</style>{INNER}"),
        tree(INNER, host="hidden"),
        tree(INNER, host="style='display:none'"),
        f"<div style='opacity:0'>{tree(INNER)}</div>",
    ],
)
def test_what_no_reader_sees_is_not_read(body: str) -> None:
    """Templates that declare nothing, and hidden components."""
    assert shadowed(look(body)) == []


@pytest.mark.parametrize(
    "style", ["body > p { display: none }", "body { color: transparent }", "html p { font-size: 0 }"]
)
def test_style_in_a_tree_ends_at_its_host(style: str) -> None:
    """It can't hide by naming what stands around it: nothing in it is below a body."""
    assert shadowed(look(tree(f"<style>{style}</style><p>{CLAIM}</p>"))) == [CLAIM]


def test_what_a_slot_holds_takes_the_place_of_its_own_words() -> None:
    """And named slots wait for what is named so."""
    inner = (
        "<p><slot>Empty.</slot></p><p><slot name=top>No top.</slot></p><p><slot name=end>No end.</slot></p>"
    )
    listing = look(
        f"<x-app><template shadowrootmode=open>{inner}</template>Filled.<b slot=end>End.</b></x-app>"
    )

    assert shadowed(listing) == ["No top."]
    assert "Filled." in listing.texts[1].content


def test_a_login_in_a_component_is_the_one_that_the_page_speaks_of() -> None:
    """The form stands around it."""
    field = tree("<input type=password placeholder=Password>")
    listing = look(f"<form><p>Log in to TikTok</p>{field}<button>Go</button></form>")

    assert [request.id for request in listing.access_requests] == ["credential:tiktok-password"]


def test_the_first_tree_of_an_element_counts() -> None:
    """As in browsers."""
    two = "<template shadowrootmode=open><p>One.</p></template><template shadowrootmode=open>Two.</template>"
    assert shadowed(look(f"<div>{two}</div>")) == ["One."]


@pytest.mark.parametrize("step", [0, 1_000])
def test_all_trees_share_what_style_may_cost(step: int) -> None:
    """A hundred cost no more than one, with one sheet or each with its own."""
    sheets = ("".join(f"i~i.c{n + step * k}{{color:red}}" for n in range(200)) for k in range(100))
    body = "".join(tree(f"<style>{sheet}</style>" + "<i class=c1>x</i>" * 300) for sheet in sheets)
    with soon(12):
        look(body)


def test_trees_are_bounded() -> None:
    """In number and in depth; what is left is noted."""
    deep = "<p>x</p>"
    for _ in range(30):
        deep = tree(deep)
    with soon(12):
        many, nested = look(tree("<p>x</p>") * 5_000), look(f"<p>Hello.</p>{deep}")

    assert len(shadowed(many)) == 120
    assert [note.check for note in many.not_read] == ["page-text"]
    assert [note.check for note in nested.not_read] == ["page-text"]


class TestInChromium:
    """Saved by a real browser."""

    pytestmark = MARKS

    def test_a_saved_page_with_components_and_frames(self, browser: Browser) -> None:
        """The component's text, a frame of the same site, one written into the page; not another site's."""
        page = """<!doctype html><title>SaveSpy – planner</title><h1>Plan your posts</h1><x-app></x-app>
<iframe src="/inner"></iframe><iframe srcdoc="<p>Written into it.</p>"></iframe>
<iframe src="https://other.example/"></iframe><script>
customElements.define("x-app", class extends HTMLElement {
  constructor() { super(); this.attachShadow({mode: "open"}).innerHTML = "<p>Made by a script.</p>" } })
</script>"""
        context = browser.new_context()
        tab = context.new_page()
        tab.set_default_timeout(PATIENCE)
        bodies = {"https://tool.example/": page, "https://tool.example/inner": "<p>Of the same site.</p>"}
        tab.route(
            "**/*",
            lambda route: route.fulfill(
                body=bodies.get(route.request.url, "<p>An advertisement.</p>"), content_type="text/html"
            ),
        )
        tab.goto("https://tool.example/")
        saved = context.new_cdp_session(tab).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        listing = read_document(Document(target="x.mhtml", body=saved.encode(), path=Path("x.mhtml")))
        context.close()

        shown = [text.content for text in listing.texts if text.kind == "visible"]
        assert shown == ["Plan your posts", "Of the same site.", "Written into it.", "Made by a script."]
        notes = [(note.check, "other.example" in note.reason) for note in listing.not_read]
        assert notes == [("frames", True), ("page-style", False)]
