"""Watches a reading and remembers what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from auditor.errors import UnreadableTarget
from auditor.sources.interface import ACCEPT_PAGES
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.fetch.exchange import Exchange
    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Target


@dataclass
class SeenCall:
    """One question to the network."""

    method: str
    url: str
    form: Mapping[str, str] | None
    exchanges: list[Exchange] = field(default_factory=list)
    outcome: Document | UnreadableTarget | None = None


@dataclass
class SeenTarget:
    """One target."""

    target: Target | None
    documents: list[Document] = field(default_factory=list)
    calls: list[SeenCall] = field(default_factory=list)
    outcome: Listing | UnreadableTarget | None = None


class Recorder:
    """A witness that forgets nothing. ``targets`` is what it saw."""

    def __init__(self) -> None:
        self.targets: list[SeenTarget] = []
        self._exchanges: list[Exchange] = []

    def begins(self, target: Target | None) -> None:
        """A target is read now."""
        self.targets.append(SeenTarget(target))

    def document(self, document: Document) -> None:
        """Remember ``document``."""
        self.targets[-1].documents.append(document)

    def network(self, fetcher: Fetcher) -> Fetcher:
        """Return a fetcher that asks ``fetcher`` and remembers what comes of it."""
        return _Observed(fetcher, self)

    def exchange(self, exchange: Exchange) -> None:
        """Remember what went over the line; it belongs to the question that is asked just now."""
        self._exchanges.append(exchange)

    def listing(self, listing: Listing) -> None:
        """Remember how the target ended."""
        self.targets[-1].outcome = listing

    def failure(self, error: UnreadableTarget) -> None:
        """Remember how the target ended."""
        self.targets[-1].outcome = error

    def called(self, call: SeenCall, ask: Callable[[], Document]) -> Document:
        """Ask, and remember the answer or the failure."""
        self.targets[-1].calls.append(call)
        self._exchanges = call.exchanges
        try:
            document = ask()
        except UnreadableTarget as error:
            call.outcome = error
            raise
        shown = replace(document, url=_redacted(document.url), final_url=_redacted(document.final_url))
        call.outcome = shown
        return shown


def _redacted(url: str | None) -> str | None:
    return None if url is None else redact(url)


class _Observed:
    """A fetcher under the eyes of a recorder."""

    def __init__(self, inner: Fetcher, recorder: Recorder) -> None:
        self._inner = inner
        self._recorder = recorder

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Ask the inner fetcher."""
        return self._recorder.called(SeenCall("GET", url, None), lambda: self._inner.get(url, accept=accept))

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Ask the inner fetcher."""
        return self._recorder.called(SeenCall("POST", url, form), lambda: self._inner.post(url, form=form))
