"""Plain text: pasted, or a .txt or .md file. Markdown stays as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.errors import EmptyTarget
from auditor.limits import MAX_TEXT_CHARACTERS
from auditor.messages import N_
from auditor.model import ACCESS_NOT_STATED, AccessRequest, Listing, NotAnalysed, Text
from auditor.sources.charset import decode
from auditor.sources.linked_consent import addresses_in, linked_consents, lone_link
from auditor.sources.record import source_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.sources.interface import Document
    from auditor.sources.linked_consent import LinkedConsent


class PlainText:
    """The source that reads whatever is text and nothing more. Stands last in the registry."""

    kind: Final = "text"

    def recognises(self, document: Document) -> bool:  # noqa: ARG002  # the last resort takes all
        """Always: binary data never comes this far."""
        return True

    def read(self, document: Document) -> Listing:
        """Return the whole text as the tool's own description, and what the consent links in it ask for."""
        content, encoding = decode(document, prescan=False)
        content = content.replace("\r\n", "\n").replace("\r", "\n")
        if not content.strip():
            raise EmptyTarget(N_(f"{document.target!r} holds no text"))
        if (lone := lone_link(content)) is not None:
            return lone.model_copy(update={"sources": (source_record(document, lone.kind, encoding),)})
        kept = content[:MAX_TEXT_CHARACTERS]
        consents = linked_consents(addresses_in(kept))
        return Listing(
            kind=self.kind,
            url=document.address,
            texts=(Text(content=kept, where="text"),),
            access=_access(consents),
            links=tuple({link.url: link for linked in consents for link in linked.returns()}.values()),
            observations=tuple(seen for linked in consents for seen in linked.observations()),
            not_read=cut_note(
                len(content),
                N_(f"Only the first {MAX_TEXT_CHARACTERS:,} of {len(content):,} characters were read."),
            ),
            sources=(source_record(document, self.kind, read_with=encoding),),
        )


def _access(consents: Sequence[LinkedConsent]) -> tuple[AccessRequest, ...] | NotAnalysed:
    once: dict[str, AccessRequest] = {}
    for request in (request for linked in consents for request in linked.access()):
        once.setdefault(request.id, request)
    return tuple(once.values()) or ACCESS_NOT_STATED


def cut_note(length: int, reason: str) -> tuple[NotAnalysed, ...]:
    """Return the note that something was cut, which ``reason`` says, or nothing where it fits."""
    if length <= MAX_TEXT_CHARACTERS:
        return ()
    return (NotAnalysed(check="texts", reason=reason, source=0),)
