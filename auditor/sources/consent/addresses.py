"""Hosts that are bare IP addresses, in any spelling that browsers take.

https://url.spec.whatwg.org/#concept-ipv4-parser
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the bare IP address that ``host`` is, in any spelling that browsers take, or None."""
    if host.startswith("["):
        try:
            return ipaddress.IPv6Address(host.strip("[]").partition("%")[0])
        except ValueError:
            return None
    return _odd_ipv4(host.rstrip("."))


_NUMBER: Final = re.compile(r"0[xX][0-9a-fA-F]{0,16}|[0-9]{1,20}")
_PARTS: Final = 4


def _odd_ipv4(host: str) -> ipaddress.IPv4Address | None:
    """Read ``2130706433``, ``0x7f.1`` and ``0177.0.0.1`` as browsers do."""
    parts = host.split(".")
    if len(parts) > _PARTS or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    try:
        numbers = [_number(part) for part in parts]
    except ValueError:
        return None
    last = numbers.pop()
    if any(number > 255 for number in numbers) or last >= 256 ** (_PARTS - len(numbers)):  # noqa: PLR2004
        return None
    return ipaddress.IPv4Address(
        last + sum(number << (8 * (_PARTS - 1 - place)) for place, number in enumerate(numbers))
    )


def _number(part: str) -> int:
    if part[:2] in ("0x", "0X"):
        return int(part[2:] or "0", 16)
    return int(part, 8) if len(part) > 1 and part.startswith("0") else int(part)


def is_loopback(host: str) -> bool:
    """Whether ``host`` is the user's own computer."""
    address = address_of(host)
    return (
        host in ("localhost", "localhost.")
        or host.endswith(".localhost")
        or (address is not None and address.is_loopback)
    )
