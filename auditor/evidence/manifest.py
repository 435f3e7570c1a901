"""What a bundle says of itself: how each target was read, and from which records."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from pydantic import AwareDatetime, Field

from auditor.judge.exceptions import ReviewedException
from auditor.model import Listing, Model, RulebookStamp

ABOUT: Final = (
    "Evidence of one audit: what was read, as it was received, and how it was judged. Passwords, codes and "
    "tokens in addresses, cookies and headers of authorisation are left out. Pages and files are whole: they "
    "can hold names, e-mail and postal addresses and telephone numbers of people, so show the report to the "
    "public, not the bundle. Digests show that nothing was changed since, not who sent it."
)


class KeptStyle(Model):
    """A style sheet that was saved with a page, and the record that holds it."""

    record: str
    """The ``WARC-Record-ID``."""
    address: str
    """By which the page names it."""
    sha256: str


class KeptDocument(Model):
    """One document as it was read, and the record that holds its bytes."""

    record: str
    """The ``WARC-Record-ID``."""
    target: str
    url: str | None = None
    final_url: str | None = None
    media_type: str = ""
    charset: str | None = None
    retrieved_at: datetime | None = None
    name: str = ""
    """Of the file, where it was one."""
    sha256: str
    """Of the bytes as they were read: unpacked."""
    length: int
    received_sha256: str
    """Of the bytes as they were received: of the payload of the record."""
    received_length: int
    packing: str = ""
    """How the received bytes are packed, in the words of ``Content-Encoding``; "" where they are not."""
    styles: tuple[KeptStyle, ...] = ()


class KeptExchange(Model):
    """One request and its answer: a hop."""

    record: str
    """The ``WARC-Record-ID`` of the answer; the request stands before it."""
    url: str
    status: int
    at: datetime
    whole: bool
    """Whether all of the answer was read."""
    left_out: tuple[str, ...] = ()
    """Names of headers of the answer that are not kept."""


class KeptFailure(Model):
    """Why something could not be read: an error of :mod:`auditor.errors`."""

    kind: str
    message: str
    hint: str = ""
    failure: str = ""
    """Which of the closed list in :mod:`auditor.fetch.failures`."""
    url: str = ""
    """Where a consent page would have been."""


class KeptCall(Model):
    """One question to the network, with all its hops, and what came of it."""

    method: Literal["GET", "POST"]
    url: str
    form: dict[str, str] | None = None
    exchanges: tuple[KeptExchange, ...] = ()
    """All hops in order: robots.txt where it was asked for, redirects, tries that failed, the page."""
    document: KeptDocument | None = None
    failure: KeptFailure | None = None


class KeptTarget(Model):
    """One target: what it was, and what it was read from."""

    kind: Literal["url", "file", "text", ""]
    label: str
    url: str | None = None
    calls: tuple[KeptCall, ...] = ()
    documents: tuple[KeptDocument, ...] = ()
    failure: KeptFailure | None = None
    listing: Listing | None = None
    """As it was read, where reading the records again would give another one: a consent link, whose secrets
    are not kept."""


class Manifest(Model):
    """The first thing to look at in a bundle."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    about: str = ABOUT
    tool_version: str
    at: AwareDatetime
    """When the audit was made. Exceptions count as on this day."""
    rulebook: RulebookStamp
    exceptions: tuple[ReviewedException, ...] = ()
    """Findings that reviewers had set aside."""
    targets: tuple[KeptTarget, ...]
