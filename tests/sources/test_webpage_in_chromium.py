"""Visible text is what a real Chromium shows through ``innerText``; hidden text is what it does not paint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.sources.webpage.style import style_tree
from auditor.sources.webpage.tree import build
from auditor.sources.webpage.visible import render
from tests.chromium import MARKS, PATIENCE, launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = MARKS


PAGES = {
    "letters split over elements": "<p>S<b>e</b><i>e</i> <span>wh</span>o<span> saved</span></p>",
    "white space": "<p>  a \n\t b  </p>\n<p>c&nbsp; d</p> tail ",
    "spaces between inline elements": "<div><b> a </b> <i> b </i></div><div>c <br> d</div>",
    "line breaks": "one<br>two<br><br>three<div>four<br></div>five",
    "blocks in inline": "<span>a<div>b</div>c</span>",
    "lists": "<ul><li>one<li>two<ul><li>inner</ul></ul>after",
    "table": "<table><caption>cap</caption><tr><th>a<th>b<tbody><tr><td>1<td>2<tr><td>3</table>end",
    "nested table": "<table><tr><td><table><tr><td>x<td>y</table><td>z<tr><td>w</table>",
    "pre": "<div>a</div><pre>  two\n   lines </pre>b",
    "white-space property": "<div style='white-space:pre-wrap'> a  b\n c </div>"
    "<p style='white-space:pre-line'>x  y\n z",
    "display none": "<p>a<span style='display:none'>b</span>c</p><div hidden>d</div>",
    "hidden attribute overridden": "<style>.x{display:block}</style><div hidden class=x>seen</div>",
    "visibility": "<p>x<i style='visibility:hidden'>a<b style='visibility:visible'>b</b>c</i>d",
    "cascade order": "<style>p{display:none} p.a{display:block} #x{display:none!important}</style>"
    "<p class=a>seen</p><p>unseen</p><p class=a id=x style='display:block'>gone</p>",
    "child combinators": "<style>div>p{display:none}ul li+li{display:none}h1~em{display:none}</style>"
    "<div><p>a</p><section><p>b</p></section></div><ul><li>1<li>2<li>3</ul><h1>h</h1><b>k</b><em>e</em>",
    "deep descendants": "<style>.a .b .c{display:none}</style>"
    "<div class=a><div class=b><i>x</i><p><b class=c>y</b></p></div></div><b class=c>z</b>",
    "not and nth": "<style>li:not(.k){display:none} p:nth-child(2){display:none}</style>"
    "<ul><li class=k>keep<li>drop</ul><div><p>1<p>2<p>3</div>",
    "attribute selectors": "<style>[data-x='1']{display:none}</style><b data-x=1>a</b><b data-x=2>b</b>",
    "media": "<style>@media print{p{display:none}}@media screen{b{display:none}}"
    "@media (max-width:600px){i{display:none}}@media (min-width:600px){u{display:none}}</style>"
    "<p>a <b>b</b> <i>c</i> <u>d</u></p>",
    "layers": "<style>@layer base{p{display:none}} p{display:block}</style><p>seen",
    "layer loses": "<style>p{display:none} @layer base{p#x{display:block}}</style><p id=x>unseen</p>k",
    "supports": "<style>@supports (display:grid){p{display:none}}</style><p>a</p>b",
    "scripts and templates": "a<script>var x='no'</script><template><p>t</p></template>"
    "<noscript>n</noscript>b",
    "comments": "sa<!-- not -->ved",
    "unclosed markup": "<div><b>bold<p>para</b> tail<div>x</p>y",
    "misnested": "<a>1<b>2</a>3</b>4<p><i>5<p>6",
    "entities": "Tik&#84;ok &amp; &lt;saved&gt; &copy; &notanentity; &#x1F600; a&zwj;b&shy;c",
    "flex row": "<div style='display:flex'><span>a</span><span>b</span></div>c",
    "inline-block": "<span style='display:inline-block'>a</span><span style='display:inline-block'>b</span>",
    "inline list items": "<ul><li style='display:inline'>a<li style='display:inline'>b</ul>",
    "floats": "<span style='float:left'>a</span><span>b</span>",
    "contents": "<div style='display:contents'>a</div>b",
    "block span": "<span style='display:block'>a</span><span>b</span>",
    "text-transform": "<p style='text-transform:uppercase'>see who</p>"
    "<p style='text-transform:lowercase'>ABC",
    "headings": "<h1>T</h1><h2>U</h2>text<hr>more",
    "closed dialog": "a<dialog>b</dialog><dialog open>c</dialog>",
    "definition list": "<dl><dt>a<dd>b<dt>c<dd>d</dl>",
    "right to left": "<p dir=rtl>مرحبا <b>TikTok</b></p>",
    "emoji and marks": "<p>e\u0301 \U0001f469\u200d\U0001f4bb ok</p>",
    "inline svg title": "a<svg><title>no</title><desc>no</desc></svg>b",
    "fieldset": "<fieldset><legend>L</legend>x</fieldset>y",
    "image between": "a<img alt=no>b",
    "wbr": "a<wbr>b",
    "ruby": "<ruby>漢<rp>(<rt>kan<rp>)</ruby>",
    "css table": "<div style='display:table'><div style='display:table-row'>"
    "<div style='display:table-cell'>a</div><div style='display:table-cell'>b</div></div></div>",
    "important beats inline": "<style>.h{display:none !important}</style>"
    "<b class=h style='display:inline'>a</b>b",
    "selector lists": "<style>h1, .k > b, #q:not(.z){display:none}</style>"
    "<h1>a</h1><p class=k><b>b</b>c</p><p id=q>d",
    "broken style": "<style>p{display:none;;color} } b{display:none} @media{i{display:none}}</style>"
    "<p>a</p><b>b</b><i>c",
    "style in body": "<p class=q>a</p><style>.q{display:none}</style>b",
    "nested inline hidden": "<p>See <span style='display:none'>not </span>who <em>saved</em></p>",
    "paragraph margins": "<p>a</p><div>b</div><p>c</p><p>d</p>",
    "empty blocks": "<div></div>a<div> </div>b<p></p>c",
    "space before block": "a <div>b</div> c",
}
WAYS = {
    "width": "overflow:hidden;width:0",
    "height": "overflow:hidden;height:0",
    "max-height": "overflow:hidden;max-height:0",
    "one axis": "overflow-y:clip;width:0",
    "other axis": "overflow-x:clip;height:0",
    "both axes": "overflow-x:hidden;height:0",
    "padding": "overflow:hidden;height:0;padding-bottom:40px",
    "padding around": "overflow:hidden;height:0;padding:0 0 40px",
    "padding beside": "overflow:hidden;height:0;padding:0 40px",
    "padding above": "overflow:hidden;height:0;padding-top:40px",
    "room": "overflow:hidden;max-height:0;min-height:40px",
    "visible in the end": "overflow:hidden;width:0;overflow-x:visible;overflow-y:visible",
    "a share of nothing": "overflow:hidden;height:0%",
    "no room": "overflow:hidden;height:0;min-height:auto;padding:0%",
    "text-indent": "text-indent:-9999px",
    "content-visibility": "content-visibility:hidden",
    "scale": "transform:scale(0)",
    "translate": "transform:translateX(-5000px)",
    "clip-path": "clip-path:inset(100%)",
    "half a clip-path": "clip-path:inset(50% 0 0 0)",
    "polygon": "clip-path:polygon(0 0, 0 0, 900px 0, 900px 900px)",
    "opacity": "opacity:0",
    "no opacity": "opacity:nan",
    "no number": "opacity:0_0",
    "relative": "position:relative;left:-9999px",
    "absolute": "position:absolute;left:-9999px",
    "margin": "margin-left:-9999px",
    "unit": "text-indent:-9999",
    "tiny": "font-size:0",
    "invisible": "visibility:hidden",
}
"""Ways of hiding words."""
SHAPES = {
    "block": "<p style='{}'>words</p>",
    "inline": "<span style='{}'>words</span>",
    "inline block": "<span style='display:inline-block;{}'>words</span>",
    "inline flex": "<span style='display:inline-flex;{}'>words</span>",
    "inline table": "<span style='display:inline-table;{}'>words</span>",
    "declared inline": "<div style='display:inline;{}'>words</div>",
    "initial": "<div style='display:initial;{}'>words</div>",
    "contents": "<div style='display:contents;{}'>words</div>",
    "float": "<span style='float:left;{}'>words</span>",
    "flex item": "<div style='display:flex'><span style='{}'>words</span></div>",
    "item of an old box": "<div style='display:-webkit-box'><span style='{}'>words</span></div>",
    "table": "<table style='{}'><tr><td>words</table>",
    "body of a table": "<table><tbody style='{}'><tr><td>words</table>",
    "row": "<table><tr style='{}'><td>words</table>",
    "cell": "<table><tr><td style='{}'>words</table>",
    "declared cell": "<div style='display:table-cell;{}'>words</div>",
    "caption": "<table><caption style='{}'>words</caption></table>",
    "button": "<button style='border:0;padding:0;background:none;{}'>words</button>",
    "ruby": "<ruby>&nbsp;<rt style='{}'>words</rt></ruby>",
    "drawing": "<svg><g style='{}'><text y=20>words</text></g></svg>",
    "letters of a drawing": "<svg><text y=20><tspan style='{}'>words</tspan></text></svg>",
}
"""Elements that can hold words."""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page of a Chromium on this machine."""
    with launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(PATIENCE)
        yield page


@pytest.mark.parametrize("name", PAGES)
def test_visible_text_equals_inner_text(page: Page, name: str) -> None:
    """What is read as visible is what ``document.body.innerText`` says."""
    html = f"<!doctype html><title>t</title><body>{PAGES[name]}"
    page.set_content(html)
    shown = page.evaluate("document.body.innerText")

    tree = build(html, name)
    assert shown.strip("\n") == render(tree, style_tree(tree)).text


@pytest.mark.parametrize("shape", SHAPES)
def test_hidden_text_is_not_painted(page: Page, shape: str) -> None:
    """Words are read as hidden exactly where a picture of the page is the same without them."""

    def picture(words: str, way: str) -> bytes:
        page.set_content("<!doctype html><body>" + SHAPES[shape].format(way).replace("words", words))
        return page.screenshot(clip={"x": 0, "y": 0, "width": 300, "height": 100})

    painted = {name: picture("words", way) != picture("&nbsp;", way) for name, way in WAYS.items()}

    assert painted == {name: _reads(SHAPES[shape].format(way)) for name, way in WAYS.items()}


def _reads(html: str) -> bool:
    tree = build(f"<!doctype html><body>{html}", "test")
    return "words" in render(tree, style_tree(tree)).text
