"""What an answer means: a page, nothing there, a wall, a fault; each fault in one sentence."""

from __future__ import annotations

import ssl
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

import httpx

from auditor.fetch.failures import Failure, failed
from auditor.limits import CONNECT_SECONDS, FETCH_SECONDS
from auditor.messages import N_

if TYPE_CHECKING:
    from datetime import datetime

    from auditor.errors import UnreadableTarget
    from auditor.fetch.deadline import Deadline

_GONE: Final = frozenset({404, 410})
_WALLED: Final = frozenset({401, 403, 405, 406, 429, 503})
"""Statuses that bot walls answer with."""

_HEADER_MARKS: Final = (
    ("cf-mitigated", "challenge"),
    ("x-amzn-waf-action", ""),
    ("x-datadome", ""),
    ("x-px-block", ""),
    ("server", "datadome"),
    ("server", "ddos-guard"),
)
_BODY_MARKS: Final = (
    "just a moment...", "cf-chl", "challenge-platform", "captcha-delivery.com", "px-captcha", "perimeterx",
    "_incapsula_resource", "awswaf", "hcaptcha", "recaptcha", "captcha", "are you a robot", "are you human",
    "verify you are human", "verifying you are human", "unusual traffic", "checking your browser",
    "enable javascript and cookies", "ddos protection", "bot detection",
)  # fmt: skip
MARKS_BYTES: Final = 65_536
"""How much of a refusal is read for marks of a bot wall."""

_APP: Final = N_("{host} answers with an Android app, not with a page")
_PACKED: Final = N_("{host} answers with a packed file, not with a page")
_EXTENSION: Final = N_("{host} answers with a browser extension, not with a page")
_BINARY: Final = {
    "image/": N_("{host} answers with a picture, not with a page"),
    "video/": N_("{host} answers with a video, not with a page"),
    "audio/": N_("{host} answers with sound, not with a page"),
    "font/": "",
    "model/": "",
}
_BINARY_TYPES: Final = {
    "application/pdf": N_("{host} answers with a PDF, not with a page"),
    "application/vnd.android.package-archive": _APP,
    "application/zip": _PACKED,
    "application/x-zip-compressed": _PACKED,
    "application/gzip": _PACKED,
    "application/x-chrome-extension": _EXTENSION,
    "application/x-xpinstall": _EXTENSION,
    "application/x-apple-aspen-config": N_("{host} answers with a configuration profile, not with a page"),
    "application/msword": N_("{host} answers with an office document, not with a page"),
    "application/x-msdownload": N_("{host} answers with a program, not with a page"),
}
"""What is said where the headers announce no page; "" where it is binary data and no more is known."""
_PACKAGE_TYPES: Final = frozenset(
    {
        "", "application/octet-stream", "binary/octet-stream", "application/vnd.android.package-archive",
        "application/zip", "application/x-zip-compressed", "application/x-chrome-extension",
        "application/x-xpinstall",
    }
)  # fmt: skip
"""What servers call packages."""
_PACKAGE_STARTS: Final = (b"PK\x03\x04", b"Cr24")
_LONGEST_WAIT: Final = 86_400.0
"""Seconds. Whoever says more says that it is of no use today."""
_CAUSES: Final = 8


def fault_of(response: httpx.Response, start: bytes, host: str, now: datetime) -> UnreadableTarget | None:
    """Return what is wrong with an answer, or None where it is a page.

    Args:
        response: Status and headers.
        start: The beginning of the body, read where the status is a refusal.
        host: Who answered.
        now: For a server that names a date on which to come back.
    """
    status = response.status_code
    if status in _GONE:
        return failed(Failure.GONE, host, status)
    if status == httpx.codes.UNAUTHORIZED:
        return failed(Failure.LOGIN, host, status)
    if has_header_mark(response.headers) or (status in _WALLED and has_body_mark(start)):
        return failed(Failure.ROBOT_WALL, host, status)
    if response.is_success:
        return None
    return failed(_refusal(status), host, status, after=retry_after(response.headers, now))


def _refusal(status: int) -> Failure:
    known = {
        403: Failure.FORBIDDEN,
        429: Failure.TOO_OFTEN,
        451: Failure.LEGAL,
        502: Failure.UNAVAILABLE,
        503: Failure.UNAVAILABLE,
        504: Failure.UNAVAILABLE,
    }
    if status in known:
        return known[status]
    if status >= 500:  # noqa: PLR2004
        return Failure.SERVER_FAULT
    return Failure.REFUSED if status >= 400 else Failure.NO_PAGE  # noqa: PLR2004


def retry_after(headers: httpx.Headers, now: datetime) -> float | None:
    """Return the seconds after which a server wants to be asked again, or None where it does not say.

    Args:
        headers: ``Retry-After`` is a number of seconds, or a date (RFC 9110, section 10.2.3).
        now: With time zone.
    """
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return float(min(int(said[:12]), _LONGEST_WAIT))
    try:
        date = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), _LONGEST_WAIT)


def has_header_mark(headers: httpx.Headers) -> bool:
    """Whether a known bot wall names itself in the headers."""
    return any(name in headers and value in headers[name].lower() for name, value in _HEADER_MARKS)


def has_body_mark(start: bytes) -> bool:
    """Whether a refusal reads like that of a bot wall."""
    text = start[:MARKS_BYTES].decode("utf-8", errors="replace").lower()
    return any(mark in text for mark in _BODY_MARKS)


def refuse_type(media_type: str, host: str) -> None:
    """Let text pass.

    Raises:
        UnknownFormat: The headers say that it is something else.
    """
    sentence = _BINARY_TYPES.get(media_type)
    if sentence is None and media_type != "image/svg+xml":
        sentence = next((said for start, said in _BINARY.items() if media_type.startswith(start)), None)
    if sentence is not None:
        raise failed(Failure.OTHER_TYPE, host, sentence=sentence)


def may_be_package(media_type: str) -> bool:
    """Whether the headers leave open that it is an app or an extension."""
    return media_type in _PACKAGE_TYPES


def is_package(start: bytes) -> bool:
    """Whether a body begins as packages do."""
    return start.startswith(_PACKAGE_STARTS)


def refuse_bytes(start: bytes, host: str) -> None:
    """Let text pass.

    Raises:
        UnknownFormat: The body is something else, whatever the headers say.
    """
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_package(start) or start.startswith(b"%PDF-") or (b"\0" in start and not wide):
        raise failed(Failure.BINARY, host)


def failure(error: httpx.HTTPError | httpx.StreamError, host: str, deadline: Deadline) -> UnreadableTarget:
    """Return the sentence for a request that got no whole answer."""
    if deadline.left <= 0:
        return failed(Failure.TOO_SLOW, host, f"{FETCH_SECONDS:.0f}")
    if isinstance(error, httpx.TimeoutException):
        return failed(Failure.SILENT, host, f"{CONNECT_SECONDS:.0f}")
    if isinstance(error, httpx.RemoteProtocolError):
        return failed(Failure.NO_WEB_PAGE, host)
    return _connecting(_cause(error), host)


def _connecting(cause: BaseException, host: str) -> UnreadableTarget:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return failed(Failure.CERTIFICATE, host, cause.verify_message)
    if isinstance(cause, ssl.SSLError):
        return failed(Failure.NO_PROTECTION, host)
    if isinstance(cause, ConnectionRefusedError):
        return failed(Failure.REFUSED_CONNECTION, host)
    return failed(Failure.UNREACHABLE, host)


def _cause(error: BaseException) -> BaseException:
    """Return the error at the bottom of ``error``."""
    for _ in range(_CAUSES):
        below = error.__cause__ or error.__context__
        if below is None:
            break
        error = below
    return error
