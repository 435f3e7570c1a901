"""The closed list of what can go wrong on the way to a page: one sentence each, and what to do instead.

Whatever the network does ends in one of these. Nothing else in this room makes an error of its own.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final, NamedTuple

from auditor.errors import (
    BlockedAddress,
    FetchError,
    NotFound,
    TooLarge,
    UnknownFormat,
    UnreadableTarget,
    Walled,
)
from auditor.messages import N_


class Failure(StrEnum):
    """What went wrong. The values stand in evidence, so they stay."""

    NO_ADDRESS = "no-address"
    OTHER_SCHEME = "other-scheme"
    USER_NAME = "user-name"
    ODD_PORT = "odd-port"
    LONG_ADDRESS = "long-address"
    ODD_NAME = "odd-name"
    NO_MACHINE = "no-machine"
    PRIVATE_ADDRESS = "private-address"
    ROBOTS = "robots"
    ROBOTS_UNKNOWN = "robots-unknown"
    TOO_SLOW_A_PACE = "too-slow-a-pace"
    SLOW_NAME = "slow-name"
    NO_NETWORK = "no-network"
    NO_SUCH_SITE = "no-such-site"
    REFUSED_CONNECTION = "refused-connection"
    CERTIFICATE = "certificate"
    NO_PROTECTION = "no-protection"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too-slow"
    SILENT = "silent"
    NO_WEB_PAGE = "no-web-page"
    BROKE_OFF = "broke-off"
    DAMAGED = "damaged"
    ODD_PACKING = "odd-packing"
    TOO_LARGE = "too-large"
    LARGE_PACKAGE = "large-package"
    SLOW_PACKAGE = "slow-package"
    NO_ROOM = "no-room"
    OTHER_TYPE = "other-type"
    BINARY = "binary"
    NOWHERE = "nowhere"
    ROUND = "round"
    GONE = "gone"
    LOGIN = "login"
    ROBOT_WALL = "robot-wall"
    FORBIDDEN = "forbidden"
    TOO_OFTEN = "too-often"
    LEGAL = "legal"
    UNAVAILABLE = "unavailable"
    SERVER_FAULT = "server-fault"
    REFUSED = "refused"
    NO_PAGE = "no-page"


class _Meaning(NamedTuple):
    sentence: str
    error: type[UnreadableTarget] = FetchError
    hint: str | None = None
    """What to do; the advice of the error where None."""
    passes: bool = False
    """Whether asking once more may help."""
    bare: str = ""
    """The sentence where nothing stands beside the host."""


_SAVE: Final = "Save the page in your browser and audit the saved file, or paste the text."
_TYPO: Final = (
    "Check the address for a typing mistake. If your browser shows the page, save it there and audit the "
    "saved file."
)
_ONLINE: Final = "Check the address for a typing mistake, and whether you are online."
_PUBLIC: Final = (
    "Only public http and https addresses on ordinary ports are read. If you can open the page, save it in "
    "your browser and audit the saved file."
)
_FILE: Final = "Save it yourself and hand in the file if it belongs to the tool."
_LATER: Final = "Save the page in your browser and audit the saved file, or try again later."
_DOWNLOAD: Final = "Download it yourself and hand in the file."
_CUT: Final = "Save the page in your browser and hand in the part that describes the tool."

_MEANINGS: Final[dict[Failure, _Meaning]] = {
    Failure.NO_ADDRESS: _Meaning(N_("{what} is no address that can be asked"), hint=_TYPO),
    Failure.OTHER_SCHEME: _Meaning(
        N_("only http and https addresses are asked, not {what}"),
        BlockedAddress,
        _PUBLIC,
        bare=N_("only http and https addresses are asked"),
    ),
    Failure.USER_NAME: _Meaning(
        N_("the address has a user name or password before {host!r}"), BlockedAddress, _PUBLIC
    ),
    Failure.ODD_PORT: _Meaning(
        N_("the address names the port {what}, and only 80 and 443 are asked"), BlockedAddress, _PUBLIC
    ),
    Failure.LONG_ADDRESS: _Meaning(
        N_("the address is longer than {what} characters"), BlockedAddress, _PUBLIC
    ),
    Failure.ODD_NAME: _Meaning(N_("{host!r} is no name that a site can have"), BlockedAddress, _PUBLIC),
    Failure.NO_MACHINE: _Meaning(
        N_("{host!r} stands for {what}, which is no address"), BlockedAddress, _PUBLIC
    ),
    Failure.PRIVATE_ADDRESS: _Meaning(
        N_("{host!r} stands for {what}, a private or special address, and such are never asked"),
        BlockedAddress,
        _PUBLIC,
        bare=N_("{host!r} is a private or special address, and such are never asked"),
    ),
    Failure.ROBOTS: _Meaning(N_("{host} asks programs not to read this page (robots.txt)"), hint=_SAVE),
    Failure.ROBOTS_UNKNOWN: _Meaning(
        N_("{host} does not say at the moment what programs may read (robots.txt: {what})"),
        hint=_LATER,
        passes=True,
    ),
    Failure.TOO_SLOW_A_PACE: _Meaning(
        N_("{host} wants {what} seconds between two requests, which is more than we wait"), hint=_SAVE
    ),
    Failure.SLOW_NAME: _Meaning(N_("looking up the name {host!r} took too long"), hint=_LATER, passes=True),
    Failure.NO_NETWORK: _Meaning(
        N_("the name {host!r} could not be looked up; is the network down?"), hint=_LATER, passes=True
    ),
    Failure.NO_SUCH_SITE: _Meaning(N_("no site named {host!r} was found"), hint=_ONLINE),
    Failure.REFUSED_CONNECTION: _Meaning(N_("{host} refuses the connection"), hint=_LATER),
    Failure.CERTIFICATE: _Meaning(
        N_("the certificate of {host} is not valid: {what}"),
        hint="Do not sign in there. To audit the page all the same, save it in your browser.",
        bare=N_("the certificate of {host} could not be checked"),
    ),
    Failure.NO_PROTECTION: _Meaning(N_("no protected connection to {host} could be made"), hint=_SAVE),
    Failure.UNREACHABLE: _Meaning(N_("{host} could not be reached, or broke off"), hint=_LATER, passes=True),
    Failure.TOO_SLOW: _Meaning(N_("reading from {host} took longer than {what} seconds"), hint=_SAVE),
    Failure.SILENT: _Meaning(N_("{host} was silent for {what} seconds"), hint=_LATER, passes=True),
    Failure.NO_WEB_PAGE: _Meaning(
        N_("{host} broke off, or answers with something that is no web page"), hint=_SAVE, passes=True
    ),
    Failure.BROKE_OFF: _Meaning(N_("the answer of {host} broke off"), hint=_LATER, passes=True),
    Failure.DAMAGED: _Meaning(N_("the answer of {host} is damaged"), hint=_SAVE),
    Failure.ODD_PACKING: _Meaning(N_("{host} packs its answer in a way that was not asked for"), hint=_SAVE),
    Failure.TOO_LARGE: _Meaning(N_("the answer of {host} is larger than {what}"), TooLarge, _CUT),
    Failure.LARGE_PACKAGE: _Meaning(N_("the package at {host} is larger than {what}"), TooLarge, _DOWNLOAD),
    Failure.SLOW_PACKAGE: _Meaning(
        N_("the package at {host} took longer than {what} seconds"), hint=_DOWNLOAD
    ),
    Failure.NO_ROOM: _Meaning(
        N_("the package at {host} could not be kept while it was read: {what}"),
        hint=f"Make room in the folder for temporary files. {_DOWNLOAD}",
    ),
    Failure.OTHER_TYPE: _Meaning(
        N_("{host} answers with binary data, not with a page"), UnknownFormat, _FILE
    ),
    Failure.BINARY: _Meaning(N_("{host} answers with binary data, not with a page"), UnknownFormat, _FILE),
    Failure.NOWHERE: _Meaning(N_("{host} leads to something that is no address"), hint=_SAVE),
    Failure.ROUND: _Meaning(
        N_("{host} leads on from address to address, more than {what} times"), hint=_SAVE
    ),
    Failure.GONE: _Meaning(N_("{host} says that there is no such page ({what})"), NotFound, _TYPO),
    Failure.LOGIN: _Meaning(N_("{host} shows the page only after a login ({what})"), Walled, _SAVE),
    Failure.ROBOT_WALL: _Meaning(
        N_("{host} shows a check against robots in place of the page ({what})"), Walled, _SAVE
    ),
    Failure.FORBIDDEN: _Meaning(N_("{host} refuses to show the page ({what})"), hint=_SAVE),
    Failure.TOO_OFTEN: _Meaning(
        N_("{host} says that it was asked too often ({what})"), hint=_LATER, passes=True
    ),
    Failure.LEGAL: _Meaning(N_("{host} does not show the page for legal reasons ({what})"), hint=_SAVE),
    Failure.UNAVAILABLE: _Meaning(
        N_("{host} is not available at the moment ({what})"), hint=_LATER, passes=True
    ),
    Failure.SERVER_FAULT: _Meaning(N_("{host} has a fault of its own ({what})"), hint=_LATER),
    Failure.REFUSED: _Meaning(N_("{host} refuses the request ({what})"), hint=_SAVE),
    Failure.NO_PAGE: _Meaning(N_("{host} gives no page ({what})"), hint=_SAVE),
}


def failed(
    failure: Failure, host: str, what: object = "", *, sentence: str = "", after: float | None = None
) -> UnreadableTarget:
    """Return the error for ``failure``.

    Args:
        failure: One of the list.
        host: Who was asked.
        what: What stands beside it in the sentence: a status, a number, an address without secrets.
        sentence: In place of the usual one, where more is known.
        after: Seconds after which the host wants to be asked again, where it says so.
    """
    meaning = _MEANINGS[failure]
    usual = meaning.bare if meaning.bare and what == "" else meaning.sentence
    error = meaning.error((sentence or usual).format(host=host, what=what), hint=meaning.hint)
    if after:
        error.hint = f"It wants to be asked again in {_duration(after)}. {error.hint}"
    error.failure = failure.value
    error.after = after
    return error


def _duration(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    return N_(f"{math.ceil(seconds)} seconds") if minutes <= 2 else N_(f"{minutes} minutes")  # noqa: PLR2004


def passes(error: UnreadableTarget) -> bool:
    """Whether asking once more may help against ``error``."""
    return bool(error.failure) and _MEANINGS[Failure(error.failure)].passes
