"""What can be seen in a consent link beside its scopes: facts for the rules, without judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from auditor.messages import N_
from auditor.sources.blanks import BLANK, has_blank, is_blank, mask
from auditor.sources.consent.addresses import address_of, is_loopback
from auditor.sources.consent.hosts import Host, named_in
from auditor.sources.consent.parts import LinkParts, fully_decoded, split_link
from auditor.sources.consent.recognise import (
    CLIENT,
    REDIRECT,
    ConsentLink,
    Standing,
    as_address,
    recognise_bare,
)
from auditor.sources.consent.state import guessable, is_fixed_word
from auditor.sources.redact import REMOVED, is_secret, redact

if TYPE_CHECKING:
    from collections.abc import Collection

    from auditor.rulebook.schema_providers import Provider
    from auditor.sources.consent.seen import Seen

_OUT_OF_BAND: Final = "urn"


def look(link: ConsentLink, providers: Collection[Provider], seen: Seen) -> tuple[str, ...]:
    """Keep in ``seen`` what ``link`` shows. Returns the addresses that the user is sent back to."""
    _host(link, providers, seen)
    _client(link, seen)
    redirects = redirect_values(link.parts)
    _redirects(link, redirects, seen)
    _state(link, seen)
    _challenge(link, redirects, seen)
    _response_type(link, seen)
    _secrets(link.parts, seen)
    _nested(link, providers, seen)
    return redirects


def _host(link: ConsentLink, providers: Collection[Provider], seen: Seen) -> None:
    if link.standing is Standing.LOOK_ALIKE:
        seen.observe("look-alike-host", link.host.both, "host")
    if link.standing is Standing.SHAPE:
        seen.observe("imitates-page", f"{link.host.both}{_readable(link.parts.path)}", N_("host and path"))
    if not link.genuine and link.parts.userinfo and named_in(link.parts.userinfo, providers):
        seen.observe("userinfo-trick", _before_at(link.parts.userinfo, link.host), N_("before the @"))
    if link.host.international:
        seen.observe("international-host", link.host.both, "host")
    if link.parts.scheme == "http":
        seen.observe("insecure", _shown(link), "scheme")


def _shown(link: ConsentLink) -> str:
    """Return the link as it may be shown: evidence that something is missing from it."""
    return redact(link.text)


def _readable(path: str) -> str:
    return path.replace(BLANK, "_")


def _before_at(userinfo: str, host: Host) -> str:
    name, colon, _ = userinfo.partition(":")
    return f"{name[:200]}{':' + REMOVED if colon else ''}@{host.both}"


def _client(link: ConsentLink, seen: Seen) -> None:
    own = (link.page.client_parameter.lower(),) if link.page is not None else ()
    values = link.parts.values(*own, *CLIENT)
    if not any(value.strip() for value in values):
        seen.observe("client-missing", _shown(link), ", ".join(own or ("client_id",)))
    elif all(has_blank(value) for value in values if value.strip()):
        seen.note("consent-client", N_("The link is a template: which tool asks is not filled in."))


def redirect_values(parts: LinkParts) -> tuple[str, ...]:
    """Return the addresses that the link sends back to, decoded; empty ones left out."""
    values = (value.strip() for value in parts.values(*REDIRECT))
    return tuple(dict.fromkeys(as_address(value) or value for value in values if value))


def _redirects(link: ConsentLink, redirects: tuple[str, ...], seen: Seen) -> None:
    in_link = link.page is None or link.page.redirect_in_link
    if not redirects and in_link:
        seen.observe("redirect-missing", _shown(link), "redirect_uri")
    for value in redirects:
        _redirect(link, value, seen)


def _redirect(link: ConsentLink, value: str, seen: Seen) -> None:
    where, shown = "redirect_uri", redact(value)
    parts = split_link(value)
    if is_blank(value) or not parts.scheme or BLANK in parts.host:
        seen.note("consent-redirect", _redirect_reason(value))
        return
    if is_loopback(parts.host):
        seen.observe("redirect-loopback", shown, where)
    elif parts.scheme == "http":
        seen.observe("redirect-insecure", shown, where)
    if parts.host and address_of(parts.host) is not None and not is_loopback(parts.host):
        seen.observe("redirect-is-address", parts.host, where)
    if parts.fragment:
        seen.observe("redirect-has-fragment", shown, where)
    provider = link.provider
    if provider is not None and provider.redirect_static and parts.query:
        seen.observe("redirect-has-query", shown, where)
    limit = None if provider is None else provider.redirect_below
    if limit is not None and len(value) >= limit and BLANK not in mask(value):
        seen.observe("redirect-too-long", N_(f"{len(value)} characters"), where)


def _redirect_reason(value: str) -> str:
    if has_blank(value):
        return N_("The link is a template: the address that you are sent back to is not filled in.")
    return N_("The address that you are sent back to is not a whole address, so its site is not known.")


def _takes_state(link: ConsentLink) -> bool:
    return link.page is None or link.page.state_in_link


def _state(link: ConsentLink, seen: Seen) -> None:
    if not _takes_state(link):
        return
    values = [value for value in link.parts.values("state") if value.strip()]
    if not values:
        seen.observe("state-missing", _shown(link), "state")
    for value in values:
        if has_blank(value):
            seen.note("consent-state", N_("The link is a template: its state value is not filled in."))
        elif why := guessable(value):
            shown = value if is_fixed_word(value) else REMOVED
            seen.observe("state-guessable", f"state={shown}", N_(f"state, {why}"))


def _challenge(link: ConsentLink, redirects: tuple[str, ...], seen: Seen) -> None:
    challenge = [value for value in link.parts.values("code_challenge") if value.strip()]
    if challenge:
        _challenge_method(link, seen)
    elif _takes_state(link) and _needs_challenge(link, redirects):
        seen.observe("pkce-missing", _shown(link), "code_challenge")


def _challenge_method(link: ConsentLink, seen: Seen) -> None:
    methods = [value for value in link.parts.values("code_challenge_method") if value.strip()]
    if methods and all(has_blank(method) for method in methods):
        seen.note(
            "consent-challenge",
            N_("The link is a template: how its code challenge is made is not filled in."),
        )
    elif not methods or any(method.strip().lower() == "plain" for method in methods):
        # RFC 7636 section 4.3: without a method the challenge is the verifier itself.
        shown = f"code_challenge_method={methods[0].strip()[:20]}" if methods else ""
        seen.observe("pkce-plain", shown or _shown(link), "code_challenge_method")


def _needs_challenge(link: ConsentLink, redirects: tuple[str, ...]) -> bool:
    if link.provider is not None and link.provider.pkce == "required":
        return True
    return any(_on_device(value) for value in redirects)


def _on_device(redirect: str) -> bool:
    """Whether the tool runs on the user's device and can keep no secret of its own."""
    parts = split_link(redirect)
    if is_blank(redirect) or BLANK in parts.scheme + parts.host:
        return False
    return is_loopback(parts.host) or (bool(parts.scheme) and not parts.web and parts.scheme != _OUT_OF_BAND)


def _response_type(link: ConsentLink, seen: Seen) -> None:
    for value in link.parts.values("response_type"):
        if "token" in fully_decoded(value).lower().split():
            seen.observe("response-type-token", f"response_type={value[:60]}", "response_type")


def _secrets(parts: LinkParts, seen: Seen) -> None:
    fragment = split_link(f"?{parts.fragment.removeprefix('?')}").parameters if parts.fragment else ()
    for each in (*parts.parameters, *fragment):
        if is_secret(each.name) and each.value.strip(REMOVED) and not is_blank(each.value):
            seen.observe("secret-in-link", f"{each.name[:60]}={REMOVED}", each.name[:60])


def _nested(link: ConsentLink, providers: Collection[Provider], seen: Seen) -> None:
    """See a consent link around this one, and consent links inside it."""
    if link.outer:
        seen.observe("nested-link", redact(link.outer), N_("around the link"))
    for each in link.parts.parameters:
        inner = as_address(each.value)
        if inner is None:
            continue
        deeper = (as_address(below.value) for below in split_link(inner).parameters)
        for candidate in (inner, *(address for address in deeper if address)):
            if recognise_bare(candidate, providers) is not None:
                seen.observe("nested-link", redact(candidate), each.name)
