"""What HTTP's rules for caches (RFC 9111) say of a page of an earlier run, as hishel knows them.

hishel decides; ``store`` keeps, because evidence needs headers in their order and the hour of the answer.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from hishel import (
    CacheMiss,
    CacheOptions,
    Entry,
    Headers,
    IdleClient,
    NeedRevalidation,
    NeedToBeUpdated,
    Request,
    Response,
    StoreAndUse,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.fetch.exchange import Exchange

_OURS: Final = CacheOptions(shared=False, supported_methods=["GET"], allow_stale=False)
_ALWAYS_ASK: Final = {"cache-control": "no-cache"}
UNCHANGED: Final = 304
"""Status of an answer that says that an earlier one still holds (RFC 9110, section 15.4.5)."""


def may_be_kept(exchange: Exchange) -> bool:
    """Whether its server lets an answer be kept."""
    asked = Request(exchange.method, exchange.url)
    said = (value.lower() for name, value in exchange.headers if name.lower() == "cache-control")
    if any("no-store" in value for value in said):  # also where it stands behind a broken directive
        return False
    return isinstance(CacheMiss(options=_OURS, request=asked).next(_answer(exchange)), StoreAndUse)


class Recheck:
    """The question whether an answer of an earlier run still holds.

    Args:
        stored: That answer.
    """

    def __init__(self, stored: Exchange) -> None:
        self.stored = stored
        self._stored = _grouped(stored.headers)
        entry = Entry(uuid.uuid4(), Request(stored.method, stored.url), _answer(stored))
        asked = Request(stored.method, stored.url, Headers(_ALWAYS_ASK))
        self._state = IdleClient(options=_OURS).next(asked, [entry])

    @property
    def headers(self) -> dict[str, str]:
        """What asks for the answer only if it changed; empty where its server gives no means to ask."""
        if not isinstance(self._state, NeedRevalidation):
            return {}
        asked = self._state.request.headers.items()
        return {name: value for name, value in asked if name.startswith("if-") and _can_be_sent(value)}

    def holds(self, headers: Iterable[tuple[str, str]]) -> bool:
        """Whether "unchanged", said with these headers, is about the earlier answer and no other."""
        said = _grouped(headers)
        if not isinstance(self._state, NeedRevalidation) or _tag(said) not in (None, _tag(self._stored)):
            return False
        return isinstance(self._state.next(Response(UNCHANGED, said)), NeedToBeUpdated)


def _can_be_sent(value: str) -> bool:
    return bool(value.strip()) and value.isascii() and value.isprintable()


def _tag(headers: Headers) -> str | None:
    """An answer's entity tag without its weakness, which hishel compares only where it is strong."""
    tag = headers.get("etag")
    return None if tag is None else tag.strip().removeprefix("W/")


def _answer(exchange: Exchange) -> Response:
    return Response(exchange.status, _grouped(exchange.headers))


def _grouped(headers: Iterable[tuple[str, str]]) -> Headers:
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    return Headers(found)
