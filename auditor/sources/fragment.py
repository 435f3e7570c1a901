"""Turn a fragment of HTML that stood inside JSON (a store's description) into text."""

from __future__ import annotations

import html
import re
from typing import Final

from auditor.sources.record import whole_characters

_MARKUP: Final = re.compile(r"<[a-zA-Z/!]")
_BLOCKS: Final = ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote")
_UNSEEN: Final = ("script", "style", "template", "noscript")
_BREAK: Final = re.compile(r"(?i)<(?:br|/?(?:p|div|li|h[1-6]))(?:\s[^<>]*)?/?>")
_TAG: Final = re.compile(r"<[^<>]*>")
_MANY_LINES: Final = re.compile(r"\n{3,}")
_MAX_FRAGMENT: Final = 400_000
_MAX_TAGS: Final = 1_500


def fragment_text(fragment: str) -> str:
    """Return what a reader sees of ``fragment``: tags gone, ``<br>`` and blocks as line breaks."""
    fragment = whole_characters(fragment[:_MAX_FRAGMENT])
    if _MARKUP.search(fragment) is None:
        return html.unescape(fragment).strip()
    # BeautifulSoup's time grows with the square of the tags; no store's description has so many.
    text = _stripped(fragment) if fragment.count("<") > _MAX_TAGS else _parsed(fragment)
    return _MANY_LINES.sub("\n\n", text).strip()


def _stripped(fragment: str) -> str:
    return html.unescape(_TAG.sub(" ", _BREAK.sub("\n", fragment)))


def _parsed(fragment: str) -> str:
    from bs4 import BeautifulSoup, ParserRejectedMarkup  # noqa: PLC0415  # a quarter of the start-up time, and few targets need it

    try:
        soup = BeautifulSoup(fragment, "html.parser")
    except ParserRejectedMarkup:
        return _stripped(fragment)
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    for element in soup.find_all("br"):
        element.replace_with("\n")
    for element in soup.find_all(_BLOCKS):
        element.insert_before("\n")
        element.insert_after("\n")
    return soup.get_text()
