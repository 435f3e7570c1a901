"""The card as PNG, which all services show; needs the extra ``saveraudit[png]`` and fonts on the machine."""

from __future__ import annotations

from auditor.errors import UsageError


def png_of(svg: str) -> bytes:
    """Return a picture of ours as PNG. It loads nothing: neither files nor addresses stand in it.

    Raises:
        UsageError: The extra is not installed.
    """
    try:
        import resvg_py  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "Install it: pip install 'saveraudit[png]'. Or name a file that ends in .svg."
        raise UsageError("a PNG needs a library that is not installed", hint=hint) from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg))
