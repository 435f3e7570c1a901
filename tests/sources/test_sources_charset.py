"""Bytes are decoded as browsers decode them."""

from __future__ import annotations

import pytest

from auditor.sources import Document
from auditor.sources.charset import decode, meta_charset


@pytest.mark.parametrize(
    ("body", "header", "encoding"),
    [
        (b"\xef\xbb\xbfabc", "windows-1251", "utf-8"),
        (b"\xff\xfea\0", None, "utf-16le"),
        (b"\xfe\xff\0a", None, "utf-16be"),
        (b"<meta charset=utf-8>", "iso-8859-2", "iso-8859-2"),
        (b"<meta charset=koi8-r>", "no-such-thing", "koi8-r"),
        (b"<meta charset='shift_jis'>", None, "shift_jis"),
        (b'<meta http-equiv=content-type content="text/html; charset=gbk">', None, "gbk"),
        (b'<meta name=x content="text/html; charset=gbk">', None, "utf-8"),
        (b"<meta charset=utf-16>", None, "utf-8"),
        (b"<meta charset=x-user-defined>", None, "windows-1252"),
        (b"<!-- <meta charset=gbk> --><meta charset=big5>", None, "big5"),
        (b"<!--><meta charset=big5>", None, "big5"),
        (b"<p title='<meta charset=gbk>'><meta charset=euc-kr>", None, "euc-kr"),
        (b"<metadata charset=gbk>", None, "utf-8"),
        (b"<meta charset=bogus><meta charset=gbk>", None, "gbk"),
        (b" " * 1024 + b"<meta charset=gbk>", None, "utf-8"),
        ("naïve".encode(), None, "utf-8"),
        (b"na\xefve", None, "windows-1252"),
        (b"abc", "latin1", "windows-1252"),
    ],
)
def test_the_encoding_is_the_browsers(body: bytes, header: str | None, encoding: str) -> None:
    """Mark, header, meta, then a guess that only valid UTF-8 wins."""
    assert encoding == decode(Document(target="x", body=body, charset=header))[1]


def test_invalid_bytes_become_replacement_characters() -> None:
    """No byte raises."""
    assert decode(Document(target="x", body=b"a\xffb", charset="utf-8"))[0] == "a\ufffdb"


@pytest.mark.parametrize(
    "start", [b"<", b"<meta", b"<meta charset", b"<meta charset=", b"<!--", b"<a '", b"</", b"<?"]
)
def test_cut_markup_names_no_encoding(start: bytes) -> None:
    """The prescan ends where the bytes end."""
    assert meta_charset(start) is None
