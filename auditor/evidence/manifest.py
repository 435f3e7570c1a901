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
    """Of its bytes."""


class KeptPage(Model):
    """One document as it was read, without the pages in its frames, and the record that holds its bytes."""

    record: str
    """The ``WARC-Record-ID``."""
    target: str
    """What the user handed in, secrets removed."""
    url: str | None = None
    """The address that was asked for."""
    final_url: str | None = None
    """The address that answered."""
    media_type: str = ""
    """As the server or the file's ending gave it."""
    charset: str | None = None
    """As the server gave it."""
    retrieved_at: datetime | None = None
    """When it was read."""
    name: str = ""
    """Of the file, where it was one."""
    sha256: str
    """Of the bytes as they were read: unpacked."""
    length: int
    """Bytes as they were read."""
    received_sha256: str
    """Of the bytes as they were received: of the payload of the record."""
    received_length: int
    """Bytes as they were received."""
    packing: str = ""
    """How the received bytes are packed, in the words of ``Content-Encoding``; "" where they are not."""
    styles: tuple[KeptStyle, ...] = ()
    """Style sheets that were saved beside a page, or in its archive."""
    damaged: bool = False
    """Whether the archive that it was taken out of broke off in the midst of it."""


class KeptFrame(KeptPage):
    """A page that was saved with a page that shows it in a frame."""

    address: str
    """By which the page around it names it."""


class KeptDocument(KeptPage):
    """One document as it was read, and the record that holds its bytes."""

    frames: tuple[KeptFrame, ...] = ()
    """Pages that it shows in frames, saved in the same way as its style sheets."""


class KeptExchange(Model):
    """One request and its answer: a hop."""

    record: str
    """The ``WARC-Record-ID`` of the answer; the request stands before it."""
    url: str
    """The address of this hop."""
    status: int
    """The status of its answer."""
    at: datetime
    """When it was asked."""
    whole: bool
    """Whether all of the answer was read."""
    left_out: tuple[str, ...] = ()
    """Names of headers of the answer that are not kept."""


class KeptFailure(Model):
    """Why something could not be read: an error of :mod:`auditor.errors`."""

    kind: str
    """Which error."""
    message: str
    """Its sentence."""
    hint: str = ""
    """What it says to do next."""
    failure: str = ""
    """Which of the closed list in :mod:`auditor.fetch.failures`."""
    url: str = ""
    """Where a consent page would have been."""
    at: datetime | None = None
    """When the network was asked."""


class KeptCall(Model):
    """One question to the network, with all its hops, and what came of it."""

    method: Literal["GET", "POST"]
    """How it was asked."""
    url: str
    """The address that was asked for."""
    form: dict[str, str] | None = None
    """What was sent with it, where something was."""
    exchanges: tuple[KeptExchange, ...] = ()
    """All hops in order: robots.txt where it was asked for, redirects, tries that failed, the page."""
    document: KeptDocument | None = None
    """What came of it, where it could be read."""
    failure: KeptFailure | None = None
    """Why it could not be read, where it could not."""


class KeptTarget(Model):
    """One target: what it was, and what it was read from."""

    kind: Literal["url", "file", "text", ""]
    """What the user handed in."""
    label: str
    """How messages name it."""
    url: str | None = None
    """Its address, where it is one."""
    calls: tuple[KeptCall, ...] = ()
    """What was asked of the network for it."""
    documents: tuple[KeptDocument, ...] = ()
    """What was read without the network."""
    failure: KeptFailure | None = None
    """Why it could not be read, where it could not."""
    listing: Listing | None = None
    """As it was read, where reading the records again would give another one: a consent link, whose secrets
    are not kept."""
    is_policy: bool = False
    """Whether nobody handed it in: another target names it as the tool's privacy policy."""


class Manifest(Model):
    """The first thing to look at in a bundle."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    """Version of this shape."""
    about: str = ABOUT
    """What a bundle is, for whoever finds one."""
    tool_version: str
    """The version of Saveraudit that made it."""
    at: AwareDatetime
    """When the audit was made. Exceptions count as on this day."""
    rulebook: RulebookStamp
    """The rules that judged."""
    exceptions: tuple[ReviewedException, ...] = ()
    """Findings that reviewers had set aside."""
    targets: tuple[KeptTarget, ...]
    """What was handed in, in order."""
