"""The record of what was read: label without secrets, address, time, hash."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.limits import MAX_URL_CHARACTERS
from auditor.model import SourceRecord
from auditor.sources.blob import sha256_of

if TYPE_CHECKING:
    from auditor.sources.interface import Document

_SECRET_PARAMETER: Final = re.compile(
    r"(?i)([?&#;](?:[a-z0-9_.-]*(?:secret|token|password|passwd|session|signature|api_?key|auth_?key)"
    r"|code|sid|sig|jwt|pwd|pass)=)[^&#;\s]+"
)
_USERINFO: Final = re.compile(r"(?i)^([a-z][a-z0-9+.-]*://)([^/?#@\s]*):[^/?#@\s]*@")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def without_secrets(url: str) -> str:
    """Return ``url`` with passwords, tokens and codes replaced by ``…``, cut to a sane length."""
    shown = _USERINFO.sub(r"\1\2:…@", url)
    return _SECRET_PARAMETER.sub(r"\1…", shown)[:MAX_URL_CHARACTERS]


def whole_characters(text: str) -> str:
    """Return ``text`` with lone surrogates, which no encoding can carry, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def whole_strings(value: Any) -> Any:
    """Return ``value``, out of JSON, with :func:`whole_characters` of every string in it."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, list):
        return [whole_strings(item) for item in value]
    if isinstance(value, dict):
        return {whole_strings(key): whole_strings(item) for key, item in value.items()}
    return value


def source_record(document: Document, kind: str, read_with: str = "") -> SourceRecord:
    """Return the record of ``document`` as read by the source ``kind``."""
    address = document.address
    return SourceRecord(
        target=document.target,
        kind=kind,
        url=None if address is None else without_secrets(address),
        retrieved_at=document.retrieved_at,
        sha256=sha256_of(document.content),
        read_with=read_with,
    )
