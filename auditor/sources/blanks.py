"""Places in a link that nobody has filled in: ``{$client_key}``, ``${state}``, ``YOUR_CLIENT_KEY``.

Links copied out of documentation and source code carry them. They are no faults of the tool.
"""

from __future__ import annotations

import re
from typing import Final

BLANK: Final = "\ue000"
"""Stands, once per character, for whatever a template would put there."""

_SPAN: Final = 200
"""Characters of one blank at most, so that looking for its end stays cheap."""
_SHORT: Final = 64
_BLANKS: Final = re.compile(
    rf"[$#]?\{{\{{[^{{}}]{{0,{_SPAN}}}\}}\}}"  # {{x}} ${{x}}
    rf"|[$#%@]?\{{[^{{}}]{{0,{_SPAN}}}\}}"  # {x} ${x} #{x}
    rf"|%\([A-Za-z_]{{1,{_SHORT}}}\)s|%[s@]"  # %(x)s %s
    rf"|<[?%]?=?[^<>]{{1,{_SPAN}}}>"  # <x> <?= x ?> <%= x %>
    rf"|\[\[?[A-Za-z_ -]{{2,{_SHORT}}}\]\]?"  # [x] [[x]]
    rf"|\$[A-Za-z_][A-Za-z0-9_]{{0,{_SHORT}}}"  # $x
    rf"|%(?:7B|7b)[^%&]{{1,{_SHORT}}}%(?:7D|7d)"  # %7Bx%7D
)
_WORD: Final = (
    "YOUR|MY|THE|APP|CLIENT|KEY|ID|SECRET|REDIRECT|CALLBACK|URI|URL|STATE|SCOPES?|CSRF|TOKEN|RANDOM|STRING"
    "|MOCK|DUMMY|SAMPLE|EXAMPLE|PLACEHOLDER|HERE|INSERT|ENTER|REPLACE|WITH|ME|TIKTOK|UNIQUE|VALUE|ENCODED"
    "|CODE|CHALLENGE|NONCE|TODO|CHANGE|CHANGEME"
)
_NAMED: Final = re.compile(rf"(?:{_WORD})(?:[_ .-](?:{_WORD}))+|STATE|CLIENTKEY|CLIENTID|TODO|CHANGEME")
_YOUR: Final = re.compile(r"(?:your|my|insert|replace)[_ -][a-z0-9_ -]{2,60}", re.IGNORECASE)
_DOTS: Final = re.compile(r"[xX]{3,}|\.{2,}|…|\*{3,}|_{3,}|-{3,}")
_PARAMETER: Final = re.compile(r":[A-Za-z_]{2,64}")


def mask(link: str) -> str:
    """Return ``link`` with every blank replaced by as many :data:`BLANK` as it has characters.

    Positions stay the same, so that a link can be taken apart where the signs inside a blank
    (``${a?b:c}``, ``#{key}``) would mislead.
    """
    return _BLANKS.sub(lambda found: BLANK * len(found[0]), link.replace(BLANK, "\ufffd"))


def is_blank(value: str) -> bool:
    """Whether nothing of ``value`` is filled in, or so little that it says nothing."""
    if len(value) > _SPAN:
        return False
    value = value.strip()
    whole = (_NAMED, _YOUR, _DOTS, _PARAMETER)
    return _BLANKS.fullmatch(value) is not None or any(shape.fullmatch(value) for shape in whole)


def has_blank(value: str) -> bool:
    """Whether a part of ``value`` is not filled in."""
    return BLANK in mask(value) or is_blank(value)
