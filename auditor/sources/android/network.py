"""What an app allows on the network: traffic that anybody can read, certificates that a user added.

Rules and defaults: https://developer.android.com/privacy-and-security/security-config (read 2026-11-26), and
``createBaseConfig`` of https://developer.android.com/reference/android/security/net/config/NetworkSecurityConfig
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.messages import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.element import Element, Tree
    from auditor.sources.android.manifest import Manifest
    from auditor.sources.android.resources import Resources

_CLEARTEXT_CLOSED_FROM: Final = 28
_USER_CERTIFICATES_CLOSED_FROM: Final = 24
_MAX_DOMAINS: Final = 10
_MAX_NESTING: Final = 8


@dataclass(frozen=True, slots=True)
class Network:
    """What is allowed, each with the words that say so; empty where it is not allowed."""

    cleartext: str = ""
    """Unprotected traffic to any server."""
    cleartext_domains: tuple[str, ...] = ()
    """The servers to which it is allowed where it is not allowed to all."""
    user_certificates: str = ""
    """Certificates that the phone's user, or somebody at their phone, added."""


def network_of(manifest: Manifest, config: Tree | None, resources: Resources) -> Network:
    """Return what the app allows.

    Args:
        manifest: The app's manifest.
        config: Its network security configuration; None where it names none, or it could not be read.
        resources: For values that stand elsewhere.
    """
    root = next((e for e in config.roots if e.tag == "network-security-config"), None) if config else None
    if root is None:
        return Network(
            cleartext=_cleartext_by_manifest(manifest), user_certificates=_user_certificates_by_age(manifest)
        )
    base = next(root.each("base-config"), None)
    said = None if base is None else resources.integer(base.get("cleartextTrafficPermitted"))
    by_default = manifest.target is not None and manifest.target < _CLEARTEXT_CLOSED_FROM
    cleartext = N_("base-config of the network security configuration") if said else ""
    if said is None and by_default:
        cleartext = _by_age(_CLEARTEXT_CLOSED_FROM)
    anchors = None if base is None else next(base.each("trust-anchors"), None)
    certificates = _user_certificates_by_age(manifest) if anchors is None else ""
    if any(_trusts_user(element) for element in (base, *_domain_configs(root)) if element is not None):
        certificates = N_("trust-anchors of the network security configuration")
    return Network(cleartext, () if cleartext else tuple(_open_domains(root, resources)), certificates)


def _cleartext_by_manifest(manifest: Manifest) -> str:
    if manifest.cleartext:
        return "android:usesCleartextTraffic"
    by_default = manifest.target is not None and manifest.target < _CLEARTEXT_CLOSED_FROM
    return _by_age(_CLEARTEXT_CLOSED_FROM) if by_default and manifest.cleartext is None else ""


def _user_certificates_by_age(manifest: Manifest) -> str:
    by_default = manifest.target is not None and manifest.target < _USER_CERTIFICATES_CLOSED_FROM
    return _by_age(_USER_CERTIFICATES_CLOSED_FROM) if by_default else ""


def _by_age(level: int) -> str:
    return N_(f"allowed by default to apps that target an API level below {level}")


def _domain_configs(root: Element) -> Iterator[Element]:
    """Yield the configurations of single servers, nested ones too, as deep as anybody writes them."""
    layer = list(root.each("domain-config"))
    for _ in range(_MAX_NESTING):
        yield from layer
        layer = [inner for element in layer for inner in element.each("domain-config")]


def _open_domains(root: Element, resources: Resources) -> Iterator[str]:
    names = (
        domain.text.strip()
        for element in _domain_configs(root)
        if resources.integer(element.get("cleartextTrafficPermitted"))
        for domain in element.each("domain")
    )
    found = [name for name in dict.fromkeys(names) if name]
    yield from found[:_MAX_DOMAINS]


def _trusts_user(element: Element) -> bool:
    return any(
        certificates.string("src") == "user"
        for anchors in element.each("trust-anchors")
        for certificates in anchors.each("certificates")
    )
