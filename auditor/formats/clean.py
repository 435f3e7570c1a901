"""Strings written by strangers, made fit to show: nothing hidden, nothing that steers, nothing endless.

Whatever stands in a listing may try to move the cursor, turn the reading direction, hide a letter or
fill the page. Here such characters become visible words, and lengths get an end.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

MAX_NAME: Final = 120
"""Characters of a tool's or a maker's name that are shown."""
MAX_QUOTE: Final = 600
"""Characters of one quote that are shown; the audit itself keeps all of them."""
MAX_SENTENCE: Final = 1_200
"""Characters of one sentence of a rule set that are shown."""
MAX_ADDRESS: Final = 300
"""Characters of an address that are shown."""
MAX_MARKS: Final = 4
"""Combining marks in a row. More than four stand in no writing system; they only smear other lines."""

_RIGHT_TO_LEFT: Final = ("R", "AL", "AN")
_HOST_DOT: Final = re.compile(
    r"(?<=\w)(?:\.(?=[^\W_]{2})(?=[^\W_]*[^\W\d_])|[\u3002\uff0e\uff61](?=[A-Za-z]{2}))"
)
_SCHEME: Final = re.compile(r"(?i)\b(https?|ftp|javascript|vbscript|data|file|mailto|tel|xmpp):")
_NAMED: Final = re.compile(r"[@#](?=\w)")
_KEPT_FORMATS: Final = frozenset("\u200c\u200d")
"""Joiners, which Persian, Hindi and emoji need."""
_DIRECTION: Final = frozenset("\u200e\u200f\u061c")
"""Marks that only say which way a neighbour reads; they show nothing, and bdi isolates them."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_PICTURES: Final = 0x2400
"""Where the pictures of control characters begin."""
_NO_BREAK: Final = frozenset("\u00a0\u202f")
_BLANKS: Final = re.compile(r"\s+")
_SPACES: Final = frozenset("\n\t\r\v\f\u0085\u2028\u2029")


def visible(text: str, limit: int = MAX_SENTENCE) -> str:
    """Return ``text`` on one line, with all that is unseen or steering written out, cut at ``limit``."""
    return _written_out(shorten(_on_one_line(_spaced(text[: 4 * limit])), limit))


def visible_lines(text: str) -> str:
    """Like :func:`visible`, line by line: for words of our own that take several lines."""
    return "\n".join(map(visible, text.split("\n")))


def passage(text: str, limit: int = MAX_QUOTE) -> str:
    """Like :func:`visible`, but keep one blank at either end, so that passages join as they stood."""
    body = visible(text, limit)
    if not body:
        return " " if text else ""
    return f"{_edge(text[0])}{body}{_edge(text[-1])}"


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` to at most ``limit`` characters, at a blank where one is near, with an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    blank = head.rfind(" ")
    if blank > limit * 2 // 3:
        head = head[:blank]
    while head and (unicodedata.combining(text[len(head)]) or text[len(head)] in _KEPT_FORMATS):
        head = head[:-1]
    return head.rstrip() + "…"


def defang(address: str) -> str:
    """Write an address so that it can be read and neither followed nor linked: ``hxxps://a[.]example/``."""
    shown = visible(address, MAX_ADDRESS)
    scheme, mark, rest = shown.partition("://")
    if not mark:
        return shown.replace(".", "[.]").replace("javascript:", "javascript[:]")
    end = min((rest.find(stop) for stop in "/?#" if stop in rest), default=len(rest))
    host = rest[:end].replace(".", "[.]")
    return f"{scheme.lower().replace('tt', 'xx')}://{host}{rest[end:]}"


def citation(address: str) -> str | None:
    """Return ``address`` if a report may link it, else None: http or https, a plain host, nothing odd."""
    if any(not "!" <= c <= "~" or c in '"<>\\^`{|}' for c in address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and parts.hostname and "." in parts.hostname
    return address if plain and "@" not in parts.netloc and port is None else None


def unlinked(text: str) -> str:
    """Write ``text`` so that no service makes a link, a mention or a tag of its words: ``evil[.]example``."""
    text = _SCHEME.sub(lambda found: f"{found[1]}[:]", text)
    return _NAMED.sub(lambda found: f"[{found[0]}]", _HOST_DOT.sub("[.]", text))


def isolated(text: str) -> str:
    """Keep right-to-left words from reordering what stands beside them, where no markup can do it.

    ``text`` has been made :func:`visible`, so it holds no mark that could end the isolation early.
    """
    turns = any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)
    return f"\u2068{text}\u2069" if turns else text


def language_tag(tag: str) -> str:
    """Return ``tag`` if it has the form of a language tag, else "" (what stands there is a stranger's)."""
    return tag if _TAG.fullmatch(tag) else ""


def sentence_case(text: str) -> str:
    """Raise the first letter and leave all others: "read SMS" becomes "Read SMS"."""
    return text[:1].upper() + text[1:]


def begun(title: str, name: str) -> str:
    """Return what a thing is called as it begins a line; where that is its bare name, it stays as it is."""
    shown = visible(title)
    return shown if title == name else sentence_case(shown)


def _spaced(text: str) -> str:
    return "".join(" " if c in _SPACES else c for c in text)


def _edge(character: str) -> str:
    if character in _NO_BREAK:
        return character
    return " " if character.isspace() else ""


def _on_one_line(text: str) -> str:
    if _NO_BREAK.isdisjoint(text):
        return " ".join(text.split())
    return _BLANKS.sub(_blank, text.strip())


def _blank(found: re.Match[str]) -> str:
    """Return the blank that a run of blanks becomes.

    A no-break blank stays one beside a mark or a digit, as French and numbers need it. Between words it
    could only make a line that nothing breaks.
    """
    run, text = found[0], found.string
    if run in _NO_BREAK and not (text[found.start() - 1].isalpha() and text[found.end()].isalpha()):
        return run
    return " "


def _written_out(text: str) -> str:
    if text.isprintable() and not any(map(unicodedata.combining, text)):
        return text  # as nearly all text is: nothing unseen, no marks that pile up
    out: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            out.append(_shown(character))
    return "".join(out)


def _shown(character: str) -> str:
    code = ord(character)
    kind = unicodedata.category(character)
    if character in _DIRECTION:
        return ""
    if kind == "Cc":
        return chr(_PICTURES + code) if character < " " else f"‹U+{code:04X}›"
    if kind in ("Cs", "Co", "Cn") or (kind == "Cf" and character not in _KEPT_FORMATS):
        return f"‹U+{code:04X}›"
    return character
