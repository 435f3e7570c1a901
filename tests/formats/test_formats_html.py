"""The HTML report: one whole, well-formed file that runs nothing, asks nothing and links only citations."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path

import pytest
from samples import SAMPLES
from selectolax.lexbor import LexborHTMLParser, LexborNode

from auditor.formats import FormatChoice
from auditor.formats.html import HtmlFormat, digest_of
from auditor.messages.catalogue import Catalogue
from auditor.model import Audit, Level

TEMPLATES = Path(__file__).parents[2] / "reports" / "html"
BANNED = ("scam", "malware", "steal", " lies", "safe", "guaranteed", "TikTok never shows")


def page(name: str) -> str:
    """Return the report of one sample."""
    return FormatChoice.HTML.to_format().render(SAMPLES[name]())


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """Return the first element for ``selector``, which must be there."""
    found = tree.css_first(selector)
    assert found is not None, selector
    return found


@pytest.fixture(params=list(SAMPLES))
def report(request: pytest.FixtureRequest) -> str:
    """Each sample's report."""
    return page(request.param)


def test_the_same_audit_gives_the_same_bytes() -> None:
    """Two renderings by two formats are equal."""
    assert [page(name) for name in SAMPLES] == [page(name) for name in SAMPLES]


def test_headings_step_by_one(report: str) -> None:
    """There is one h1, it comes first, and no level is skipped on the way down."""
    levels = [int((n.tag or "")[1:]) for n in LexborHTMLParser(report).css("h1,h2,h3,h4,h5,h6")]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_runs(report: str) -> None:
    """The page holds no script but data for search engines, no handler, frame, form or inline style."""
    tree = LexborHTMLParser(report)

    assert not tree.css("script:not([type='application/ld+json'])")
    assert not tree.css("iframe,frame,object,embed,form,input,base,link[rel=stylesheet],img,audio,video")
    assert len(tree.css("style")) == 1
    for node in tree.css("*"):
        assert not [key for key in node.attributes if key.startswith("on") or key == "style"]


def test_links_are_citations_or_places_in_the_page(report: str) -> None:
    """Each link leads to a clause's own address or to an id that exists; none carries a referrer."""
    tree = LexborHTMLParser(report)
    cited = {
        r.url
        for make in SAMPLES.values()
        for f in (*make().findings, *make().set_aside)
        for r in f.references
    }

    for link in tree.css("a"):
        href = link.attributes["href"] or ""
        if href.startswith("#"):
            assert tree.css_first(href) is not None
        else:
            assert href in cited
            assert re.match(r"https?://[^@\s]+$", href)
            assert "noreferrer" in (link.attributes["rel"] or "")


def test_no_address_outside_of_links_can_be_asked(report: str) -> None:
    """No attribute but a citation's href holds an address, and the style sheet imports nothing."""
    tree = LexborHTMLParser(report)

    for node in tree.css("*"):
        for key, value in node.attributes.items():
            if (node.tag, key) not in (("a", "href"), ("link", "href")):
                assert "//" not in re.sub(r"'sha256-[^']*'", "", value or "")
    style = (one(tree, "style").text() or "").lower()
    assert "@import" not in style
    assert "url(" not in style
    assert [n.attributes["href"][:19] for n in tree.css("link")] == ["data:image/svg+xml,"]  # type: ignore[index]


def test_the_policy_names_the_hash_of_the_style_sheet(report: str) -> None:
    """The policy allows this style sheet, data: pictures for the tab icon, the block of data, no more."""
    style = re.search(r"<style>(.*?)</style>", report, re.DOTALL)
    policy = one(LexborHTMLParser(report), "meta[http-equiv]").attributes["content"] or ""

    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', report, re.DOTALL)
    named = f"; script-src 'sha256-{digest_of(data[1])}'" if data else ""
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
        f"{named}"
    )


def test_ids_are_unique_and_names_refer_to_them(report: str) -> None:
    """aria-labelledby points at elements that exist, once each."""
    tree = LexborHTMLParser(report)
    ids = [node.attributes["id"] for node in tree.css("[id]")]

    assert len(ids) == len(set(ids))
    assert {node.attributes["aria-labelledby"] for node in tree.css("[aria-labelledby]")} <= set(ids)


def test_each_level_shows_word_and_shape() -> None:
    """The word of the verdict stands beside a shape that differs from all others."""
    base = SAMPLES["avoid"]()
    shapes = set()
    for level in Level:
        verdict = base.verdict.model_copy(update={"level": level})
        tree = LexborHTMLParser(HtmlFormat().render(base.model_copy(update={"verdict": verdict})))
        kicker = one(tree, ".kicker")
        assert (kicker.text() or "").strip().lower().replace(" ", "-") == level.value
        shapes.add(one(kicker, "svg").html)

    assert len(shapes) == len(Level)


def test_hostile_strings_stay_text() -> None:
    """Markup, script addresses, bidi overrides and control characters of a listing arrive as visible text."""
    tree = LexborHTMLParser(page("hostile"))

    assert "<script>alert(1)</script>" in (one(tree, "h1").text() or "")
    assert not tree.css("main img, main [onload], main svg[onload]")
    assert all("alert" not in (n.attributes.get("lang") or "") for n in tree.css("[lang]"))
    assert not re.search(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\u00ad]", page("hostile")
    )


def test_huge_strings_do_not_make_a_huge_report() -> None:
    """Quotes, names and sentences of fifty thousand characters are cut."""
    assert len(page("hostile")) < 200_000


def test_the_tool_s_own_address_is_written_so_that_nobody_follows_it() -> None:
    """The address of the tool stands in the report without its scheme and dots."""
    html = page("avoid")

    assert "hxxps://savespy[.]example/get" in html
    assert "https://savespy.example" not in re.sub(r"<script type=.application/ld.json.>.*", "", html)


def test_quotes_carry_their_language_and_are_isolated() -> None:
    """An Arabic quote is marked as Arabic, inside bdi, where it is a reason, a box, a row and evidence."""
    tree = LexborHTMLParser(page("right-to-left"))

    assert len(tree.css('bdi[lang="ar"]')) >= 4


def test_a_quote_is_highlighted_in_its_sentence() -> None:
    """Context before, the marked quote and context after join to the text as it stood."""
    audit = SAMPLES["avoid"]()
    evidence = audit.findings[0].evidence[0]
    quote = one(LexborHTMLParser(page("avoid")), "#finding-1 blockquote")

    assert one(quote, "mark").text() == evidence.quote
    assert (quote.text() or "").strip().startswith(evidence.before + evidence.quote)


def test_what_could_not_be_looked_at_stands_above_every_number() -> None:
    """The gaps come before the dials, whatever the level."""
    for name in SAMPLES:
        html = page(name)
        assert html.index('id="gaps"') < html.index('id="dials"')


def test_a_very_old_audit_still_renders() -> None:
    """An audit with nothing but the required fields gives a whole report."""
    html = page("minimal")

    assert "Be careful." in html
    assert html.endswith("</html>\n")


def test_templates_hold_no_words_that_accuse_or_promise() -> None:
    """The banned words stand in no template."""
    for path in TEMPLATES.glob("*.j2"):
        assert not [word for word in BANNED if word in path.read_text(encoding="utf-8")], path.name


def test_all_words_of_templates_can_be_translated() -> None:
    """Outside of tags and expressions no template has a word but names."""
    for path in TEMPLATES.glob("*.j2"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"{#.*?#}|{%-?\s*trans.*?endtrans\s*-?%}|{%.*?%}|{{.*?}}", " ", text, flags=re.DOTALL)
        text = re.sub(r"%3C.*?%3E|data:image/svg\+xml,", " ", text)
        words = re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]*>", " ", text))
        assert set(words) <= {"Saveraudit", "SHA", "saveraudit", "audit"}, path.name


def test_another_language_replaces_the_words() -> None:
    """Messages go through the catalogue, and the page says which language it is in."""

    class Marked(Catalogue):
        def gettext(self, message: str) -> str:
            return message if "%(quote)s" in message else f"¤{message}"

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return msgid1 if n == 1 else msgid2

    audit: Audit = SAMPLES["nothing-found"]()
    html = HtmlFormat(translations=Marked("de", messages={})).render(audit)

    assert '<html lang="de">' in html
    assert "¤What we could not look at" in html
    assert "¤Nothing found" in html
