"""Keep what reaches one person out of the words around a quote: those are published, and nobody asked.

E-mail addresses, telephone numbers and street addresses as shops and pages print them beside a tool. The
quote itself stays exact: it is what the tool says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAIL: Final = re.compile(r"(?i)[\w.+%-]{1,64}(?:@| ?[(\[]at[)\]] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
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
    if "@" not in text and not any(sign.isdigit() or sign in "([" for sign in text):
        return text
    for pattern, word in _HIDDEN:
        text = pattern.sub(word, text)
    return text


def personal_in(text: str) -> Iterator[str]:
    """Yield what :func:`without_personal` would replace in ``text``, which may be of any length. Linear."""
    for start in range(0, len(text), _PIECE):
        piece = text[max(0, start - _OVERLAP) : start + _PIECE]
        for pattern, _ in _HIDDEN:
            yield from (found[0] for found in pattern.finditer(piece))


_PIECE: Final = 600
_OVERLAP: Final = 150
"""So that nothing is missed where two pieces meet."""
