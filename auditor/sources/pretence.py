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

_WITHOUT_LOGIN: Final = (
    "google-play", "google-play-data-safety", "app-store", "chrome-web-store", "edge-addon", "firefox-addon",
    "f-droid", "telegram-page",
)  # fmt: skip
"""Sites whose pages of tools have no field for any password: who signs in does so on another page."""
_WITH_LOGIN: Final = ("github-repository", "greasy-fork", "apk-mirror")
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


def believed(source: Source, document: Document) -> Source:
    """Return ``source``, or who reads ``document`` in its place where that only passes for a store's."""
    if source.kind not in (*_WITHOUT_LOGIN, *_WITH_LOGIN) or document.address is not None:
        return source
    if parts_of(saved_from(document.body) or "") is not None:
        return source
    return _Pretender() if _asks(document, any_account=source.kind in _WITHOUT_LOGIN) else source


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
