"""The sources for Android: a package of one APK or several, and a manifest alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from auditor.errors import TooLarge, UnreadableTarget
from auditor.limits import MAX_ACCESS, MAX_MANIFEST_BYTES, MAX_XML_BYTES
from auditor.messages import N_
from auditor.model import AccessRequest, Listing, NotAnalysed, Text, TextKind
from auditor.sources.android.apk import MANIFEST, App, app_of, read_apk
from auditor.sources.android.archive import open_archive
from auditor.sources.android.binary_xml import is_binary_xml, read_binary_xml
from auditor.sources.android.facts import observations
from auditor.sources.android.manifest import read_manifest
from auditor.sources.android.packages import inner_packages, read_packages
from auditor.sources.android.permissions import requests
from auditor.sources.android.resources import Resources
from auditor.sources.android.text_xml import is_text_manifest, read_text_xml
from auditor.sources.damage import Damaged
from auditor.sources.extension.rival import Side, extension_in, side_of
from auditor.sources.record import source_record, whole_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.archive import Archive
    from auditor.sources.interface import Document

_ENDINGS: Final = (".apk", ".apks", ".apkm", ".xapk")
_ARCHIVE: Final = (b"PK\x03\x04", b"PK\x05\x06")
_CODE: Final = "classes.dex"
_HINT: Final = "Download the package again, or hand in the page that offers it."
_MAX_NAME: Final = 400
_RIVAL: Final = NotAnalysed(
    check="package",
    reason=N_("It also holds files of a browser extension, which were not read."),
    source=0,
)


class AndroidPackage:
    """The source that reads APK, XAPK, APKS and APKM files."""

    kind: Final = "android-package"

    def recognises(self, document: Document) -> bool:
        """By the file's ending, or by an archive with a manifest, code or APKs in it."""
        if document.suffix in _ENDINGS:
            return True
        if not document.body.startswith(_ARCHIVE):
            return False
        try:
            archive = open_archive(document.content)
        except (Damaged, UnreadableTarget):
            return False
        own = any(archive.named(name) for name in (MANIFEST, _CODE)) or bool(inner_packages(archive))
        return own and (_extension(archive) is None or _side(document, archive) is Side.APP)

    def read(self, document: Document) -> Listing:
        """Return what the package asks for and how it is made.

        Raises:
            UnreadableTarget: It is damaged, or no package at all.
            TooLarge: A part of it is over its bound.
        """
        try:
            archive = open_archive(document.content)
            several = not archive.named(MANIFEST) and inner_packages(archive)
            app = read_packages(archive) if several else read_apk(archive)
        except Damaged as error:
            raise UnreadableTarget(
                N_(f"the Android package {document.target!r} cannot be read: {error}"), hint=_HINT
            ) from error
        except TooLarge as error:
            raise TooLarge(N_(f"{document.target!r} was not read: {error}"), hint=_HINT) from error
        if document.suffix not in _ENDINGS and _extension(archive) is not None:
            app = replace(app, notes=(*app.notes, _RIVAL))
        read_with = N_("APKs of one app") if several else "APK"
        return _listing(document, app, self.kind, read_with)


def _extension(archive: Archive) -> str | None:
    """Return the folder of a browser extension in ``archive``, or None where it holds none."""
    names = [member.name for member in archive.members]
    return extension_in(names, lambda name: archive.read(archive.named(name)[-1], MAX_MANIFEST_BYTES))


def _side(document: Document, archive: Archive) -> Side:
    names = [member.name for member in archive.members if not member.name.endswith("/")]
    return side_of(document, names, _extension(archive) or "")


class AndroidManifest:
    """The source that reads a manifest alone, out of a package or out of source code."""

    kind: Final = "android-manifest"

    def recognises(self, document: Document) -> bool:
        """By the beginning of binary XML, or by XML whose outermost element is a manifest for Android."""
        return is_binary_xml(document.body[:16]) or is_text_manifest(document.body)

    def read(self, document: Document) -> Listing:
        """Return what the manifest asks for.

        Raises:
            UnreadableTarget: It is damaged.
            TooLarge: It is over its bound.
        """
        if len(document.body) > MAX_XML_BYTES:
            raise TooLarge(N_(f"{document.target!r} is larger than {MAX_XML_BYTES // 1024**2} MB"))
        built = is_binary_xml(document.body[:16])
        try:
            tree = read_binary_xml(document.body) if built else read_text_xml(document.body)
            manifest = read_manifest(tree, Resources(), built=built)
        except Damaged as error:
            raise UnreadableTarget(
                N_(f"the Android manifest {document.target!r} cannot be read: {error}"), hint=_HINT
            ) from error
        nameless = N_("The app's name stands in its resources, and they were not handed in.")
        app = app_of(manifest, Resources(), None, nameless)
        notes = [NotAnalysed(check=check, reason=reason, source=0) for check, reason in _alone(app)]
        return _listing(
            document,
            replace(app, notes=(*app.notes, *notes)),
            self.kind,
            N_("binary XML") if built else "XML",
        )


def _alone(app: App) -> Iterator[tuple[str, str]]:
    """Yield what a manifest alone does not show."""
    yield "signing-certificate", N_("A manifest alone does not show who signed the package.")
    if app.manifest.network_security is not None:
        yield "network-security", N_("The app's network security configuration was not handed in.")
    if app.manifest.target is None:
        yield (
            "api-levels",
            N_("The manifest does not say for which versions of Android the app is built; its build does."),
        )


def _listing(document: Document, app: App, kind: str, read_with: str) -> Listing:
    access, cut = _access(app)
    label, package, version = map(_line, (app.label, app.manifest.package, app.manifest.version_name))
    return Listing(
        kind=kind,
        name=label,
        package=package,
        version=version,
        texts=(Text(content=label, kind=TextKind.TITLE, where=N_("name on the phone")),) if label else (),
        access=access,
        observations=tuple(observations(app, packaged=kind == AndroidPackage.kind)),
        not_read=(*app.notes, *cut),
        sources=(source_record(document, kind, read_with),),
    )


def _line(text: str | None) -> str | None:
    """Return a name as one line of bearable length, or None where nothing is left."""
    return None if text is None else " ".join(whole_characters(text[:_MAX_NAME]).split()) or None


def _access(app: App) -> tuple[tuple[AccessRequest, ...], tuple[NotAnalysed, ...]]:
    """Return the permissions that are asked for, and a note on what was cut."""
    found = tuple(requests(app.manifest))
    if len(found) <= MAX_ACCESS:
        return found, ()
    reason = N_(f"Only the first {MAX_ACCESS:,} of {len(found):,} permissions were kept.")
    return found[:MAX_ACCESS], (NotAnalysed(check="access", reason=reason, source=0),)
