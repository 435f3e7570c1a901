"""The record of what was read: label without secrets, address, time, hash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.limits import MAX_URL_CHARACTERS
from auditor.model import SourceRecord
from auditor.sources.blob import sha256_of
from auditor.sources.characters import whole_characters, whole_strings
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from auditor.sources.interface import Document

__all__ = ["source_record", "whole_characters", "whole_strings", "without_secrets"]

_SECRET_PARAMETER: Final = re.compile(
    r"(?i)([?&#;](?:(?:[a-z0-9_.\[\]-]|%5[bd])*"
    r"(?:secret|token|password|passwd|passcode|passphrase|session|sessid|signature"
    r"|(?:api|auth|access|secret|private|session)_?key|(?:sms|verification|verify|login|otp)_?code"
    r"|sessionid_ss|sid_guard|sid_tt|uid_tt|odin_tt)"
    r"|(?:[a-z0-9_.-]+(?:\[|%5b))?(?:code|sid|sig|jwt|pwd|pass|pin|authorization|assertion|samlresponse"
    r"|tgwebappdata|login_hint))(?:\]|%5d)?(?:\[[0-9]*\]|%5b[0-9]*%5d)?=)[^&#;\s]+"
)
_USERINFO: Final = re.compile(r"(?i)^((?:[a-z][a-z0-9+.-]*:)?//)([^/?#@\s]*):[^/?#@\s]*@")


def without_secrets(url: str) -> str:
    """Return ``url``, which stood on a page, without passwords, tokens and codes, cut to a sane length.

    Addresses that somebody handed in, or that answered, go through :func:`~auditor.sources.redact.redact`,
    which takes more out of them.
    """
    shown = _USERINFO.sub(r"\1\2:…@", url)
    return _SECRET_PARAMETER.sub(r"\1…", shown)[:MAX_URL_CHARACTERS]


def source_record(document: Document, kind: str, read_with: str = "") -> SourceRecord:
    """Return the record of ``document`` as read by the source ``kind``."""
    address = document.address
    return SourceRecord(
        target=document.target,
        kind=kind,
        url=None if address is None else redact(address),
        retrieved_at=document.retrieved_at,
        sha256=sha256_of(document.content),
        read_with=read_with,
    )
