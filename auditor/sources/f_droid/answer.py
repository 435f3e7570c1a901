"""The answer of ``f-droid.org/api/v1/packages/<package>``: which versions there are, and nothing more.

Its fields are those that public readers of it use (read 2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from auditor.errors import LayoutChanged
from auditor.messages import N_
from auditor.model import Listing, NotAnalysed
from auditor.sources.android_names import is_android_name
from auditor.sources.answer import is_answer, value_in
from auditor.sources.companion import companion
from auditor.sources.f_droid.page import HOST, FDroidPage
from auditor.sources.merge import STORE_DATA
from auditor.sources.record import source_record
from auditor.sources.values import at, items, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document, Fetcher

_API: Final = "/api/v1/packages/"
_KEYS: Final = (b'"packageName"', b'"suggestedVersionCode"')
_ONLY = NotAnalysed(
    check=STORE_DATA,
    reason=N_("This answer of F-Droid names versions only; the rest stands on the package's page."),
    source=0,
)


class FDroidAnswer:
    """The source that reads lists of versions."""

    kind: Final = "f-droid-api"

    def recognises(self, document: Document) -> bool:
        """By the address of the service, else by JSON with the keys of its answers."""
        return is_answer(document, HOST, _API, _KEYS)

    def read(self, document: Document) -> Listing:
        """Return package and version; the rest stays open.

        Raises:
            LayoutChanged: It is no answer of a known shape.
        """
        value = value_in(document)
        package = package_in(value)
        if package is None:
            raise LayoutChanged(
                N_(f"{document.target!r} is an answer of F-Droid whose shape is not known"),
                hint="Hand in the address of the package's page.",
            )
        suggested = at(value, "suggestedVersionCode")
        versions = items(value, "packages")
        chosen = next((each for each in versions if at(each, "versionCode") == suggested), at(versions, 0))
        return Listing(
            kind=self.kind,
            package=package,
            url=f"https://{HOST}/packages/{package}/",
            version=line(at(chosen, "versionName")),
            not_read=(_ONLY,),
            sources=(source_record(document, self.kind, "API"),),
        )


def package_in(value: Any) -> str | None:
    """Return the package that an answer is about."""
    name = at(value, "packageName")
    return name if isinstance(name, str) and is_android_name(name) else None


def f_droid_companions(document: Document, fetcher: Fetcher) -> Iterator[Listing]:
    """Yield the package's page if ``document`` is the list of its versions."""
    if document.address is None or not FDroidAnswer().recognises(document):
        return
    url = f"https://{HOST}/en/packages/{package_in(value_in(document))}/"
    yield companion(
        lambda: FDroidPage().read(fetcher.get(url)),
        FDroidAnswer.kind,
        STORE_DATA,
        N_("The package's page could not be read"),
    )
