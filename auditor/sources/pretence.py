"""Pages that say of themselves that they are a store's, and ask for what no page of that store asks for.

A file tells by its own address alone whose page it is, where no browser noted whence it was saved, and anyone
can write any address into a page. Read as the store's it would show of itself what only machines see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.origin import parts_of, saved_from
from auditor.sources.webpage import WebPage
from auditor.sources.webpage.accounts import TIKTOK_CODE, TIKTOK_COOKIE, TIKTOK_PASSWORD

if TYPE_CHECKING:
    from auditor.model import Listing
    from auditor.sources.interface import Document, Source

_TIKTOKS: Final = frozenset({TIKTOK_PASSWORD, TIKTOK_CODE, TIKTOK_COOKIE})
_REASON: Final = N_(
    "The page alone says which site it is from, and it asks for a password as no such page does, "
    "so it was read as any web page."
)
_FIELDS: Final = (b"<input", b"<textarea", b"srcdoc")


class _Pretender:
    """Reads such a page as any web page."""

    kind: Final = WebPage.kind

    def recognises(self, document: Document) -> bool:
        return WebPage().recognises(document)

    def read(self, document: Document) -> Listing:
        listing = WebPage().read(document)
        note = NotAnalysed(check="page", reason=_REASON, source=0)
        # The address that it gives is somebody else's, who must not be named for it.
        return listing.model_copy(update={"url": None, "not_read": (*listing.not_read, note)})


class SitePage:
    """A source of pages of a site, not believed to be the site's where they ask for TikTok's password.

    Who signs in at such a site may do so on any of its pages.

    Args:
        source: Who reads the site's pages.
    """

    _any_account = False

    def __init__(self, source: Source) -> None:
        self._source = source

    @property
    def kind(self) -> str:
        """The name that its records carry, where the page is believed."""
        return self._source.kind

    def recognises(self, document: Document) -> bool:
        """Whether the document says that it is the site's."""
        return self._source.recognises(document)

    def read(self, document: Document) -> Listing:
        """Read ``document`` as the site's, or as any web page where it only passes for the site's."""
        return (self._source if self._is_believed(document) else _Pretender()).read(document)

    def _is_believed(self, document: Document) -> bool:
        if document.address is not None or parts_of(saved_from(document.body) or "") is not None:
            return True
        return not _asks(document, any_account=self._any_account)


class StorePage(SitePage):
    """The same for a store whose pages of tools have no field for any password.

    Who signs in there does so on another page.
    """

    _any_account = True


def _asks(document: Document, *, any_account: bool) -> bool:
    """Whether the page has a field for a password: for that of TikTok, or of ``any_account``."""
    body = document.body.lower()
    if not any(mark in body for mark in _FIELDS):
        return False
    try:
        asked = {request.id for request in WebPage().read(document).access_requests}
    except UnreadableTarget:
        return False
    return any(each.startswith("credential:") if any_account else each in _TIKTOKS for each in asked)
