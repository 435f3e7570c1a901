"""A network for tests of stores: it knows the documents that it is given, and notes what it was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import FetchError
from auditor.sources import Document

if TYPE_CHECKING:
    from collections.abc import Mapping


class FakeStore:
    """A fetcher over a few documents; any other address has a fault."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self.asked: list[tuple[str, str]] = []
        self._documents = documents

    @property
    def addresses(self) -> list[str]:
        """What was asked for, in order."""
        return [url for url, _ in self.asked]

    def get(self, url: str, *, accept: str = "") -> Document:
        """Answer with the document at ``url``."""
        self.asked.append((url, accept))
        if url not in self._documents:
            raise FetchError("the store has a fault of its own (500)")
        found = self._documents[url]
        return Document(
            target=url, body=found.body, url=url, final_url=url, media_type=found.media_type or "text/html"
        )

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Refuse: no store here is asked so."""
        raise AssertionError((url, form))
