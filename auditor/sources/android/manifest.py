"""What an app's manifest declares, with references resolved, before anything is concluded from it.

The elements: https://developer.android.com/guide/topics/manifest/manifest-intro
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.android.components import Component, components
from auditor.sources.android.element import Element
from auditor.sources.damage import Damaged

if TYPE_CHECKING:
    from auditor.sources.android.element import Tree, Value
    from auditor.sources.android.resources import Resources

_PERMISSION_TAGS: Final = ("uses-permission", "uses-permission-sdk-23", "uses-permission-sdk-m")
_DONUT: Final = 4


@dataclass(frozen=True, slots=True)
class UsesPermission:
    """One permission as it is asked for."""

    name: str
    tag: str
    max_sdk: int | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """One manifest. Versions of Android are API levels; those given by a code name stay a string."""

    package: str | None
    split: str | None
    version_name: str | None
    version_code: int | None
    min_sdk: int | str | None
    target_sdk: int | str | None
    target: int | None
    """The API level by which Android treats the app, as aapt counts it: the higher of both, 0 where a built
    app gives none. None where a source file gives none, since its build does."""
    label: Value | None
    network_security: Value | None
    debuggable: bool
    test_only: bool
    allow_backup: bool | None
    cleartext: bool | None
    permissions: tuple[UsesPermission, ...]
    components: tuple[Component, ...]
    unnamed: int
    """Permissions whose name stands elsewhere, or nowhere. Android passes over them."""
    broken: str
    """Why the manifest was not read to its end; empty where it was."""


def read_manifest(tree: Tree, resources: Resources, *, built: bool = True) -> Manifest:
    """Return what ``tree`` declares.

    Args:
        tree: The document.
        resources: For values that stand elsewhere.
        built: Whether it comes out of a build, and so is complete.

    Raises:
        Damaged: It is no manifest.
    """
    if not tree.roots or tree.roots[0].tag != "manifest":
        raise Damaged(tree.broken or N_("its outermost element is not a manifest"))
    root = tree.roots[0]
    top = [element for each in tree.roots if each.tag == "manifest" for element in each.children]
    sdk = _last(top, "uses-sdk")
    app = next((element for element in top if element.tag == "application"), Element(""))
    asked = [element for element in top if element.tag in _PERMISSION_TAGS]
    permissions = tuple(each for element in asked if (each := _permission(element, resources)) is not None)
    min_sdk, target_sdk = (_level(sdk.get(name), resources) for name in ("minSdkVersion", "targetSdkVersion"))
    target = max(_number(min_sdk), _number(target_sdk)) if built or sdk.attributes else None
    return Manifest(
        package=root.string("package") or None,
        split=root.string("split") or None,
        version_name=resources.string(root.get("versionName")) or None,
        version_code=resources.integer(root.get("versionCode")),
        min_sdk=min_sdk,
        target_sdk=target_sdk,
        target=target,
        label=app.get("label"),
        network_security=app.get("networkSecurityConfig"),
        debuggable=_flag(app, "debuggable", resources) is True,
        test_only=_flag(app, "testOnly", resources) is True,
        allow_backup=_flag(app, "allowBackup", resources),
        cleartext=_flag(app, "usesCleartextTraffic", resources),
        permissions=permissions,
        components=tuple(components(app, target, resources)),
        unnamed=len(asked) - len(permissions),
        broken=tree.broken,
    )


def _last(elements: list[Element], tag: str) -> Element:
    return next((element for element in reversed(elements) if element.tag == tag), Element(""))


def _permission(element: Element, resources: Resources) -> UsesPermission | None:
    name = element.string("name")
    if not name:
        return None
    required = _flag(element, "required", resources)
    max_sdk = resources.integer(element.get("maxSdkVersion"))
    return UsesPermission(name, element.tag, max_sdk, required is not False)


def _flag(element: Element, name: str, resources: Resources) -> bool | None:
    said = resources.integer(element.get(name))
    return None if said is None else bool(said)


def _level(value: Value | None, resources: Resources) -> int | str | None:
    number = resources.integer(value)
    return number if number is not None else resources.string(value) or None


def _number(level: int | str | None) -> int:
    """Return a level by number. Of the code names aapt knows one, and takes the others for the oldest."""
    return level if isinstance(level, int) else _DONUT if level == "Donut" else 0
