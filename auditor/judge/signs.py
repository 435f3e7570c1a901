"""Facts that show in a listing's words and fields, whatever its source, as ``rules/signs/`` says."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlsplit

from auditor.judge.near import NearWords, near_words
from auditor.judge.spelling import looks_like
from auditor.language.fold import fold
from auditor.messages import N_
from auditor.model import Listing, Observation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.rulebook import Rulebook
    from auditor.rulebook.schema_signs import Sign

_MOST_OF_A_KIND: Final = 12
_LONGEST_VALUE: Final = 300
_NEW_FOR_DAYS: Final = 90
NEW: Final = "listing.new-in-store"
_LONGEST_LINK: Final = 2_000
_HOST_STAR: Final = "[^/]*"
_PLACES: Final = {"in_app_purchases": "in-app purchases", "policy": "privacy policy", "link": "links"}


class Value(NamedTuple):
    """One value of a field, as the listing has it, and where it stands."""

    shown: str
    where: str
    folded: str
    """As globs see it."""


class _FieldSign:
    """One sign that looks at a field, compiled."""

    def __init__(self, sign: Sign) -> None:
        self.sign = sign
        self._like = _globs(sign.like)
        self._unlike = _globs(sign.unlike)
        self._where = {name: _globs(globs) for name, globs in sign.where.items()}
        self._unless = {name: _globs(globs) for name, globs in sign.unless_where.items()}

    def seen(self, values: dict[str, Sequence[Value]]) -> Iterator[Observation]:
        """Yield the fact for each value that shows it."""
        given = values.get(self.sign.field or "", ())
        if self.sign.absent:
            if not given and self._applies(values):
                yield Observation(id=self.sign.observation, where=f"no {self.sign.field}")
            return
        fitting = [value for value in given if self._fits(value)]
        if fitting and self._applies(values):
            for value in fitting:
                shown = value.shown[:_LONGEST_VALUE]
                yield Observation(id=self.sign.observation, value=shown, where=value.where)

    def _applies(self, values: dict[str, Sequence[Value]]) -> bool:
        return all(_any(globs, values.get(name, ())) for name, globs in self._where.items()) and not any(
            _any(globs, values.get(name, ())) for name, globs in self._unless.items()
        )

    def _fits(self, value: Value) -> bool:
        if self._like is not None:
            fits = self._like.match(value.folded) is not None
        else:
            fits = any(looks_like(value.folded, name) for name in self.sign.looks_like)
        return fits and (self._unlike is None or not self._unlike.match(value.folded))


class _Signs(NamedTuple):
    words: NearWords
    fields: tuple[_FieldSign, ...]


def signs(listing: Listing, rulebook: Rulebook, places: Sequence[str]) -> tuple[Observation, ...]:
    """Return what the listing's words and fields show, each once, at most twelve of a kind.

    Args:
        listing: The listing.
        rulebook: For its signs.
        places: Where each text stood, in words.
    """
    known = _signs_of(rulebook)
    found: list[Observation] = []
    for text, place in zip(listing.texts, places, strict=True):
        if text.kind.speaks_for_tool:
            for observation, start, end in known.words.find(text.content):
                quote = text.content[start:end].strip()[:_LONGEST_VALUE]
                found.append(Observation(id=observation, value=quote, where=place, source=text.source))
    if known.fields:
        values = _values(listing)
        found += [each for sign in known.fields for each in sign.seen(values)]
    found += _age(listing)
    return tuple(_kept(found, listing.observations))


def _age(listing: Listing) -> Iterator[Observation]:
    """Yield that the tool was new on the day it was read. A saved page says nothing of its day."""
    read = next((source.retrieved_at for source in listing.sources if source.retrieved_at), None)
    if listing.released is None or read is None:
        return
    if 0 <= (read.date() - listing.released).days <= _NEW_FOR_DAYS:
        value = N_(f"first shown on {listing.released}, read on {read.date()}")
        yield Observation(id=NEW, value=value, where=N_("store page"))


@lru_cache(maxsize=4)
def _signs_of(rulebook: Rulebook) -> _Signs:
    rules = rulebook.signs.values()
    return _Signs(
        near_words(sign for sign in rules if sign.words),
        tuple(_FieldSign(sign) for sign in rules if sign.field is not None),
    )


def _kept(found: Iterable[Observation], known: Sequence[Observation]) -> Iterator[Observation]:
    """Yield the facts that no source reported already, each once."""
    reported = {(seen.id, seen.value) for seen in known}
    counts: dict[str, int] = {}
    for one in found:
        if (one.id, one.value) not in reported and counts.get(one.id, 0) < _MOST_OF_A_KIND:
            reported.add((one.id, one.value))
            counts[one.id] = counts.get(one.id, 0) + 1
            yield one


def _values(listing: Listing) -> dict[str, Sequence[Value]]:
    """Return the listing's fields by name, without those that are not known."""
    single = {
        "host": _host(listing.url),
        "in_app_purchases": listing.in_app_purchases,
        "name": listing.name,
        "package": listing.package,
        "policy": listing.privacy_policy,
        "price": listing.price,
        "publisher": listing.publisher,
        "url": listing.url,
    }
    values: dict[str, Sequence[Value]] = {
        name: (_value(value, _PLACES.get(name, name)),) for name, value in single.items() if value
    }
    values["kind"] = [_value(kind) for kind in {listing.kind, *(s.kind for s in listing.sources)}]
    values["read_with"] = [_value(source.read_with) for source in listing.sources]
    values["link"] = [
        _value(link.url[:_LONGEST_LINK], f"link “{link.label[:80]}”" if link.label else "link")
        for link in listing.links
    ]
    values["icon"] = [_value(image.url[:_LONGEST_LINK], "icon") for image in listing.images if image.icon]
    values["access"] = [_value(asked.id, asked.where or N_("asked for")) for asked in listing.access_requests]
    return values


def _value(shown: str, where: str = "") -> Value:
    return Value(shown, where, _folded(shown))


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _folded(shown: str) -> str:
    """Return a value as globs see it: addresses without their query, words without case and accents."""
    if shown.startswith(("http://", "https://")):
        try:
            parts = urlsplit(shown)
        except ValueError:
            return shown.lower()
        return f"{parts.scheme}://{parts.netloc}{parts.path}".lower()
    return " ".join((shown.lower() if shown.isascii() else fold(shown).text).split())


def _globs(globs: Sequence[str]) -> re.Pattern[str] | None:
    """Compile globs into one pattern. The stars of fnmatch are atomic: no backtracking on hostile values."""
    return re.compile("|".join(_translated(fold(glob).text) for glob in globs)) if globs else None


def _translated(glob: str) -> str:
    """Return a glob as a pattern. In one for addresses, a star in scheme or host stays within it.

    Otherwise ``https://tool.example/www.tiktok.com/`` would pass for an address of TikTok's.
    """
    scheme, separator, rest = glob.partition("://")
    if not separator:
        return translate(glob)
    host, slash, path = rest.partition("/")
    front = _HOST_STAR.join(map(re.escape, f"{scheme}://{host}".replace("[*]", "\0").split("*")))
    front = front.replace(re.escape("\0"), re.escape("*"))
    return f"{front}/{translate(path)}" if slash else rf"{front}\Z"


def _any(globs: re.Pattern[str] | None, values: Iterable[Value]) -> bool:
    return globs is not None and any(globs.match(value.folded) for value in values)
