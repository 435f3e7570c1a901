"""What the store's API says of an add-on whose page was asked for: every language, and its permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed
from auditor.sources.firefox_addons.answer import FirefoxAddonAnswer
from auditor.sources.firefox_addons.page import FirefoxAddonPage, slug_of
from auditor.sources.merge import EXTENSION_PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

_API: Final = "https://addons.mozilla.org/api/v5/addons/addon/"
_JSON: Final = "application/json"


def firefox_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the API's answer if ``document`` is a store page; what can't be had becomes a note."""
    slug = slug_of(document)
    if slug is None:
        return
    try:
        yield FirefoxAddonAnswer().read(fetcher.get(f"{_API}{quote(unquote(slug), safe='')}/", accept=_JSON))
    except UnreadableTarget as error:
        note = NotAnalysed(
            check=EXTENSION_PERMISSIONS, reason=N_(f"The store's API could not be read: {error}.")
        )
        yield Listing(kind=FirefoxAddonPage.kind, not_read=(note,))
