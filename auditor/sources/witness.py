"""Who sees what a reading rests on, so that it can be kept as evidence. By default nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from auditor.errors import UnreadableTarget
    from auditor.fetch.exchange import Exchange
    from auditor.model import Listing
    from auditor.sources.interface import Document, Fetcher, Target


class Witness(Protocol):
    """Sees one target after the other: that it begins, what is met while it is read, how it ends."""

    def begins(self, target: Target | None) -> None:
        """A target is read now; None stands for one that is nothing we know."""

    def document(self, document: Document) -> None:
        """A file or a text was taken in."""

    def network(self, fetcher: Fetcher) -> Fetcher:
        """Return what asks the network in place of ``fetcher``, and is seen to do so."""

    def exchange(self, exchange: Exchange) -> None:
        """The network was asked and answered."""

    def listing(self, listing: Listing) -> None:
        """The target was read into ``listing``."""

    def failure(self, error: UnreadableTarget) -> None:
        """The target could not be read."""


class Unwitnessed:
    """Nobody."""

    def begins(self, target: Target | None) -> None:
        """Let it pass, as all below."""

    def document(self, document: Document) -> None:
        """Let it pass."""

    def network(self, fetcher: Fetcher) -> Fetcher:
        """Return ``fetcher`` itself."""
        return fetcher

    def exchange(self, exchange: Exchange) -> None:
        """Let it pass."""

    def listing(self, listing: Listing) -> None:
        """Let it pass."""

    def failure(self, error: UnreadableTarget) -> None:
        """Let it pass."""
