"""Plain text: pasted, or a .txt or .md file. Markdown stays as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed, Text
from auditor.sources.charset import decode
from auditor.sources.record import source_record

if TYPE_CHECKING:
    from auditor.sources.interface import Document


class PlainText:
    """The source that reads whatever is text and nothing more. Stands last in the registry."""

    kind: Final = "text"

    def recognises(self, document: Document) -> bool:  # noqa: ARG002  # the last resort takes all
        """Always: binary data never comes this far."""
        return True

    def read(self, document: Document) -> Listing:
        """Return the whole text as the tool's own description."""
        content, encoding = decode(document, prescan=False)
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        if not content.strip():
            raise EmptyTarget(N_(f"{document.target!r} holds no text"))
        return Listing(
            kind=self.kind,
            url=document.address,
            texts=(Text(content=content[:MAX_TEXT_CHARACTERS], where="text"),),
            not_read=cut_note(
                len(content),
                N_(f"Only the first {MAX_TEXT_CHARACTERS:,} of {len(content):,} characters were read."),
            ),
            sources=(source_record(document, self.kind, read_with=encoding),),
        )


def cut_note(length: int, reason: str) -> tuple[NotAnalysed, ...]:
    """Return the note that something was cut, which ``reason`` says, or nothing where it fits."""
    if length <= MAX_TEXT_CHARACTERS:
        return ()
    return (NotAnalysed(check="texts", reason=reason, source=0),)
