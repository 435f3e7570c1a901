"""A fetcher that is made when the network is first asked: a run that asks nothing does not load it."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from auditor.sources.interface import ACCEPT_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.sources.interface import Document, Fetcher


class Later:
    """Asks through the fetcher that ``make`` gives, which is called once; fit for several threads."""

    def __init__(self, make: Callable[[], Fetcher]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: Fetcher | None = None

    def get(self, url: str, *, accept: str = ACCEPT_PAGES) -> Document:
        """Ask for ``url``."""
        return self._fetcher.get(url, accept=accept)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Send ``form`` to ``url``."""
        return self._fetcher.post(url, form=form)

    @property
    def _fetcher(self) -> Fetcher:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made
