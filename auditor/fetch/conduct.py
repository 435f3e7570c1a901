"""How a fetcher behaves beyond its bounds: what it never opens, how polite it is, what it keeps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.fetch.agent import USER_AGENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.fetch.exchange import Exchange
    from auditor.fetch.store import Store


@dataclass(frozen=True)
class Conduct:
    """By default nothing beyond the bounds."""

    agent: str = USER_AGENT
    never_open: Callable[[str], bool] = lambda _: False
    """Tells consent links, which are read and never opened, wherever they are met."""
    before: Callable[[str], None] = lambda _: None
    """Called with each address, also of redirects, before it is asked; may wait, or raise to refuse."""
    keep: Callable[[Exchange], None] = lambda _: None
    """Is handed every request with its answer, redirects and refusals too, as evidence."""
    store: Store | None = None
    """Pages of earlier runs, about which only changes are asked."""
    packages: bool = False
    """Whether answers may be packages (APK, CRX, XPI, ZIP), which are larger than pages and take longer."""
    seconds: float | None = None
    """Wall time of one request with all its hops, where it is not the usual."""
