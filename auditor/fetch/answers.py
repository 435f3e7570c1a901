"""What an answer means: a page, nothing there, a wall, a fault; each fault in one sentence."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final

import httpx

from auditor.errors import FetchError, NotFound, UnknownFormat, UnreadableTarget, Walled
from auditor.limits import CONNECT_SECONDS, FETCH_SECONDS

if TYPE_CHECKING:
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

_BINARY: Final = ("image/", "video/", "audio/", "font/", "model/")
_BINARY_TYPES: Final = {
    "application/pdf": "a PDF",
    "application/vnd.android.package-archive": "an Android app",
    "application/zip": "a ZIP archive",
    "application/x-zip-compressed": "a ZIP archive",
    "application/gzip": "a compressed file",
    "application/x-chrome-extension": "a browser extension",
    "application/x-xpinstall": "a browser extension",
    "application/x-apple-aspen-config": "a configuration profile",
    "application/msword": "an office document",
    "application/x-msdownload": "a program",
}
_SAVED: Final = "Save it yourself and hand in the file if it belongs to the tool."
_CAUSES: Final = 8


def fault_of(response: httpx.Response, start: bytes, host: str) -> UnreadableTarget | None:
    """Return what is wrong with an answer, or None where it is a page.

    Args:
        response: Status and headers.
        start: The beginning of the body, read where the status is a refusal.
        host: Who answered.
    """
    status = response.status_code
    if status in _GONE:
        return NotFound(f"{host} says that there is no such page ({status})")
    if status == httpx.codes.UNAUTHORIZED:
        return Walled(f"{host} shows the page only after a login ({status})")
    if has_header_mark(response.headers) or (status in _WALLED and has_body_mark(start)):
        return Walled(f"{host} shows a check against robots in place of the page ({status})")
    if response.is_success:
        return None
    return FetchError(f"{host} {_meaning(status)} ({status})")


def _meaning(status: int) -> str:
    known = {
        403: "refuses to show the page",
        429: "says that it was asked too often",
        451: "does not show the page for legal reasons",
        503: "is not available at the moment",
    }
    if status in known:
        return known[status]
    if status >= 500:  # noqa: PLR2004
        return "has a fault of its own"
    return "refuses the request" if status >= 400 else "gives no page"  # noqa: PLR2004


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
    kind = _BINARY_TYPES.get(media_type)
    if kind is None and media_type.startswith(_BINARY) and media_type != "image/svg+xml":
        kind = f"{media_type.partition('/')[0]} data"
    if kind is not None:
        raise UnknownFormat(f"{host} answers with {kind}, not with a page", hint=_SAVED)


def refuse_bytes(start: bytes, host: str) -> None:
    """Let text pass.

    Raises:
        UnknownFormat: The body is something else, whatever the headers say.
    """
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if start.startswith((b"%PDF-", b"PK\x03\x04", b"Cr24")) or (b"\0" in start and not wide):
        raise UnknownFormat(f"{host} answers with binary data, not with a page", hint=_SAVED)


def failure(error: httpx.HTTPError | httpx.StreamError, host: str, deadline: Deadline) -> FetchError:
    """Return the sentence for a request that got no whole answer."""
    if deadline.left <= 0:
        return FetchError(f"reading from {host} took longer than {FETCH_SECONDS:.0f} seconds")
    if isinstance(error, httpx.TimeoutException):
        return FetchError(f"{host} was silent for {CONNECT_SECONDS:.0f} seconds")
    if isinstance(error, httpx.RemoteProtocolError):
        return FetchError(f"{host} broke off, or answers with something that is no web page")
    return FetchError(_connecting(_cause(error), host))


def _connecting(cause: BaseException, host: str) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        why = cause.verify_message or "it could not be checked"
        return f"the certificate of {host} is not valid: {why}"
    if isinstance(cause, ssl.SSLError):
        return f"no protected connection to {host} could be made"
    if isinstance(cause, ConnectionRefusedError):
        return f"{host} refuses the connection"
    return f"{host} could not be reached, or broke off"


def _cause(error: BaseException) -> BaseException:
    """Return the error at the bottom of ``error``."""
    for _ in range(_CAUSES):
        below = error.__cause__ or error.__context__
        if below is None:
            break
        error = below
    return error
