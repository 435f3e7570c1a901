"""The source for browser extensions: packed, zipped, in a folder, or a manifest alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import UnknownFormat
from auditor.limits import MAX_MANIFEST_BYTES, MAX_URL_CHARACTERS
from auditor.messages import N_
from auditor.model import Image, Link, Listing, NotAnalysed
from auditor.sources.archive import ARCHIVE_START
from auditor.sources.extension.access import access_of
from auditor.sources.extension.code import code_observations
from auditor.sources.extension.container import CRX_START, id_of_manifest_key
from auditor.sources.extension.files import MANIFEST, PARTLY, Alone, Opened, holds_extension, open_files
from auditor.sources.extension.json_text import ManifestFault, read_object
from auditor.sources.extension.manifest import CHROME, FIREFOX, Family, Manifest, quoted
from auditor.sources.extension.messages import Messages, stands_for_message
from auditor.sources.extension.observations import kept, observations_of
from auditor.sources.extension.rival import Side, extension_in, holds_app, side_of
from auditor.sources.extension.texts import messages_of, texts_of
from auditor.sources.record import source_record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.sources.interface import Document

KIND: Final = "browser-extension"

_SNIFFED: Final = 65_536
_OBJECT: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*(?:[{/])")
_OWN_KEY: Final = re.compile(
    rb'"\0?m\0?a\0?n\0?i\0?f\0?e\0?s\0?t\0?_\0?v\0?e\0?r\0?s\0?i\0?o\0?n\0?"[\s\0]{0,40}:'
)
"""The key that every manifest has, also where each letter takes two bytes."""
_JSON_TYPES: Final = (
    "",
    "application/json",
    "text/plain",
    "application/manifest+json",
    "application/octet-stream",
)
_CODE: Final = "code"
_PACKAGE: Final = "package"
_ALONE: Final = N_("Only the manifest was handed in, without the code and the words of other languages.")
_SEARCHED: Final = N_(
    "We looked in its code for addresses that it loads more code from, not at what it does."
)
_PARTLY_SEARCHED: Final = N_("We looked in a part of its code for addresses that it loads more code from.")


class BrowserExtension:
    """The source that reads extensions for Chromium and Firefox."""

    kind: Final = KIND

    def recognises(self, document: Document) -> bool:
        """By the mark of a packed extension, by the manifest in an archive, or by the key of a manifest."""
        body = document.body
        if body.startswith(CRX_START) or document.suffix in (".crx", ".xpi"):
            return True
        if body.startswith(ARCHIVE_START):
            return holds_extension(document)
        if document.suffix not in ("", ".json") or document.media_type not in _JSON_TYPES:
            return False
        start = body[:_SNIFFED]
        return _OBJECT.match(start) is not None and _OWN_KEY.search(start) is not None

    def read(self, document: Document) -> Listing:
        """Return what the extension says and asks for.

        Raises:
            UnreadableTarget: It is damaged, built to deceive, or holds no manifest.
        """
        opened = open_files(document)
        notes = tuple(_rival(document, opened))
        raw = opened.files.read(MANIFEST, MAX_MANIFEST_BYTES)
        data = read_object(
            raw, f"{MANIFEST} in {document.target!r}" if opened.archive else repr(document.target)
        )
        if opened.archive and "manifest_version" not in data and "name" not in data:
            raise ManifestFault(N_(f"{MANIFEST} in {document.target!r} is not that of a browser extension"))
        manifest = Manifest(data)
        family = _family(opened, manifest)
        messages = messages_of(manifest, opened.files)
        listing = listing_of(manifest, family, messages)
        hints, whole = ([], True) if isinstance(opened.files, Alone) else code_observations(opened.files)
        whole = whole and (opened.archive is None or opened.archive.comment != PARTLY)
        seen = [*observations_of(manifest, family, opened.wrapping), *hints]
        notes = (*listing.not_read, *_faults(manifest), *_not_read(opened, messages, whole=whole), *notes)
        return listing.model_copy(
            update={
                "package": _id(opened, manifest, family),
                "observations": tuple(kept(seen)),
                "not_read": notes,
                "sources": (source_record(document, KIND, _read_with(opened, manifest, family)),),
            }
        )


def listing_of(manifest: Manifest, family: Family, messages: Messages) -> Listing:
    """Return what ``manifest`` itself says and asks for."""
    access, notes = access_of(manifest, family)
    homepage = _address(manifest.text("homepage_url"))
    name = manifest.text("name")
    texts = texts_of(manifest, messages)
    return Listing(
        kind=KIND,
        name=_named(name, messages),
        publisher=_publisher(manifest),
        publisher_url=homepage or _address(manifest.text("developer", "url")),
        version=manifest.text("version"),
        texts=texts,
        access=access,
        links=(Link(url=homepage, label="homepage"),) if homepage else (),
        images=_icon(manifest),
        not_read=notes,
    )


def listing_of_manifest(data: Mapping[str, Any], family: Family | None = None) -> Listing:
    """Return what a manifest, already read as JSON and without its extension, says and asks for.

    Args:
        data: The manifest.
        family: For whose browser it is; the manifest itself tells, where nothing else does.
    """
    manifest = Manifest(data)
    family = family or manifest.family
    listing = listing_of(manifest, family, Messages(None, {}))
    seen = observations_of(manifest, family, None)
    notes = (*listing.not_read, *_faults(manifest), NotAnalysed(check=_CODE, reason=_ALONE))
    update = {"observations": tuple(kept(seen)), "package": _key_id(manifest, family), "not_read": notes}
    return listing.model_copy(update=update)


def _faults(manifest: Manifest) -> Iterator[NotAnalysed]:
    """Yield a note on each key that has a value of a wrong kind. Comes last, when all keys were read."""
    for key in manifest.faults:
        reason = N_(f"{key} in the manifest is of no kind that a browser takes.")
        yield NotAnalysed(check="manifest", reason=reason, source=0)


def _family(opened: Opened, manifest: Manifest) -> Family:
    if opened.wrapping is not None:
        return CHROME
    return FIREFOX if opened.form == "XPI" else manifest.family


def _publisher(manifest: Manifest) -> str | None:
    """Return who it says made it; an e-mail address, which Chrome allows there, is nobody's name."""
    name = manifest.text("developer", "name") or manifest.text("author")
    return None if name is None or "@" in name else name[:200]


def _address(text: str | None) -> str | None:
    is_web = text is not None and text.lower().startswith(("http://", "https://"))
    return text[:MAX_URL_CHARACTERS] if is_web and text is not None else None


def _icon(manifest: Manifest) -> tuple[Image, ...]:
    """Return its largest icon, by the name of the file."""
    icons = {
        int(size): path
        for size, path in manifest.mapping("icons").items()
        if isinstance(path, str) and path and size.isascii() and size.isdigit() and len(size) < 6  # noqa: PLR2004
    }
    return (Image(url=quoted(icons[max(icons)]), icon=True),) if icons else ()


def _id(opened: Opened, manifest: Manifest, family: Family) -> str | None:
    if opened.wrapping is not None and opened.wrapping.extension_id is not None:
        return opened.wrapping.extension_id
    return _key_id(manifest, family)


def _key_id(manifest: Manifest, family: Family) -> str | None:
    if family == FIREFOX:
        gecko = manifest.gecko.get("id")
        return gecko[:200] if isinstance(gecko, str) and gecko else None
    return id_of_manifest_key(manifest.text("key") or "")


def _read_with(opened: Opened, manifest: Manifest, family: Family) -> str:
    """Return how it was read: "CRX3, Manifest V3, from Chrome 120 on"."""
    least = (
        manifest.text("minimum_chrome_version")
        if family == CHROME
        else manifest.gecko.get("strict_min_version")
    )
    from_on = f", from {family.capitalize()} {least[:40]} on" if isinstance(least, str) and least else ""
    return f"{opened.form}, Manifest V{manifest.version}{from_on}"


def _rival(document: Document, opened: Opened) -> Iterator[NotAnalysed]:
    """Yield a note where an app for phones stands beside the extension.

    Raises:
        UnreadableTarget: Nothing tells which of the two it is.
    """
    archive = opened.archive
    if archive is None or not holds_app(archive.members):
        return
    folder = extension_in(archive.members, lambda name: archive.read(name, MAX_MANIFEST_BYTES)) or ""
    if opened.form == "ZIP" and side_of(document, archive.members, folder) is Side.UNCLEAR:
        raise UnknownFormat(
            N_(f"{document.target!r} holds an app for Android and a browser extension"),
            hint="Unpack it and hand in one of them.",
        )
    reason = N_("It also holds files of an app for Android, which were not read.")
    yield NotAnalysed(check=_PACKAGE, reason=reason, source=0)


def _not_read(opened: Opened, messages: Messages, *, whole: bool) -> Iterator[NotAnalysed]:
    alone = opened.archive is None
    searched = _SEARCHED if whole else _PARTLY_SEARCHED
    yield NotAnalysed(check=_CODE, reason=_ALONE if alone else searched, source=0)
    for fault in messages.faults[:5]:
        yield NotAnalysed(check="language", reason=fault, source=0)
    for oddity in opened.archive.oddities() if opened.archive is not None else ():
        yield NotAnalysed(check=_PACKAGE, reason=oddity, source=0)


def _named(name: str | None, messages: Messages) -> str | None:
    """The extension's name in words; None where only the name of a message is there."""
    words = "" if name is None else messages.resolve(name).strip()
    return None if not words or stands_for_message(words) else words
