"""From what was seen to records: requests, answers, files; and what the manifest says of each."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from auditor.errors import LeadsToConsent, TooLarge, UnreadableTarget
from auditor.evidence.manifest import (
    KeptCall,
    KeptDocument,
    KeptExchange,
    KeptFailure,
    KeptFrame,
    KeptStyle,
    KeptTarget,
)
from auditor.evidence.warc import Record, as_uri, record_id, warc_date
from auditor.limits import MAX_DOCUMENT_BYTES
from auditor.sources.redact import REMOVED, redact, redact_within

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from auditor.evidence.recorder import SeenCall, SeenTarget
    from auditor.fetch.exchange import Exchange, Headers
    from auditor.sources.interface import Document, Target

_TYPES: Final = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml", ".txt": "text/plain",
    ".json": "application/json", ".yaml": "application/yaml", ".yml": "application/yaml",
    ".md": "text/markdown",
}  # fmt: skip
_UNPACKED: Final = ("", "identity")
_FOUND: Final = 200
_UNCHANGED: Final = 304
_STILL_HOLDS: Final = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class Materials:
    """Gathers the records of one bundle. ``records`` maps each record's id to it, in order."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self.records: dict[str, Record] = {}
        self._sheets: dict[str, str] = {}

    def target(self, seen: SeenTarget) -> KeptTarget:
        """Keep all that one target rests on."""
        target = seen.target
        return KeptTarget(
            kind="" if target is None else target.kind.value,
            label="" if target is None else redact_within(target.label),
            url=None if target is None or target.url is None else redact(target.url),
            calls=tuple(self._call(call) for call in seen.calls),
            documents=tuple(self._document(document, target) for document in seen.documents),
            failure=_failure(seen.outcome),
            is_policy=target is not None and target.is_policy,
        )

    def _add(self, record: Record) -> str:
        name = record_id(record, len(self.records) + 1)
        self.records[name] = record
        return name

    def _call(self, call: SeenCall) -> KeptCall:
        kept: list[tuple[Exchange, str]] = []
        for exchange in call.exchanges:
            kept.append((exchange, self._exchange(exchange, kept)))
        document = None
        if call.outcome is not None and not isinstance(call.outcome, UnreadableTarget):
            document = self._fetched(call.outcome, kept)
        return KeptCall(
            method="GET" if call.method == "GET" else "POST",
            url=redact(call.url),
            form=None if call.form is None else dict(call.form),
            exchanges=tuple(_hop(exchange, name) for exchange, name in kept),
            document=document,
            failure=_failure(call.outcome),
        )

    def _exchange(self, exchange: Exchange, before: Iterable[tuple[Exchange, str]]) -> str:
        """Keep request and answer; return the id of the answer."""
        alike = [(was, name) for was, name in before if was.url == exchange.url and was.status == _FOUND]
        revisits = exchange.status == _UNCHANGED and bool(alike)
        response = _revisit(exchange, *alike[-1]) if revisits else _response(exchange)
        name = record_id(response, len(self.records) + 2)
        self._add(_request(exchange, name))
        return self._add(response)

    def _fetched(self, document: Document, kept: list[tuple[Exchange, str]]) -> KeptDocument:
        for exchange, name in reversed(kept):
            if exchange.url == document.final_url and _holds(exchange, document):
                packing = "" if exchange.encoding.strip().lower() in _UNPACKED else exchange.encoding
                return _kept(document, name, exchange.body, packing)
        return self._document(document, None)

    def _document(self, document: Document, target: Target | None) -> KeptDocument:
        """Keep a document whose answer was not seen, or that came from a file."""
        path = document.path or (target.path if target is not None else None)
        name = path.name if target is not None and path is not None else ""
        uri = document.address or f"urn:sha256:{hashlib.sha256(document.body).hexdigest()}"
        record = Record(
            type="resource",
            uri=redact(uri),
            date=document.retrieved_at or self._at,
            content_type=document.media_type or _TYPES.get(document.suffix, "application/octet-stream"),
            block=document.body,
        )
        kept = _kept(document, self._add(record), document.body, "", name)
        styles = tuple(self._style(*style) for style in document.styles)
        return kept.model_copy(update={"styles": styles, "frames": tuple(self._frames(document))})

    def _frames(self, document: Document) -> Iterator[KeptFrame]:
        """Keep the pages in its frames, each once however often it is named."""
        kept: dict[int, KeptDocument] = {}
        for address, frame in document.frames:
            if id(frame) not in kept:
                kept[id(frame)] = self._document(frame, None)
            fields = {name: value for name, value in kept[id(frame)] if name != "frames"}
            yield KeptFrame(address=address, **fields)

    def _style(self, address: str, sheet: bytes) -> KeptStyle:
        """Keep a style sheet that was saved with a page, once however many pages share it."""
        digest = hashlib.sha256(sheet).hexdigest()
        if digest not in self._sheets:
            uri = f"urn:sha256:{digest}"
            record = Record(type="resource", uri=uri, date=self._at, content_type="text/css", block=sheet)
            self._sheets[digest] = self._add(record)
        return KeptStyle(record=self._sheets[digest], address=address, sha256=digest)


def _holds(exchange: Exchange, document: Document) -> bool:
    """Whether the body that came in, unpacked, is the document."""
    try:
        return unpack(exchange.body, exchange.encoding) == document.body
    except UnreadableTarget:
        return False


def unpack(body: bytes, packing: str) -> bytes:
    """Return a body without its packing, as the fetcher unpacks it.

    Raises:
        UnreadableTarget: It is damaged or too large.
    """
    from auditor.fetch.body import unpacked  # noqa: PLC0415  # httpx loads only for packed answers

    if packing.strip().lower() in _UNPACKED:
        if len(body) > MAX_DOCUMENT_BYTES:
            raise TooLarge(f"a document of the bundle is larger than {MAX_DOCUMENT_BYTES // 1024**2} MB")
        return body
    return b"".join(unpacked([body], packing, MAX_DOCUMENT_BYTES, "the bundle"))


def _kept(document: Document, record: str, received: bytes, packing: str, name: str = "") -> KeptDocument:
    return KeptDocument(
        record=record,
        target=document.target,
        url=document.url,
        final_url=document.final_url,
        media_type=document.media_type,
        charset=document.charset,
        retrieved_at=document.retrieved_at,
        name=name,
        sha256=hashlib.sha256(document.body).hexdigest(),
        length=len(document.body),
        received_sha256=hashlib.sha256(received).hexdigest(),
        received_length=len(received),
        packing=packing,
        damaged=document.damaged,
    )


def _hop(exchange: Exchange, name: str) -> KeptExchange:
    return KeptExchange(
        record=name,
        url=exchange.url,
        status=exchange.status,
        at=exchange.at,
        whole=exchange.whole,
        left_out=exchange.left_out,
    )


def _failure(outcome: object) -> KeptFailure | None:
    if not isinstance(outcome, UnreadableTarget):
        return None
    return KeptFailure(
        kind=type(outcome).__name__,
        message=redact_within(str(outcome)),
        hint=redact_within(outcome.hint),
        failure=outcome.failure,
        url=redact(outcome.url) if isinstance(outcome, LeadsToConsent) else "",
        at=outcome.at,
    )


def _request(exchange: Exchange, answer: str) -> Record:
    parts = urlsplit(exchange.url)
    path = as_uri(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}")
    head = _head(f"{exchange.method} {path} HTTP/1.1", exchange.sent_headers)
    return Record(
        type="request",
        uri=exchange.url,
        date=exchange.at,
        content_type="application/http;msgtype=request",
        block=head + exchange.sent_body,
        payload_start=len(head),
        more=(("WARC-Concurrent-To", answer),),
    )


def _response(exchange: Exchange) -> Record:
    # Chunks are undone when the body arrives here, so the field that announces them would mislead.
    headers = [(name, value) for name, value in exchange.headers if name.lower() != "transfer-encoding"]
    head = _head(f"HTTP/1.1 {exchange.status} {exchange.reason}", headers)
    more = [("WARC-IP-Address", exchange.address)] if exchange.address else []
    more += [] if exchange.whole else [("WARC-Truncated", "unspecified")]
    return Record(
        type="response",
        uri=exchange.url,
        date=exchange.at,
        content_type="application/http;msgtype=response",
        block=head + exchange.body,
        payload_start=len(head),
        more=tuple(more),
    )


def _revisit(exchange: Exchange, was: Exchange, name: str) -> Record:
    """Return the record of an answer that says that an earlier one still holds."""
    response = _response(exchange)
    return replace(
        response,
        type="revisit",
        more=(
            *response.more,
            ("WARC-Profile", _STILL_HOLDS),
            ("WARC-Refers-To", name),
            ("WARC-Refers-To-Target-URI", as_uri(was.url)),
            ("WARC-Refers-To-Date", warc_date(was.at)),
        ),
    )


def _head(first: str, headers: Headers | Iterable[tuple[str, str]]) -> bytes:
    lines = "".join(f"{line}\r\n" for line in [first.strip(), *(f"{n}: {v}" for n, v in headers), ""])
    # What redaction puts in place of a secret is no letter of a header.
    return lines.replace(REMOVED, "%E2%80%A6").encode("latin-1", "replace")
