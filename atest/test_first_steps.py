"""From a request to the first validation, with the real command and a real backend."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from atest.backend import Backend
from atest.robot_process import interpreter, process_environment
from QuashLibrary.registry.load import load_registry

TOKEN = "s3cr3t-of-the-tests"
QUASH, ROBOT = ("QuashLibrary",), ("robot",)


def done(
    folder: Path, module: tuple[str, ...], *words: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(
        [interpreter(), "-m", *module, *words],
        cwd=folder,
        env=process_environment(environment),
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_request_is_sent_once_as_given(backend: Backend, tmp_path: Path) -> None:
    """It has the token, which then appears neither in the entry nor on the console."""
    before = len(backend.requests)
    line = f"curl '{backend.url}/echo/orders/A-17?page=2' -H 'Authorization: Bearer {TOKEN}' -H 'X-Tenant: qa'"
    result = done(tmp_path, QUASH, "import", "curl", stdin=line)
    assert result.returncode == 0, result.stderr
    [request] = backend.requests[before:]
    assert (request.method, request.target) == ("GET", "/echo/orders/A-17?page=2")
    assert (request.headers["authorization"], request.headers["x-tenant"]) == (f"Bearer {TOKEN}", "qa")
    assert TOKEN not in result.stdout + result.stderr
    assert "auth: {bearer: {env: BACKEND_TOKEN}}" in result.stdout
    assert "Sent one request: GET" in result.stderr


def test_a_write_is_sent_only_on_request(backend: Backend, tmp_path: Path) -> None:
    """Rule: nothing is written to a backend unless the registry or the test says so."""
    line = f"""curl {backend.url}/echo/writes -d '{{"state": "paid"}}'"""
    before = len(backend.requests)
    offline = done(tmp_path, QUASH, "import", "curl", line)
    assert len(backend.requests) == before
    assert "POST may change something, so it was not sent" in offline.stderr
    sent = done(tmp_path, QUASH, "import", "curl", "--ask", line)
    assert [request.method for request in backend.requests[before:]] == ["POST"]
    assert "status: 200" in sent.stdout
    never = done(tmp_path, QUASH, "import", "curl", "--offline", f"curl {backend.url}/echo/writes")
    assert (never.returncode, len(backend.requests)) == (0, before + 1)


def test_expectations_are_guessed_from_the_answer(backend: Backend, tmp_path: Path) -> None:
    """They are few, and none of them fails on the next answer."""
    result = done(tmp_path, QUASH, "import", "curl", f"curl {backend.url}/body/paid-order")
    _, _, expect = result.stdout.partition("    expect:")
    assert expect == (
        "  # TODO: guessed from one answer; delete anything that may change\n"
        "      status: 200\n"
        "      $.number: {type: string}\n"
        "      $.state: paid\n"
        "      $.total: {greater than: 0}\n"
        "      $.items: {count: {at least: 1}}\n"
        "      $.tags: {count: {at least: 1}}\n"
    )


@pytest.mark.parametrize(
    ("path", "reason"), [("/status/404", "-> 404"), ("/status/503", "-> 503"), ("/reset", "Cannot guess expectations")]
)
def test_a_request_that_fails_leaves_a_usable_entry(backend: Backend, tmp_path: Path, path: str, reason: str) -> None:
    """The entry says so, and its expectations are TODO."""
    result = done(tmp_path, QUASH, "import", "curl", "--output", "v.yaml", f"curl {backend.url}{path}")
    assert result.returncode == 0
    assert reason in result.stderr
    assert "status: 200  # TODO" in (tmp_path / "v.yaml").read_text(encoding="utf-8")
    assert load_registry([tmp_path / "v.yaml"]).problems == ()


@pytest.mark.parametrize("how", ["curl", "url"])
def test_files_of_init_work_immediately(backend: Backend, tmp_path: Path, how: str) -> None:
    """`robot tests` runs in the folder: no phone, one step with the slug, one request."""
    words = {
        "curl": ["--curl", f"curl {backend.url}/body/paid-order -H 'Authorization: Bearer {TOKEN}'"],
        "url": ["--yes", "--url", backend.url, "--path", "/body/paid-order", "--token-variable", "BACKEND_TOKEN"],
    }[how]
    made = done(tmp_path, QUASH, "init", *words, BACKEND_TOKEN=TOKEN)
    assert made.returncode == 0, made.stderr
    assert not any(TOKEN in file.read_text(encoding="utf-8") for file in tmp_path.rglob("*") if file.is_file())
    run = done(tmp_path, ROBOT, "--outputdir", "results", "tests", BACKEND_TOKEN=TOKEN)
    assert run.returncode == 0, run.stdout
    assert f"Quash:   1 test confirmed by the backend · {tmp_path}{os.sep}results" in run.stdout
    assert backend.requests[-1].headers["authorization"] == f"Bearer {TOKEN}"


def test_init_says_how_to_guess_later(backend: Backend, tmp_path: Path) -> None:
    """If the token is missing or refused, it says what to do and which command has the same result."""
    words = ["--yes", "--url", backend.url, "--path", "/status/401", "--token-variable", "OWN_TOKEN"]
    again = f"delete validations.yaml, and run  quash init {' '.join(words)}\n"
    unset = done(tmp_path, QUASH, "init", *words)
    assert "Cannot guess expectations: " in unset.stderr
    assert "OWN_TOKEN is not set" in unset.stderr
    assert f"To guess them: set OWN_TOKEN, {again}" in unset.stderr
    (tmp_path / "validations.yaml").unlink()
    refused = done(tmp_path, QUASH, "init", *words, OWN_TOKEN=TOKEN)
    assert "Cannot guess expectations: the token was refused (GET " in refused.stderr
    assert f"To guess them: get a valid one, {again}" in refused.stderr
    line = f"curl {backend.url}/status/401 -u a:b"
    imported = done(tmp_path, QUASH, "import", "curl", "--output", "v.yaml", line)
    assert "the credentials were refused (GET " in imported.stderr
    assert "To guess them: get valid ones, remove @status-found from v.yaml, and import" in imported.stderr
    written = done(tmp_path, QUASH, "init", "other", "--curl", f"curl -X POST {backend.url}/status/401")
    assert "remove @status-accepted from other/validations.yaml, and run  quash import curl --ask" in written.stderr


def test_the_examples_and_the_schema_come_with_the_package(tmp_path: Path) -> None:
    """The wheel has them, too; this test runs on it with the oldest Robot Framework."""
    assert done(tmp_path, QUASH, "example", "shop", "mine").returncode == 0
    assert load_registry([tmp_path / "mine"]).problems == ()
    assert done(tmp_path, QUASH, "example", "tutorial", "app").returncode == 0
    assert {path.name for path in (tmp_path / "app").iterdir()} == {"shop.py", "ShopApp.py"}
    assert done(tmp_path, QUASH, "schema").stdout == (tmp_path / "mine" / "quash.schema.json").read_text("utf-8")
