"""The only room that touches the network: public pages, within bounds, with every address checked."""

from __future__ import annotations

from auditor.fetch.fetcher import USER_AGENT, GuardedFetcher

__all__ = ["USER_AGENT", "GuardedFetcher", "open_fetcher"]


def open_fetcher() -> GuardedFetcher:
    """Return the fetcher that the command uses."""
    return GuardedFetcher()
