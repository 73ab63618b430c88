"""`quash connect`: the step at which a connection fails, and what to do about it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atest.backend import Backend, running_backend
from atest.certificate import write_certificate

REGISTRY = """\
version: 1
connections:
  shop: {base_url: "%{BACKEND}"}
  plain: {base_url: "%{BACKEND}/status/200"}
  accepted: {base_url: "%{BACKEND}/guarded/Bearer", auth: {bearer: "%{TOKEN}"}}
  rejected: {base_url: "%{BACKEND}/guarded/Basic", auth: {bearer: "%{TOKEN}"}}
  unwanted: {base_url: "%{BACKEND}/guarded/Bearer"}
  failing: {base_url: "%{BACKEND}/status/500"}
  unset: {base_url: "%{BACKEND}/status/200", auth: {bearer: "%{NOT_SET}"}}
  nowhere: {base_url: "%{NOT_SET}"}
  logged-in: {base_url: "%{BACKEND}/guarded/Bearer", auth: {from: "@login"}}
  other-login: {base_url: "%{BACKEND}/status/200", auth: {from: "@login-of"}}
  untrusted: {base_url: "%{SECURE_BACKEND}/status/200"}
  trusted: {base_url: "%{SECURE_BACKEND}/status/200", tls: {ca: "%{CERTIFICATE}"}}
  careless: {base_url: "%{SECURE_BACKEND}/status/200", tls: {verify: false}}
  expired: {base_url: "%{EXPIRED_BACKEND}", tls: {ca: "%{EXPIRED_CERTIFICATE}"}}
  no-tls: {base_url: "https://%{PLACE}"}
  refused: {base_url: "http://REFUSED_PLACE", environments: {here: {base_url: "%{BACKEND}/status/404"}}}
  unknown: {base_url: "https://no-such-host.invalid/api"}
  proxied: {base_url: "https://shop.example", proxy: "http://REFUSED_PLACE"}
  no-http: {base_url: "%{BACKEND}/not-http"}
  database: {type: sql, url: "sqlite:///shop.sqlite"}
  no-database: {type: sql, url: "postgresql+psycopg://ann:%{TOKEN}@REFUSED_PLACE/shop"}
  broken: {base_ulr: "http://127.0.0.1"}
validations:
  login: {connection: shop, request: POST /login, fetch: {token: {from: $.token, secret: true}}}
  login-of:
    connection: shop
    inputs: {user: Who logs in.}
    request: POST /login?user=${user}
    fetch: {token: {from: $.token, secret: true}}
"""
TOKEN = "secret-token-of-the-tests"
Connect = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """A separate backend for these tests: the shared one counts the logins of a run."""
    with running_backend(tmp_path_factory.mktemp("backend")) as server:
        yield server


@pytest.fixture(scope="module")
def expired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A backend whose certificate expired three days ago, and that certificate."""
    certificate = tmp_path_factory.mktemp("expired") / "certificate.pem"
    write_certificate(certificate, days=-3)
    server = Backend(certificate)
    yield server.secure_url, certificate
    server.stop()


@pytest.fixture
def connect(tmp_path: Path, backend: Backend, closed_port: int, expired: tuple[str, Path]) -> Connect:
    """A function that runs the command."""
    # As a variable's value it would be secret, because a proxy's address can contain a password.
    registry = REGISTRY.replace("REFUSED_PLACE", f"127.0.0.1:{closed_port}")
    (tmp_path / "validations.yaml").write_text(registry, encoding="utf-8")
    with sqlite3.connect(tmp_path / "shop.sqlite") as database:
        database.execute("CREATE TABLE orders (number)")
    environment = os.environ | {
        "BACKEND": backend.url,
        "SECURE_BACKEND": backend.secure_url,
        "CERTIFICATE": str(backend.certificate),
        "EXPIRED_BACKEND": expired[0],
        "EXPIRED_CERTIFICATE": str(expired[1]),
        "PLACE": backend.url.removeprefix("http://"),
        "TOKEN": TOKEN,
    }

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "QuashLibrary", "connect", *words],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("plain", ["ok", "ok", "not needed", "ok", "not needed"]),
        ("accepted", ["ok", "ok", "not needed", "ok", "ok"]),
        ("logged-in", ["ok", "ok", "not needed", "ok", "ok"]),
        ("other-login", ["ok", "ok", "not needed", "ok", "not tried"]),
        ("trusted", ["ok", "ok", "ok", "ok", "not needed"]),
        ("careless", ["ok", "ok", "ok", "ok", "not needed"]),
        ("database", ["not needed", "not needed", "ok"]),
    ],
)
def test_a_connection_that_can_be_used(connect: Connect, name: str, steps: list[str]) -> None:
    """The exit code is 0."""
    done = connect(name, "--json")
    [found] = json.loads(done.stdout)
    assert [step["state"] for step in found["steps"]] == steps
    assert (done.returncode, found["usable"]) == (0, True)


@pytest.mark.parametrize(
    ("name", "failed", "found"),
    [
        ("rejected", "credentials", "the connection is reachable, but does not accept the credentials: GET "),
        ("unwanted", "credentials", "the connection is reachable, but does not accept the credentials: GET "),
        ("failing", "credentials", "the connection is reachable, but its backend fails: GET "),
        ("unset", "credentials", "the connection cannot be checked: the environment variable NOT_SET is not set (auth"),
        ("nowhere", "settings", "the environment variable NOT_SET is not set (base_url of connection"),
        ("untrusted", "TLS", "failed: the certificate is not trusted (self-signed certificate); issued by 127.0.0.1, "),
        ("untrusted", "TLS", "write  tls: {ca: file.pem}  on the connection to trust its issuer"),
        ("expired", "TLS", "(certificate has expired); issued by 127.0.0.1, expired on 20"),
        ("expired", "TLS", "renew the certificate of the backend, or set the clock of this machine"),
        ("no-tls", "TLS", "does not support TLS; write http:// in base_url"),
        ("refused", "TCP", "connection refused by 127.0.0.1:"),
        ("refused", "TCP", 'is it running? is base_url of connection "refused" right?'),
        ("unknown", "name", "cannot resolve the host name no-such-host.invalid"),
        ("proxied", "TCP", "connection refused by the proxy 127.0.0.1:"),
        ("no-http", "HTTP", "is not HTTP"),
        ("no-database", "TCP", "connection refused by 127.0.0.1:"),
        ("broken", "settings", 'unknown key "base_ulr" in connection "broken"'),
    ],
)
def test_a_connection_that_cannot_be_used(connect: Connect, name: str, failed: str, found: str) -> None:
    """The failed step says why; the steps after it are not tried."""
    done = connect(name)
    first, *steps = done.stdout.splitlines()
    assert first.startswith(name)
    [number] = [index for index, line in enumerate(steps) if line.startswith("  failed ")]
    assert steps[number].split()[1] == failed
    assert found in "\n".join(steps[number:])
    assert {line[:11] for line in steps[number + 1 :] if line[:4].strip()} <= {"  not tried"}
    assert done.returncode == 1
    assert TOKEN not in done.stdout


def test_tls_details_are_shown(connect: Connect) -> None:
    """The protocol, the certificate's issuer and expiry date, and whether it is verified."""
    _, _, _, trusted, http, *_ = connect("trusted").stdout.splitlines()
    assert trusted.startswith("  ok        TLS          TLSv1.3, issued by 127.0.0.1, expires on 20")
    assert " (today), trusted  (" in trusted
    assert "HTTP/1.1 200 As Asked without credentials" in http
    assert "not verified (verify: false)" in connect("careless").stdout


def test_all_connections_of_an_environment(connect: Connect) -> None:
    """They are tried one after another; a connection that fails does not stop the others."""
    done = connect("--environment", "here", "--json")
    found = {item["connection"]: item for item in json.loads(done.stdout)}
    assert list(found) == re.findall(r"^  (\S+): {(?:base_u|type)", REGISTRY, re.MULTILINE)
    assert found["refused"]["usable"]
    assert found["refused"]["environment"] == "here"
    assert not found["unknown"]["usable"]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["plian"], 'no connection "plian" in validations.yaml; did you mean "plain"?'),
        (["plain", "--environment", "her"], "--environment her: no connection has this environment"),
        (["--registry", "other.yaml"], "other.yaml does not exist"),
    ],
)
def test_bad_input(connect: Connect, words: list[str], message: str) -> None:
    """The exit code is 3."""
    done = connect(*words)
    assert message in done.stderr
    assert done.returncode == 3
