"""The parts of an app that others may start: activities, services, receivers and providers.

The elements: https://developer.android.com/guide/components/fundamentals#DeclaringComponents
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.android.element import Element
    from auditor.sources.android.resources import Resources

_KINDS: Final = {
    "activity": "activity",
    "activity-alias": "activity",
    "service": "service",
    "receiver": "receiver",
    "provider": "provider",
}
_PROVIDERS_CLOSED_FROM: Final = 17
"""From this target on a provider is closed unless it says otherwise:
https://developer.android.com/guide/topics/manifest/provider-element#exported"""


@dataclass(frozen=True, slots=True)
class Component:
    """One part."""

    kind: str
    """``activity``, ``service``, ``receiver`` or ``provider``."""
    name: str
    permission: str | None = None
    """What others must hold to use it. For a provider: to read from it, and unless ``open`` also to write."""
    exported: bool = False
    """Whether other apps can reach it at all."""
    open: bool = False
    """Whether every other app can reach it, or part of what it does, without holding any permission."""
    actions: frozenset[str] = frozenset()
    """What it offers to answer."""


def components(app: Element, target: int | None, resources: Resources) -> Iterator[Component]:
    """Yield the parts that ``app`` declares.

    Args:
        app: The element ``application``.
        target: The API level that the app is written for, None where that is not known.
        resources: For values that stand elsewhere.
    """
    everywhere = resources.string(app.get("permission"))
    for element in app.each(*_KINDS):
        kind = _KINDS[element.tag]
        if resources.integer(element.get("enabled")) == 0:
            continue  # switched off; nothing of it can be reached
        guard = resources.string(element.get("permission")) or everywhere or None
        actions = _actions(element)
        exported = _exported(element, kind, target, resources, filtered=bool(actions))
        guards = _guards(element, guard, resources) if kind == "provider" else (guard,)
        yield Component(
            kind=kind,
            name=resources.string(element.get("name")) or "",
            permission=next((each for each in guards if each), None),
            exported=exported,
            open=exported and not all(guards),
            actions=actions,
        )


def _exported(
    element: Element, kind: str, target: int | None, resources: Resources, *, filtered: bool
) -> bool:
    said = resources.integer(element.get("exported"))
    if said is not None:
        return bool(said)
    if kind == "provider":
        return target is not None and target < _PROVIDERS_CLOSED_FROM
    return filtered


def _guards(element: Element, guard: str | None, resources: Resources) -> tuple[str | None, str | None]:
    """Return what a provider demands of those who read and of those who write."""
    return (
        resources.string(element.get("readPermission")) or guard,
        resources.string(element.get("writePermission")) or guard,
    )


def _actions(element: Element) -> frozenset[str]:
    names = (
        action.string("name") for each in element.each("intent-filter") for action in each.each("action")
    )
    return frozenset(name for name in names if name)
