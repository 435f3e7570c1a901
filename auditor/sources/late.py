"""Sources of stores, loaded when a document first bears a mark of theirs: most audits need none of them."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Source


class LateSource:
    """A source by the name of its module and class.

    Args:
        place: ``module:Class`` below ``auditor.sources``.
        sites: Parts of addresses or file names, one of which a document of the source has or names.
        keys: Bytes, all of which a document of the source holds where it names no site.
    """

    def __init__(self, place: str, sites: tuple[str, ...] = (), keys: tuple[bytes, ...] = ()) -> None:
        self._place = place
        self._sites = sites
        self._keys = keys

    @property
    def kind(self) -> str:
        """The name that its records carry."""
        return self._source.kind

    def recognises(self, document: Document) -> bool:
        """Whether the document bears a mark of the source, and the source knows it."""
        return self._bears(document) and self._source.recognises(document)

    def read(self, document: Document) -> Listing:
        """Read ``document`` as the source does."""
        return self._source.read(document)

    def _bears(self, document: Document) -> bool:
        if any(site in _where(document) for site in self._sites):
            return True
        if self._keys and all(key in document.body for key in self._keys):
            return True
        return document.address is None and any(site.encode() in document.body for site in self._sites)

    @cached_property
    def _source(self) -> Source:
        return cast("Callable[[], Source]", _loaded(self._place))()


class LateCompanions:
    """What other addresses say of a tool whose page stands at one of ``sites``; see :class:`LateSource`."""

    def __init__(self, place: str, sites: tuple[str, ...]) -> None:
        self._place = place
        self._sites = sites

    def __call__(self, document: Document, fetcher: Fetcher) -> Iterator[Listing]:
        """Yield them."""
        if any(site in (document.address or "") for site in self._sites):
            ask = cast("Callable[[Document, Fetcher], Iterator[Listing]]", _loaded(self._place))
            yield from ask(document, fetcher)


def _where(document: Document) -> str:
    name = document.path.name if document.path is not None else ""
    return f"{document.address or ''} {name}".lower()


def _loaded(place: str) -> object:
    module, _, name = place.partition(":")
    found: object = getattr(import_module(f"auditor.sources.{module}"), name)
    return found
