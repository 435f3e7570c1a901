"""Hints that an extension runs code that is not in its package: its policy, its pages, its scripts.

Looks for addresses written out; what a program puts together while it runs is not seen.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from auditor.errors import UnreadableTarget
from auditor.limits import MAX_CODE_BYTES
from auditor.model import Observation
from auditor.sources.extension.manifest import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.sources.extension.files import Files
    from auditor.sources.extension.manifest import Manifest

_MAX_FILE: Final = 4 * 1024 * 1024
_MAX_FILES: Final = 400
_MAX_HINTS: Final = 20
_SCRIPT: Final = re.compile(rb"<script(?=[\s/>])", re.IGNORECASE)
_SOURCE: Final = re.compile(
    rb"\bsrc\s{0,9}=\s{0,9}[\"']?\s{0,9}((?:https?:)?//[^\"'\s>]{1,500})", re.IGNORECASE
)
_LOADS: Final = (
    re.compile(rb"importScripts\s{0,9}\(\s{0,9}[\"'`]((?:https?:)?//[^\"'`\s]{1,500})"),
    re.compile(rb"import\s{0,9}\(\s{0,9}[\"'`](https?://[^\"'`\s]{1,500})"),
    re.compile(rb"\.src\s{0,9}=\s{0,9}[\"'`]((?:https?:)?//[^\"'`\s]{1,500}\.js)\b"),
)
_SCRIPT_RULES: Final = ("script-src", "script-src-elem", "worker-src")
_WITHIN: Final = ("'", "blob:", "data:", "filesystem:", "chrome-extension:", "moz-extension:")
"""How sources begin that are no address of somebody's server."""
_LOOPBACK: Final = re.compile(r"(?:https?://)?(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/].*)?")


def policy_observations(manifest: Manifest) -> Iterator[Observation]:
    """Yield what the policy for its own pages allows beyond the code in the package.

    https://developer.chrome.com/docs/extensions/reference/manifest/content-security-policy (read 2026-11-26)
    """
    for where, policy in _policies(manifest):
        sources = _script_sources(policy)
        if "'unsafe-eval'" in (source.lower() for source in sources):
            yield Observation(id="extension.policy-eval", value=quoted(policy), where=where)
        for source in sources:
            if _is_remote(source.lower()):
                yield Observation(id="extension.policy-remote-code", value=quoted(source), where=where)


def _policies(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield the policies of its own pages; those of sandboxed pages, which have no rights, are left out."""
    key = "content_security_policy"
    for keys in ((key,), (key, "extension_pages")):
        policy = manifest.text(*keys)
        if policy:
            yield ".".join(keys), policy[:20_000]


def _script_sources(policy: str) -> list[str]:
    """Return where ``policy`` lets scripts come from. Of a directive that stands twice the first counts."""
    directives: dict[str, list[str]] = {}
    for directive in policy.split(";"):
        name, *sources = directive.split() or [""]
        directives.setdefault(name.lower(), sources)
    if directives.keys().isdisjoint(_SCRIPT_RULES):
        return directives.get("default-src", [])
    return [source for name in _SCRIPT_RULES for source in directives.get(name, ())]


def _is_remote(source: str) -> bool:
    """Whether a source is on somebody's server, which may send other code tomorrow."""
    if source.startswith(_WITHIN) or _LOOPBACK.fullmatch(source):
        return False
    return source.startswith(("http", "ws", "*")) or "." in source


def code_observations(files: Files) -> tuple[list[Observation], bool]:
    """Return the addresses that pages and scripts load code from, and whether all were looked into."""
    hints: dict[str, Observation] = {}
    left, whole = MAX_CODE_BYTES, True
    names = [name for name in files.names() if name.lower().endswith((".html", ".htm", ".js", ".mjs"))]
    for name in sorted(names, key=lambda name: (name.count("/"), name))[:_MAX_FILES]:
        if len(hints) >= _MAX_HINTS:
            break
        try:
            body = files.read(name, min(left, _MAX_FILE))
        except UnreadableTarget:
            whole = False
            continue
        left -= len(body)
        for address in _addresses(name, body):
            seen = Observation(id="extension.loads-remote-code", value=quoted(address), where=name)
            hints.setdefault(address, seen)
    return list(hints.values())[:_MAX_HINTS], whole and left > 0 and len(names) <= _MAX_FILES


def _addresses(name: str, body: bytes) -> Iterator[str]:
    if name.lower().endswith((".html", ".htm")):
        tags = (part.partition(b">")[0] for part in _SCRIPT.split(body)[1:])
        matches = (_SOURCE.search(tag) for tag in tags)
    else:
        matches = (match for pattern in _LOADS for match in pattern.finditer(body))
    for match in islice(filter(None, matches), _MAX_HINTS):
        yield match[1].decode("utf-8", "replace")
