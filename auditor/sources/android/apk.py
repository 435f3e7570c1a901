"""One APK: its manifest, and what the manifest refers to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from auditor.errors import TooLarge
from auditor.limits import MAX_RESOURCES_BYTES, MAX_XML_BYTES
from auditor.messages import N_
from auditor.model import NotAnalysed
from auditor.sources.android.binary_xml import is_binary_xml, read_binary_xml
from auditor.sources.android.manifest import Manifest, read_manifest
from auditor.sources.android.network import Network, network_of
from auditor.sources.android.resources import TABLE, Resources
from auditor.sources.android.signing import Certificate, certificates
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from auditor.sources.android.archive import Archive
    from auditor.sources.android.components import Component
    from auditor.sources.android.element import Tree
    from auditor.sources.zip.directory import Member

MANIFEST: Final = "AndroidManifest.xml"
_TABLE_NAME: Final = "resources.arsc"


@dataclass(frozen=True, slots=True)
class App:
    """What one APK, or a manifest alone, says."""

    manifest: Manifest
    label: str | None = None
    """The name under which it shows itself on the phone."""
    network: Network = field(default_factory=Network)
    certificates: tuple[Certificate, ...] = ()
    odd: tuple[str, ...] = ()
    """What no honest packer writes, in words."""
    notes: tuple[NotAnalysed, ...] = ()
    """What could not be read of it."""


def read_apk(archive: Archive) -> App:
    """Return what ``archive`` says.

    Raises:
        Damaged: It has no manifest, or none that can be read.
        TooLarge: Its manifest is over its bound.
    """
    found = archive.named(MANIFEST)
    tree = _manifest_tree(archive, MAX_XML_BYTES)
    notes: list[NotAnalysed] = []
    resources = _resources(archive, notes)
    manifest = read_manifest(tree, resources)
    config = _network_config(archive, manifest, resources, notes)
    signed = _certificates(archive, notes)
    nameless = N_("The app's name stands in its resources, and they were not found in the package.")
    app = app_of(manifest, resources, config, nameless)
    return replace(app, certificates=signed, odd=tuple(_oddities(found)), notes=(*notes, *app.notes))


def _manifest_tree(archive: Archive, limit: int) -> Tree:
    found = archive.named(MANIFEST)
    if not found:
        raise Damaged(N_(f"it has no {MANIFEST}"))
    return read_binary_xml(archive.read(found[0], limit, is_binary_xml))


def read_parts(archive: Archive, limit: int) -> tuple[Component, ...]:
    """Return the parts that one APK of several adds. Raises as :func:`read_apk` does.

    Args:
        archive: The APK.
        limit: The most bytes that its manifest may have.
    """
    return read_manifest(_manifest_tree(archive, limit), Resources()).components


def app_of(manifest: Manifest, resources: Resources, config: Tree | None, nameless: str) -> App:
    """Put an app together, and note what of its manifest could not be read.

    Args:
        manifest: The app's manifest.
        resources: For its name.
        config: Its network security configuration, where it has one that could be read.
        nameless: Why its name is not known where that stands in its resources, in a sentence.
    """
    label = resources.string(manifest.label) or None
    notes = []
    if label is None and manifest.label is not None:
        notes.append(_note("name", nameless))
    if manifest.broken:
        notes.append(_note("manifest", N_(f"The manifest was read only in part: {manifest.broken}.")))
    if manifest.unnamed:
        one = N_("It asks for a permission without a name that Android could read.")
        many = N_(f"It asks for {manifest.unnamed} permissions without names that Android could read.")
        notes.append(_note("unnamed-permissions", one if manifest.unnamed == 1 else many))
    unread = manifest.network_security is not None and config is None
    network = Network() if unread else network_of(manifest, config, resources)
    return App(manifest, label, network, notes=tuple(notes))


def _note(check: str, reason: str) -> NotAnalysed:
    return NotAnalysed(check=check, reason=reason, source=0)


def _resources(archive: Archive, notes: list[NotAnalysed]) -> Resources:
    """Return the app's resources, or none, with a note, where they cannot be read."""
    try:
        for member in archive.named(_TABLE_NAME)[:1]:
            return Resources(archive.read(member, MAX_RESOURCES_BYTES, _is_table))
    except (Damaged, TooLarge) as error:
        notes.append(_note("resources", N_(f"The app's resources could not be read: {error}.")))
    return Resources()


def _is_table(start: bytes) -> bool:
    return int.from_bytes(start[:2], "little") == TABLE


def _network_config(
    archive: Archive, manifest: Manifest, resources: Resources, notes: list[NotAnalysed]
) -> Tree | None:
    """Return the app's rules for the network; None where it has none or, with a note, they are unreadable."""
    if manifest.network_security is None:
        return None
    path = resources.string(manifest.network_security)
    problem = N_("it was not found in the package")
    for member in archive.named(path or "")[:1]:
        try:
            return read_binary_xml(archive.read(member, MAX_XML_BYTES, is_binary_xml))
        except (Damaged, TooLarge) as error:
            problem = str(error)
    notes.append(
        _note("network-security", N_(f"Its network security configuration could not be read: {problem}."))
    )
    return None


def _certificates(archive: Archive, notes: list[NotAnalysed]) -> tuple[Certificate, ...]:
    try:
        found = tuple(certificates(archive))
        reason = N_("The package is not signed; Android installs no such package.")
    except (Damaged, TooLarge) as error:
        found, reason = (), N_(f"The signing certificate could not be read: {error}.")
    if not found:
        notes.append(_note("signing-certificate", reason))
    return found


def _oddities(manifests: tuple[Member, ...]) -> list[str]:
    """Return what about the archive is made to stop readers like this one."""
    odd = []
    if len(manifests) > 1:
        odd.append(N_(f"{MANIFEST} stands in it {len(manifests)} times; the first was read"))
    if any(member.is_odd for member in manifests):
        odd.append(N_(f"{MANIFEST} is marked as encrypted or packed in a way that does not exist"))
    return odd
