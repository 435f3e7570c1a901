"""Ask once more where that may help: as late as the server says, seldom, and not for ever.

Three tries do not need a library: those for it keep their clock or their hooks for the whole process.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.fetch.failures import Failure, passes
from auditor.limits import MAX_RETRY_SECONDS
from auditor.sources.interface import ACCEPT_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.sources.interface import Document, Fetcher

_PAUSES: Final = (1.0, 4.0)
"""Seconds before the second and the third try."""
_NOT_TAKEN: Final = frozenset({Failure.TOO_OFTEN, Failure.UNAVAILABLE, Failure.ROBOTS_UNKNOWN})
"""Where the server says that it has done nothing, so that a form may be sent again."""


class Patient:
    """A fetcher that tries up to three times."""

    def __init__(self, inner: Fetcher, sleep: Callable[[float], None] = time.sleep) -> None:
        self._inner = inner
        self._sleep = sleep

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Return what ``url`` answers. Raises as the inner fetcher does."""
        return self._tried(lambda: self._inner.get(url, accept=accept), passes)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answers to a form. Raises as the inner fetcher does."""
        return self._tried(
            lambda: self._inner.post(url, form=form), lambda error: error.failure in _NOT_TAKEN
        )

    def _tried(self, ask: Callable[[], Document], worth: Callable[[UnreadableTarget], bool]) -> Document:
        for pause in _PAUSES:
            try:
                return ask()
            except UnreadableTarget as error:
                wait = max(error.after or 0.0, pause)
                if not worth(error) or wait > MAX_RETRY_SECONDS:
                    raise
            self._sleep(wait)
        return ask()
