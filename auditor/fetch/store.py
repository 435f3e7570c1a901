"""Pages of earlier runs, so that a periodic run asks only whether they changed (RFC 9110, section 13).

A page is always asked about and never taken from here unasked: an audit is about today. Pages whose address
holds a secret are not kept, nor are those that their server forbids to keep.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from auditor.fetch.caching import Recheck, may_be_kept
from auditor.fetch.exchange import Exchange
from auditor.limits import MAX_DOCUMENT_BYTES, MAX_STORED_PAGES
from auditor.sources.redact import redact

_FOUND: Final = 200
_MAX_HEAD: Final = 512 * 1024


class Store:
    """A folder of pages. May be deleted at any time; one that can't be written keeps nothing.

    Args:
        folder: Made when something is kept, for its owner's eyes alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str, accept: str) -> Exchange | None:
        """Return what ``url`` answered when it was asked for ``accept`` last."""
        if redact(url) != url:
            return None
        try:
            with self._entry(url, accept).open("rb") as stream:
                content = stream.read(MAX_DOCUMENT_BYTES + _MAX_HEAD)
        except OSError:
            return None
        return _read(content)

    def keep(self, url: str, accept: str, exchange: Exchange) -> None:
        """Keep an answer about which can be asked whether it changed."""
        if exchange.status != _FOUND or not exchange.whole or redact(url) != url:
            return
        if not may_be_kept(exchange) or not Recheck(exchange).headers:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, prefix="page-", suffix=".part")
            with os.fdopen(handle, "wb") as stream:
                stream.write(_written(exchange))
            Path(temporary).replace(self._entry(url, accept))
            self._forget_old()

    def _entry(self, url: str, accept: str) -> Path:
        digest = hashlib.sha256(f"{accept}\n{url}".encode()).hexdigest()
        return self._folder / f"page-{digest[:40]}"

    def _forget_old(self) -> None:
        entries = sorted(self._folder.glob("page-*"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in entries[MAX_STORED_PAGES:]:
            path.unlink(missing_ok=True)


def _written(exchange: Exchange) -> bytes:
    data: dict[str, Any] = asdict(exchange)
    body = data.pop("body")
    data["at"] = exchange.at.isoformat()
    data["sent_body"] = exchange.sent_body.decode("latin-1")
    head = json.dumps(data).encode()
    return b"\n".join((hashlib.sha256(head + b"\n" + body).hexdigest().encode(), head, body))


def _read(content: bytes) -> Exchange | None:
    """Return an entry, or None where it is damaged."""
    checksum, _, rest = content.partition(b"\n")
    if hashlib.sha256(rest).hexdigest().encode() != checksum:
        return None
    head, _, body = rest.partition(b"\n")
    try:
        data = json.loads(head)
        data["at"] = datetime.fromisoformat(data["at"])
        data["sent_body"] = data["sent_body"].encode("latin-1")
        pairs = {key: tuple((n, v) for n, v in data[key]) for key in ("sent_headers", "headers")}
        return Exchange(**{**data, **pairs, "left_out": tuple(data["left_out"]), "body": body})
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
