"""What counts as shown, and what is kept apart as hidden."""

from __future__ import annotations

import pytest

from auditor.errors import TooLarge
from auditor.sources.webpage.style import style_tree
from auditor.sources.webpage.style.media import applies
from auditor.sources.webpage.style.selectors import specificity
from auditor.sources.webpage.tree import build
from auditor.sources.webpage.visible import Rendering, render


def _render(html: str) -> Rendering:
    tree = build(f"<!doctype html><body>{html}", "test")
    return render(tree, style_tree(tree))


@pytest.mark.parametrize(
    ("style", "how"),
    [
        ("display:none", "display:none"),
        ("visibility:hidden", "visibility:hidden"),
        ("opacity:0", "opacity:0"),
        ("opacity:0.0%", "opacity:0"),
        ("font-size:0", "font-size:0"),
        ("font-size:1px", "font-size:0"),
        ("position:absolute;left:-9999px", "a place outside the window"),
        ("position:fixed;top:-200vh", "a place outside the window"),
        ("text-indent:-9999px", "a place outside the window"),
        ("transform:translateX(-5000px)", "a place outside the window"),
        ("position:absolute;clip:rect(0,0,0,0)", "a box without size"),
        ("position:absolute;clip:rect(1px, 1px, 1px, 1px)", "a box without size"),
        ("height:0;overflow:hidden", "a box without size"),
        ("max-height:0;overflow:hidden", "a box without size"),
        ("clip-path:inset(50%)", "a box without size"),
        ("transform:scale(0)", "a box without size"),
        ("color:#fff;background:#ffffff", "the background's colour"),
        ("color:white;background-color:rgb(255,255,255)", "the background's colour"),
        ("color:transparent", "no colour"),
        ("content-visibility:hidden", "content-visibility:hidden"),
    ],
)
def test_hidden_text_is_kept_apart(style: str, how: str) -> None:
    """Each way of hiding, inline and by the page's own style sheet."""
    for html in (
        f"<p>seen</p><p style='{style}'>secret words</p>",
        f"<style>.k{{{style}}}</style><p>seen</p><p class=k>secret words</p>",
    ):
        rendering = _render(html)

        assert rendering.text.strip() == "seen"
        assert [("secret words", how)] == [(h.content, h.how) for h in rendering.hidden]


@pytest.mark.parametrize(
    "html",
    [
        "<p style='opacity:0;transform:translateY(20px)'>shown</p>",
        "<p style='opacity:0' data-aos=fade-up>shown</p>",
        "<p style='opacity:0.5'>shown</p>",
        "<p style='color:#fff;background:#fff url(a.png)'>shown</p>",
        "<p style='color:#fff;background:#000'>shown</p>",
        "<p style='background:linear-gradient(red,blue);background-clip:text;color:transparent'>shown</p>",
        "<p style='-webkit-background-clip:text;color:transparent'>shown</p>",
        "<p style='background-clip:text;-webkit-text-fill-color:transparent'><b>shown</b></p>",
        "<div style='font-size:0'><b style='font-size:14px'>shown</b></div>",
        "<p style='position:absolute;left:-50%'>shown</p>",
        "<p style='transform:translate(-50%,-50%)'>shown</p>",
        "<p style='left:-9999px'>shown</p>",
        "<p style='height:0'>shown</p>",
        "<p aria-hidden=true>shown</p>",
        "<style>body{opacity:0;visibility:hidden}</style><p>shown</p>",
        "<details><p>shown</p></details>",
        "<style>@media print{p{display:none}}</style><p>shown</p>",
        "<style>p:hover{display:none} p::before{display:none}</style><p>shown</p>",
        "<style media=print>p{display:none}</style><p>shown</p>",
        "<style>.x p{display:none}</style><p>shown</p>",
        "<span style='overflow:hidden;width:0'>shown</span>",
        "<span style='max-height:0;overflow:hidden'>shown</span>",
        "<a style='text-indent:-9999px'>shown</a>",
        "<b style='content-visibility:hidden'>shown</b>",
        "<b hidden=until-found>shown</b>",
        "<span style='transform:scale(0)'>shown</span>",
        "<span style='transform:translateX(-5000px)'>shown</span>",
        "<div style='display:inline;overflow:hidden;width:0'>shown</div>",
        "<div style='display:initial;overflow:hidden;width:0'>shown</div>",
        "<div style='display:contents;opacity:0;position:absolute;left:-9999px'>shown</div>",
        "<table style='height:0;overflow:hidden'><tr><td>shown</table>",
        "<table><tr style='content-visibility:hidden'><td>shown</table>",
        "<table><tr><td style='margin-left:-9999px'>shown</table>",
        "<svg><text style='color:transparent'>shown</text></svg>",
        "<svg><text style='width:0;overflow:hidden;text-indent:-9999px'>shown</text></svg>",
        "<p style='overflow:hidden;height:0;padding-bottom:2em'>shown</p>",
        "<p style='overflow:hidden;max-height:0;min-height:2em'>shown</p>",
        "<p style='overflow-y:clip;width:0'>shown</p>",
        "<p style='overflow:hidden;width:0;overflow-x:visible;overflow-y:visible'>shown</p>",
        "<p style='overflow:hidden;height:0%'>shown</p>",
        "<p style='opacity:nan'>shown</p>",
        "<p style='opacity:-infinity'>shown</p>",
        "<p style='opacity:0_0'>shown</p>",
        "<p style='opacity:\u0660'>shown</p>",
        "<p style='text-indent:-9999'>shown</p>",
        "<p style='text-indent:-\u0669\u0669\u0669\u0669px'>shown</p>",
        "<p style='clip-path:inset(50% 0 0 0)'>shown</p>",
        "<p style='clip-path:circle(0900px)'>shown</p>",
        "<p style='clip-path:polygon(0 0, 0 0, 900px 0, 900px 900px)'>shown</p>",
    ],
)
def test_shown_text_stays(html: str) -> None:
    """What only looks like hiding hides nothing."""
    rendering = _render(html)

    assert rendering.text.strip() == "shown"
    assert rendering.hidden == ()


@pytest.mark.parametrize(
    "html",
    [
        "<span style='display:inline-block;overflow:hidden;width:0'>words</span>",
        "<span style='float:left;text-indent:-9999px'>words</span>",
        "<div style='display:flex'><span style='max-width:0;overflow:hidden'>words</span></div>",
        "<span style='clip-path:inset(100%)'>words</span>",
        "<span style='margin-left:-9999px'>words</span>",
        "<span style='position:relative;left:-9999px'>words</span>",
        "<span style='opacity:0'>words</span>",
        "<span hidden>words</span>",
        "<p hidden=until-found>words</p>",
        "<button style='text-indent:-9999px'>words</button>",
        "<table style='text-indent:-9999px'><tr><td>words</table>",
        "<table><tr><td style='content-visibility:hidden'>words</table>",
        "<svg><g style='transform:scale(0)'><text>words</text></g></svg>",
        "<svg style='color:transparent'><foreignObject><p>words</p></foreignObject></svg>",
        "<p style='opacity:0e0'>words</p>",
        "<p style='clip-path:polygon(0 0, 0 0)'>words</p>",
    ],
)
def test_what_a_box_does_not_show_is_hidden(html: str) -> None:
    """Also where what stands in a line could not be hidden so."""
    rendering = _render(html)

    assert rendering.text.strip() == ""
    assert [hidden.content for hidden in rendering.hidden] == ["words"]


def test_letters_join_as_they_show() -> None:
    """Letters over elements, with comments between, make one word."""
    assert _render("<p>S<b>e</b><!-- x --><i>e</i> wh<span>o</span> sa<wbr>ved</p>").text == "See who saved"


def test_scripts_and_state_are_no_text() -> None:
    """Neither code nor server-rendered state is shown."""
    html = (
        "a<script>see who saved</script><script type=application/json id=__NEXT_DATA__>{}</script>"
        "<template>t</template><noscript>n</noscript>"
        "<svg><title>x</title><metadata>m</metadata></svg><!-- c -->b"
    )
    assert _render(html).text == "ab"


def test_style_elsewhere_is_noted() -> None:
    """A hidden text may count where the style was not read, and the page says so."""
    tree = build("<link rel=stylesheet href=a.css><style>@import 'b.css';</style>x", "test")

    assert "2 other files" in style_tree(tree).not_read[0].reason


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<b>" * 100_000,
        "<div/>" * 5_000,
        '<p ="><div><div>' * 5_000,
        "<svg><p></p>" + "<x/>" * 5_000,
        "<p " + " ".join(f"a{n}=1" for n in range(2_000)) + ">x",
        "".join(f"<font a={n}>" for n in range(390)) + "<p>x" * 20_000,
    ],
)
def test_a_page_built_to_exhaust_is_refused(html: str) -> None:
    """Depth and misnesting are counted before a parser sees them."""
    with pytest.raises(TooLarge):
        build(html, "test")


def test_ordinary_broken_markup_is_not_refused() -> None:
    """Elements that end by themselves may be left open as often as anybody likes."""
    html = "<ul>" + "<li>x<br><img>" * 3_000 + "</ul>" + "<table>" + "<tr><td>y" * 3_000 + "<p>z" * 3_000

    assert build(html, "test").elements


@pytest.mark.parametrize(
    "selector",
    [
        "i div div div div div b",
        "div " * 30 + "b",
        "*:not(.a):not(.b) * * *",
        ":is(" * 50,
        "a" * 1000,
        "[x=",
        "b::x",
    ],
)
def test_a_selector_built_to_exhaust_ends(selector: str) -> None:
    """A deep page and a long chain of descendants cost little."""
    html = f"<style>{selector}{{display:none}}</style>" + "<div>" * 380 + "<b>x</b>" * 20
    tree = build(html, "test")

    rendering = render(tree, style_tree(tree))

    assert "x" in rendering.text + "".join(hidden.content for hidden in rendering.hidden)


@pytest.mark.parametrize(
    ("query", "met"),
    [
        ("", True),
        ("screen", True),
        ("print", False),
        ("print, screen", True),
        ("only screen and (min-width: 600px)", True),
        ("(max-width: 37.5em)", False),
        ("not print", True),
        ("(width >= 900px)", True),
        ("(width < 900px)", False),
        ("(prefers-color-scheme: dark)", False),
        ("(made-up: thing)", False),
    ],
)
def test_media_queries(query: str, met: bool) -> None:  # noqa: FBT001  # a table of facts
    """Decided as on a desktop screen."""
    assert met is applies(query)


@pytest.mark.parametrize(
    ("selector", "weight"),
    [
        ("p", (0, 0, 1)),
        ("#a .b p", (1, 1, 1)),
        ("ul li:first-child", (0, 1, 2)),
        ("[x] a:not(.c)", (0, 2, 1)),
    ],
)
def test_specificity(selector: str, weight: tuple[int, int, int]) -> None:
    """Ids, classes, types."""
    assert weight == specificity(selector)
