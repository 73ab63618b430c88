"""Bodies, streams, TLS and proxies: everything between an app and its backend passes through and is recorded."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from atest.app_backend import AppBackend, running_app_backend
from atest.certificate import write_certificate
from atest.ports import quiet_port
from atest.report_reader import by_name, of_run
from atest.robot_process import ATEST, INTERPRETER, Robot, Run
from demo.node import find_node

pytestmark = pytest.mark.skipif(
    bool(os.environ.get(INTERPRETER)), reason="what passes through mitmproxy does not depend on Robot Framework"
)
HTTP2 = ATEST / "http2.mjs"
OTHER_HOST = "127.0.0.2"
LARGE = 200_000_000


@pytest.fixture(scope="module")
def certificate(new_folder: Callable[[], Path]) -> Path:
    """A certificate that nobody trusts, with its key."""
    path = new_folder() / "certificate.pem"
    write_certificate(path)
    return path


@pytest.fixture(scope="module")
def secure_backend(certificate: Path) -> Iterator[AppBackend]:
    """The backend over TLS."""
    with running_app_backend(certificate) as backend:
        yield backend


@pytest.fixture(scope="module")
def http2_url(certificate: Path) -> Iterator[str]:
    """A backend that speaks HTTP/2."""
    command = [str(find_node().node), str(HTTP2), "serve", str(certificate)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"https://127.0.0.1:{int(process.stdout.readline())}"
        process.kill()


@pytest.fixture(scope="module")
def other_backend() -> Iterator[AppBackend]:
    """A backend whose host is not in the registry."""
    with running_app_backend(host=OTHER_HOST) as backend:
        yield backend


@pytest.fixture(scope="module")
def secure_other_backend(certificate: Path) -> Iterator[AppBackend]:
    """The same backend over TLS."""
    with running_app_backend(certificate, OTHER_HOST) as backend:
        yield backend


@pytest.fixture(scope="module")
def variables(certificate: Path, secure_backend: AppBackend, http2_url: str) -> dict[str, str]:
    """The addresses of the backends in the registry."""
    return {
        "SECURE_APP_BACKEND": secure_backend.url,
        "SECURE_LOCAL_APP_BACKEND": local(secure_backend.url),
        "HTTP2_BACKEND": http2_url,
        "CERTIFICATE": str(certificate),
        "NODE": str(find_node().node),
        "HTTP2": str(HTTP2),
        "PROXY_PORT": str(quiet_port()),
    }


@pytest.fixture(scope="module")
def run(app: Robot, variables: dict[str, str], other_backend: AppBackend, secure_other_backend: AppBackend) -> Run:
    """The suite of all kinds of traffic."""
    others = {
        "LOCAL_APP_BACKEND": local(app.variables["APP_BACKEND"]),
        "OTHER_APP_BACKEND": other_backend.url,
        "SECURE_OTHER_APP_BACKEND": secure_other_backend.url,
    }
    return replace(app, variables={**app.variables, **variables, **others}).run("app_traffic/transport.robot")


def local(url: str) -> str:
    """Return a URL with the host name that the registry uses."""
    return url.replace("127.0.0.1", "localhost")


def requests(run: Run, name: str) -> list[dict[str, object]]:
    """Return the requests of a test as the report lists them."""
    found: list[dict[str, object]] = by_name(of_run(run))[name]["app_requests"]
    return found


def test_everything_passes_through(run: Run) -> None:
    """The memory of both processes is bounded, and streams are not delayed."""
    run.assert_as_documented()


def test_very_large_bodies_arrive_whole(run: Run, app_backend: AppBackend) -> None:
    """They do with and without a content length."""
    assert run.test("Upload And Download Of Very Large Bodies").status == "PASS"
    sizes = {request.path: request.size for request in app_backend.requests if request.size == LARGE}
    assert sizes == {"/api/upload": LARGE, "/api/chunked": LARGE}


def test_other_hosts_are_not_recorded(run: Run, other_backend: AppBackend, secure_other_backend: AppBackend) -> None:
    """Their requests arrive, and are in no list."""
    assert other_backend.count("/api/other") == secure_other_backend.count("/api/other") == 1
    assert requests(run, "Other Hosts Pass Through Unrecorded") == []
    assert requests(run, "Other Hosts Pass Through Unread") == []
    assert b"/api/other" not in (run.folder / "quash" / "traffic.jsonl").read_bytes()


def test_only_swallowed_failures_are_reported(run: Run) -> None:
    """Robot's execution errors contain nothing else."""
    assert [error.partition(":")[0] for error in run.errors] == ["swallowed failure"] * 3
    assert "Traceback" not in run.xml
