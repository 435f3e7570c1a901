"""What stands in place of the network where none may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from auditor.errors import FetchError
from auditor.messages import N_
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHOWN = 200


class OfflineFetcher:
    """A fetcher that refuses every request."""

    def get(self, url: str, *, accept: str = "") -> NoReturn:  # noqa: ARG002 -- the protocol has it
        """Refuse."""
        url = redact(url)
        raise FetchError(N_(f"{url[:_SHOWN]} was not asked for, because of --offline"))

    def post(self, url: str, *, form: Mapping[str, str]) -> NoReturn:  # noqa: ARG002 -- the protocol has it
        """Refuse."""
        url = redact(url)
        raise FetchError(N_(f"{url[:_SHOWN]} was not asked for, because of --offline"))
