"""The data-safety page of an app: what its developer declares. Declarations are claims, not facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.messages import N_
from auditor.model import Listing, Observation, Text, TextKind
from auditor.sources.fragment import fragment_text
from auditor.sources.google_play.blocks import blocks, package_of, play_path
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_DETAILS: Final = "138"
_NONE: Final = "No data collected"
_SOME: Final = ("Data collected: ", "Data shared: ")
"""How the page's lines begin in English, the language that is asked for."""


class GooglePlayDataSafety:
    """The source that reads data-safety pages."""

    kind: Final = "google-play-data-safety"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        path = play_path(document)
        return path is not None and path.startswith("/store/apps/datasafety")

    def read(self, document: Document) -> Listing:
        """Return the declarations as texts.

        Raises:
            LayoutChanged: Nothing stands where the declarations should.
        """
        for value in blocks(document.body, "ds:3"):
            details = at(value, 1, 2, 1)
            declared = list(_declared(at(details, _DETAILS)))
            if declared:
                return self._listing(document, value, details, declared)
        raise LayoutChanged(
            N_(f"{document.target!r} is a data-safety page of Google Play whose layout is not known"), hint=""
        )

    def _listing(self, document: Document, value: Any, details: Any, declared: list[str]) -> Listing:
        texts = (Text(content=text, kind=TextKind.META, where=N_("data safety")) for text in declared)
        policy = text_at(details, "100", 0, 5, 2)
        return Listing(
            kind=self.kind,
            name=text_at(value, 1, 2, 0, 0),
            publisher=text_at(details, "69", 0),
            publisher_url=text_at(details, "70", 0, 5, 2),
            package=package_of(play_path(document) or ""),
            privacy_policy=policy if policy and policy.startswith(("http://", "https://")) else None,
            texts=tuple(texts),
            observations=tuple(_observations(declared)),
            sources=(source_record(document, self.kind, "AF_initDataCallback"),),
        )


def _observations(declared: list[str]) -> Iterator[Observation]:
    """Yield what the lines declare, for rules that hold it against what the app asks for."""
    for said in declared:
        if said.startswith((_NONE, *_SOME)):
            kind = "listing.declares-no-data" if said.startswith(_NONE) else "listing.declares-data"
            yield Observation(id=kind, value=said[:500], where=N_("data safety"))


def _declared(section: Any) -> Iterator[str]:
    """Yield one line for each kind of data, and one for each practice."""
    for part in _rows(at(section, 4)):
        heading = text_at(part, 1)
        kinds = [row for group in _rows(at(part, 0)) for row in _rows(at(group, 4))]
        for kind in kinds:
            if heading and (name := text_at(kind, 0)):
                optional = " (optional)" if at(kind, 1) == 1 else ""
                yield _joined(f"{heading}: {name}{optional}", text_at(kind, 2))
        if heading and not kinds:
            yield _joined(heading, text_at(part, 6, 1))
    for practice in _rows(at(section, 9, 2)):
        if title := text_at(practice, 1):
            yield _joined(title, text_at(practice, 2, 1))


def _rows(value: Any) -> list[Any]:
    return [row for row in value if isinstance(row, list)] if isinstance(value, list) else []


def _joined(title: str, detail: str | None) -> str:
    plain = fragment_text(detail) if detail else ""
    return whole_characters(f"{title}: {plain}" if plain else title)
