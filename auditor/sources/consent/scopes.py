"""What a consent link asks for: one access request per scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from auditor.limits import MAX_ACCESS
from auditor.messages import N_
from auditor.model import AccessRequest, NotAnalysed
from auditor.sources.blanks import is_blank
from auditor.sources.consent.parts import fully_decoded
from auditor.sources.consent.seen import Seen
from auditor.sources.redact import redact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from auditor.sources.consent.recognise import ConsentLink

UNKNOWN_KIND: Final = "oauth"
"""Kind of the scopes of services that the rules do not know."""

_ALWAYS: Final = r"\s,+\[\]\"'"
"""Between scopes, whatever the provider: no scope has any of these in it."""
_MAX_SCOPE: Final = 400
_TEMPLATE: Final = re.compile(r"[{}<>()$]")
"""No scope has any of these in it; a template that makes up the scopes has."""
_MOST_NAMED: Final = 5


def requests(
    link: ConsentLink, known: Collection[str], seen: Seen
) -> tuple[AccessRequest, ...] | NotAnalysed:
    """Return what ``link`` asks for, without duplicates, or why that is not known.

    Args:
        link: The link.
        known: Access ids that the rules have.
        seen: Takes what is remarkable about the scopes.
    """
    found = dict.fromkeys([*_implied(link, known), *_asked(link, known, seen)])
    if not found:
        return _unknown(link, seen)
    if len(found) > MAX_ACCESS:
        seen.note("access", N_(f"Only the first {MAX_ACCESS:,} of {len(found):,} scopes were kept."))
    asked = tuple(AccessRequest(id=access, where=where) for access, where in list(found)[:MAX_ACCESS])
    _observe_unknown(link, asked, known, seen)
    return asked


def asks_for_known(link: ConsentLink, known: Collection[str]) -> bool:
    """Whether ``link`` asks for a scope that the rules know."""
    return any(access in known for access, _ in _asked(link, known, Seen()))


def _parameter_names(link: ConsentLink) -> tuple[str, ...]:
    own = link.page.scope_parameter.lower() if link.page is not None else ""
    return tuple(dict.fromkeys(name for name in (own, "scope", "scopes") if name))


def _asked(link: ConsentLink, known: Collection[str], seen: Seen) -> Iterator[tuple[str, str]]:
    for name in _parameter_names(link):
        for value in map(fully_decoded, link.parts.values(name)):
            template = is_blank(value)
            for scope in _split(value, link):
                access = access_id(link, scope, known)
                # Within a template most words are its own; a scope that the rules know is one all the same.
                if _TEMPLATE.search(scope) or is_blank(scope) or (template and access not in known):
                    seen.note("access", N_("The link is a template: what it asks for is not filled in."))
                elif len(scope) > _MAX_SCOPE:
                    seen.note("access", N_("A scope longer than any service has was left out."))
                else:
                    yield access, name


def _split(value: str, link: ConsentLink) -> Iterator[str]:
    own = re.escape(link.provider.scope_separators) if link.provider is not None else ""
    return (found[0] for found in re.finditer(f"[^{_ALWAYS}{own}]+", value))


def access_id(link: ConsentLink, scope: str, known: Collection[str]) -> str:
    """Return the access id of ``scope``.

    Facebook's page also hands out Instagram's scopes: one that carries the name of another service counts
    as that service's where the rules know it as such.
    """
    if link.provider is None:
        return f"{UNKNOWN_KIND}:{scope}"
    other = f"{scope.partition('_')[0]}:{scope}"
    own = f"{link.provider.id}:{scope}"
    return other if own not in known and other in known else own


def _implied(link: ConsentLink, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield what the page always gives, and what parameters of other names ask for."""
    if link.provider is None:
        return
    if link.page is not None:
        for scope in link.page.implied_scopes:
            yield f"{link.provider.id}:{scope}", "page"
    prefix = f"{link.provider.id}:"
    for access in sorted(known):
        if access.startswith(prefix) and "=" in access:
            name, _, value = access.removeprefix(prefix).partition("=")
            if value in link.parts.values(name.lower()):
                yield access, name


def _unknown(link: ConsentLink, seen: Seen) -> NotAnalysed:
    """Say why nothing is known of what the link asks for."""
    for (check, _), note in seen.notes.items():
        if check == "access":
            return note
    title = N_("the service") if link.provider is None else link.provider.title
    if link.page is not None and not link.page.scope_parameter:
        reason = N_(f"What the tool asks for is set beforehand at {title} and does not stand in the link.")
    elif link.parts.has("config_id"):
        reason = N_(f"What the tool asks for is set beforehand at {title}; the link only names its number.")
    else:
        seen.observe("scope-missing", redact(link.text), "scope")
        reason = N_("The link does not say what the tool asks for.")
    return NotAnalysed(check="access", reason=reason, source=0)


def _observe_unknown(
    link: ConsentLink, asked: tuple[AccessRequest, ...], known: Collection[str], seen: Seen
) -> None:
    if link.provider is None:
        seen.note(
            "consent-provider",
            N_(f"The rules list no service at {link.host.both}, so what its scopes give is not known."),
        )
        return
    unknown = [request for request in asked if request.id not in known]
    if link.provider.scopes_complete:
        for request in unknown:
            seen.observe("scope-unknown", request.id.partition(":")[2], request.where)
    elif unknown:
        names = ", ".join(request.id.partition(":")[2] for request in unknown[:_MOST_NAMED])
        title, more = link.provider.title, len(unknown) - _MOST_NAMED
        reason = N_(f"The rules do not say what these scopes of {title} give: {names}.")
        if more > 0:
            reason = N_(f"The rules do not say what these scopes of {title} give: {names} and {more} more.")
        seen.note("consent-scopes", reason)
