"""A bundle: what one audit read and what it said, in one WARC file that public tools open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic import ValidationError

from auditor import __version__
from auditor.errors import NotFound, UnknownFormat, UnreadableTarget
from auditor.evidence.kept_rules import KeptRules, kept_rules
from auditor.evidence.manifest import ABOUT, Manifest
from auditor.evidence.material import Materials
from auditor.evidence.replay import outcomes
from auditor.evidence.warc import Record, packed, record_id, written
from auditor.evidence.warc_reading import read_records
from auditor.model import Audit, Model

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from auditor.evidence.recorder import SeenTarget
    from auditor.evidence.warc_reading import Found
    from auditor.judge import ReviewedException
    from auditor.rulebook import Rulebook

_M = TypeVar("_M", bound=Model)

MANIFEST: Final = "urn:saveraudit:manifest"
AUDIT: Final = "urn:saveraudit:audit"
RULES: Final = "urn:saveraudit:rules"
_CONFORMS: Final = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
_JSON: Final = "application/json"


@dataclass(frozen=True)
class Bundle:
    """One bundle, opened."""

    label: str
    """How errors name it."""
    manifest: Manifest
    audit: Audit
    """The audit of the day."""
    rules: KeptRules | None
    """What is kept of the rules; None where they are of a shape that this version does not know."""
    payloads: Mapping[str, bytes]
    """By record id: bodies of answers as received, and files."""


@dataclass(frozen=True)
class Judged:
    """What was judged, by which rules, and when."""

    audit: Audit
    rulebook: Rulebook
    at: dt.datetime
    """With time zone. Files, which have no time of their own, get this one."""
    exceptions: tuple[ReviewedException, ...] = ()
    """What reviewers had set aside."""


def bundle_of(targets: Sequence[SeenTarget], judged: Judged, *, pack: bool = False) -> bytes:
    """Return the file that keeps an audit and what it rests on. The same arguments give the same bytes.

    Args:
        targets: What the recorder saw.
        judged: What came of it.
        pack: Whether to compress each record; the bytes then also depend on the library that does it.
    """
    materials = Materials(judged.at)
    manifest = Manifest(
        tool_version=__version__,
        at=judged.at,
        rulebook=judged.rulebook.stamp,
        exceptions=judged.exceptions,
        targets=tuple(materials.target(seen) for seen in targets),
    )
    rules = kept_rules(judged.rulebook)
    payloads = {name: record.payload for name, record in materials.records.items()}
    draft = Bundle("the new bundle", manifest, judged.audit, rules, payloads)
    manifest = _with_listings(draft, [seen.outcome for seen in targets])
    own = ((MANIFEST, manifest), (AUDIT, judged.audit), (RULES, rules))
    heads = [_info(judged), *(_json(uri, model, judged.at) for uri, model in own)]
    named = [(record_id(record, 0), record) for record in heads] + list(materials.records.items())
    parts = (written(record, name) for name, record in named)
    return b"".join(map(packed, parts) if pack else parts)


def _with_listings(draft: Bundle, seen: Sequence[object]) -> Manifest:
    """Keep the listing as it was read wherever reading what is kept would give another one."""
    again = [outcome for target in draft.manifest.targets for outcome in outcomes(draft, [target])]
    targets = [
        target.model_copy(update={"listing": was}) if target.failure is None and was != now else target
        for target, was, now in zip(draft.manifest.targets, seen, again, strict=True)
    ]
    return draft.manifest.model_copy(update={"targets": tuple(targets)})


def _info(judged: Judged) -> Record:
    fields = {
        "software": f"saveraudit/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": _CONFORMS,
        "robots": "obey",
        "rulebook": f"{judged.rulebook.version} {judged.rulebook.digest}",
        "description": ABOUT,
    }
    block = "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()
    return Record("warcinfo", "", judged.at, "application/warc-fields", block)


def _json(uri: str, model: Model, at: dt.datetime) -> Record:
    kind = "resource" if uri == AUDIT else "metadata"
    return Record(kind, uri, at, _JSON, f"{model.model_dump_json(by_alias=True, indent=2)}\n".encode())


def open_bundle(path: Path) -> Bundle:
    """Return the bundle at ``path``.

    Raises:
        UnreadableTarget: It is not there, damaged, too large, or another kind of archive.
    """
    label = str(path)
    try:
        with path.open("rb") as stream:
            return load_bundle(stream, label)
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {label!r}") from error
    except OSError as error:
        raise UnreadableTarget(f"{label!r} could not be read: {error.strerror or error}", hint="") from error


def load_bundle(stream: BinaryIO, label: str) -> Bundle:
    """Return the bundle in ``stream``. Raises as :func:`open_bundle` does."""
    own: dict[str, bytes] = {}
    payloads: dict[str, bytes] = {}
    for found in read_records(stream, label):
        if found.uri in (MANIFEST, AUDIT, RULES):
            own.setdefault(found.uri, found.block)
        else:
            payloads.setdefault(found.name, _payload(found))
    if not own.keys() >= {MANIFEST, AUDIT, RULES}:
        raise UnknownFormat(
            f"{label!r} is a web archive, but no evidence bundle of saveraudit",
            hint="Bundles are written by 'saveraudit audit TARGET --evidence BUNDLE'.",
        )
    return Bundle(
        label,
        _read(Manifest, own[MANIFEST], label),
        _read(Audit, own[AUDIT], label),
        _rules(own[RULES]),
        payloads,
    )


def _rules(content: bytes) -> KeptRules | None:
    # The shape of rules grows with the program. A bundle without them is still evidence.
    try:
        return KeptRules.model_validate_json(content)
    except ValidationError:
        return None


def _payload(found: Found) -> bytes:
    if not found.fields.get("content-type", "").startswith("application/http"):
        return found.block
    return found.block.partition(b"\r\n\r\n")[2]


def _read(model: type[_M], content: bytes, label: str) -> _M:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"][:6])
        raise UnknownFormat(
            f"{label!r} is no bundle that this version reads: {where or 'its content'} is not as expected",
            hint="It may be newer than this program, or damaged.",
        ) from error
