"""The shape of records about access: permissions and scopes, host patterns, what browsers tell of them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

from pydantic import Field, model_validator

from auditor.model import Grade, Identifier, Model, Sentence

ALL_SITES: Final = "all-sites"
SITES: Final = "sites"
"""How warnings of browsers name host patterns: those over everything, and the others."""


class AccessRule(Model):
    """One permission, scope or credential, and what it really gives."""

    id: Identifier
    """As listings name it: ``android.permission.CAMERA``, ``tiktok:video.list``."""
    kind: Identifier
    """Whose it is: ``android``, ``chrome``, ``tiktok`` …"""
    title: Sentence
    """What it lets the tool do: "read your contacts"."""
    danger: Grade
    """How much harm it can do."""
    level: str = ""
    """The platform's own word for how it is granted: normal, dangerous, signature, special …"""
    group: str = ""
    """The platform's own group of it."""
    platform_warning: str | None = None
    """What the platform itself tells at installation or consent; absent where it tells nothing.

    A browser that words its warnings for several permissions together has them in ``install_warnings``."""
    warns_as: tuple[Identifier, ...] = ()
    """What the browser takes it for when it words its warnings, where that is not the permission itself:
    other ids of access, ``all-sites``."""
    manifest_version: Literal[2, 3] | None = None
    """The only version of extension manifests in which the browser knows it."""
    yields: tuple[Identifier, ...] = ()
    """Capabilities."""
    takeover: bool = False
    """Whether it could be enough to take an account over."""
    explanation: str = ""
    """What it means for the user, in plain words."""
    ordinary_use: str = ""
    """What kind of tool has a good reason to ask for it."""
    hand_over: str = ""
    """For scopes: one sentence that begins "You would hand over …" or "You would let it …"."""
    status: str = ""
    """"undocumented", "legacy" or empty."""
    source: Sentence
    """Address of what it rests on."""
    date: dt.date
    """When that was read."""


class HostClass(Model):
    """A class of host patterns that browser extensions ask for. The first class that fits counts."""

    id: Identifier
    """Names the class."""
    title: Sentence
    """What it lets an extension do."""
    match: Literal["all-sites", "any-of-domains", "local-files", "other"]
    """Which patterns belong to it."""
    domains: tuple[str, ...] = ()
    """For ``any-of-domains``: registrable domains."""
    danger: Grade
    """How much harm it can do."""
    platform_warning: dict[str, str] = Field(default_factory=dict)
    """By kind (``chrome``, ``firefox``); ``{domain}`` stands for the domain asked for."""
    platform_warning_below: dict[str, str] = Field(default_factory=dict)
    """The same, where everything below the domain is asked for too."""
    yields: tuple[Identifier, ...] = ()
    """Capabilities."""
    takeover: bool = False
    """Whether it could be enough to take an account over."""
    explanation: Sentence
    """What it means for the user, in plain words."""
    source: Sentence
    """Address of what it rests on."""
    date: dt.date
    """When that was read."""


class SiteWords(Model):
    """How a browser names the sites of one warning, by how many there are. ``{0}`` stands for the first."""

    one: Sentence
    """For one site."""
    two: Sentence
    """For two."""
    three: Sentence
    """For three."""
    more: Sentence
    """For more than three."""
    below: Sentence
    """How a site is named whose subdomains are meant too; ``{domain}`` stands for it."""

    @model_validator(mode="after")
    def _places(self) -> SiteWords:
        for count, words in enumerate((self.more, self.one, self.two, self.three)):
            if set(re.findall(r"\{\d\}", words)) != {f"{{{place}}}" for place in range(count)}:
                raise ValueError("'one' names {0}, 'two' {0} and {1}, 'three' {0}, {1} and {2}, 'more' none")
        if "{domain}" not in self.below:
            raise ValueError("'below' names {domain}")
        return self


class InstallWarning(Model):
    """What a browser tells at installation. In order: each takes what it names out of what is left.

    ``requires`` and ``absorbs`` hold ids of access, ``all-sites`` and ``sites``.
    """

    id: Identifier
    """Names the warning."""
    kind: Identifier
    """``chrome``."""
    requires: tuple[Identifier, ...] = Field(min_length=1)
    """All of these must be asked for, and none taken by a warning above."""
    absorbs: tuple[Identifier, ...] = ()
    """What the warning speaks of as well, so that the browser tells nothing more of it."""
    warning: str = ""
    """The browser's own words."""
    sites: SiteWords | None = None
    """In place of ``warning`` where the sites are named."""
    source: Sentence
    """Address of what it rests on."""
    date: dt.date
    """When that was read."""

    @model_validator(mode="after")
    def _words(self) -> InstallWarning:
        if bool(self.warning) is (self.sites is not None):
            raise ValueError("a warning has either words in 'warning', or words for sites in 'sites'")
        if (self.sites is not None) is not ("sites" in self.requires):
            raise ValueError("'sites' has words where 'requires' names 'sites', and only there")
        return self
