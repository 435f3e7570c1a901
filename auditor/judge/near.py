"""Find words that stand close to each other, of all signs at once, in one pass over a text."""

# ruff: noqa: RUF001 -- words of several scripts

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import ahocorasick_rs

from auditor.language.expand import expand
from auditor.language.fold import fold
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.rulebook.schema_signs import PRICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.rulebook.schema_signs import Sign

_AMOUNT: Final = r"\d{1,6}(?:[.,]\d{1,3}){0,2}"
_PRICES: Final = re.compile(
    rf"(?:us\$|a\$|c\$|r\$|rs\.?|[$€£¥₹₽₩₺₫฿])\s?{_AMOUNT}"
    rf"|(?<![\d.,]){_AMOUNT}\s?(?:us\$|[$€£¥₹₽₩₺₫฿元円]|(?:usd|eur|gbp|dollars?|euros?|zl|pln|tl|rub|руб|rs|"
    r"won|원|yen|baht|บาท|dong|vnd|idr)\b)"
)
_SENTENCE_END: Final = re.compile(r"[.!?](?:\s|$)|[。！？।؟]|\n")
_TAKES_BACK_BEFORE: Final = 40
"""Characters before a stretch in which words may take it back."""
_MOST_HITS: Final = 2_000
"""Mentions of one sign that are looked at; more stand only in texts made to waste time."""
_AGAINST: Final = -1


class Seen(NamedTuple):
    """A fact and the stretch of text that shows it."""

    observation: str
    start: int
    end: int


class _Role(NamedTuple):
    """What a term is for: a sign, and which of its lists; -1 for what takes it back."""

    sign: int
    group: int
    prefix: bool


class _Hit(NamedTuple):
    start: int
    end: int
    group: int


class _Words:
    """Terms in one automaton, each with what it is for."""

    def __init__(self, roles: dict[str, list[_Role]]) -> None:
        terms = sorted(roles)
        self._roles = [roles[term] for term in terms]
        self._automaton = ahocorasick_rs.AhoCorasick(terms) if terms else None

    def found(self, text: str) -> set[int]:
        """Return the signs of which a term is there."""
        return {role.sign for role, _, _ in self._mentions(text)}

    def hits(self, text: str, wanted: set[int]) -> dict[int, list[_Hit]]:
        """Return by sign the places of its terms, in order; of the ``wanted`` signs alone."""
        hits: dict[int, list[_Hit]] = {sign: [] for sign in sorted(wanted)}
        for role, start, end in self._mentions(text):
            if role.sign in wanted and len(hits[role.sign]) < _MOST_HITS:
                hits[role.sign].append(_Hit(start, end, role.group))
        return {sign: sorted(found) for sign, found in hits.items()}

    def _mentions(self, text: str) -> Iterator[tuple[_Role, int, int]]:
        if self._automaton is None:
            return
        for term, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if _begins(text, start):
                ends = _ends(text, end)
                for role in self._roles[term]:
                    if ends or role.prefix:
                        yield role, start, end


class NearWords:
    """All signs that look for words."""

    def __init__(self, rules: tuple[Sign, ...], roles: dict[str, list[_Role]]) -> None:
        self._rules = rules
        self._priced = [
            next((n for n, group in enumerate(rule.words) if PRICE in group), None) for rule in rules
        ]
        rarest = [_rarest(number, roles) for number in range(len(rules))]
        self._all = _Words(roles)
        self._rare = _Words(
            {
                term: kept
                for term, uses in roles.items()
                if (kept := [role for role in uses if role.group == rarest[role.sign]])
            }
        )

    def find(self, text: str) -> Iterator[Seen]:
        """Yield what each sign shows, at its first place in the text."""
        folded = fold(text[:MAX_TEXT_CHARACTERS])
        words = folded.text.replace("\n", " ")
        worth = self._rare.found(words)
        if not worth:
            return  # nearly all texts: their ordinary words are not looked at one by one
        hits = self._all.hits(words, worth)
        prices: list[_Hit] | None = None
        for number, found in hits.items():
            sign, priced = self._rules[number], self._priced[number]
            present = {hit.group for hit in found}
            if priced is not None and len(present - {_AGAINST, priced}) == len(sign.words) - 1:
                prices = _prices(words) if prices is None else prices
                found = sorted(found + [hit._replace(group=priced) for hit in prices])  # noqa: PLW2901
                present |= {priced} if prices else set()
            if len(present - {_AGAINST}) == len(sign.words):
                stretch = _closest(found, len(sign.words), sign.within)
                if stretch is not None:
                    start, end = folded.span(*_widened(folded.text, *stretch))
                    yield Seen(sign.observation, start, end)


def near_words(signs: Iterable[Sign]) -> NearWords:
    """Compile signs that look for words."""
    rules = tuple(signs)
    roles: defaultdict[str, list[_Role]] = defaultdict(list)
    for number, sign in enumerate(rules):
        groups = ((_AGAINST, sign.unless), *enumerate(sign.words))
        for group, notations in groups:
            for form in (form for notation in notations if notation != PRICE for form in expand(notation)):
                term = " ".join(fold(form.rstrip("*")).text.split())
                if term:
                    roles[term].append(_Role(number, group, form.endswith("*")))
    return NearWords(rules, dict(roles))


def _rarest(sign: int, roles: dict[str, list[_Role]]) -> int:
    """Return the list of a sign whose shortest term is the longest: long words are rare."""
    shortest: dict[int, int] = {}
    for term, uses in roles.items():
        for role in uses:
            if role.sign == sign and role.group != _AGAINST:
                weight = len(term) if term.isascii() else 2 * len(term)
                shortest[role.group] = min(weight, shortest.get(role.group, weight))
    return max(shortest, key=lambda group: (shortest[group], -group), default=0)


def _prices(text: str) -> list[_Hit]:
    return [_Hit(match.start(), match.end(), 0) for match in _PRICES.finditer(text)][:_MOST_HITS]


def _closest(found: list[_Hit], groups: int, within: int) -> tuple[int, int] | None:
    """Return the first stretch that holds a word of each list, is short enough, and is not taken back."""
    against = [hit for hit in found if hit.group == _AGAINST]
    begins = [hit.start for hit in against]
    latest: dict[int, _Hit] = {}
    for hit in found:
        if hit.group == _AGAINST:
            continue
        latest[hit.group] = hit
        if len(latest) < groups:
            continue
        start = min(each.start for each in latest.values())
        end = max(each.end for each in latest.values())
        first = bisect_left(begins, start - _TAKES_BACK_BEFORE)
        taken_back = first < len(against) and against[first].end <= end + 1
        if end - start <= within and not taken_back:
            return start, end
    return None


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch out to its sentence's or line's ends, or by a few words."""
    left = max(0, start - _TAKES_BACK_BEFORE)
    before = [match.end() for match in _SENTENCE_END.finditer(text, left, start)]
    if before:
        left = before[-1]
    elif left:
        left = text.find(" ", left, start) + 1 or start
    right = min(len(text), end + _TAKES_BACK_BEFORE)
    after = _SENTENCE_END.search(text, end, right)
    if after is not None:
        right = after.start() + len(after[0].rstrip())
    elif right < len(text):
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else end
    return left, right


def _parts_words(character: str) -> bool:
    """Whether its script parts words by spaces, so that a word has a beginning and an end."""
    return character.isalnum() and (
        character < "\u0e00" or "\u1e00" <= character < "\u2000" or "\ua000" <= character < "\uac00"
    )


def _begins(text: str, start: int) -> bool:
    return not (start and _parts_words(text[start]) and _parts_words(text[start - 1]))


def _ends(text: str, end: int) -> bool:
    return not (end < len(text) and _parts_words(text[end - 1]) and _parts_words(text[end]))
