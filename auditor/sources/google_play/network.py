"""What Play says of an app elsewhere: the permission call and the data-safety page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.companion import companion
from auditor.sources.google_play.blocks import package_of, play_path
from auditor.sources.google_play.data_safety import GooglePlayDataSafety
from auditor.sources.google_play.page import GooglePlayPage
from auditor.sources.google_play.permissions import CALL, GooglePlayPermissions
from auditor.sources.merge import ANDROID_PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher

_CALLS: Final = "https://play.google.com/_/PlayStoreUi/data/batchexecute?hl=en"
_SAFETY: Final = "https://play.google.com/store/apps/datasafety?hl=en&id="


def play_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the app's permissions and declarations if ``document`` is its details page.

    What can't be had becomes a note, not an error: the page itself was read.
    """
    package = package_of(play_path(document) or "")
    if package is None or not GooglePlayPage().recognises(document):
        return
    yield companion(
        lambda: GooglePlayPermissions().read(fetcher.post(_CALLS, form={"f.req": _request(package)})),
        GooglePlayPage.kind,
        ANDROID_PERMISSIONS,
        N_("Google Play's permission call failed"),
    )
    yield companion(
        lambda: GooglePlayDataSafety().read(fetcher.get(_SAFETY + package)),
        GooglePlayPage.kind,
        "data-safety",
        N_("The data-safety page could not be read"),
    )


def _request(package: str) -> str:
    inner = f'[[null,[\\"{package}\\",7],[]]]'
    return f'[[["{CALL}","{inner}",null,"1"]]]'
