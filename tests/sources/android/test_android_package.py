"""What is read of an Android package: bytes in, listing out."""

from __future__ import annotations

import pytest

from auditor.model import TextKind
from tests.sources.android.build_package import apk, asks, ids, manifest, read_bytes, seen
from tests.sources.android.build_table import LISTS, Values, number, write_table
from tests.sources.android.build_xml import Habits, Node, Ref, node, write_xml

NAME = number(1, 0)
RULES = number(2, 3)


def app(*children: Node, **attributes: object) -> Node:
    """Return an application."""
    return node("application", *children, **attributes)  # type: ignore[arg-type]


def part(kind: str, action: str = "", **attributes: object) -> Node:
    """Return a part of an app that answers ``action``."""
    filters = [node("intent-filter", node("action", a_name=action))] if action else []
    return node(kind, *filters, a_name=".Part", **attributes)  # type: ignore[arg-type]


def test_the_package_says_what_it_is() -> None:
    """Name, package and version; a text for the name, since it may make a claim."""
    table = write_table({1: {0: {"": "Save Spy", "de": "Merkspion"}}})
    listing = read_bytes(apk(manifest(app=app(a_label=Ref(NAME))), {"resources.arsc": table}))

    assert (listing.kind, listing.name, listing.package, listing.version) == (
        "android-package", "Save Spy", "com.example.savespy", "1.2.3",
    )  # fmt: skip
    assert [(text.content, text.kind) for text in listing.texts] == [("Save Spy", TextKind.TITLE)]
    assert listing.sources[0].read_with == "APK"


@pytest.mark.parametrize("form", LISTS)
@pytest.mark.parametrize("utf8", [False, True])
def test_a_name_is_found_in_every_form_of_table(form: str, utf8: bool) -> None:  # noqa: FBT001
    """Plain lists, sparse ones, short offsets and compact entries; over several references."""
    values: Values = {1: {0: {"": Ref(number(3, 5))}, 4: {"": "no"}}, 3: {5: {"ja": "保存", "": "Save 👻"}}}
    table = write_table(values, form=form, utf8=utf8)
    listing = read_bytes(apk(manifest(app=app(a_label=Ref(NAME))), {"resources.arsc": table}))

    assert listing.name == "Save 👻"


def test_english_stands_in_where_there_is_no_name_for_every_language() -> None:
    """And another language where there is no English."""
    for languages, name in (
        ({"de": "Merkspion", "en": "Save Spy"}, "Save Spy"),
        ({"de": "Merkspion"}, "Merkspion"),
    ):
        table = write_table({1: {0: dict(languages)}})
        listing = read_bytes(apk(manifest(app=app(a_label=Ref(NAME))), {"resources.arsc": table}))

        assert listing.name == name


@pytest.mark.parametrize("others", [{}, {"resources.arsc": write_table({1: {7: {"": "x"}}})}])
def test_a_name_that_is_nowhere_is_unknown_with_a_reason(others: dict[str, bytes]) -> None:
    """A reference into nothing; a circle would end the same way."""
    listing = read_bytes(apk(manifest(app=app(a_label=Ref(NAME))), others))

    assert listing.name is None
    assert "name" in [note.check for note in listing.not_read]


def test_a_circle_of_references_ends() -> None:
    """Two entries that point to each other."""
    table = write_table({1: {0: {"": Ref(number(1, 1))}, 1: {"": Ref(NAME)}}})

    assert read_bytes(apk(manifest(app=app(a_label=Ref(NAME))), {"resources.arsc": table})).name is None


def test_permissions_are_read_with_their_limits() -> None:
    """Both kinds of element; each name once, with where it came from."""
    root = manifest(
        node("uses-permission", a_name="android.permission.CAMERA", a_maxSdkVersion=28),
        node("uses-permission-sdk-23", a_name="android.permission.CAMERA"),
        node("uses-permission-sdk-m", a_name="x.OWN", a_required=False),
    )
    listing = read_bytes(apk(root))

    assert [(request.id, request.where) for request in listing.access_requests] == [
        ("android.permission.CAMERA", "uses-permission, up to API level 28; uses-permission-sdk-23"),
        ("x.OWN", "uses-permission-sdk-m, not required"),
    ]


@pytest.mark.parametrize(
    ("target", "asked", "added"),
    [
        (35, ["WRITE_EXTERNAL_STORAGE"], ["READ_EXTERNAL_STORAGE"]),
        (35, ["WRITE_EXTERNAL_STORAGE", "READ_EXTERNAL_STORAGE"], []),
        (35, ["READ_CONTACTS"], []),
        (15, ["READ_CONTACTS", "WRITE_CONTACTS"], ["READ_CALL_LOG", "WRITE_CALL_LOG"]),
        (15, ["READ_CONTACTS", "READ_CALL_LOG"], []),
        (4, [], []),
        (3, [], ["WRITE_EXTERNAL_STORAGE", "READ_PHONE_STATE", "READ_EXTERNAL_STORAGE"]),
        (None, ["READ_PHONE_STATE"], ["WRITE_EXTERNAL_STORAGE", "READ_EXTERNAL_STORAGE"]),
    ],
)
def test_what_android_adds_is_counted(target: int | None, asked: list[str], added: list[str]) -> None:
    """As aapt counts it for old apps."""
    listing = read_bytes(apk(manifest(*asks(*asked), target=target)))

    assert ids(listing) == [*asked, *added]
    assert all(each.where.startswith("added by Android") for each in listing.access_requests[len(asked) :])


def test_an_app_that_asks_for_nothing_is_known_to() -> None:
    """Empty is not unknown."""
    assert read_bytes(apk()).access == ()


@pytest.mark.parametrize(
    "habits",
    [
        Habits(utf8=True), Habits(attribute_bytes=24), Habits(raw=False), Habits(strange_chunks=True),
        Habits(wrong_names=True), Habits(kind=0), Habits(kind=0x1234), Habits(trailing=b"\1\2\3"),
    ],
)  # fmt: skip
def test_every_way_of_writing_the_manifest_reads_the_same(habits: Habits) -> None:
    """Android knows attributes by number, skips what it does not know, and looks at no name."""
    root = manifest(
        *asks("CAMERA", "READ_SMS"), app=app(part("service", a_permission="x"), a_debuggable=True)
    )

    assert read_bytes(apk(root, habits=habits)).access == read_bytes(apk(root)).access
    assert seen(read_bytes(apk(root, habits=habits))) == seen(read_bytes(apk(root)))


def test_a_permission_whose_name_stands_elsewhere_is_noted() -> None:
    """Android does not resolve it, and so it asks for nothing."""
    listing = read_bytes(apk(manifest(node("uses-permission", a_name=Ref(NAME)), node("uses-permission"))))

    assert listing.access == ()
    assert [note.reason for note in listing.not_read if note.check == "unnamed-permissions"] == [
        "It asks for 2 permissions without names that Android could read."
    ]


@pytest.mark.parametrize(
    ("kind", "action", "guard", "power"),
    [
        ("service", "", "BIND_ACCESSIBILITY_SERVICE", "BIND_ACCESSIBILITY_SERVICE"),
        ("service", "android.accessibilityservice.AccessibilityService", "", "BIND_ACCESSIBILITY_SERVICE"),
        ("service", "android.net.VpnService", "BIND_VPN_SERVICE", "BIND_VPN_SERVICE"),
        ("receiver", "android.app.action.DEVICE_ADMIN_ENABLED", "", "BIND_DEVICE_ADMIN"),
        ("receiver", "", "BIND_DEVICE_ADMIN", "BIND_DEVICE_ADMIN"),
        ("service", "android.view.InputMethod", "BIND_INPUT_METHOD", "BIND_INPUT_METHOD"),
        ("service", "", "BIND_NOTIFICATION_LISTENER_SERVICE", "BIND_NOTIFICATION_LISTENER_SERVICE"),
        ("service", "", "BIND_JOB_SERVICE", None),
        ("activity", "", "BIND_ACCESSIBILITY_SERVICE", None),
        ("receiver", "android.net.VpnService", "", None),
    ],
)
def test_services_that_are_switched_on_are_observed(
    kind: str, action: str, guard: str, power: str | None
) -> None:
    """By guard or by action; they are no permissions, and do not count as such."""
    guards = {"a_permission": f"android.permission.{guard}"} if guard else {}
    listing = read_bytes(apk(manifest(app=app(part(kind, action, **guards)))))

    assert seen(listing).get("service") == (f"android.permission.{power}" if power else None)
    assert listing.access == ()


@pytest.mark.parametrize(
    ("kind", "target", "attributes", "is_open"),
    [
        ("service", 35, {"a_exported": True}, True),
        ("service", 35, {"a_exported": True, "a_permission": "x.GUARD"}, False),
        ("service", 35, {"a_exported": True, "a_enabled": False}, False),
        ("service", 35, {}, False),
        ("receiver", 30, {"action": "x.ACTION"}, True),
        ("receiver", 30, {"action": "x.ACTION", "a_exported": False}, False),
        ("provider", 16, {}, True),
        ("provider", 17, {}, False),
        ("provider", 35, {"a_exported": True, "a_readPermission": "x.READ"}, True),
        ("provider", 35, {"a_exported": True, "a_readPermission": "x.R", "a_writePermission": "x.W"}, False),
    ],
)
def test_parts_that_any_app_can_reach_are_observed(
    kind: str,
    target: int,
    attributes: dict[str, object],
    is_open: bool,  # noqa: FBT001
) -> None:
    """By what they say, by Android's defaults, and by what they demand."""
    plain = {key: value for key, value in attributes.items() if key != "action"}
    root = manifest(app=app(part(kind, str(attributes.get("action", "")), **plain)), target=target)

    assert seen(read_bytes(apk(root))).get(f"open-{kind}") == (".Part" if is_open else None)


def rules(*children: Node) -> Node:
    """Return a configuration of the network."""
    return node("network-security-config", *children)


def trusting(tag: str) -> Node:
    """Return a part of it that trusts what users added."""
    return node(tag, node("trust-anchors", node("certificates", src="user")))


OPEN = node("base-config", cleartextTrafficPermitted=True)
SPELT = node("base-config", cleartextTrafficPermitted="true")
ONE_DOMAIN = node("domain-config", node("domain", text="ads.example"), cleartextTrafficPermitted=True)


@pytest.mark.parametrize(
    ("target", "attributes", "config", "expected"),
    [
        (35, {}, None, set()),
        (27, {}, None, {"cleartext"}),
        (27, {"a_usesCleartextTraffic": False}, None, set()),
        (35, {"a_usesCleartextTraffic": True}, None, {"cleartext"}),
        (23, {"a_usesCleartextTraffic": False}, None, {"user-certificates"}),
        (35, {"a_usesCleartextTraffic": True}, rules(), set()),
        (27, {}, rules(), {"cleartext"}),
        (35, {}, rules(OPEN), {"cleartext"}),
        (35, {}, rules(SPELT, ONE_DOMAIN), {"cleartext"}),
        (35, {}, rules(trusting("base-config"), trusting("debug-overrides")), {"user-certificates"}),
        (35, {}, rules(trusting("debug-overrides")), set()),
        (35, {}, rules(trusting("domain-config")), {"user-certificates"}),
        (35, {}, rules(ONE_DOMAIN), {"cleartext-domains"}),
        (35, {}, rules(node("domain-config", ONE_DOMAIN)), {"cleartext-domains"}),
    ],
)
def test_what_is_allowed_on_the_network(
    target: int, attributes: dict[str, object], config: Node | None, expected: set[str]
) -> None:
    """By the configuration where there is one, else by the manifest, else by age."""
    others = {}
    if config is not None:
        attributes = {**attributes, "a_networkSecurityConfig": Ref(RULES)}
        others = {"resources.arsc": write_table({2: {3: {"": "r/a.xml"}}}), "r/a.xml": write_xml(config)}
    found = seen(read_bytes(apk(manifest(app=app(**attributes), target=target), others)))

    assert {"cleartext", "cleartext-domains", "user-certificates"} & set(found) == expected
    assert found.get("cleartext-domains") in (None, "ads.example")


def test_a_configuration_that_cannot_be_read_is_noted_and_nothing_concluded() -> None:
    """Neither that unprotected traffic is allowed nor that it is not."""
    root = manifest(app=app(a_networkSecurityConfig=Ref(RULES), a_usesCleartextTraffic=True), target=20)
    listing = read_bytes(apk(root))

    assert "cleartext" not in seen(listing)
    assert "network-security" in [note.check for note in listing.not_read]


@pytest.mark.parametrize(
    ("target", "expected"),
    [(35, None), (34, None), (33, "old-target"), (23, "old-target"), (22, "asks-all-at-once")],
)
def test_old_targets_are_observed(target: int, expected: str | None) -> None:
    """By what Play offers, and by when Android began to ask."""
    found = seen(read_bytes(apk(manifest(target=target))))

    assert {"old-target", "asks-all-at-once"} & set(found) == ({expected} if expected else set())
    assert found["api-levels"] == f"from API level {min(24, target)}, targets {target}"


def test_a_preview_of_android_is_not_old() -> None:
    """Its level is a name."""
    root = manifest(node("uses-sdk", a_minSdkVersion="Baklava", a_targetSdkVersion="Baklava"), target=None)

    assert {"old-target", "asks-all-at-once"}.isdisjoint(seen(read_bytes(apk(root))))


@pytest.mark.parametrize(
    ("attribute", "observed"),
    [("a_debuggable", "debuggable"), ("a_testOnly", "test-only"), ("a_allowBackup", "backup")],
)
def test_flags_are_observed_also_where_they_stand_elsewhere(attribute: str, observed: str) -> None:
    """As a truth value, spelt out, or in a resource."""
    table = {"resources.arsc": write_table({1: {0: {"": True}}})}
    for value in (True, 1, "true", Ref(NAME)):
        assert observed in seen(read_bytes(apk(manifest(app=app(**{attribute: value})), table)))
    assert observed not in seen(read_bytes(apk(manifest(app=app(**{attribute: False})), table)))


def test_a_package_inside_a_document_without_a_name_is_recognised() -> None:
    """By what is in it, for instance as an answer to a download."""
    assert read_bytes(apk(), name="download").kind == "android-package"
