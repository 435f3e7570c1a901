"""The answer of Play's permission call (``xdSrCf``): groups, and in each the labels that Android shows.

A label that stands for one permission alone becomes that permission (``rules/play/permission_labels.csv``,
from Android's own strings); any other keeps its words as ``play:<group>/<label>``, so that nothing is lost.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, Listing
from auditor.sources.android_labels import permission_of
from auditor.sources.google_play.blocks import at_play
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import at, text_at

if TYPE_CHECKING:
    from auditor.sources.interface import Document

CALL: Final = "xdSrCf"
_GUARD: Final = b")]}'"
_SNIFFED: Final = 4096
_OTHER: Final = "Other"


class GooglePlayPermissions:
    """The source that reads permission answers."""

    kind: Final = "google-play-permissions"

    def recognises(self, document: Document) -> bool:
        """By the guard that such answers begin with, and the name of the call; no other site gives them."""
        if document.address is not None and at_play(document) is None:
            return False
        start = document.body[:_SNIFFED]
        return start.lstrip().startswith(_GUARD) and b'"xdSrCf"' in start

    def read(self, document: Document) -> Listing:
        """Return the permissions as access; none at all means that the app asks for none.

        Raises:
            LayoutChanged: The answer is not of the known shape.
        """
        groups = _groups(document)
        requests = [
            AccessRequest(id=_permission(group, label), where=N_(f"permissions, {group}: {label}"))
            for group, labels in groups
            for label in labels
        ]
        unique = {request.id: request for request in reversed(requests)}
        ordered = tuple(request for request in requests if unique.pop(request.id, None) is not None)
        return Listing(
            kind=self.kind,
            access=ordered[:MAX_ACCESS],
            sources=(source_record(document, self.kind, CALL),),
        )


def _groups(document: Document) -> list[tuple[str, list[str]]]:
    answer = _answer(document.body.lstrip()[len(_GUARD) :])
    if not isinstance(answer, list):
        raise LayoutChanged(
            N_(f"{document.target!r} is an answer of Google Play whose shape is not known"),
            hint="List the permissions in a described listing instead.",
        )
    groups: list[tuple[str, list[str]]] = []
    for part in answer:
        for group in part if isinstance(part, list) else []:
            if (name := text_at(group, 0)) is not None:
                groups.append((whole_characters(name), _labels(at(group, 2))))
            elif (label := text_at(group, 1)) is not None:
                groups.append((_OTHER, [whole_characters(label)]))
    return groups


def _labels(rows: Any) -> list[str]:
    found = (text_at(row, 1) for row in rows) if isinstance(rows, list) else ()
    return [whole_characters(label) for label in found if label is not None]


def _answer(body: bytes) -> Any:
    """Return the inner JSON of the call, or None where there is none."""
    text = body.decode("utf-8", errors="replace")
    start = text.find("[")
    try:
        envelope, _ = json.JSONDecoder().raw_decode(text, start)
        for row in envelope:
            if at(row, 1) == CALL and isinstance(inner := at(row, 2), str):
                return json.loads(inner)
    except (ValueError, TypeError, RecursionError):
        return None
    return None


def _permission(group: str, label: str) -> str:
    return permission_of(label) or f"play:{group}/{label}"[:500]
