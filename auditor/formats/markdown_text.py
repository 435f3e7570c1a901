"""Strings as Markdown that shows them and does nothing else, in CommonMark and in what GitHub makes of it.

Marks are escaped; ``<``, ``>`` and ``&`` become character references, which also older readers of Markdown
know. An address, a mention or an issue number would become a link by itself, escaped or not, so each word
that looks like one stands in a code span, in which nothing has a meaning.
"""

from __future__ import annotations

import re
from typing import Final

from auditor.formats.clean import isolated


class Marked(str):
    """Text that is Markdown already."""

    __slots__ = ()


_REFERENCES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS: Final = re.compile(r"[\\`*_{}\[\]|~$^]")
_OPENING: Final = re.compile(r"^(\s*)([-+#=:!%])")
_NUMBER: Final = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
_LINKED: Final = re.compile(
    r"//|www[.]|\w[.\u3002\uff0e\uff61][^\W\d_]{2}|[@#]\w|:[\w+-]+:|GH-\d|\b(?:javascript|vbscript|data):",
    re.IGNORECASE,
)
_EDGES: Final = re.compile(r"^([(\[“‘«„\"']*)(.*?)([)\]”’»\"'.,;:!?…]*)$", re.DOTALL)


def escaped(text: str) -> Marked:
    """Return one line of text as Markdown of the same words, fit for any place in a paragraph or heading."""
    words = [_word(word) for word in re.split(r"(\s+)", text)]
    return Marked(_at_start(isolated("".join(words))))


def code(text: str) -> Marked:
    """Return ``text`` as a code span, fenced by more backticks than stand in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return Marked(f"{fence}{pad}{text}{pad}{fence}") if text else Marked("")


def linked(label: str, href: str) -> Marked:
    """Return a link to ``href``, which :func:`auditor.formats.clean.citation` has let pass."""
    return Marked(f"[{escaped(label)}](<{href}>)")


def _word(word: str) -> str:
    if not _LINKED.search(word):
        return _plain(word)
    edges = _EDGES.match(word)
    before, body, after = edges.groups() if edges else ("", word, "")
    return f"{_plain(before)}{code(body)}{_plain(after)}"


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text.translate(_REFERENCES))


def _at_start(text: str) -> str:
    """Escape what would make a list, a heading, a rule or a definition of a line that begins with it."""
    return _OPENING.sub(r"\1\\\2", _NUMBER.sub(r"\1\\\2", text))
