"""The details page of an app on Google Play.

Four ways of reading, the best first: the data block (full description), microdata of older pages, JSON-LD
(short description), and the page's text. A page without any of them is an error, never a listing of empty
fields.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from auditor.errors import EmptyTarget, LayoutChanged, NotFound
from auditor.messages import N_
from auditor.model import Image, Link, Listing, NotAnalysed, Observation, Text, TextKind
from auditor.sources.charset import decode
from auditor.sources.embedded import block, positions
from auditor.sources.fallback import page_text
from auditor.sources.google_play.app import App, app_2019, app_2022
from auditor.sources.google_play.blocks import calls, package_of, play_path
from auditor.sources.google_play.older import app_json_ld, app_microdata
from auditor.sources.merge import ANDROID_PERMISSIONS
from auditor.sources.record import source_record, whole_characters
from auditor.sources.values import at, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.interface import Document

_NOT_THERE: Final = re.compile(rb"the requested URL was not found on this server", re.IGNORECASE)
_MAX_REVIEWS: Final = 40
_DETAILS_CALL: Final = "Ws7gDc"
_REVIEWS_CALL: Final = "oCPfdb"
_NONE_COLLECTED: Final = "No data collected"
_SOME_COLLECTED: Final = re.compile(r"(?i)\bmay collect these data types\b")
"""What the row says that names the first kinds of data, on pages of July 2026 in English: "This app may
collect these data types: Location, Personal info and 5 others"."""
_ALWAYS: Final = {"publisher": "publisher", "category": "category", "updated": N_("date of the last update")}
_MOSTLY: Final = {"installs": "installs", "rating": "rating", "privacy_policy": "privacy policy"}
_PERMISSIONS = NotAnalysed(
    check=ANDROID_PERMISSIONS,
    reason=N_(
        "The details page does not show which permissions the app asks for; "
        "hand in the answer of Play's permission call, or the app's address."
    ),
    source=0,
)


class GooglePlayPage:
    """The source that reads details pages."""

    kind: Final = "google-play"

    def recognises(self, document: Document) -> bool:
        """By the address that the document has or names as its own."""
        path = play_path(document)
        return path is not None and path.startswith("/store/apps/details")

    def read(self, document: Document) -> Listing:
        """Return the app's listing.

        Raises:
            NotFound: The page says that there is no such app.
            LayoutChanged: It is a details page, and nothing stands where it should.
        """
        package = package_of(play_path(document) or "")
        data = _Blocks(document.body)
        app, read_with = self._app(document, data, package)
        if app is None:
            if _NOT_THERE.search(document.body):
                raise NotFound(N_(f"Google Play says that there is no app {package or document.target}"))
            return _as_text(document, package)
        return self._listing(document, app, (package, read_with), data.reviews())

    def _app(self, document: Document, data: _Blocks, package: str | None) -> tuple[App | None, str]:
        for value in data.values():
            if (app := app_2022(value)) is not None and app.description is not None:
                return app, "AF_initDataCallback"
        everything = list(data.values())
        for value in everything:
            if (app := app_2019(value, everything)) is not None:
                return app, "AF_initDataCallback, layout of 2019"
        if b"itemprop" in document.body:
            app = app_microdata(decode(document)[0], document.target, package)
            if app is not None:
                return app, "microdata"
        return app_json_ld(document.body, package), "JSON-LD"

    def _listing(
        self, document: Document, app: App, known: tuple[str | None, str], reviews: list[str]
    ) -> Listing:
        package, read_with = app.package or known[0], known[1]
        notes = [_PERMISSIONS]
        if app.description is None:
            reason = N_(
                "Only the short description could be read; the full one stands where none was looked for."
            )
            notes.append(NotAnalysed(check="full-description", reason=reason, source=0))
        notes += _missing(app, read_with)
        return Listing(
            kind=self.kind,
            name=app.name,
            publisher=app.publisher,
            publisher_url=app.publisher_url,
            url=f"https://play.google.com/store/apps/details?id={package}" if package else document.address,
            package=package,
            category=app.category,
            installs=app.installs,
            rating=app.rating,
            ratings=app.ratings,
            version=app.version,
            updated=app.updated,
            released=app.released,
            price=app.price,
            in_app_purchases=app.in_app_purchases,
            privacy_policy=app.privacy_policy,
            texts=_texts(app, reviews),
            links=tuple(Link(url=url, label=label) for label, url in app.links),
            images=tuple(Image(url=url) for url in app.images),
            observations=_observations(app),
            not_read=tuple(notes),
            sources=(source_record(document, self.kind, read_with),),
        )


class _Blocks:
    """The page's data blocks, decoded when they are first needed."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._positions = positions(body)
        self._calls = calls(body)
        self._decoded: dict[str, Any] = {}

    def value(self, key: str) -> Any:
        if key not in self._decoded:
            self._decoded[key] = block(self._body, self._positions[key]) if key in self._positions else None
        return self._decoded[key]

    def values(self) -> Iterator[Any]:
        """Yield the blocks, the one that likely describes the app first."""
        likely = self._calls.get(_DETAILS_CALL, "ds:5")
        for key in sorted(self._positions, key=lambda key: (key not in (likely, "ds:5"), key)):
            if (value := self.value(key)) is not None:
                yield value

    def reviews(self) -> list[str]:
        """Return the reviews that the page shows."""
        key = self._calls.get(_REVIEWS_CALL)
        return _reviews([self.value(key)] if key is not None else list(self.values()))


def _as_text(document: Document, package: str | None) -> Listing:
    """Return what the page shows, where it has text and none of the known layouts."""
    url = f"https://play.google.com/store/apps/details?id={package}" if package else None
    try:
        listing = page_text(document, GooglePlayPage.kind, known={"package": package, "url": url})
    except EmptyTarget as error:
        raise LayoutChanged(
            N_(f"{document.target!r} is a Google Play page whose layout is not known"),
            hint="Paste the description as text; a newer saveraudit may know the layout.",
        ) from error
    return listing.model_copy(update={"not_read": (*listing.not_read, _PERMISSIONS)})


def _missing(app: App, read_with: str) -> list[NotAnalysed]:
    """Return a note on fields that every such page has and that nothing was found for."""
    expected = dict(_ALWAYS) if read_with.startswith("AF_initDataCallback") else {**_ALWAYS, **_MOSTLY}
    names = [words for name, words in expected.items() if getattr(app, name) is None]
    if not names:
        return []
    reason = N_(f"Not found where this layout of Google Play's page has it: {', '.join(names)}.")
    return [NotAnalysed(check="listing-fields", reason=reason, source=0)]


def _texts(app: App, reviews: list[str]) -> tuple[Text, ...]:
    parts = (
        (app.name, TextKind.TITLE, "name"),
        (app.summary, TextKind.META, N_("short description")),
        (app.description, TextKind.DESCRIPTION, "description"),
        (app.translation, TextKind.TRANSLATION, "description, translated by the store"),
        (app.changes, TextKind.CHANGES, "what's new"),
        (app.advertises, TextKind.META, "labels"),
        *((declared, TextKind.META, N_("data safety")) for declared in app.data_safety),
        *((review, TextKind.REVIEW, N_(f"review {n}")) for n, review in enumerate(reviews, 1)),
    )
    return tuple(Text(content=content, kind=kind, where=where) for content, kind, where in parts if content)


def _reviews(values: list[Any]) -> list[str]:
    """Return the reviews shown on the page: blocks of [id, [author, …], stars, …, words]."""
    for value in values:
        rows = at(value, 0)
        if isinstance(rows, list) and rows and all(_is_review(row) for row in rows):
            words = (text_at(row, 4) for row in rows[:_MAX_REVIEWS])
            return [whole_characters(text) for text in words if text is not None]
    return []


def _is_review(row: Any) -> bool:
    return (
        text_at(row, 0) is not None
        and text_at(row, 1, 0) is not None
        and at(row, 2) in (1, 2, 3, 4, 5)
        and isinstance(at(row, 5), list)
    )


def _observations(app: App) -> tuple[Observation, ...]:
    found = []
    if app.privacy_policy is None and app.description is not None and app.links_seen:
        found.append(Observation(id="listing.no-privacy-policy", where=N_("details page")))
    elif app.privacy_policy is not None and app.privacy_policy.startswith("http://"):
        found.append(
            Observation(
                id="listing.privacy-policy-insecure", value=app.privacy_policy, where=N_("privacy policy")
            )
        )
    found += [
        Observation(id=i, value=said, where=N_("data safety")) for i, said in _declared(app.data_safety)
    ]
    return tuple(found)


def _declared(rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what the page's own rows declare of data. Nothing that is *shared* may still be collected."""
    for said in rows:
        if said.startswith(_NONE_COLLECTED):
            yield "listing.declares-no-data", said[:500]
        elif _SOME_COLLECTED.search(said) is not None:
            yield "listing.declares-some-data", said[:500]
