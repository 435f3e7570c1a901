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
    r"(?i)([?&#;](?:[a-z0-9_.-]*(?:secret|token|password|passwd|session|signature|api_?key|auth_?key)"
    r"|code|sid|sig|jwt|pwd|pass)=)[^&#;\s]+"
)
_USERINFO: Final = re.compile(r"(?i)^([a-z][a-z0-9+.-]*://)([^/?#@\s]*):[^/?#@\s]*@")


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
