"""Ask once more where that may help: as late as the server says, seldom, and not for ever.

Tenacity itself, not stamina on top of it: who asks hands in how time passes, and nothing is set up for the
whole process.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_chain, wait_fixed

from auditor.errors import UnreadableTarget
from auditor.fetch.failures import Failure, passes
from auditor.limits import MAX_RETRY_SECONDS
from auditor.sources.interface import ACCEPT_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.sources.interface import Document, Fetcher

_TRIES: Final = 3
_OWN_WAIT: Final = wait_chain(wait_fixed(1.0), wait_fixed(4.0))
"""Seconds before the second and the third try, where the server asks for less."""
_NOT_TAKEN: Final = frozenset({Failure.TOO_OFTEN, Failure.UNAVAILABLE, Failure.ROBOTS_UNKNOWN})
"""Where the server says that it has done nothing, so that a form may be sent again."""


class Patient:
    """A fetcher that tries up to three times."""

    def __init__(self, inner: Fetcher, sleep: Callable[[float], None] = time.sleep) -> None:
        self._inner = inner
        self._sleep = sleep

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Return what ``url`` answers. Raises as the inner fetcher does."""
        return self._trying(passes)(self._inner.get, url, accept=accept)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answers to a form. Raises as the inner fetcher does."""
        return self._trying(lambda error: error.failure in _NOT_TAKEN)(self._inner.post, url, form=form)

    def _trying(self, worth: Callable[[UnreadableTarget], bool]) -> Retrying:
        def once_more(error: BaseException) -> bool:
            asked = isinstance(error, UnreadableTarget) and worth(error)
            return asked and _after(error) <= MAX_RETRY_SECONDS

        return Retrying(
            sleep=self._sleep,
            stop=stop_after_attempt(_TRIES),
            wait=_wait,
            retry=retry_if_exception(once_more),
            reraise=True,
        )


def _wait(state: RetryCallState) -> float:
    error = None if state.outcome is None else state.outcome.exception()
    return max(_after(error), _OWN_WAIT(state))


def _after(error: BaseException | None) -> float:
    """Return for how many seconds the server asks."""
    return (error.after or 0.0) if isinstance(error, UnreadableTarget) else 0.0
