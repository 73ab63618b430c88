"""Read the certificate files of a connection, and explain TLS failures.

In: the files of `tls`, or an error from OpenSSL. Out: a context for OpenSSL, or an explanation for testers. Separate
from the transport, because this module is only about TLS.
"""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from QuashLibrary.engine.outcome import Fault
from QuashLibrary.errors import TlsFilesError

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Tls

_WRITE_ONE: Final = "write  tls: {cert: …, key: …}"
_WANTS: Final = "it requires a client certificate"
_REFUSES: Final = "it does not accept the client certificate"
_ALERTS: Final = {
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": f"{_WANTS}; {_WRITE_ONE}",
    "SSLV3_ALERT_HANDSHAKE_FAILURE": f"it ended the handshake; if {_WANTS}, {_WRITE_ONE}",
    "TLSV1_ALERT_UNKNOWN_CA": f"{_REFUSES} (unknown ca)",
    "SSLV3_ALERT_BAD_CERTIFICATE": f"{_REFUSES} (bad certificate)",
    "SSLV3_ALERT_CERTIFICATE_UNKNOWN": f"{_REFUSES} (certificate unknown)",
    "SSLV3_ALERT_CERTIFICATE_EXPIRED": f"{_REFUSES} (certificate expired)",
    "SSLV3_ALERT_CERTIFICATE_REVOKED": f"{_REFUSES} (certificate revoked)",
    "TLSV1_ALERT_NO_APPLICATION_PROTOCOL": "it supports only HTTP/2, but the request uses HTTP/1.1",
}
"""The meaning of a server's alerts; OpenSSL names each alert after the version that introduced it."""

_NOT_TLS: Final = frozenset({"WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE"})
_UNKNOWN_ISSUERS: Final = frozenset({18, 19, 20, 21})
"""OpenSSL's codes for certificates with an unknown issuer, such as self-signed ones."""
_EXPIRED, _OTHER_HOST, _OTHER_ADDRESS = 10, 62, 64
_TRUST: Final = "write  tls: {ca: file.pem}  on the connection to trust its issuer, or  tls: {verify: false}"

_HINTS: Final = {
    _EXPIRED: "renew the certificate of the backend, or set the clock of this machine",
    _OTHER_HOST: "write the host name of the certificate in base_url",
    _OTHER_ADDRESS: "write the host name of the certificate in base_url",
}
"""Hints by OpenSSL's codes."""


def load_files(context: ssl.SSLContext, tls: Tls) -> None:
    """Read the trusted certificates and the client certificate.

    Raises:
        TlsFilesError: a file is missing, or its content is not usable.
    """
    try:
        if tls.ca:
            context.load_verify_locations(str(tls.ca))
    except OSError as error:  # ssl.SSLError among them
        raise TlsFilesError(f"cannot use the ca of tls: {_error_words(error)}") from error
    try:
        if tls.cert:
            # Without this password, OpenSSL would ask on the terminal for the passphrase of an encrypted key.
            context.load_cert_chain(str(tls.cert), str(tls.key) or None, password="")
    except OSError as error:
        needed = "both must be PEM files, the key without a passphrase"
        raise TlsFilesError(f"cannot use cert and key of tls: {_error_words(error) or needed}") from error


def tls_fault(error: ssl.SSLError, host: str) -> Fault:
    """Return why a handshake with a host failed, with a hint."""
    if error.reason in _NOT_TLS:
        return Fault("tls", f"{host} does not support TLS; write http:// in base_url")
    hint = ""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = f"the certificate is not trusted ({error.verify_message.rstrip('.')})"
        if error.verify_code in (_OTHER_HOST, _OTHER_ADDRESS):
            reason = f"the certificate is not for {urlsplit(f'//{host}').hostname}"
        hint = _TRUST if error.verify_code in _UNKNOWN_ISSUERS else _HINTS.get(error.verify_code, "")
    else:
        reason = _ALERTS.get(error.reason or "") or _error_words(error) or "it was interrupted"
    return Fault("tls", f"TLS with {host} failed: {reason}", hint)


def _error_words(error: OSError) -> str:
    """Return the message of the operating system or OpenSSL, without names of files and C functions."""
    words = error.reason if isinstance(error, ssl.SSLError) else error.strerror
    return (words or "").replace("_", " ").lower()
