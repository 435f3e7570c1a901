"""Archives that no other source reads: said so, instead of being taken for a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from auditor.errors import UnknownFormat

if TYPE_CHECKING:
    from auditor.sources.interface import Document

_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BUNDLE: Final = b"BundleConfig.pb"


class OtherArchive:
    """Stands behind the sources that read packages, and refuses the rest."""

    kind: Final = "archive"

    def recognises(self, document: Document) -> bool:
        """By the beginning of a ZIP archive."""
        return document.body.startswith(_MARKS)

    def read(self, document: Document) -> NoReturn:
        """Refuse.

        Raises:
            UnknownFormat: Always, with what could be handed in instead.
        """
        if document.suffix == ".aab" or _BUNDLE in document.body[:4096]:
            raise UnknownFormat(
                f"{document.target!r} is an app bundle, which only stores can install",
                hint="Hand in the APK that the store makes of it, or the store's page.",
            )
        raise UnknownFormat(
            f"{document.target!r} is an archive in which there is no package that is read",
            hint="Unpack it and hand in what describes the tool.",
        )
