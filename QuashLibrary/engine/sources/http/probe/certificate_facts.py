"""Read the issuer, host names and expiry date of a certificate.

In: a certificate in DER, as any server sends it. Out: its facts. Python's ssl only reads verified certificates, but
people need the facts of certificates that were not accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEQUENCE, _VERSION, _UTC_TIME, _UTF16 = 0x30, 0xA0, 0x17, 0x1E
_EXTENSIONS, _DNS_NAME, _ADDRESS = 0xA3, 0x82, 0x87
_ALTERNATIVES = b"\x55\x1d\x11"
_LONG_LENGTH = 0x80
_NAMES = {b"\x55\x04\x03": "CN", b"\x55\x04\x0a": "O"}
"""The parts of a name to show: common name and organization (X.520)."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The issuer of a certificate (empty if it has no usable name), its expiry date, and its hosts."""

    issuer: str
    expires: datetime
    hosts: tuple[str, ...] = ()


def certificate_facts(der: bytes) -> CertificateFacts | None:
    """Return the facts of a certificate (RFC 5280, 4.1); None if it cannot be read."""
    try:
        [(_, certificate)] = _elements(der)
        (_, content), *_ = _elements(certificate)
        fields = [item for item in _elements(content) if item[0] != _VERSION]
        _serial, _algorithm, (_, issuer), (_, validity), *others = fields
        _begin, (kind, end) = _elements(validity)
        return CertificateFacts(_name(issuer), _moment(kind, end), _hosts(dict(others)))
    except (ValueError, IndexError):
        return None


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tag and content of each element; DER has only definite lengths."""
    at = 0
    while at < len(data):
        tag, length = data[at], data[at + 1]
        at += 2
        if length & _LONG_LENGTH:
            size = length & ~_LONG_LENGTH
            length = int.from_bytes(data[at : at + size], "big")
            at += size
        if at + length > len(data):
            raise ValueError("an element that does not end")
        yield tag, data[at : at + length]
        at += length


def _name(data: bytes) -> str:
    """Return the common name, else the organization."""
    found: dict[str, str] = {}
    for _, pairs in _elements(data):
        for _, pair in _elements(pairs):
            (_, kind), (tag, text) = _elements(pair)
            if kind in _NAMES:
                found[_NAMES[kind]] = text.decode("utf-16-be" if tag == _UTF16 else "utf-8", "replace")
    return found.get("CN") or found.get("O", "")


def _hosts(fields: dict[int, bytes]) -> tuple[str, ...]:
    """Return the names and addresses of the extension subjectAltName (RFC 5280, 4.2.1.6)."""
    for _, extensions in _elements(fields.get(_EXTENSIONS, b"")):
        for _, extension in _elements(extensions):
            (_, kind), *_, (_, value) = _elements(extension)
            if kind == _ALTERNATIVES:
                [(_, names)] = _elements(value)
                return tuple(filter(None, (_host(tag, name) for tag, name in _elements(names))))
    return ()


def _host(tag: int, name: bytes) -> str:
    if tag == _ADDRESS:
        return str(ip_address(name))
    return name.decode("ascii", "replace") if tag == _DNS_NAME else ""


def _moment(kind: int, data: bytes) -> datetime:
    """Return a UTCTime, in which years from 50 mean the 20th century, or a GeneralizedTime."""
    text = data.decode("ascii")
    if kind == _UTC_TIME:
        text = ("19" if text[:2] >= "50" else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
