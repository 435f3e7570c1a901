"""From an app to what a listing says of it: access, and observations for the rules to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import Observation
from auditor.sources.android.apk import MANIFEST
from auditor.sources.android.services import switched_on
from auditor.sources.record import whole_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.apk import App
    from auditor.sources.android.manifest import Manifest

ASKED_FROM: Final = 23
"""Since Android 6.0 dangerous permissions are asked for when they are needed; apps for older versions get all
of them at installation: https://developer.android.com/training/permissions/requesting"""
OFFERED_FROM: Final = 34
"""What apps must target for Google Play to offer them to new users of newer phones, since 2025-08-31:
https://developer.android.com/google/play/requirements/target-sdk (read 2026-11-26)"""
_MAX_NAMED: Final = 10
_OPEN_IDS: Final = {
    "provider": "android.open-provider",
    "service": "android.open-service",
    "receiver": "android.open-receiver",
}


def observations(app: App, *, packaged: bool) -> Iterator[Observation]:
    """Yield what is worth knowing of ``app``.

    Args:
        app: The app.
        packaged: Whether a package was handed in, rather than a manifest alone.
    """
    manifest = app.manifest
    if packaged:
        yield _seen("android.package-file", manifest.package or "", "package")
    yield from switched_on(manifest)
    yield from _versions(manifest)
    for certificate in app.certificates:
        yield _seen(
            "android.signing-certificate", certificate.sha256, N_(f"signature scheme {certificate.scheme}")
        )
        if owner := " ".join(whole_characters(certificate.owner).split()):
            yield _seen("android.signer-name", owner, "signing certificate")
    if manifest.debuggable:
        yield _seen("android.debuggable", "android:debuggable", MANIFEST)
    if manifest.test_only:
        yield _seen("android.test-only", "android:testOnly", MANIFEST)
    if manifest.allow_backup is not False:
        said = "android:allowBackup" if manifest.allow_backup else N_("allowed by default")
        yield _seen("android.backup", said, MANIFEST)
    yield from _network(app)
    yield from _open(manifest)
    for odd in app.odd:
        yield _seen("android.made-unreadable", odd, "package")


def _versions(manifest: Manifest) -> Iterator[Observation]:
    low, high = manifest.min_sdk, manifest.target_sdk
    if low is not None or high is not None:
        shown = N_(f"from API level {'1' if low is None else low}, targets {low if high is None else high}")
        yield _seen("android.api-levels", shown, f"{MANIFEST}, uses-sdk")
    named = isinstance(low, str) or isinstance(high, str)  # a code name: a preview, not an old version
    if manifest.target is None or named:
        return
    value = N_(f"targets API level {max(1, manifest.target)}")
    if manifest.target < ASKED_FROM:
        yield _seen("android.asks-all-at-once", value, f"{MANIFEST}, uses-sdk")
    elif manifest.target < OFFERED_FROM:
        yield _seen("android.old-target", value, f"{MANIFEST}, uses-sdk")


def _network(app: App) -> Iterator[Observation]:
    network = app.network
    if network.cleartext:
        yield _seen("android.cleartext", network.cleartext, MANIFEST)
    if network.cleartext_domains:
        where = N_("network security configuration")
        yield _seen("android.cleartext-domains", ", ".join(network.cleartext_domains), where)
    if network.user_certificates:
        yield _seen("android.user-certificates", network.user_certificates, MANIFEST)


def _open(manifest: Manifest) -> Iterator[Observation]:
    """Yield the parts that any other app can reach without a permission. Activities are made for that."""
    for kind, identifier in _OPEN_IDS.items():
        names = [part.name for part in manifest.components if part.kind == kind and part.open]
        if names:
            more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
            yield _seen(identifier, ", ".join(names[:_MAX_NAMED]) + more, f"{MANIFEST}, {kind}")


def _seen(identifier: str, value: str, where: str) -> Observation:
    return Observation(id=identifier, value=value[:2000], where=where)
