"""What an extension says of itself in its package: name and description, in every language that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.limits import MAX_TEXTS
from auditor.model import Text, TextKind
from auditor.sources.extension.messages import Messages, names_in, read_messages, stands_for_message

if TYPE_CHECKING:
    from auditor.sources.extension.files import Files
    from auditor.sources.extension.manifest import Manifest


def words_of(manifest: Manifest) -> list[tuple[str, TextKind, str]]:
    """Return the texts of a manifest as they stand there: the text, its kind, its key."""
    rows: list[tuple[str | None, TextKind, str]] = [
        (manifest.text("name"), TextKind.TITLE, "name"),
        (manifest.text("short_name"), TextKind.TITLE, "short_name"),
        (manifest.text("description"), TextKind.DESCRIPTION, "description"),
    ]
    return [(text, kind, where) for text, kind, where in rows if text]


def messages_of(manifest: Manifest, files: Files) -> Messages:
    """Return the messages that the texts of ``manifest`` stand for."""
    wanted = names_in(text for text, _, _ in words_of(manifest))
    return read_messages(files, manifest.text("default_locale"), wanted)


def texts_of(manifest: Manifest, messages: Messages) -> tuple[Text, ...]:
    """Return every text once: in the default language first, then name and description in all others.

    A text that only stands for a message which is nowhere is none: it counts as not read.
    """
    found: dict[str, Text] = {}
    rows = words_of(manifest)
    for text, kind, where in rows:
        _add(found, messages.resolve(text), kind, where)
    for text, _, where in rows:
        for locale, words in messages.in_every_locale(text).items():
            _add(found, words, TextKind.TRANSLATION, f"{where} in {locale}")
    return tuple(found.values())[:MAX_TEXTS]


def _add(found: dict[str, Text], words: str, kind: TextKind, where: str) -> None:
    content = words.strip()
    if content and not stands_for_message(content):
        found.setdefault(content, Text(content=content, kind=kind, where=where))
