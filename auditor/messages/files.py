"""Write and check catalogues: every message once, in the order found, with its translation."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from babel.messages.plurals import get_plural

from auditor.messages.catalogue import REPORT, RULES
from auditor.messages.collect import Found, own_messages, rule_messages, values_of
from auditor.messages.languages import ENGLISH_CODE, LANGUAGES, folder_of
from auditor.messages.pofile import Message, read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

TRANSLATED: Final = tuple(code for code in LANGUAGES if code != ENGLISH_CODE)
_MOST_NOTES: Final = 3
"""Places and ids of records that stand over one message."""
_NO_BREAK: Final = "\u00a0\u202f"
_TAG: Final = re.compile(r"<[^>]*>")


@dataclass(slots=True)
class Wanted:
    """A message that a catalogue has to hold."""

    context: str
    text: str
    plural: str
    places: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


Key = tuple[str, str]


def wanted(found: Iterable[Found]) -> dict[Key, Wanted]:
    """Return each message once, with all places where it stands."""
    messages: dict[Key, Wanted] = {}
    for one in found:
        message = messages.setdefault((one.context, one.text), Wanted(one.context, one.text, one.plural))
        message.plural = message.plural or one.plural
        message.places += [one.place] if one.place not in message.places else []
        message.notes += [one.note] if one.note and one.note not in message.notes else []
    return messages


def all_wanted() -> dict[str, dict[Key, Wanted]]:
    """Return what each of the two catalogues of a language has to hold, by file name."""
    return {REPORT: wanted(own_messages()), RULES: wanted(rule_messages())}


def update(code: str, name: str, messages: Mapping[Key, Wanted], folder: Path | None = None) -> Path:
    """Write a catalogue anew: translations stay, new messages come empty, unused ones go."""
    path = (folder or folder_of(code)) / name
    known = {(m.context, m.text): m for m in read_po(path)} if path.exists() else {}
    blocks = [_head(code)]
    blocks += ["\n".join(_entry(message, known.get(key), code)) for key, message in messages.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    # In one step: whoever reads it meanwhile must not take half a catalogue for the whole.
    part = path.with_suffix(f".{os.getpid()}.part")
    part.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")
    part.replace(path)
    return path


def _head(code: str) -> str:
    plural = get_plural(LANGUAGES[code].locale)
    lines = (
        f"Language: {code}",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={plural.num_plurals}; plural={plural.plural_expr};",
    )
    return "\n".join(['msgid ""', 'msgstr ""', *(_quoted(f"{line}\n") for line in lines)])


def _entry(message: Wanted, known: Message | None, code: str) -> Iterator[str]:
    notes = ", ".join(message.notes[:_MOST_NOTES]) + (" …" if len(message.notes) > _MOST_NOTES else "")
    if notes:
        yield f"#. {notes}"
    yield f"#: {' '.join(message.places[:_MOST_NOTES])}"
    flags = ["fuzzy"] if known and known.fuzzy else []
    if values_of(message.text):
        flags.append("python-format" if "%(" in message.text else "python-brace-format")
    if flags:
        yield f"#, {', '.join(flags)}"
    if message.context:
        yield f"msgctxt {_quoted(message.context)}"
    yield f"msgid {_quoted(message.text)}"
    forms = known.translations if known else ()
    if not message.plural:
        yield f"msgstr {_quoted(forms[0] if forms else '')}"
        return
    yield f"msgid_plural {_quoted(message.plural)}"
    for number in range(get_plural(LANGUAGES[code].locale).num_plurals):
        yield f"msgstr[{number}] {_quoted(forms[number] if number < len(forms) else '')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def faults(code: str, name: str, messages: Mapping[Key, Wanted], folder: Path | None = None) -> Iterator[str]:
    """Yield what is wrong with a catalogue, one sentence each; nothing where it is complete."""
    path = (folder or folder_of(code)) / name
    label = f"{code}/{name}"
    if not path.exists():
        yield f"{label}: there is no such catalogue"
        return
    seen: set[Key] = set()
    for message in read_po(path):
        key = message.context, message.text
        if key in seen:
            yield f"{label}: stands twice: {message.text!r}"
        seen.add(key)
        if message.text and key not in messages:
            yield f"{label}: is not used any more: {message.text!r}"
        elif message.text:
            yield from (
                f"{label}: {fault}: {message.text!r}" for fault in _faults_of(message, messages[key], code)
            )
    yield from (f"{label}: is missing: {text!r}" for context, text in messages if (context, text) not in seen)


def _faults_of(message: Message, source: Wanted, code: str) -> Iterator[str]:
    if message.fuzzy:
        yield "is marked as fuzzy"
    if not all(message.translations):
        yield "is not translated"
        return
    forms = get_plural(LANGUAGES[code].locale).num_plurals if source.plural else 1
    if len(message.translations) != forms:
        yield f"needs {forms} forms"
    for words in message.translations:
        yield from _faults_of_words(words, source)


def _faults_of_words(words: str, source: Wanted) -> Iterator[str]:
    allowed = [values_of(source.text), *([values_of(source.plural)] if source.plural else [])]
    if values_of(words) not in allowed:
        yield f"has other values ({', '.join(values_of(words)) or 'none'})"
    if sorted(_TAG.findall(words)) != sorted(_TAG.findall(source.text)):
        yield "has other marks of HTML"
    shown = words.lstrip(_NO_BREAK) or words  # French has such a space before its colons and semicolons
    for edge in (0, -1):
        if shown[edge].isspace() != source.text[edge].isspace():
            yield "begins or ends with another blank"
