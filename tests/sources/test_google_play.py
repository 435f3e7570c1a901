"""Google Play pages, built here in the shapes that the store uses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest

from auditor.errors import FetchError, LayoutChanged, NotFound
from auditor.model import Listing, TextKind
from auditor.sources import Document, embedded, read, read_document
from auditor.sources.google_play.permissions import GooglePlayPermissions

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGE = "com.example.savespy"
ADDRESS = f"https://play.google.com/store/apps/details?id={PACKAGE}"
HEAD = f'<!doctype html><html><head><link rel="canonical" href="{ADDRESS}&amp;hl=en">'
LD = (
    '<script type="application/ld+json">{"@type":"SoftwareApplication","name":"SaveSpy",'
    '"description":"Short.",'
    '"author":{"name":"X Ltd"},"aggregateRating":{"ratingValue":"4.25","ratingCount":"12"},'
    '"offers":[{"price":"0","priceCurrency":"USD"}]}</script>'
)


def nested(paths: Mapping[tuple[int, ...], Any]) -> list[Any]:
    """Return nested lists with the given values at the given paths."""
    root: list[Any] = []
    for path, value in paths.items():
        place = root
        for step, following in zip(path, (*path[1:], None), strict=True):
            place.extend([None] * (step + 1 - len(place)))
            if following is None:
                place[step] = value
            else:
                place[step] = place[step] if isinstance(place[step], list) else []
                place = place[step]
    return root


def block(key: str, data: Any) -> str:
    """Return a script with one data block."""
    call = f"{{key: '{key}', hash: '1', data:{json.dumps(data)}, sideChannel: {{}}}}"
    return f"<script>AF_initDataCallback({call});</script>"


DETAILS: dict[tuple[int, ...], Any] = {
    (0, 0): "SaveSpy",
    (13, 0): "10,000+",
    (19, 0): "$1.49 per item",
    (37, 0): "X Ltd",
    (51, 0, 1): 4.25,
    (51, 2, 1): 12,
    (57, 0, 0, 0, 0, 1, 0): [0, "USD", ""],
    (68, 0): "X Ltd",
    (68, 1, 4, 2): "/store/apps/developer?id=X",
    (69, 0, 5, 2): "https://x.example",
    (72, 0, 1): "See who saved &amp; more.<br><br>Line two",
    (73, 0, 1): "Short.",
    (77, 0): PACKAGE,
    (78, 0): [[None, 2, [1, 1], [None, None, "https://img.example/1"]]],
    (79, 0, 0, 0): "Tools",
    (99, 0, 5, 2): "https://x.example/privacy",
    (136, 1): [[None, "No data shared"], [None, "May collect", [None, "Location"]]],
    (140, 0, 0, 0): "1.2.3",
    (144, 1, 1): "Fixes",
    (145, 0, 1, 0): 1_782_385_437,
}
REVIEWS = [[["id", ["Somebody", None], 1, None, "It is fake", [1, 2]]]]


def play(details: Mapping[tuple[int, ...], Any] = DETAILS, extra: str = "") -> Document:
    """Return a details page of today's layout."""
    data = nested({(1, 2, *path): value for path, value in details.items()})
    html = f"{HEAD}</head><body>{block('ds:5', data)}{block('ds:9', REVIEWS)}{extra}"
    return Document(target="page.html", body=html.encode())


def test_every_field_is_read() -> None:
    """Each from its place in the data block."""
    listing = read_document(play())

    assert listing.kind == "google-play"
    assert {
        "name": "SaveSpy", "publisher": "X Ltd", "publisher_url": "https://x.example", "url": ADDRESS,
        "package": PACKAGE, "category": "Tools", "installs": "10,000+", "rating": 4.25, "ratings": 12,
        "version": "1.2.3", "updated": "2026-06-25", "price": "Free", "in_app_purchases": "$1.49 per item",
        "privacy_policy": "https://x.example/privacy",
    }.items() <= listing.model_dump(mode="json").items()  # fmt: skip
    assert listing.sources[0].read_with == "AF_initDataCallback"


def test_the_full_description_is_read_with_its_lines() -> None:
    """Not the short one; markup becomes lines."""
    texts = {text.where: text for text in read_document(play()).texts}

    assert texts["description"].content == "See who saved & more.\n\nLine two"
    assert TextKind.REVIEW is texts["review 1"].kind
    assert TextKind.CHANGES is texts["what's new"].kind


def test_a_translation_by_the_store_is_a_text_beside_the_original() -> None:
    """Quotes stay the maker's own words; the words that the reader saw are read too."""
    texts = {text.where: text for text in read_document(play({**DETAILS, (12, 0, 0, 1): "Wer?"})).texts}

    assert texts["description"].content.startswith("See who saved")
    assert texts["description, translated by the store"].kind is TextKind.TRANSLATION
    assert texts["description, translated by the store"].content == "Wer?"


def test_permissions_of_a_page_are_not_analysed() -> None:
    """The page does not show them, and says so."""
    listing = read_document(play())

    assert not listing.access_known
    assert [note.check for note in listing.not_read] == ["android-permissions"]


def test_a_missing_policy_is_observed_and_an_insecure_one_too() -> None:
    """Only where the layout has a place for it."""
    without = {path: value for path, value in DETAILS.items() if path[0] != 99}
    insecure = {**DETAILS, (99, 0, 5, 2): "http://x.example/privacy"}

    assert [o.id for o in read_document(play(without)).observations] == ["listing.no-privacy-policy"]
    assert [o.id for o in read_document(play(insecure)).observations] == ["listing.privacy-policy-insecure"]


@pytest.mark.parametrize(
    "path", [(51, 0, 1), (145, 0, 1, 0), (99, 0, 5, 2), (78, 0), (57, 0, 0, 0, 0, 1, 0), (136, 1)]
)
@pytest.mark.parametrize("value", ["x", -1, None, [], {}, True, 10**30, [[["x"]]]])
def test_a_value_of_another_kind_counts_as_absent(path: tuple[int, ...], value: Any) -> None:
    """A changed place never becomes a wrong field."""
    listing = read_document(play({**DETAILS, path: value}))

    assert listing.name == "SaveSpy"


def test_json_ld_serves_where_the_block_changed() -> None:
    """The listing says that its description is the short one."""
    listing = read_document(Document(target="x", body=f"{HEAD}{LD}{block('ds:5', [1])}".encode()))

    assert (listing.name, listing.rating, listing.ratings) == ("SaveSpy", 4.25, 12)
    assert listing.sources[0].read_with == "JSON-LD"
    assert "full-description" in [note.check for note in listing.not_read]


def test_scripts_that_never_end_are_looked_at_once() -> None:
    """Each would otherwise be read up to the end of the page."""
    body = f"{HEAD}{'<script type=application/ld+json>x' * 2_000}".encode()
    with (
        patch.object(embedded, "loaded", wraps=embedded.loaded) as loaded,
        pytest.raises(LayoutChanged),
    ):
        read_document(Document(target="x", body=body))

    assert loaded.call_count == 1


def test_a_field_that_moved_is_noted() -> None:
    """A place that every page fills is never silently empty."""
    details = {path: value for path, value in DETAILS.items() if path[0] not in (37, 68, 145)}
    note = read_document(play(details)).not_read[-1]

    assert note.check == "listing-fields"
    assert "publisher, date of the last update" in note.reason


def test_the_layout_of_2019_is_read() -> None:
    """Details, score and version stood in blocks of their own."""
    details = nested(
        {
            (0, 0, 0): "SaveSpy",
            (0, 10, 0, 1): "Old<br>words",
            (0, 12, 5, 1): "X Ltd",
            (0, 12, 2, 3, 2): "https://img.example/header",
            (0, 12, 5, 3, 5, 2): "https://x.example",
            (0, 12, 5, 5, 4, 2): "/store/apps/dev?id=1",
            (0, 12, 7, 2): "https://x.example/privacy",
            (0, 12, 8, 0): 1_560_000_000,
            (0, 12, 9, 0): "1,000+",
            (0, 12, 13, 0, 0): "Tools",
            (0, 12, 14, 0): "Contains Ads",
        }
    )
    price = nested({(0, 2, 0, 0, 0, 1, 0): [1_990_000, "USD", "$1.99"]})
    score = nested({(0, 6, 0, 1): 3.5, (0, 6, 2, 1): 99})
    html = (
        f"{HEAD}{block('ds:3', price)}{block('ds:5', details)}{block('ds:6', score)}"
        f"{block('ds:8', ['12M', '4.0', '5.0 and up'])}"
    )
    listing = read_document(Document(target="x", body=html.encode()))

    assert (
        listing.name, listing.publisher, listing.installs, listing.rating, listing.ratings, listing.version,
    ) == ("SaveSpy", "X Ltd", "1,000+", 3.5, 99, "4.0")  # fmt: skip
    assert (str(listing.updated), listing.price) == ("2019-06-08", "$1.99")
    assert [link.url for link in listing.links] == [listing.publisher_url] == ["https://x.example"]
    assert "Contains Ads" in [text.content for text in listing.texts]
    assert [image.url for image in listing.images] == ["https://img.example/header"]
    assert next(t.content for t in listing.texts if t.where == "description") == "Old\nwords"


def test_microdata_is_read() -> None:
    """As pages had it before."""
    html = (
        f"{HEAD}<h1 itemprop=name>SaveSpy</h1><div itemprop=description>Old<br>words</div>"
        "<span itemprop=genre>Tools</span><div itemprop=numDownloads>1,000+</div>"
        "<span itemprop=author>X Ltd</span>"
    )
    listing = read_document(Document(target="x", body=html.encode()))

    assert (
        listing.name, listing.category, listing.installs, listing.publisher,
    ) == ("SaveSpy", "Tools", "1,000+", "X Ltd")  # fmt: skip
    assert listing.sources[0].read_with == "microdata"


def test_an_unknown_layout_is_an_error() -> None:
    """Never a listing of empty fields."""
    with pytest.raises(LayoutChanged):
        read_document(Document(target="x", body=f"{HEAD}{block('ds:5', [[1]])}".encode()))


def test_a_page_of_no_app_is_not_found() -> None:
    """Play says so in words."""
    html = f"{HEAD}<p>We're sorry, the requested URL was not found on this server."
    with pytest.raises(NotFound):
        read_document(Document(target="x", body=html.encode()))


def test_a_page_that_links_to_play_is_no_play_page() -> None:
    """Only its own address counts."""
    html = f"<!doctype html><title>t</title><p>Get our planner on <a href='{ADDRESS}'>Google Play</a>."

    assert read_document(Document(target="x", body=html.encode())).kind == "web-page"


def answer(groups: Any) -> Document:
    """Return an answer of the permission call."""
    rows = [["wrb.fr", "xdSrCf", json.dumps(groups), None], ["di", 35]]
    return Document(target="p.txt", body=b")]}'\n\n" + json.dumps(rows).encode())


def test_labels_become_permissions() -> None:
    """A label that stands for one permission is that permission; another keeps its words."""
    groups = [
        [["SMS", None, [[None, "read your text messages (SMS or MMS)"]], ["message"]]],
        [["Other", None, [[None, "full network access"], [None, "do a thing nobody knows"]], ["quiz"]]],
        [[None, "receive data from Internet"]],
    ]
    listing = read_document(answer(groups))

    assert [request.id for request in listing.access_requests] == [
        "android.permission.READ_SMS",
        "android.permission.INTERNET",
        "play:Other/do a thing nobody knows",
        "com.google.android.c2dm.permission.RECEIVE",
    ]


def test_an_app_without_permissions_asks_for_none() -> None:
    """Which is knowledge."""
    assert read_document(answer([])).access == ()


@pytest.mark.parametrize(
    "body", [b')]}\'\n[[1,"xdSrCf"]]', b')]}\'\n"xdSrCf"', b')]}\'\n[["wrb.fr","xdSrCf",null]]']
)
def test_an_unknown_answer_is_an_error(body: bytes) -> None:
    """Never "asks for nothing"."""
    with pytest.raises(LayoutChanged):
        GooglePlayPermissions().read(Document(target="x", body=body))


def safety() -> Document:
    """Return a data-safety page."""
    kinds = [[["icon"], None, None, None, [["Email address", 1, "Analytics"]]]]
    section = nested(
        {
            (4, 0): [None, "No data shared", None, None, None, None, [None, "The developer says so."]],
            (4, 1): [kinds, "Data collected"],
            (9, 2): [[None, "Data is encrypted", [None, "On its way"]]],
        }
    )
    data = nested({(1, 2, 0, 0): "SaveSpy"})
    data[1][2].append({"69": ["X Ltd"], "138": section})
    head = HEAD.replace("/details", "/datasafety")
    return Document(target="s.html", body=f"{head}{block('ds:3', data)}".encode())


def test_declarations_are_texts() -> None:
    """One a kind of data, one a practice."""
    listing = read_document(safety())

    assert [text.content for text in listing.texts] == [
        "No data shared: The developer says so.",
        "Data collected: Email address (optional): Analytics",
        "Data is encrypted: On its way",
    ]
    assert (listing.kind, listing.package) == ("google-play-data-safety", PACKAGE)
    assert [(o.id, o.value) for o in listing.observations] == [
        ("listing.declares-data", "Data collected: Email address (optional): Analytics")
    ]


class FakePlay:
    """A fetcher that knows one app."""

    def __init__(self, *, permissions: bool = True) -> None:
        self.asked: list[str] = []
        self._permissions = permissions

    def get(self, url: str, *, accept: str = "") -> Document:  # noqa: ARG002  # the fetcher's shape
        """Answer with the page that the address names."""
        self.asked.append(url)
        found = safety() if "datasafety" in url else play()
        return Document(target=url, body=found.body, url=url, final_url=url)

    def post(self, url: str, *, form: Mapping[str, str]) -> Document:  # noqa: ARG002  # the fetcher's shape
        """Answer with one permission."""
        self.asked.append(form["f.req"])
        if not self._permissions:
            raise FetchError("the server answered 500")
        return answer([[["Camera", None, [[None, "take pictures and videos"]], []]]])


def test_an_address_brings_permissions_and_declarations() -> None:
    """Three questions, one listing."""
    fetcher = FakePlay()
    listing: Listing = read([ADDRESS], fetcher=fetcher)

    assert [request.id for request in listing.access_requests] == ["android.permission.CAMERA"]
    assert list(listing.not_read) == []
    assert [s.kind for s in listing.sources] == [
        "google-play",
        "google-play-permissions",
        "google-play-data-safety",
    ]
    assert PACKAGE in fetcher.asked[1]
    assert json.loads(json.loads(fetcher.asked[1])[0][0][1])[0][1] == [PACKAGE, 7]


def test_a_failed_permission_call_is_noted() -> None:
    """The page itself was read."""
    listing = read([ADDRESS], fetcher=FakePlay(permissions=False))

    assert not listing.access_known
    assert {"android-permissions"} == {note.check for note in listing.not_read}
    assert any("500" in note.reason for note in listing.not_read)


def test_a_page_with_a_long_head_is_known_by_it() -> None:
    """Real ones carry 0.9 MB of style and scripts before they name their address; later it is anybody's."""
    style = "<style>" + ".x { color: red }" * 60_000 + "</style>"
    words = "<p>Plan your posts for a month on one rainy Sunday.</p>"
    late = play(extra=words).body.replace(b"<head>", b"<head>" + style.encode())
    after = late.replace(b"<head>", b"<head></head><body>")

    assert len(style) > 900_000
    kinds = [read_document(Document(target="x.html", body=body)).kind for body in (late, after)]
    assert kinds == ["google-play", "web-page"]
