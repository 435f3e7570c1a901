"""Words of an extension in its languages: ``__MSG_name__`` in the manifest stands for a message of a locale.

https://developer.chrome.com/docs/extensions/reference/api/i18n (read 2026-11-26): names of messages are
compared without case, ``$place$`` in a message stands for the content of its placeholder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_CODE_BYTES, MAX_MANIFEST_BYTES
from auditor.messages import N_
from auditor.sources.extension.json_text import read_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.sources.extension.files import Files

MAX_LOCALES: Final = 120
"""Chrome knows 55 locales, Firefox about 100."""

_FILE: Final = re.compile(r"_locales/([A-Za-z0-9_@-]{2,20})/messages\.json")
_MESSAGE: Final = re.compile(r"__MSG_([A-Za-z0-9_@]{1,200})__")
_PLACE: Final = re.compile(r"\$([A-Za-z0-9_@]{1,200})\$")
_MAX_MESSAGE: Final = 20_000
"""Characters of one message. Stores take 132 for a description."""
_MOST_PLACES: Final = 20
"""Messages in one text, and places in one message, that are filled in: each can be as long as a message."""

Locale = dict[str, dict[str, Any]]
"""By name in lower case, the message as it stands in the file."""


def stands_for_message(text: str) -> bool:
    """Whether a text is nothing but the name of a message."""
    return _MESSAGE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Messages:
    """All locales of one extension."""

    default: str | None
    by_locale: Mapping[str, Locale]
    """The default one first."""
    faults: tuple[str, ...] = ()
    """A sentence for each locale that could not be read."""

    def resolve(self, text: str, locale: str | None = None) -> str:
        """Return ``text`` in ``locale``, else in the default one; what has no message stays as it is."""
        if "__MSG_" not in text:
            return text
        filled = _MESSAGE.sub(lambda found: self._message(found, locale), text[:_MAX_MESSAGE], _MOST_PLACES)
        return filled[:_MAX_MESSAGE]

    def _message(self, found: re.Match[str], locale: str | None) -> str:
        name = found[1].lower()
        for code in (locale, self.default):
            message = self.by_locale.get(code or "", {}).get(name)
            words = message.get("message") if message is not None else None
            if message is not None and isinstance(words, str):
                return _filled(words[:_MAX_MESSAGE], message.get("placeholders"))
        return found[0]

    def in_every_locale(self, text: str) -> dict[str, str]:
        """Return ``text`` by locale, where the locale has words of its own for it; empty without messages."""
        names = names_in([text])
        return {
            code: self.resolve(text, code)
            for code, locale in self.by_locale.items()
            if not names.isdisjoint(locale)
        }


def _filled(words: str, places: Any) -> str:
    if "$" not in words:
        return words
    contents = {
        name.lower(): place["content"][:_MAX_MESSAGE]
        for name, place in (places.items() if isinstance(places, dict) else ())
        if isinstance(place, dict) and isinstance(place.get("content"), str)
    }
    filled = _PLACE.sub(lambda found: contents.get(found[1].lower(), found[0]), words, _MOST_PLACES)
    return filled[:_MAX_MESSAGE]


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the names, in lower case, of the messages that ``texts`` stand for."""
    return frozenset(found[1].lower() for text in texts for found in _MESSAGE.finditer(text[:_MAX_MESSAGE]))


def read_messages(files: Files, default: str | None, wanted: frozenset[str]) -> Messages:
    """Return the messages called ``wanted`` of every locale in ``files``.

    Args:
        files: Of the extension.
        default: What its manifest names as ``default_locale``.
        wanted: Names in lower case; thousands of others are not kept.
    """
    found = {match[1]: name for name in files.names() if (match := _FILE.fullmatch(name))} if wanted else {}
    codes = sorted(found, key=lambda code: (code != default, code))
    by_locale: dict[str, Locale] = {}
    faults: list[str] = []
    left = MAX_CODE_BYTES
    for number, code in enumerate(codes):
        if number == MAX_LOCALES or left <= 0:
            faults.append(N_(f"Only the first {number} of {len(codes)} languages were read."))
            break
        try:
            raw = files.read(found[code], MAX_MANIFEST_BYTES)
            left -= len(raw)
            by_locale[code] = _kept(read_object(raw, f"{found[code]!r}"), wanted)
        except UnreadableTarget as error:
            faults.append(sentence(error))
    return Messages(default, by_locale, tuple(faults))


def sentence(error: UnreadableTarget) -> str:
    """Return ``error`` as a sentence for a reader."""
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


def _kept(data: Mapping[str, Any], wanted: frozenset[str]) -> Locale:
    return {
        name.lower(): message
        for name, message in data.items()
        if name.lower() in wanted and isinstance(message, dict)
    }
