"""What the store's API says of an add-on whose page was asked for: every language, and its permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

from auditor.messages import N_
from auditor.sources.companion import companion
from auditor.sources.firefox_addons.answer import FirefoxAddonAnswer
from auditor.sources.firefox_addons.page import FirefoxAddonPage, slug_of
from auditor.sources.merge import EXTENSION_PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher

_API: Final = "https://addons.mozilla.org/api/v5/addons/addon/"
_JSON: Final = "application/json"


def firefox_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the API's answer if ``document`` is a store page; what can't be had becomes a note."""
    slug = slug_of(document)
    if slug is None:
        return
    url = f"{_API}{quote(unquote(slug), safe='')}/"
    yield companion(
        lambda: FirefoxAddonAnswer().read(fetcher.get(url, accept=_JSON)),
        FirefoxAddonPage.kind,
        EXTENSION_PERMISSIONS,
        N_("The store's API could not be read"),
    )
