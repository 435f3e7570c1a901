"""Read a bundle again as if its targets were read now. Offline: what is not in the bundle is not there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from auditor import errors
from auditor.errors import FetchError, LeadsToConsent, UnreadableTarget
from auditor.evidence.material import unpack
from auditor.sources.interface import Document
from auditor.sources.policy import read_policy
from auditor.sources.reading import joined, read_address, read_document
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.evidence.bundle import Bundle
    from auditor.evidence.manifest import KeptCall, KeptDocument, KeptFailure, KeptPage, KeptStyle, KeptTarget
    from auditor.model import Listing

_SHOWN: Final = 200


def listing_of(bundle: Bundle) -> Listing:
    """Return what the targets of ``bundle`` say and ask for.

    Raises:
        UnreadableTarget: None of them could be read.
    """
    return joined(outcomes(bundle))


def outcomes(bundle: Bundle, targets: Sequence[KeptTarget] | None = None) -> list[Listing | UnreadableTarget]:
    """Return what each target is read into, or why it can't be."""
    found: list[Listing | UnreadableTarget] = []
    for target in bundle.manifest.targets if targets is None else targets:
        try:
            found.append(_read(bundle, target))
        except UnreadableTarget as error:
            found.append(error)
    return found


def _read(bundle: Bundle, target: KeptTarget) -> Listing:
    if target.failure is not None:
        raise error_of(target.failure)
    if target.listing is not None:
        return target.listing
    if target.is_policy and target.url is not None:
        return read_policy(target.url, _Replayed(bundle, target.calls))
    if target.kind == "url" and target.url is not None:
        return read_address(target.url, lambda: _Replayed(bundle, target.calls))
    if len(target.documents) == 1:
        return read_document(document_of(bundle, target.documents[0]))
    raise UnreadableTarget(f"{bundle.label!r} does not hold what {target.label!r} said", hint="")


class _Replayed:
    """A fetcher that answers out of a bundle."""

    def __init__(self, bundle: Bundle, calls: Iterable[KeptCall]) -> None:
        self._bundle = bundle
        self._calls: dict[tuple[str, str, str], list[KeptCall]] = {}
        for call in calls:
            self._calls.setdefault(_key(call.method, call.url, call.form), []).append(call)

    def get(self, url: str, *, accept: str = "") -> Document:  # noqa: ARG002 -- the protocol has it
        """Return what ``url`` answered."""
        return self._answer("GET", url, None)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:
        """Return what ``url`` answered to the form."""
        return self._answer("POST", url, form)

    def _answer(self, method: str, url: str, form: Mapping[str, str] | None) -> Document:
        shown = redact(url)
        calls = self._calls.get(_key(method, shown, form))
        if not calls:
            raise FetchError(f"{shown[:_SHOWN]} was not asked for when the evidence was kept")
        call = calls.pop(0) if len(calls) > 1 else calls[0]
        if call.failure is not None or call.document is None:
            raise (
                FetchError(f"{shown[:_SHOWN]} gave no answer")
                if call.failure is None
                else error_of(call.failure)
            )
        return document_of(self._bundle, call.document)


def _key(method: str, url: str, form: Mapping[str, str] | None) -> tuple[str, str, str]:
    return method, url, repr(sorted((form or {}).items()))


def document_of(bundle: Bundle, kept: KeptDocument) -> Document:
    """Return a document of ``bundle`` as it was read.

    Raises:
        UnreadableTarget: Its record is missing, or its bytes are not those that the manifest names.
    """
    frames = tuple((frame.address, _page(bundle, frame)) for frame in kept.frames)
    return replace(_page(bundle, kept), frames=frames)


def _page(bundle: Bundle, kept: KeptPage) -> Document:
    received = bundle.payloads.get(kept.record)
    if received is None or hashlib.sha256(received).hexdigest() != kept.received_sha256:
        raise UnreadableTarget(f"{bundle.label!r} does not hold {kept.target!r} as it was received", hint="")
    body = unpack(received, kept.packing)
    if hashlib.sha256(body).hexdigest() != kept.sha256:
        raise UnreadableTarget(f"{bundle.label!r} does not hold {kept.target!r} as it was read", hint="")
    return Document(
        target=kept.target,
        body=body,
        url=kept.url,
        final_url=kept.final_url,
        media_type=kept.media_type,
        charset=kept.charset,
        retrieved_at=kept.retrieved_at,
        path=Path(kept.name) if kept.name else None,
        styles=tuple((style.address, _sheet(bundle, style)) for style in kept.styles),
        damaged=kept.damaged,
    )


def _sheet(bundle: Bundle, kept: KeptStyle) -> bytes:
    sheet = bundle.payloads.get(kept.record)
    if sheet is None or hashlib.sha256(sheet).hexdigest() != kept.sha256:
        raise UnreadableTarget(f"{bundle.label!r} does not hold {kept.address!r} as it was read", hint="")
    return sheet


def error_of(failure: KeptFailure) -> UnreadableTarget:
    """Return the error that was raised then."""
    kind = getattr(errors, failure.kind, None)
    if kind is LeadsToConsent:
        return LeadsToConsent(failure.message, failure.url)  # says where it led, not when
    if not (isinstance(kind, type) and issubclass(kind, UnreadableTarget)):
        kind = UnreadableTarget
    error: UnreadableTarget = kind(failure.message, hint=failure.hint)
    error.failure = failure.failure
    error.at = failure.at
    return error
