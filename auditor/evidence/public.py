"""A bundle for everybody: what was read of a tool, without pages and files and without what reaches a person.

A whole bundle (:mod:`auditor.evidence.bundle`) holds pages as they came: with the names and words of
reviewers, with mailboxes and telephone numbers. That is for a court, not for a web site. This one holds the
listing alone, in which such things are veiled: letters become x and digits 0, so that every quote stays where
it was, and what is left still reads as a mailbox to whoever judges it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from auditor.evidence.bundle import AUDIT, MANIFEST, RULES
from auditor.evidence.manifest import KeptTarget, Manifest
from auditor.evidence.warc import Record, packed, record_id, written
from auditor.judge.exceptions import ReviewedException
from auditor.judge.personal import TELLING, joined, personal_spans
from auditor.mailboxes import unread
from auditor.model import Listing
from auditor.model.listing import TextKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from auditor.evidence.kept_rules import KeptRules
    from auditor.model import Audit, Model

ABOUT: Final = (
    "Evidence of one audit, for everybody: what was read of a tool, and how it was judged. E-mail addresses, "
    "telephone numbers and street addresses, except those of the maker's business, and what reviewers wrote "
    "are veiled: letters are x in it and digits 0. Pages and packages are not in it; the audit names the "
    "SHA-256 of each as it was read. 'saveraudit verify audit.json --bundle evidence.warc.gz' judges what is "
    "here again."
)
_EXACT: Final = ("sources",)
"""Fields that the audit shows in the same words."""
_JSON: Final = "application/json"


@dataclass(frozen=True)
class Known:
    """What is known of one audit."""

    listing: Listing
    """What was judged; for a bundle as :func:`veiled` returns it."""
    audit: Audit
    at: dt.datetime
    """When, with time zone."""


def veiled(listing: Listing, public: Iterable[str] = ()) -> Listing:
    """Return ``listing`` without what reaches a person and without reviews; all else at its old place.

    Args:
        listing: As it was read.
        public: Contact details of the maker's business, which stay.
    """
    stays = tuple(public)
    given = listing.model_dump(mode="json")
    kinds = [text.kind for text in listing.texts]
    shown = {name: value if name in _EXACT else _veiled(value, stays) for name, value in given.items()}
    shown["texts"] = [
        unread(text) if kind is TextKind.REVIEW else text
        for text, kind in zip(shown["texts"], kinds, strict=True)
    ]
    return listing if shown == given else Listing.model_validate(shown)


def _veiled(value: Any, public: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return _veil(value, public)
    if isinstance(value, dict):
        return {name: _veiled(each, public) for name, each in value.items()}
    return [_veiled(each, public) for each in value] if isinstance(value, list) else value


def _veil(text: str, public: tuple[str, ...]) -> str:
    spans = joined(span for span in personal_spans(text) if not _is_public(text[slice(*span)], public))
    pieces = sorted({text[slice(*span)] for span in spans}, key=len, reverse=True)
    for begin, end in spans:
        text = f"{text[:begin]}{_unread(text[begin:end])}{text[end:]}"
    for piece in pieces:  # once more, where something beside it hid what it is
        text = text.replace(piece, _unread(piece))
    return text


def _is_public(piece: str, public: tuple[str, ...]) -> bool:
    return any(piece in known or known in piece for known in public)


def _unread(piece: str) -> str:
    parts = TELLING.split(piece)  # every second one is what tells the kind
    parts[::2] = [unread(part) for part in parts[::2]]
    return "".join(parts)


def public_bundle(known: Known, rules: bytes) -> bytes:
    """Return a packed bundle of what is known. The same arguments give the same bytes.

    Args:
        known: The audit and what it rests on.
        rules: The record of the rules that judged, as :func:`rules_record` gives it.
    """
    audit, listing = known.audit, known.listing
    label = listing.id or listing.name or ""
    manifest = Manifest(
        about=ABOUT,
        tool_version=audit.tool_version,
        at=known.at,
        rulebook=audit.rulebook,
        exceptions=tuple(_exceptions(audit, label)),
        targets=(KeptTarget(kind="", label=label, listing=listing),),
    )
    head = _info(known.at, f"{audit.rulebook.version} {audit.rulebook.digest}", ABOUT)
    own = (_packed_json(MANIFEST, manifest, known.at), _packed_json(AUDIT, audit, known.at))
    return b"".join((head, *own, rules))


def rules_record(rules: KeptRules, at: dt.datetime) -> bytes:
    """Return the record of the rules: the largest one, and the same for all tools of one run."""
    return _packed_json(RULES, rules, at)


def empty_bundle(at: dt.datetime, why: str) -> bytes:
    """Return an archive that holds nothing but the reason."""
    return _info(at, "", why)


def _exceptions(audit: Audit, tool: str) -> Iterable[ReviewedException]:
    """Return the exceptions that set findings of ``audit`` aside."""
    for finding in audit.set_aside:
        if (aside := finding.set_aside) is not None:
            yield ReviewedException(
                rule=finding.rule, tool=tool, reason=aside.reason, reviewer=aside.reviewer,
                expires=aside.expires,
            )  # fmt: skip


def _info(at: dt.datetime, rulebook: str, about: str) -> bytes:
    fields = {"format": "WARC File Format 1.1", "rulebook": rulebook, "description": " ".join(about.split())}
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items() if value).encode()
    return _member(Record("warcinfo", "", at, "application/warc-fields", block))


def _packed_json(uri: str, model: Model, at: dt.datetime) -> bytes:
    content = f"{model.model_dump_json(by_alias=True, indent=1)}\n".encode()
    return _member(Record("resource" if uri == AUDIT else "metadata", uri, at, _JSON, content))


def _member(record: Record) -> bytes:
    return packed(written(record, record_id(record, 0)))
