"""Services that give an app power once you switch them on in the settings.

Such power is not among the permissions that an app asks for. It declares a service (or, to administer the
phone, a receiver) that only the system may call, guarded by a permission whose name begins with BIND. Android
demands the permission and the action; apps for old versions may lack the first, so that either one counts.
The table: https://developer.android.com/reference/android/Manifest.permission (API 36), and each class named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.model import Observation
from auditor.sources.android.apk import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.components import Component
    from auditor.sources.android.manifest import Manifest

_A: Final = "android.permission."
_SERVICES: Final = {
    "android.accessibilityservice.AccessibilityService": f"{_A}BIND_ACCESSIBILITY_SERVICE",
    "android.service.notification.NotificationListenerService": f"{_A}BIND_NOTIFICATION_LISTENER_SERVICE",
    "android.view.InputMethod": f"{_A}BIND_INPUT_METHOD",
    "android.net.VpnService": f"{_A}BIND_VPN_SERVICE",
    "android.service.autofill.AutofillService": f"{_A}BIND_AUTOFILL_SERVICE",
    "android.service.credentials.CredentialProviderService": f"{_A}BIND_CREDENTIAL_PROVIDER_SERVICE",
    "android.service.voice.VoiceInteractionService": f"{_A}BIND_VOICE_INTERACTION",
    "android.telecom.CallScreeningService": f"{_A}BIND_SCREENING_SERVICE",
    "android.telecom.CallRedirectionService": f"{_A}BIND_CALL_REDIRECTION_SERVICE",
    "android.service.notification.ConditionProviderService": f"{_A}BIND_CONDITION_PROVIDER_SERVICE",
    "android.printservice.PrintService": f"{_A}BIND_PRINT_SERVICE",
    "android.service.dreams.DreamService": f"{_A}BIND_DREAM_SERVICE",
    "android.service.wallpaper.WallpaperService": f"{_A}BIND_WALLPAPER",
    "android.nfc.cardemulation.action.HOST_APDU_SERVICE": f"{_A}BIND_NFC_SERVICE",
}
_RECEIVERS: Final = {"android.app.action.DEVICE_ADMIN_ENABLED": f"{_A}BIND_DEVICE_ADMIN"}
_MAX_NAMED: Final = 3
_MAX_WHERE: Final = 500
_BY_KIND: Final = {"service": _SERVICES, "receiver": _RECEIVERS}


def switched_on(manifest: Manifest) -> Iterator[Observation]:
    """Yield for each such power the permission that stands for it, with the parts that would have it."""
    holders: dict[str, list[str]] = {}
    for component in manifest.components:
        for permission in dict.fromkeys(_powers(component)):
            holders.setdefault(permission, []).append(component.name)
    for permission, names in holders.items():
        shown = ", ".join(name for name in names[:_MAX_NAMED] if name)
        yield Observation(id="android.service", value=permission, where=f"{MANIFEST}, {shown}"[:_MAX_WHERE])


def _powers(component: Component) -> Iterator[str]:
    table = _BY_KIND.get(component.kind, {})
    if component.permission in table.values():
        yield str(component.permission)
    for action, permission in table.items():
        if action in component.actions:
            yield permission
