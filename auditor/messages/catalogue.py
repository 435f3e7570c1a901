"""A language of the report: its messages, and how it writes dates, numbers, lists and quotation marks."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from gettext import NullTranslations, c2py
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from auditor.errors import UsageError
from auditor.messages import N_
from auditor.messages.languages import ENGLISH_CODE, LANGUAGES, folder_of
from auditor.messages.pofile import read_po
from auditor.messages.recognise import Recogniser
from auditor.messages.worded import foreign, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

REPORT: Final = "report.po"
RULES: Final = "rules.po"
_PLURALS: Final = re.compile(r"Plural-Forms:[^;]*;\s*plural=([^;\n]+)")
_WHOLE: Final = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
_QUOTATION: Final = N_("“%(quote)s”")
_BETWEEN: Final = N_("; ")
"""Between longer items of a list, which may have commas of their own."""
COLON: Final = N_(": ")
"""Between what is said and what belongs to it."""
_DEPTH: Final = 3
"""How deep messages stand in values of messages."""
_SAID: Final = (
    "",
    "checks.title",
    "comparisons.title",
    "comparisons.side",
    "observations.title",
    "surfaces.title",
    "claims.title",
)
"""Contexts of what can stand in sentences of an audit: the program's own messages, and texts of rules."""
_MOST_PARTS: Final = 30
_MOST_KNOWN: Final = 2_000
"""Sentences that are remembered with their translation: the audits of one site share most of theirs."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_AND: Final = re.compile(r", | and ")
_QUOTED_NAME: Final = re.compile("“([^“”]*)”")
_QUOTED_NAMES: Final = re.compile("“[^“”]*”(?:(?:, | and )“[^“”]*”)*")


class Catalogue(NullTranslations):
    """Messages of one language. Without any, it gives the English ones."""

    def __init__(
        self, code: str = ENGLISH_CODE, *, messages: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """Make a catalogue.

        Args:
            code: A tag out of :data:`~auditor.messages.languages.LANGUAGES`.
            messages: Translations by context and English text, in place of those in ``reports/messages``.
        """
        super().__init__()
        self.code = code
        self._plural = c2py("n != 1")
        self._messages: dict[tuple[str, str], tuple[str, ...]] = {}
        self._known: dict[str, str | None] = {}
        if messages is not None:
            self._messages = {key: (words,) for key, words in messages.items()}
        elif code != ENGLISH_CODE:
            self._load()

    def _load(self) -> None:
        for name in (REPORT, RULES):
            path = folder_of(self.code) / name
            for message in read_po(path) if path.exists() else ():
                if not message.text:
                    match = _PLURALS.search(message.translations[0])
                    self._plural = c2py(match[1]) if match else self._plural
                elif message.is_translated:
                    self._messages[message.context, message.text] = message.translations

    @cached_property
    def locale(self) -> Locale:
        """What Babel knows of the language."""
        return Locale.parse(LANGUAGES[self.code].locale, sep="_")

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return self.locale.text_direction

    @property
    def is_english(self) -> bool:
        """Whether messages are shown as they stand in code and rules."""
        return self.code == ENGLISH_CODE

    def gettext(self, message: str) -> str:
        """Return the translation of one of the report's own messages."""
        return self._messages.get(("", message), (message,))[0]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form of a message for ``n`` things."""
        forms = self._messages.get(("", msgid1))
        if forms is None:
            return msgid1 if n == 1 else msgid2
        return forms[min(self._plural(n), len(forms) - 1)]

    def rule(self, context: str, text: str) -> str:
        """Return a text of the rules in this language; English words, marked as such, if it has none.

        Args:
            context: Section and field of the record: ``findings.title``.
            text: The English text, as rules and audits have it.
        """
        if self.is_english or not text:
            return text
        forms = self._messages.get((context, text))
        return forms[0] if forms else foreign(text)

    def knows(self, context: str, text: str) -> bool:
        """Whether a text of the rules has a translation."""
        return (context, text) in self._messages

    def said(self, text: str) -> str:
        """Return a sentence that an audit holds, with its values, translated; else marked as English."""
        if self.is_english or not text:
            return text
        return self._told(text) or foreign(text)

    def place(self, text: str) -> str:
        """Return where something stood; names out of files and pages stay as they are."""
        if self.is_english:
            return text
        items = text.split("; ", _MOST_PARTS)
        apart = (self._said(item, _DEPTH - 1) or item for item in items)
        return self._told(text) or self.gettext(_BETWEEN).join(apart)

    def _told(self, text: str) -> str | None:
        if text not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = self._said(text, _DEPTH)
        return self._known[text]

    def _said(self, text: str, depth: int) -> str | None:
        if (whole := self._whole(text)) is not None:
            return whole
        if depth == _DEPTH and (parts := self._led(text) or self._items(text)):
            return parts
        if depth and (found := self._recogniser.recognise(text)):
            values = {name: self._value(value, depth - 1) for name, value in found.values.items()}
            return self.gettext(found.message).format_map(values)
        if depth and text.endswith("."):  # the sentence that a reading error became
            inner = text[:-1]
            for words in (inner, inner[:1].lower() + inner[1:]):
                if told := self._said(words, depth - 1):
                    return f"{self.sentence_case(told)}."
        return self._in_parts(text, depth - 1) if depth == _DEPTH else None

    def _whole(self, text: str) -> str | None:
        """Return a message without values, translated."""
        return next((f[0] for context in _SAID if (f := self._messages.get((context, text)))), None)

    def _led(self, text: str) -> str | None:
        """Return a message that an error completes; a message with values could take both for its own."""
        head, mark, tail = text.partition(": ")
        told = self._whole(head) if mark else None
        if told is None:
            return None
        end = "." if tail.endswith(".") else ""
        inner = tail.removesuffix(end)
        return f"{told}{self.gettext(COLON)}{self._said(inner, _DEPTH - 1) or inner}{end}"

    def _items(self, text: str) -> str | None:
        """Return several items that stand side by side, or None where one of them is no message."""
        items = text.split("; ", _MOST_PARTS)
        told = [self._said(item, _DEPTH - 1) for item in items] if len(items) > 1 else [None]
        return None if None in told else self.gettext(_BETWEEN).join(map(str, told))

    def _in_parts(self, text: str, depth: int) -> str | None:
        """Return several sentences that stand side by side, or a sentence whose end is an error."""
        sentences = text.split(". ", _MOST_PARTS)
        whole = [f"{sentence}." for sentence in sentences[:-1]]
        told = [self._said(sentence, depth) for sentence in (*whole, sentences[-1])]
        if len(sentences) > 1 and None not in told:
            return " ".join(map(str, told))
        head, mark, tail = text.partition(": ")
        if mark and (begun := self._said(head, depth)):
            return f"{begun}{self.gettext(COLON)}{self._said(tail, depth) or tail}"
        return None

    def _value(self, text: str, depth: int) -> str:
        if _WHOLE.fullmatch(text):
            return self.number(int(text.replace(",", ""))) if "," in text else text
        if _DAY.fullmatch(text):
            with suppress(ValueError):
                return self.date(dt.date.fromisoformat(text))
        told = self._language_names(text) or self._said(text, depth) or self._quoted_names(text, depth)
        return told or text

    def _quoted_names(self, text: str, depth: int) -> str | None:
        """Return one or several names in quotation marks, in those of the language."""
        if not _QUOTED_NAMES.fullmatch(text):
            return None
        names = _QUOTED_NAME.findall(text)
        return self.listed(self.quoted(self._said(name, depth) or name) for name in names)

    def _language_names(self, text: str) -> str | None:
        names = _AND.split(text)
        codes = [_codes().get(name) for name in names]
        if None in codes:
            return None
        known = self.locale.languages
        return self.listed(known.get(code, name) for code, name in zip(codes, names, strict=True))

    @cached_property
    def _recogniser(self) -> Recogniser:
        return Recogniser(text for context, text in self._messages if not context)

    def date(self, day: dt.date) -> str:
        """Return a date in words: "22 November 2026"."""
        return format_date(day, "long", locale=self.locale)

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart. Arabic has Western digits, as quotes have."""
        return format_decimal(number, locale=self.locale)

    def listed(self, items: Iterable[str]) -> str:
        """Join short names the way the language lists things; in English with commas alone."""
        if self.is_english:
            return ", ".join(items)
        return format_list(list(items), style="standard", locale=self.locale)

    def strung(self, items: Iterable[str]) -> str:
        """Join longer items, which may have commas of their own."""
        return joined(self.gettext(_BETWEEN), tuple(items))

    def quoted(self, text: str) -> str:
        """Set ``text`` in quotation marks."""
        opening, closing = self.quotation_marks
        return f"{opening}{text}{closing}"

    @cached_property
    def quotation_marks(self) -> tuple[str, str]:
        """The opening and the closing mark."""
        opening, _, closing = self.gettext(_QUOTATION).partition("%(quote)s")
        return opening, closing

    def upper(self, text: str) -> str:
        """Return capital letters; Turkish has two letters i."""
        return (text.replace("i", "İ") if self.code == "tr" else text).upper()

    def sentence_case(self, text: str) -> str:
        """Raise the first letter and leave all others: "read SMS" becomes "Read SMS"."""
        first = "İ" if self.code == "tr" and text[:1] == "i" else text[:1].upper()
        return first + text[1:]


@cache
def _codes() -> Mapping[str, str]:
    """Codes of languages by their English name."""
    return {name: code for code, name in Locale("en").languages.items()}


@lru_cache(maxsize=16)
def catalogue(code: str = ENGLISH_CODE) -> Catalogue:
    """Return the catalogue of a language.

    Raises:
        UsageError: There is none.
    """
    if code not in LANGUAGES:
        raise UsageError(f"there is no report in {code!r}", hint=f"There are: {', '.join(LANGUAGES)}.")
    return Catalogue(code)
