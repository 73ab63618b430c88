"""The facts of a certificate equal those that another library reads."""

import ssl
from datetime import UTC, datetime

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.sources.http.probe.certificate_facts import certificate_facts

KEY = ec.generate_private_key(ec.SECP256R1())


def certificate(expires: datetime, *names: x509.NameAttribute[str]) -> bytes:
    """Return a certificate in DER with an issuer."""
    name = x509.Name(names)
    builder = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(name).public_key(KEY.public_key())
    builder = builder.not_valid_before(datetime(1999, 1, 1, tzinfo=UTC)).not_valid_after(expires).serial_number(2**80)
    return builder.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


@pytest.mark.parametrize(
    ("names", "issuer"),
    [
        ([(NameOID.COUNTRY_NAME, "BE"), (NameOID.ORGANIZATION_NAME, "Shop"), (NameOID.COMMON_NAME, "Büro")], "Büro"),
        ([(NameOID.ORGANIZATION_NAME, "x" * 64)], "x" * 64),
        ([(NameOID.LOCALITY_NAME, "Teatown")], ""),
        ([], ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("expires", [datetime(2049, 12, 31, 23, 59, 59, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC)])
def test_issuer_and_expiry(names: list[tuple[x509.ObjectIdentifier, str]], issuer: str, expires: datetime) -> None:
    """Years have two digits until 2049, and four digits after that."""
    facts = certificate_facts(certificate(expires, *(x509.NameAttribute(*pair) for pair in names)))
    assert facts is not None
    assert (facts.issuer, facts.expires) == (issuer, expires)


@given(st.binary(max_size=40), st.integers(0, 250))
def test_what_is_no_certificate_has_no_facts(noise: bytes, at: int) -> None:
    """Nothing that a server sends raises an exception."""
    assert certificate_facts(noise) is None
    whole = certificate(datetime(2040, 1, 1, tzinfo=UTC))
    certificate_facts(whole[:at] + noise + whole[at:])


def test_the_hosts_of_a_certificate() -> None:
    """Names and addresses show what to write in base_url."""
    issued = trustme.CA().issue_cert("shop.example", "127.0.0.1").cert_chain_pems[0].bytes().decode()
    facts = certificate_facts(ssl.PEM_cert_to_DER_cert(issued))
    assert facts
    assert facts.hosts == ("shop.example", "127.0.0.1")
