"""Several targets describe one tool."""

from __future__ import annotations

from auditor.model import (
    AccessRequest,
    Image,
    Link,
    Listing,
    NotAnalysed,
    Observation,
    SourceRecord,
    Text,
)
from auditor.sources.merge import merge


def _record(name: str) -> SourceRecord:
    return SourceRecord(target=name, kind="text", sha256="0" * 64)


ONE = Listing(
    kind="google-play",
    name="One",
    texts=(Text(content="a"),),
    not_read=(NotAnalysed(check="android-permissions", reason="not shown", source=0),),
    sources=(_record("1"),),
)
TWO = Listing(
    kind="web-page",
    name="Two",
    publisher="P",
    texts=(Text(content="a"), Text(content="b")),
    access=(AccessRequest(id="tiktok:video.list"),),
    observations=(Observation(id="page.code-field", value="x"),),
    links=(Link(url="https://a.example/"),),
    images=(Image(url="https://a.example/i"),),
    sources=(_record("2"), _record("3")),
)
PERMISSIONS = Listing(
    kind="google-play-permissions",
    access=(AccessRequest(id="android.permission.CAMERA"), AccessRequest(id="tiktok:video.list")),
    sources=(_record("4"),),
)


def test_the_first_known_value_counts() -> None:
    """Order is the user's."""
    merged = merge([ONE, TWO])

    assert (merged.kind, merged.name, merged.publisher) == ("google-play", "One", "P")


def test_source_indexes_follow() -> None:
    """A text still points at the target it came from."""
    merged = merge([ONE, TWO, PERMISSIONS])

    assert [(text.content, text.source) for text in merged.texts] == [("a", 0), ("b", 1)]
    assert [observation.source for observation in merged.observations] == [1]
    assert [(request.id, request.source) for request in merged.access_requests] == [
        ("tiktok:video.list", 1),
        ("android.permission.CAMERA", 3),
    ]
    assert [source.target for source in merged.sources] == ["1", "2", "3", "4"]


def test_permissions_stay_open_until_they_are_read() -> None:
    """Scopes answer nothing about the phone; a permissions answer does."""
    assert [note.check for note in merge([ONE, TWO]).not_read] == ["android-permissions"]
    assert [note.check for note in merge([ONE, TWO, PERMISSIONS]).not_read] == []


def test_access_is_unknown_only_where_no_target_knows() -> None:
    """Known to ask for nothing is knowledge."""
    nothing = Listing(access=())

    assert not merge([ONE, ONE]).access_known
    assert merge([ONE, nothing]).access == ()


def test_required_beats_optional() -> None:
    """What one target asks for at once is asked for at once."""
    later = Listing(access=(AccessRequest(id="chrome:tabs", optional=True),))
    now = Listing(access=(AccessRequest(id="chrome:tabs"),))

    assert [request.optional for request in merge([later, now]).access_requests] == [False]
