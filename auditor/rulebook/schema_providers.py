"""The shape of records about services with consent pages."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from auditor.model import Identifier, Model, Sentence


class AuthorizePage(Model):
    """One address at which a provider asks for consent."""

    host: Identifier
    """The host of the address."""
    path: str
    """Compared without a trailing slash; ``*`` stands for one segment."""
    client_parameter: str = "client_id"
    """The parameter that names who asks."""
    scope_parameter: str = "scope"
    """Empty where what is asked for is set elsewhere and never stands in the link."""
    redirect_in_link: bool = True
    """Whether the link says where the user is sent back to; else that is set elsewhere."""
    state_in_link: bool = True
    """Whether the page takes a state value and a code challenge at all."""
    implied_scopes: tuple[Identifier, ...] = ()
    """What consent on this page always gives, whatever the link says."""
    status: str = ""
    """"legacy" or empty."""


class Provider(Model):
    """A service with OAuth consent pages."""

    id: Identifier
    """Also the kind of its scopes: ``tiktok`` in ``tiktok:video.list``."""
    title: Sentence
    """As readers see it."""
    domains: tuple[str, ...]
    """Registrable domains that are really the provider's."""
    names: tuple[str, ...]
    """Words that a look-alike host would carry."""
    authorize: tuple[AuthorizePage, ...]
    """The addresses at which it asks."""
    scope_separators: str = " "
    """Any of these characters separates scopes."""
    scopes_complete: bool = False
    """Whether the rules hold every scope that the provider documents, so that another one is remarkable."""
    redirect_https: bool = True
    """Whether the provider registers only https addresses."""
    redirect_static: bool = False
    """Whether it refuses addresses with a query or a fragment."""
    redirect_below: int | None = None
    """How many characters an address must stay below, where the provider says so."""
    pkce: Literal["required", "public-clients"] = "public-clients"
    """Who must send a code challenge: every tool, or those that run on the user's device."""
    state: Literal["required", "recommended"] = "recommended"
    """Whether it demands a state value."""
    source: Sentence
    """Address of its documentation."""
    date: dt.date
    """When that was read."""
