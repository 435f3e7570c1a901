"""Remove from addresses what belongs to somebody: codes, tokens, secrets, sessions, state values.

What is kept, shown or published carries addresses that went through here.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, unquote, unquote_plus

from auditor.limits import MAX_URL_CHARACTERS
from auditor.sources.blanks import is_blank
from auditor.sources.characters import whole_characters

REMOVED: Final = "…"
SECRETS: Final = frozenset(
    {
        "access_token", "api_key", "api_secret", "apikey", "app_secret", "auth_code", "auth_token",
        "authorization_code", "client_secret", "client_ticket", "code", "code_verifier", "consumer_secret",
        "id_token", "jwt", "oauth_verifier", "otp", "pass", "passwd", "password", "pwd", "refresh_token",
        "secret", "secret_key", "session", "session_id", "sessionid", "sid", "sid_tt", "token",
    }
)  # fmt: skip
"""Parameters that hold a secret of the tool or of a person."""

_LETS_IN: Final = frozenset(
    {
        "2facode", "accesskey", "assertion", "authorization", "backupcode", "clientassertion",
        "confirmationcode", "credential", "logincode", "loginhint", "mfacode", "odintt", "onetimecode",
        "otpcode", "passcode", "passphrase", "phpsessid", "pin", "pincode", "privatekey", "recoverycode",
        "samlassertion", "samlresponse", "secretkey", "securitycode", "sessid", "sessionidss", "sessionkey",
        "sidguard", "siducpv1", "smscode", "ssiducpv1", "tgwebappdata", "totp", "uidtt", "uidttss",
        "verificationcode", "verifycode",
    }
)  # fmt: skip
"""More that lets in whoever knows it, or names the person, as it stands without ``_`` and ``-``.

No secret of the tool: a consent link that carries one of these is no finding.
"""
_ONE_TIME: Final = frozenset({"state", "nonce", "csrf", "csrf_token", "xsrf", "_csrf", "sig", "signature"})
_ENDINGS: Final = ("token", "secret", "password", "passwd", "session", "sessionid", "_ticket", "verifier")
_KEYS: Final = ("signature", "api_key", "apikey", "api-key", "auth_key", "authkey", "sig")
"""Endings of parameters that let whoever knows them in, and are no secret of a person."""
_PUBLIC: Final = frozenset({"oauth_token"})
"""Names the request of an OAuth 1.0a link and serves once; X's consent links cannot do without."""
_USERINFO: Final = re.compile(r"(?i)^([a-z][a-z0-9+.-]*:[/\\]*|[/\\]{2,})([^/\\?#@:]*+)(:?+)([^/\\?#]*)@")
_NO_AUTHORITY: Final = re.compile(r"(?i)(?!https?:)[a-z][^/\\]*")
"""The beginning of ``mailto:a@b.example``."""
_HOST_SHAPE: Final = re.compile(r"(?i)(?:[a-z0-9-]{1,63}\.){1,9}[a-z]{2,13}(?:[/\\?#].*)?", re.DOTALL)
_INDEX: Final = re.compile(r"\[[0-9]*\]")
"""In the name of a parameter that is there several times: ``token[]``."""
_DEPTH: Final = 3
_ADDRESS: Final = re.compile(r"(?i)\bhttps?://[^\s\"'<>]+")


def is_secret(name: str) -> bool:
    """Whether the parameter ``name`` (lower case) holds a secret of the tool or of a person."""
    return name not in _PUBLIC and (name in SECRETS or name.endswith(_ENDINGS)) and name not in _ONE_TIME


def redact(url: str) -> str:
    """Return ``url`` with the values of secrets, codes and state replaced by ``…``.

    Looks into the fragment and into addresses that stand, encoded, inside a parameter. Blanks of a
    template stay, for nobody's secret is in them. Linear; redacting twice changes nothing more.
    """
    shown = whole_characters(url)[:MAX_URL_CHARACTERS]
    return _redacted(_USERINFO.sub(_anonymous, shown), _DEPTH)


def redact_within(text: str) -> str:
    """Return ``text`` with every web address in it redacted; everything else stays. Linear."""
    return _ADDRESS.sub(lambda found: redact(found[0]), text) if "://" in text else text


def _anonymous(found: re.Match[str]) -> str:
    """Return the beginning of an address without the password, or the token, before its ``@``."""
    start, name, colon, rest = found.groups()
    if colon:
        return f"{start}{name}:{REMOVED}@"
    if _NO_AUTHORITY.fullmatch(start):
        return found[0]
    # What looks like a host is there to be taken for the site: the reader shall see it.
    shown = name if not rest and (_HOST_SHAPE.fullmatch(unquote(name)) or is_blank(name)) else REMOVED
    return f"{start}{shown}@"


def _anonymised(value: str) -> str:
    return _USERINFO.sub(_anonymous, value) if "//" in value and "@" in value else value


def _redacted(link: str, depth: int) -> str:
    pieces: list[str] = []
    start = 0
    for found in re.finditer("[?&#;]", link):
        pieces.append(_piece(link[start : found.start()], depth))
        pieces.append(found[0])
        start = found.end()
    pieces.append(_piece(link[start:], depth))
    return "".join(pieces)


def _piece(piece: str, depth: int) -> str:
    name, equals, value = piece.partition("=")
    if not equals or not value:
        return _inside(piece, depth) if "%3d" in piece.lower() else piece
    if _is_removed(_key(name)) and not is_blank(value):
        return f"{name}={REMOVED}"
    return f"{name}={_inside(_anonymised(value), depth)}"


def _key(name: str) -> str:
    """Return what a parameter is called: ``password`` for ``user%5Bpassword%5D``."""
    for _ in range(_DEPTH):
        name = unquote_plus(name)
    name = _INDEX.sub("", name.strip(" \t\r\n\0").lower())
    return name.removesuffix("]").rpartition("[")[2] if name.endswith("]") else name


def _is_removed(key: str) -> bool:
    if is_secret(key) or key in _ONE_TIME or key.endswith(_KEYS):
        return True
    return key.replace("_", "").replace("-", "") in _LETS_IN


def _inside(value: str, depth: int) -> str:
    """Redact an address that stands encoded in ``value``; leave everything else untouched."""
    if depth == 0 or "%" not in value:
        return value
    decoded = unquote(value)
    redacted = _redacted(_anonymised(decoded), depth - 1)
    if redacted == decoded:
        return value
    return quote(redacted, safe="").replace(quote(REMOVED, safe=""), REMOVED)
