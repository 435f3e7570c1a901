"""Fingerprints of the certificates that a package names; what is signed is not looked at."""

from __future__ import annotations

import hashlib

import pytest

from auditor.sources.android.der import signer_certificate
from auditor.sources.damage import Damaged
from tests.sources.android.build_package import File, apk, files_of, read_bytes, write_zip
from tests.sources.android.build_signing import block, certificate, cms

ONE, OTHER = certificate(1, b"one"), certificate(2, b"other")


def fingerprints(data: bytes) -> list[tuple[str, str]]:
    """Return each fingerprint with where it was found."""
    wanted = "android.signing-certificate"
    return [(each.value, each.where) for each in read_bytes(data).observations if each.id == wanted]


def of(der: bytes, scheme: str) -> tuple[str, str]:
    """Return the fingerprint expected."""
    return hashlib.sha256(der).hexdigest(), f"signature scheme {scheme}"


@pytest.mark.parametrize("ending", ["RSA", "DSA", "EC", "rsa"])
def test_the_oldest_scheme_is_read(ending: str) -> None:
    """A file beside the manifest of the archive, whatever it is called."""
    data = apk(None, {f"META-INF/CERT.{ending}": cms([ONE], (1, b"one"))})

    assert fingerprints(data) == [of(ONE, "v1")]


def test_a_signature_that_is_said_to_be_packed_in_an_unknown_way_is_read() -> None:
    """Android's own tools read it."""
    data = write_zip([*files_of(), File("META-INF/A.RSA", cms([ONE], (1, b"one")), said=21)])

    assert fingerprints(data) == [of(ONE, "v1")]


def test_of_several_certificates_the_signers_counts() -> None:
    """The others are its chain, or mislead."""
    data = apk(None, {"META-INF/A.RSA": cms([OTHER, ONE], (1, b"one"))})

    assert fingerprints(data) == [of(ONE, "v1")]
    assert signer_certificate(cms([OTHER, ONE], None)) == OTHER
    assert signer_certificate(cms([], (1, b"one"))) is None


def test_a_certificate_without_a_version_is_read() -> None:
    """As the oldest ones have none."""
    old = certificate(3, b"old", version=False)

    assert signer_certificate(cms([ONE, old], (3, b"old"))) == old


def test_newer_schemes_come_first_and_each_certificate_once() -> None:
    """Most packages are signed by the same in all schemes."""
    files = [*files_of(), File("META-INF/A.RSA", cms([OTHER], (2, b"other")))]

    assert fingerprints(write_zip(files, block=block(v2=[ONE], v3=[ONE]))) == [of(ONE, "v3"), of(OTHER, "v1")]
    assert fingerprints(write_zip(files_of(), block=block(v2=[ONE, OTHER]))) == [
        of(ONE, "v2"),
        of(OTHER, "v2"),
    ]


def test_a_package_without_a_signature_says_so() -> None:
    """Android would not install it."""
    listing = read_bytes(apk())

    assert [n.reason for n in listing.not_read] == [
        "The package is not signed; Android installs no such package."
    ]


@pytest.mark.parametrize("kept", [3, 20, 60, 200])
def test_a_signature_that_breaks_off_says_so(kept: int) -> None:
    """The rest of the package is read all the same."""
    listing = read_bytes(apk(None, {"META-INF/A.RSA": cms([ONE], (1, b"one"))[:kept]}))

    assert listing.package == "com.example.savespy"
    assert [note.check for note in listing.not_read] == ["signing-certificate"]


def test_an_envelope_cut_short_anywhere_is_damaged() -> None:
    """At every byte."""
    whole = cms([ONE], (1, b"one"))
    for kept in range(len(whole)):
        with pytest.raises(Damaged):
            signer_certificate(whole[:kept])


def test_a_block_with_changed_lengths_ends_well() -> None:
    """Each of its bytes, set to each of a few values."""
    whole = block(v2=[certificate(1)])
    for place in range(len(whole) - 24):
        for value in (0, 1, 0x7F, 0xFF):
            changed = bytearray(whole)
            changed[place] = value
            assert read_bytes(write_zip(files_of(), block=bytes(changed))).package
