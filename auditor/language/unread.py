"""What of a text was not read, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.limits import MAX_CLOSELY_READ_CHARACTERS, MAX_TEXT_CHARACTERS
from auditor.model import NotAnalysed, Text

if TYPE_CHECKING:
    from auditor.language.grammar import Language
    from auditor.language.state import TextState


def unread(index: int, text: Text, language: Language | None) -> NotAnalysed:
    """That a text was not read, as its language is unknown or not read yet."""
    where = text.where or f"text {index + 1}"
    if language is None:
        reason = f"The language of “{where}” could not be told, so it was not read for claims."
    else:
        reason = f"“{where}” is in {language.name}, which is not read for claims yet."
    return NotAnalysed(check="language", reason=reason)


def left_out(state: TextState, text: Text, *, trained: bool) -> list[NotAnalysed]:
    """What of a text was not read, or not closely, or not for what explains access."""
    where = text.where or f"text {state.index + 1}"
    left_out = []
    if not state.language.is_read_for_purposes:
        reason = f"“{where}” is in {state.language.name}, which is not read for what explains access yet."
        if trained:
            reason = (
                f"“{where}” is in {state.language.name}: we see there only plain reasons for contacts, "
                "microphone and a few more, so no access is called unexplained."
            )
        left_out.append(NotAnalysed(check="purposes", reason=reason))
    if len(text.content) > MAX_TEXT_CHARACTERS:
        reason = (
            f"“{where}” is longer than {MAX_TEXT_CHARACTERS:,} characters; only that much of it was read."
        )
        left_out.append(NotAnalysed(check="texts", reason=reason))
    elif state.worth and len(text.content) > MAX_CLOSELY_READ_CHARACTERS:
        reason = (
            f"“{where}” is longer than {MAX_CLOSELY_READ_CHARACTERS:,} characters; "
            "the rest was read for plain words only."
        )
        left_out.append(NotAnalysed(check="texts", reason=reason))
    return left_out
