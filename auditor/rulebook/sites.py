"""How Chromium reads a host pattern for its own warnings, and how it writes a site's name in them.

Stricter than :mod:`auditor.rulebook.hosts`, which grades whatever might reach a site: what Chromium does not
accept it ignores without a word. Behaviour read in ``extensions/common/url_pattern.cc`` and
``permission_message_util.cc`` and measured with Chromium 156 (2026-11-22).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import idna

from auditor.rulebook.hosts import ending_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_PATTERN: Final = re.compile(
    r"(?:\*|https?|ftp|wss?)://(\*\.)?([^*/@\s:\[\]]+|\[[0-9a-fA-F:.]+\])(?::(?:\d+|\*))?/.*", re.DOTALL
)
_EVERY_SITE: Final = re.compile(r"(?:\*|https?|ftp|wss?)://\*(?::(?:\d+|\*))?/.*", re.DOTALL)
_ENCODED: Final = "xn--"
_BETTER: Final = ("com", "net", "org")
"""Of hosts that differ in their ending alone, Chromium names the one with the first of these."""
_LATIN_TWINS: Final = frozenset("асԁеһіјӏорԗԛѕԝхуъЬҽпгѵѡ")
"""Cyrillic letters that pass for Latin ones; a name of these alone is shown encoded."""
_TOGETHER: Final = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
"""Scripts that stand together in honest names."""


class Site(NamedTuple):
    """What one accepted pattern reaches."""

    everything: bool
    """All sites, or all below a whole ending."""
    host: str = ""
    """As shown to a reader; with ``*.`` where everything below is meant too. Empty for everything."""


@lru_cache(maxsize=16384)
def read_site(pattern: str) -> Site | None:
    """Return what ``pattern`` reaches, or None where Chromium tells nothing of it or refuses it."""
    if pattern == "<all_urls>" or _EVERY_SITE.fullmatch(pattern):
        return Site(everything=True)
    found = _PATTERN.fullmatch(pattern)
    if found is None:
        return None
    host, below = found[2].lower(), found[1] is not None
    if below and ending_of(f"x.{host}") == host:
        return Site(everything=True)
    return Site(everything=False, host=("*." if below else "") + shown(host))


def distinct(patterns: Iterable[str]) -> tuple[str, ...]:
    """Return the hosts that Chromium names for ``patterns``, in its order.

    Hosts that differ in their ending alone (``www.google.de`` and ``www.google.fr``) count as one.
    """
    endings: dict[str, str] = {}
    for pattern in sorted(patterns):
        site = read_site(pattern)
        if site is None or site.everything:
            continue
        ending = ending_of(site.host)
        name = site.host.removesuffix(ending)
        if name not in endings or _rank(ending) < _rank(endings[name]):
            endings[name] = ending
    return tuple(sorted(name + ending for name, ending in endings.items()))


def _rank(ending: str) -> int:
    return _BETTER.index(ending) if ending in _BETTER else len(_BETTER)


def shown(host: str) -> str:
    """Return ``host`` in lower case as a browser shows it: in its own script, unless that could deceive."""
    labels = host.split(".")
    if all(label.isascii() and not label.startswith(_ENCODED) for label in labels):
        return host
    latin_ending = labels[-1].isascii() and not labels[-1].startswith(_ENCODED)
    return ".".join(_shown(label, latin_ending=latin_ending) for label in labels)


def _shown(label: str, *, latin_ending: bool) -> str:
    try:
        encoded = idna.encode(label, uts46=True).decode("ascii")
        decoded = idna.decode(encoded)
    except UnicodeError:
        return label
    if _deceives(decoded, latin_ending=latin_ending):
        return encoded
    return decoded


def _deceives(label: str, *, latin_ending: bool) -> bool:
    letters = [letter for letter in label if unicodedata.category(letter)[0] in "LM"]
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in letters} - {"COMBINING"}
    if "CYRILLIC" in scripts and latin_ending and _LATIN_TWINS.issuperset(letters):
        return True
    return len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER)
