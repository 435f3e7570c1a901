"""The only room that touches the network: public pages, within bounds, with every address checked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from auditor.fetch.agent import USER_AGENT, user_agent
from auditor.fetch.conduct import Conduct
from auditor.fetch.fetcher import GuardedFetcher
from auditor.fetch.manners import Manners, Pace
from auditor.fetch.patience import Patient
from auditor.fetch.store import Store
from auditor.limits import ROBOTS_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from auditor.fetch.exchange import Exchange
    from auditor.sources.interface import Fetcher

__all__ = [
    "USER_AGENT",
    "Conduct",
    "GuardedFetcher",
    "Manners",
    "Pace",
    "Patient",
    "Store",
    "open_fetcher",
    "user_agent",
]


def open_fetcher(
    *,
    keep: Callable[[Exchange], None] = lambda _: None,
    cache: Path | None = None,
    contact: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> Fetcher:
    """Return the fetcher that the command uses: guarded, polite, patient, and it opens no consent page.

    Args:
        keep: Is handed each request with its answer, as evidence.
        cache: A folder of pages of earlier runs, for runs that come again: only changes are asked for.
        contact: Whom a site may write to, where it is not what the environment says.
        sleep: Lets time pass.

    Raises:
        UsageError: ``contact`` is no address to write to.
    """
    from auditor.sources.consent import is_consent_link  # noqa: PLC0415  # only the command needs both

    agent, pace = user_agent(contact), Pace(sleep=sleep)
    asking = Conduct(
        agent=agent,
        never_open=is_consent_link,
        before=lambda url: pace.before(url, 0.0),  # the page itself may follow at once
        keep=keep,
        seconds=ROBOTS_SECONDS,
    )
    manners = Manners(GuardedFetcher(conduct=asking), pace)
    store = None if cache is None else Store(cache)
    reading = Conduct(
        agent=agent,
        never_open=is_consent_link,
        before=manners.before,
        keep=keep,
        store=store,
        packages=True,
    )
    return Patient(GuardedFetcher(conduct=reading), sleep)
