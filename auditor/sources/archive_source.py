"""Archives that hold nothing we read: each is refused with what it holds and what to hand in instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from auditor.errors import UnknownFormat
from auditor.messages import N_
from auditor.sources.archive import ARCHIVE_START, open_archive, shown

if TYPE_CHECKING:
    from auditor.sources.interface import Document

_PACKAGES: Final = (".crx", ".xpi", ".zip", ".apk", ".xapk")
_STARTS: Final = (ARCHIVE_START, b"PK\x05\x06")
"""The second is an archive without files."""
_BUNDLE: Final = "BundleConfig.pb"
_PAGES: Final = (".html", ".htm", ".mhtml", ".mht")


class UnknownArchive:
    """The source that takes what is left of archives. Stands behind those that know what is in them."""

    kind: Final = "archive"

    def recognises(self, document: Document) -> bool:
        """By the mark of an archive, or the ending of its name."""
        return document.body.startswith(_STARTS) or document.suffix == ".zip"

    def read(self, document: Document) -> NoReturn:
        """Say what the archive holds.

        Raises:
            UnreadableTarget: Always.
        """
        names = sorted(open_archive(document.content, document.target).members)
        if _BUNDLE in names:
            raise UnknownFormat(
                N_(f"{document.target!r} is an app bundle, which only stores can install"),
                hint="Hand in the APK that the store makes of it, or the store's page.",
            )
        package = N_(f"{document.target!r} is an archive with a package in it")
        page = N_(f"{document.target!r} is an archive with a page in it")
        for endings, sentence in ((_PACKAGES, package), (_PAGES, page)):
            inner = next((name for name in names if name.lower().endswith(endings)), None)
            if inner is not None:
                raise UnknownFormat(sentence, hint=f"Unpack it and hand in {shown(inner)}.")
        raise UnknownFormat(
            N_(f"{document.target!r} is an archive that holds no app and no browser extension"),
            hint="Hand in the page that offers it." if names else "",
        )
