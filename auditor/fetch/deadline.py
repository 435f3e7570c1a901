"""A time by which all must be done, and connections that keep to it, however slowly the other side sends."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import httpcore

from auditor.limits import PATIENCE_SECONDS
from auditor.messages import N_

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable


class Deadline:
    """Counts down from its making."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds
        self._patience = PATIENCE_SECONDS

    def excuse(self, seconds: float) -> None:
        """Add time that was spent on politeness, as long as it is not too much in all."""
        granted = min(seconds, self._patience)
        self._patience -= granted
        self._end += granted

    def extend(self, seconds: float) -> None:
        """Add time for an answer that may take longer than a page."""
        self._end += seconds

    @property
    def left(self) -> float:
        """Seconds left; zero or less when time is up."""
        return self._end - self._clock()

    def bound(self, seconds: float | None) -> float:
        """Return ``seconds``, or what is left where that is less, for a call that takes a time limit.

        Raises:
            httpcore.TimeoutException: Time is up.
        """
        left = self.left
        if left <= 0:
            raise httpcore.TimeoutException(N_("the time for the whole request is up"))
        return left if seconds is None else min(seconds, left)


class BoundStream(httpcore.NetworkStream):
    """A connection on which each step ends at the deadline at the latest."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come in."""
        return self._stream.read(max_bytes, timeout=self._deadline.bound(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send ``buffer``."""
        self._stream.write(buffer, timeout=self._deadline.bound(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Return the same connection, protected."""
        limit = self._deadline.bound(timeout)
        return BoundStream(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection knows of itself."""
        return self._stream.get_extra_info(info)
