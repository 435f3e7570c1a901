"""The listing: what a target says and asks for, in one form whatever it came from."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import Field, field_validator, model_serializer, model_validator

from auditor.limits import MAX_TEXTS
from auditor.messages import N_
from auditor.model.base import Identifier, Model, NotAnalysed

ACCESS_NOT_STATED = NotAnalysed(check="access", reason=N_("The listing does not say what the tool asks for."))


class TextKind(StrEnum):
    """Where in a target a text stood."""

    DESCRIPTION = "description"
    """The tool's own description: store text, README, pasted text."""
    VISIBLE = "visible"
    """What a reader of a web page sees."""
    TITLE = "title"
    """The title of a page, or the tool's name."""
    META = "meta"
    """Written for machines: meta description, Open Graph, JSON-LD."""
    BUTTON = "button"
    """Labels of buttons and form fields."""
    ALT = "alt"
    """What a picture is said to show."""
    CHANGES = "changes"
    """Notes on a new version."""
    TRANSLATION = "translation"
    """Name or description once more, in one of the other languages that a package carries."""
    HIDDEN = "hidden"
    """On the page and not shown. Kept as evidence, never read for claims."""
    REVIEW = "review"
    """Somebody else's words. Never read for claims of the tool."""
    POLICY = "policy"
    """Of the privacy policy that a listing names. Never read for claims; what it says is compared."""

    @property
    def speaks_for_tool(self) -> bool:
        """Whether claims in it are claims of the tool."""
        return self not in (TextKind.HIDDEN, TextKind.REVIEW, TextKind.POLICY)

    @property
    def is_the_makers(self) -> bool:
        """Whether the maker says it, on the tool or on itself."""
        return self.speaks_for_tool or self is TextKind.POLICY


class Text(Model):
    """One text, with where it stood."""

    content: str
    """The text itself."""
    kind: TextKind = TextKind.DESCRIPTION
    """Where in its source it stood."""
    where: str = ""
    """A place that a person can find again: "title", "button 3", "description"."""
    source: int = 0
    """Index into ``Listing.sources``."""

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, value: Any) -> Any:
        return {"content": value} if isinstance(value, str) else value


class AccessRequest(Model):
    """One thing that the tool asks for, by id.

    For example ``android.permission.CAMERA``, ``tiktok:video.list``, ``chrome:tabs``,
    ``chrome:host:*://*/*``, ``credential:tiktok-password``.
    """

    id: Identifier
    """What is asked for, as its platform writes it."""
    where: str = ""
    """A place that a person can find again."""
    source: int = 0
    """Index into ``Listing.sources``."""
    optional: bool = False
    """Asked for later rather than at installation."""

    @model_validator(mode="before")
    @classmethod
    def _plain_string(cls, value: Any) -> Any:
        return {"id": value} if isinstance(value, str) else value


class Observation(Model):
    """A fact that a source saw, without judgement: rules decide what it means.

    ``id`` is a dotted name such as ``consent.redirect-insecure`` or ``page.password-field``;
    ``rules/observations.yaml`` lists all of them.
    """

    id: Identifier
    """Which fact."""
    value: str = ""
    """The exact piece seen: an address, an attribute, a hidden sentence."""
    where: str = ""
    """A place that a person can find again."""
    source: int = 0
    """Index into ``Listing.sources``."""


class Link(Model):
    """A link that the target shows."""

    url: str
    """Where it leads."""
    label: str = ""
    """Its words."""


class Image(Model):
    """A picture of the target. Its content is not read; ``alt`` is what it is said to show."""

    url: str
    """Address or file name of the picture."""
    alt: str = ""
    """Its text for those who do not see it."""
    icon: bool = False
    """Whether it is the tool's own icon."""


class SourceRecord(Model):
    """One target as it was read."""

    target: str
    """What the user handed in, secrets removed."""
    kind: Identifier
    """``google-play``, ``web-page``, ``consent-link``, ``described``, ``text`` …"""
    url: str | None = None
    """Final address, where there was one."""
    retrieved_at: datetime | None = None
    """When it was read, for addresses."""
    sha256: str
    """Of the bytes that were read, in hexadecimal; of a consent link, as ``url`` has it."""
    read_with: str = ""
    """Which way of reading served: "AF_initDataCallback", "JSON-LD", "page text"."""


class Statement(Model):
    """What one source says in one field, kept where several sources were joined into one listing.

    ``field`` is that of a listing (``package``, ``publisher``, ``version`` …); ``redirect`` for where a
    consent link sends the user back to; ``access`` for an access that another source asks for too;
    ``access-known`` for a source that tells what is asked for, be it nothing.
    """

    field: Identifier
    """Which field."""
    value: str
    """What the source says there."""
    source: int = 0
    """Index into ``Listing.sources``."""


RETURN_LABEL: Final = N_("where you are sent after consent")
"""Label of the links of a consent page that are addresses to which it sends the user back."""


class Listing(Model):
    """All that is known of one tool.

    ``access`` is a :class:`NotAnalysed` when it is not known; an empty tuple means that the tool is known to
    ask for nothing.

    JSON form: DESIGN section 8. ``texts`` and ``access`` are plain strings there; what is known of
    where they stood is in ``text_notes`` and ``access_notes``, in the same order.
    """

    id: str | None = None
    """Your own name for it; an audit carries it along."""
    kind: Identifier = "described"
    """What it was read from: ``google-play``, ``android-package``, ``consent-link``, ``described`` …"""
    name: str | None = None
    """The tool's name."""
    publisher: str | None = None
    """Who offers it."""
    publisher_url: str | None = None
    """The publisher's site."""
    url: str | None = None
    """Address of the store page, else of the tool's site."""
    package: str | None = None
    """Its id in a store or on a device: ``org.example.app``."""
    category: str | None = None
    """The store's own category."""
    installs: str | None = None
    """How often it was installed, as the store words it: "1,000,000+"."""
    rating: float | None = None
    """Mean rating, in the store's scale."""
    ratings: int | None = None
    """How many people rated it."""
    version: str | None = None
    """The tool's version, as its maker writes it."""
    updated: date | None = None
    """When it was last changed."""
    released: date | None = None
    """When a store first showed it."""
    price: str | None = None
    """As the store words it."""
    in_app_purchases: str | None = None
    """What is sold inside, as the store words it."""
    privacy_policy: str | None = None
    """Address of the privacy policy."""
    permissions_url: str | None = None
    """Address at which the store lists permissions."""
    texts: tuple[Text, ...] = Field(default=(), max_length=MAX_TEXTS)
    """What the tool says, each text with where it stood."""
    access: tuple[AccessRequest, ...] | NotAnalysed = ACCESS_NOT_STATED
    """What it asks for. An empty list: known to ask for nothing; null: not known."""
    links: tuple[Link, ...] = ()
    """The links that it shows."""
    images: tuple[Image, ...] = ()
    """The pictures that it shows."""
    observations: tuple[Observation, ...] = ()
    """Facts that the sources saw, for the rules to judge."""
    not_read: tuple[NotAnalysed, ...] = ()
    """What the sources could not read, and why."""
    sources: tuple[SourceRecord, ...] = ()
    """What was read, as it was read."""
    statements: tuple[Statement, ...] = ()
    """What each source says in the fields above, so that sources can be held against each other. Empty where
    there is one source: then the fields themselves say it."""

    @field_validator("access", mode="before")
    @classmethod
    def _null_is_unknown(cls, value: Any) -> Any:
        return ACCESS_NOT_STATED if value is None else value

    @field_validator("texts", mode="before")
    @classmethod
    def _null_is_none(cls, value: Any) -> Any:
        return () if value is None else value

    @model_validator(mode="before")
    @classmethod
    def _merge_notes(cls, value: Any) -> Any:
        """Read the JSON form back: notes rejoin their texts and access."""
        if not isinstance(value, dict):
            return value
        merged = dict(value)
        for field, key, notes_field in (("texts", "content", "text_notes"), ("access", "id", "access_notes")):
            notes = merged.get(notes_field)
            notes = () if notes is None else notes
            if not isinstance(notes, (list, tuple)) or not all(isinstance(note, dict) for note in notes):
                continue  # stays, and is refused as an unknown field
            merged.pop(notes_field, None)
            items = merged.get(field)
            if isinstance(items, (list, tuple)) and len(notes) == len(items):
                merged[field] = [{**note, key: item} for item, note in zip(items, notes, strict=True)]
        return merged

    @model_serializer(mode="wrap")
    def _as_interface(self, handler: Any) -> dict[str, Any]:
        data: dict[str, Any] = handler(self)
        data["text_notes"] = [{k: v for k, v in t.items() if k != "content"} for t in data["texts"]]
        data["texts"] = [t["content"] for t in data["texts"]]
        if isinstance(self.access, NotAnalysed):
            data["access"] = None
        else:
            data["access_notes"] = [{k: v for k, v in a.items() if k != "id"} for a in data["access"]]
            data["access"] = [a["id"] for a in data["access"]]
        return data

    @property
    def access_requests(self) -> tuple[AccessRequest, ...]:
        """What is asked for, or nothing where that is not known."""
        return () if isinstance(self.access, NotAnalysed) else self.access

    @property
    def access_known(self) -> bool:
        """Whether it is known what the tool asks for."""
        return not isinstance(self.access, NotAnalysed)
