"""Manners: ask robots.txt first, and leave a host time between two requests."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from protego import Protego

from auditor.errors import BlockedAddress, LeadsToConsent, NotFound, UnreadableTarget
from auditor.fetch.agent import TOKEN
from auditor.fetch.failures import Failure, failed
from auditor.limits import MAX_PACE_SECONDS, MAX_ROBOTS_BYTES, POLITE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.sources.interface import Fetcher

_ACCEPT: Final = "text/plain,*/*;q=0.1"
_MOST_HOSTS: Final = 1_000
_DOWN: Final = frozenset({Failure.TOO_OFTEN, Failure.UNAVAILABLE, Failure.SERVER_FAULT})
"""A server that is in trouble has not said yes (RFC 9309, section 2.3.1.4)."""
_UNREACHED: Final = frozenset(
    {
        Failure.SLOW_NAME, Failure.NO_NETWORK, Failure.NO_SUCH_SITE, Failure.REFUSED_CONNECTION,
        Failure.CERTIFICATE, Failure.NO_PROTECTION, Failure.UNREACHABLE, Failure.TOO_SLOW, Failure.SILENT,
    }
)  # fmt: skip
"""What will keep the page away too, and says so best itself."""
_AGENT_LINE: Final = re.compile(r"(?i)[ \t]*user[- ]?agent[ \t]*[: \t][ \t]*([^#]*)")
_OTHERS: Final = "User-agent: others"
NOTHING_SAID: Final = Protego.parse("")


class Pace:
    """Lets time pass between two requests to one host. Threads may share one: each takes its own turn."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[str, float] = {}
        self._turns = threading.Lock()

    def before(self, url: str, seconds: float = POLITE_SECONDS) -> None:
        """Wait until the host of ``url`` may be asked, and leave it alone for ``seconds`` after that."""
        host = urlsplit(url).hostname or ""
        with self._turns:  # a turn is taken before it is waited for, so that nobody else takes it
            now = self._clock()
            wait = self._free_at.pop(host, now) - now
            while len(self._free_at) >= _MOST_HOSTS:
                self._free_at.pop(next(iter(self._free_at)))
            self._free_at[host] = max(now, now + wait) + seconds
        if wait > 0:
            self._sleep(wait)


class Manners:
    """What a fetcher heeds before it asks for a page.

    Args:
        robots: Fetches robots.txt files, and heeds ``pace`` itself.
        pace: Shared by all that ask the same hosts.
    """

    def __init__(self, robots: Fetcher, pace: Pace) -> None:
        self._robots = robots
        self._pace = pace
        self._known: dict[str, Protego] = {}
        self._asking = threading.Lock()

    def before(self, url: str) -> None:
        """Let ``url`` be asked, after a while.

        Raises:
            FetchError: Its site wants programs to stay away, or does not say at the moment.
        """
        parts = urlsplit(url)
        host = parts.hostname or ""
        rules = self._rules(f"{parts.scheme}://{parts.netloc}", host)
        if not rules.can_fetch(url, TOKEN):
            raise failed(Failure.ROBOTS, host)
        wanted = rules.crawl_delay(TOKEN) or 0.0
        if wanted > MAX_PACE_SECONDS:
            raise failed(Failure.TOO_SLOW_A_PACE, host, f"{min(wanted, 1e6):,.0f}")
        self._pace.before(url, max(wanted, POLITE_SECONDS))

    def _rules(self, origin: str, host: str) -> Protego:
        known = self._known.get(origin)
        if known is None:
            known = self._ask(origin, host)
            with self._asking:
                while len(self._known) >= _MOST_HOSTS:
                    self._known.pop(next(iter(self._known)))
                self._known[origin] = known
        return known

    def _ask(self, origin: str, host: str) -> Protego:
        try:
            document = self._robots.get(f"{origin}/robots.txt", accept=_ACCEPT)
        except (NotFound, BlockedAddress, LeadsToConsent):
            return NOTHING_SAID
        except UnreadableTarget as error:
            if error.failure in _UNREACHED:
                raise
            if error.failure in _DOWN:
                raise failed(Failure.ROBOTS_UNKNOWN, host, str(error), after=error.after) from error
            return NOTHING_SAID
        return Protego.parse(ours(document.body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")))


def ours(content: str) -> str:
    """Return a robots.txt in which all programs but us and "everybody" are one.

    The time that the parser takes grows with programs times rules, and a stranger writes both.
    """
    lines: list[str] = []
    for line in content.splitlines():
        agent = _AGENT_LINE.match(line)
        if agent is None:
            lines.append(line)
        elif (name := agent[1].strip().lower()) in ("*", TOKEN) or TOKEN in name:
            lines.append(f"User-agent: {'*' if name == '*' else TOKEN}")
        elif not lines or lines[-1] != _OTHERS:
            lines.append(_OTHERS)
    return "\n".join(lines)
