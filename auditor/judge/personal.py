"""Keep what reaches one person out of the words around a quote: those are published, and nobody asked.

E-mail addresses, telephone numbers and street addresses as shops and pages print them beside a tool. The
quote itself stays exact: it is what the tool says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.mailboxes import HOST, NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_VERSION: Final = r"\d+(?:\.\d+)*(?![\w.-])"
"""What stands behind the @ where a script's address names its version: ``jquery@3.7.1``."""
_MAIL: Final = re.compile(rf"(?i){NAME}(?:@(?!{_VERSION})| ?[(\[]at[)\]] ?){HOST}")
_CALLED: Final = "tel|phone|telephone|mobile|call|fax|whatsapp|telefon|teléfono"
_STREET_AFTER: Final = "street|st|avenue|ave|road|rd|boulevard|blvd|lane"
_STREET_JOINED: Final = r"stra(?:ß|ss)e|str\.|weg|gasse|allee|platz"
_STREET_BEFORE: Final = r"rue|calle|via|rua|avenida|ul\.|jalan|jl\."
_OF: Final = "de|du|des|la|le|les"
_DIGITS: Final = r"\(?\d[\d \u00a0().\-/]{5,18}\d"
_PHONE: Final = re.compile(
    rf"(?i)(?<![\w+])(?:(?:\+|00(?=\d)){_DIGITS}"
    rf"|(?:{_CALLED})\b(?: us| me)?\W{{0,4}}{_DIGITS})"
    r"(?!\w)"
)
_STREET: Final = re.compile(
    r"(?i)\b\d{1,5}[a-z]?,? (?:[\w.'-]{1,30} ){1,4}"
    rf"(?:{_STREET_AFTER})\b\.?"
    r"|\b[\w.-]{2,40}"
    rf"(?:{_STREET_JOINED})"
    r" \d{1,4}[a-z]?\b"
    r"|\b(?:\d{1,4}(?: bis)?,? )?"
    rf"(?:{_STREET_BEFORE})"
    r" (?:[\w.'-]{1,30} ){1,4}"
    r"\d{1,5}\b"
    r"|\b\d{1,4}(?: bis)?,? rue "
    rf"(?:(?:{_OF}|l') ?)"
    r"{0,3}[\w'-]{1,30}"
)
TELLING: Final = re.compile(
    rf"(?i)((?<=[(\[])at(?=[)\]])|\b(?:{_CALLED}|us|me)\b"
    rf"|\b(?:{_STREET_AFTER}|bis|{_STREET_BEFORE}|{_OF})\b"
    rf"|(?:{_STREET_JOINED})\b)".replace(r"\.", "")
)
"""What makes a piece a mailbox, a number or an address, and names nobody."""
_HIDDEN: Final = ((_MAIL, "[e-mail]"), (_PHONE, "[phone]"), (_STREET, "[address]"))


def without_personal(text: str) -> str:
    """Return ``text``, a few hundred characters at most, with ``[e-mail]`` and the like in their place."""
    if not _SOME.search(text):
        return text
    for pattern, word in _HIDDEN:
        text = pattern.sub(word, text)
    return text


def personal_in(text: str) -> Iterator[str]:
    """Yield what :func:`without_personal` would replace in ``text``, which may be of any length. Linear."""
    yield from (text[begin:end] for begin, end in personal_spans(text))


def personal_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where that begins and ends. What is of two kinds at once is told twice, and may overlap."""
    starts = range(0, len(text), _PIECE) if _SOME.search(text) else ()
    pieces = [(max(0, start - _OVERLAP), start + _PIECE) for start in starts]
    for pattern, _ in _HIDDEN:
        # What is cut where a piece ends is seen whole in the next one.
        yield from joined(found.span() for piece in pieces for found in pattern.finditer(text, *piece))


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that overlap as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


_SOME: Final = re.compile(r"[@\d(\[]")
"""Nothing is personal that has none of these."""
_PIECE: Final = 600
_OVERLAP: Final = 150
"""So that nothing is missed where two pieces meet."""
