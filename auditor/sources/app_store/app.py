"""One app as the store describes it, whichever layout told it, and its listing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.model import Image, Link, Listing, NotAnalysed, Observation, TextKind
from auditor.sources.app_store.labels import Label, observations_of, weekly
from auditor.sources.merge import PRIVACY_LABELS
from auditor.sources.record import source_record
from auditor.sources.values import line, texts

if TYPE_CHECKING:
    import datetime as dt

    from auditor.sources.interface import Document

_MAX_PRICES: Final = 40
_MAX_IMAGES: Final = 60
_MAX_REVIEWS: Final = 40
NO_PERMISSIONS = NotAnalysed(
    check="ios-permissions",
    reason=N_("The App Store does not show which permissions an app asks for; iOS asks while the app runs."),
    source=0,
)
_NO_LABELS = NotAnalysed(
    check=PRIVACY_LABELS,
    reason=N_("The privacy labels were not found in what was read; they stand on the store's page."),
    source=0,
)


@dataclass(frozen=True, slots=True)
class App:
    """One app. ``labels`` is None where the layout has no place for them, or it was not read."""

    name: str
    number: str | None = None
    bundle: str | None = None
    publisher: str | None = None
    publisher_url: str | None = None
    category: str | None = None
    rating: float | None = None
    ratings: int | None = None
    version: str | None = None
    updated: dt.date | None = None
    released: dt.date | None = None
    price: str | None = None
    sells: bool | None = None
    """Whether there is something to buy inside; None where it is not said."""
    prices: tuple[tuple[str, str], ...] = ()
    """Name and price of what is sold inside the app."""
    subtitle: str | None = None
    description: str | None = None
    promotion: str | None = None
    changes: str | None = None
    privacy_policy: str | None = None
    policy_place: bool = False
    """Whether the layout has a place for the privacy policy, so that an empty one means none is given."""
    links: tuple[tuple[str, str], ...] = ()
    """Label and address."""
    images: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    labels: tuple[Label, ...] | None = None


def listing_of(document: Document, app: App, kind: str, url: str | None, read_with: str) -> Listing:
    """Return the listing of ``app`` as read from ``document``."""
    notes = [NO_PERMISSIONS] if app.labels is not None else [NO_PERMISSIONS, _NO_LABELS]
    parts = (
        (app.name, TextKind.TITLE, "name"),
        (app.subtitle, TextKind.META, "subtitle"),
        (app.promotion, TextKind.DESCRIPTION, N_("promotional text")),
        (app.description, TextKind.DESCRIPTION, "description"),
        (app.changes, TextKind.CHANGES, N_("what's new")),
        *(
            (f"{name}: {price}", TextKind.META, N_("in-app purchase"))
            for name, price in app.prices[:_MAX_PRICES]
        ),
        *(
            (review, TextKind.REVIEW, N_(f"review {n}"))
            for n, review in enumerate(app.reviews[:_MAX_REVIEWS], 1)
        ),
    )
    return Listing(
        kind=kind,
        name=app.name,
        publisher=app.publisher,
        publisher_url=app.publisher_url,
        url=url,
        package=app.bundle,
        category=app.category,
        rating=app.rating if app.ratings != 0 else None,
        ratings=app.ratings,
        version=app.version,
        updated=app.updated,
        released=app.released,
        price=app.price,
        in_app_purchases=_sold(app),
        privacy_policy=app.privacy_policy,
        texts=texts(parts),
        access=NO_PERMISSIONS,
        links=tuple(Link(url=address, label=label) for label, address in app.links),
        images=tuple(Image(url=address) for address in dict.fromkeys(app.images))[:_MAX_IMAGES],
        observations=(*observations_of(app.labels or ()), *weekly(app.prices), *_policy(app)),
        not_read=tuple(notes),
        sources=(source_record(document, kind, read_with),),
    )


def _sold(app: App) -> str | None:
    if app.prices:
        return line("; ".join(f"{name}: {price}" for name, price in app.prices[:10]))
    return "Yes" if app.sells else None


def _policy(app: App) -> tuple[Observation, ...]:
    if app.privacy_policy is None and app.policy_place:
        return (Observation(id="listing.no-privacy-policy", where=N_("store page")),)
    if app.privacy_policy is not None and app.privacy_policy.startswith("http://"):
        return (
            Observation(
                id="listing.privacy-policy-insecure", value=app.privacy_policy, where=N_("privacy policy")
            ),
        )
    return ()
