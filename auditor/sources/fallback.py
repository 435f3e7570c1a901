"""The last step of reading a store page: its text as any web page's, said so in the listing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import ACCESS_NOT_STATED, Listing, NotAnalysed
from auditor.sources.merge import STORE_DATA
from auditor.sources.webpage import WebPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.sources.interface import Document

_KEPT: Final = (
    "page.password-field",
    "page.code-field",
    "page.cookie-field",
    "page.hidden-text",
    "page.console-paste",
    "page.external-payment",
)
"""What counts on a store's page too. That it offers the package, or a login, is the store's own doing."""

ABSENT: Final = N_("The page's data is absent or of a shape that is not known, so only its text was read.")
"""Why the page's data was not read, where nothing more exact is known."""


def page_text(
    document: Document, kind: str, *, known: Mapping[str, str | None] | None = None, reason: str = ABSENT
) -> Listing:
    """Return what the page shows, as a listing of ``kind``.

    Args:
        document: A store page whose data is absent or of a shape that is not known.
        kind: The store's.
        known: Fields that are known without the page, such as the package out of its address.
        reason: Why the page's data was not read, one sentence.

    Raises:
        UnreadableTarget: The page has no text either, says that there is no such page, or is a wall.
    """
    shown = WebPage().read(document)
    fields = {name: value for name, value in (known or {}).items() if value is not None}
    note = NotAnalysed(check=STORE_DATA, reason=reason, source=0)
    credentials = any(request.id.startswith("credential:") for request in shown.access_requests)
    sources = tuple(record.model_copy(update={"kind": kind}) for record in shown.sources)
    return shown.model_copy(
        update={
            **fields,
            "kind": kind,
            "access": shown.access if credentials else ACCESS_NOT_STATED,
            "observations": tuple(o for o in shown.observations if o.id in _KEPT),
            "sources": sources,
            "not_read": (note, *shown.not_read),
        }
    )
