"""The only room that touches the network: public pages, within bounds, with every address checked."""

from __future__ import annotations

from auditor.fetch.fetcher import USER_AGENT, GuardedFetcher

__all__ = ["USER_AGENT", "GuardedFetcher", "open_fetcher"]


def open_fetcher() -> GuardedFetcher:
    """Return the fetcher that the command uses: as guarded as can be, and it opens no consent page."""
    from auditor.sources.consent import is_consent_link  # noqa: PLC0415  # only the command needs both

    return GuardedFetcher(never_open=is_consent_link)
