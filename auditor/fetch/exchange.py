"""One request and its answer as they went over the line, without anybody's secrets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.sources.redact import redact, redact_within

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

Headers = tuple[tuple[str, str], ...]

_NEVER_KEPT: Final = frozenset(
    {
        "authentication-info", "authorization", "cookie", "cookie2", "proxy-authenticate",
        "proxy-authentication-info", "proxy-authorization", "set-cookie", "set-cookie2", "www-authenticate",
    }
)  # fmt: skip
_SECRET_NAME: Final = re.compile(r"(?i)(?:token|secret|session(?:-?id)?|password|csrf|xsrf|api-?key|auth)$")
_FORM: Final = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and the answer to it. Made by :func:`exchange`, which leaves secrets out."""

    method: str
    url: str
    """Without secrets."""
    sent_headers: Headers
    sent_body: bytes
    status: int
    reason: str
    headers: Headers
    """As received, in their order, but for those left out."""
    body: bytes
    """As received: still packed. Only the cutting into chunks is undone."""
    at: datetime
    whole: bool
    """Whether all of the body was read; we leave what is too large, and refusals after their beginning."""
    left_out: tuple[str, ...] = ()
    """Names of headers of the answer that are not kept, lower case."""
    address: str = ""
    """The internet address that answered, where that is known."""

    @property
    def encoding(self) -> str:
        """How the body is packed, by its header."""
        return ", ".join(value for name, value in self.headers if name.lower() == "content-encoding")


def kept(headers: Iterable[tuple[bytes, bytes]]) -> tuple[Headers, tuple[str, ...]]:
    """Return the headers that may be kept, addresses in them without secrets, and the names of the others."""
    read = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]
    left_out = tuple(dict.fromkeys(name.lower() for name, _ in read if _is_secret(name)))
    return tuple((name, _shown(name, value)) for name, value in read if not _is_secret(name)), left_out


def _is_secret(name: str) -> bool:
    return name.lower() in _NEVER_KEPT or _SECRET_NAME.search(name) is not None


def _shown(name: str, value: str) -> str:
    # Where a redirect leads may be written without a scheme.
    return redact(value) if name.lower() in ("location", "content-location") else redact_within(value)


def kept_form(body: bytes, headers: Headers) -> bytes:
    """Return the body of a request, a form without its secrets."""
    said = next((value for name, value in headers if name.lower() == "content-type"), "")
    if not said.startswith(_FORM):
        return body
    return redact(f"?{body.decode('ascii', errors='replace')}")[1:].encode()
