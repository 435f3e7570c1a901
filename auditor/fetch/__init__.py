"""The only room that touches the network: public pages, within bounds, with every address checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.fetch.fetcher import USER_AGENT, GuardedFetcher

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.fetch.exchange import Exchange

__all__ = ["USER_AGENT", "GuardedFetcher", "open_fetcher"]


def open_fetcher(*, keep: Callable[[Exchange], None] | None = None) -> GuardedFetcher:
    """Return the fetcher that the command uses: as guarded as can be, and it opens no consent page.

    Args:
        keep: Is handed each request with its answer, as evidence.
    """
    from auditor.sources.consent import is_consent_link  # noqa: PLC0415  # only the command needs both

    return GuardedFetcher(never_open=is_consent_link, keep=keep)
