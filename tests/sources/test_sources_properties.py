"""Whatever a stranger writes, reading ends in a listing or in an error of ours."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.errors import AuditorError
from auditor.model import Listing
from auditor.sources import Document, read_document
from auditor.sources.described import from_object

TAGS = [
    "div",
    "p",
    "span",
    "b",
    "i",
    "a",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "pre",
    "h1",
    "form",
    "input",
    "button",
    "label",
    "select",
    "option",
    "textarea",
    "svg",
    "title",
    "style",
    "script",
    "template",
    "noscript",
    "details",
    "summary",
    "dialog",
    "br",
    "hr",
    "font",
    "iframe",
    "img",
    "math",
    "ruby",
    "body",
    "html",
    "head",
    "x-y",
]
STYLES = [
    "display:none",
    "color:red",
    "opacity:0",
    "left:-9999px;position:absolute",
    "white-space:pre",
    ";;:{}",
    "font-size:0",
]
_attribute = st.sampled_from(
    [
        "",
        " hidden",
        " class=a",
        " id=b",
        " type=password",
        " href='x.apk'",
        " open",
        " type=hidden",
        " placeholder='TikTok password'",
    ]
) | st.sampled_from(STYLES).map(lambda style: f' style="{style}"')
_piece = (
    st.tuples(st.sampled_from(TAGS), _attribute).map(lambda pair: f"<{pair[0]}{pair[1]}>")
    | st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
    | st.text(max_size=12)
    | st.sampled_from(
        ["<!--", "-->", "<", ">", "&amp;", "&#0;", "<![CDATA[", "]]>", "<style>.a{display:none}", "\0"]
    )
)
_html = st.lists(_piece, max_size=60).map("".join)


@settings(max_examples=200)
@given(_html)
def test_random_markup_never_crashes(html: str) -> None:
    """Nor does what was read fail to be written and read again."""
    body = html.encode("utf-8", errors="replace")
    try:
        listing = read_document(Document(target="x.html", body=body, media_type="text/html"))
    except AuditorError:
        return
    printed = listing.model_dump_json()

    assert listing == from_object(json.loads(printed))
    assert all(text.content for text in listing.texts)


@settings(max_examples=100)
@given(st.binary(max_size=300))
def test_random_bytes_never_crash(body: bytes) -> None:
    """Under every source that may recognise them."""
    for media_type in ("", "text/html", "application/json"):
        try:
            listing = read_document(Document(target="x", body=body, media_type=media_type))
        except AuditorError:
            continue
        assert isinstance(listing, Listing)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["T", "i", "k", " ", "é", "\u0301", "😀", "م"]), min_size=1, max_size=30))
def test_splitting_letters_over_elements_changes_nothing(letters: list[str]) -> None:
    """A text split into inline elements reads as the text."""
    whole = "".join(letters)
    expected = " ".join(whole.split(" ")).strip(" ")
    if not expected.strip():
        return
    split = "".join(
        f"<b>{letter}</b>" if n % 2 else f"<!-- x -->{letter}" for n, letter in enumerate(letters)
    )
    listing = read_document(
        Document(target="x.html", body=f"<p>{split}</p>".encode(), media_type="text/html")
    )

    assert " ".join(whole.split()) == listing.texts[0].content
