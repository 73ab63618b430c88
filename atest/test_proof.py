"""`quash prove` on a suite with one test per result, against the demo's shop and its database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from atest.robot_process import INTERPRETER, REGISTRIES, SUITES, Robot
from demo import servers

SUITE = SUITES / "proof" / "classes.robot"
REGISTRY = REGISTRIES / "proof" / "shop.yaml"
SECONDS = 300


@dataclass(frozen=True)
class Proofs:
    """How to run `quash prove` on the suite."""

    robot: Robot
    environment: dict[str, str]
    folder: Path

    def words(self, *options: str, tests: str = "*", registry: Path = REGISTRY) -> list[str]:
        """Return a complete command line."""
        variables = {
            "SHOP_URL": self.robot.variables["SHOP_URL"],
            "SHOP_DATABASE": self.robot.variables["SHOP_DATABASE"],
            "REGISTRY": str(REGISTRY),
            "APP_PORT": str(servers.free_port()),
            "COUNTER": str(self.folder / f"counter-{time.monotonic_ns()}"),
        }
        given = [word for name, value in variables.items() for word in ("--variable", f"{name}:{value}")]
        python = os.environ.get(INTERPRETER, sys.executable)
        output = ["--output", str(self.folder / "proof")]
        ours = ["prove", "--registry", str(registry), "--ui-library", "ShopApp", "--tests", tests, *output, *options]
        return [python, "-m", "QuashLibrary", *ours, "--", *given, str(SUITE)]

    def run(self, *options: str, tests: str = "*", registry: Path = REGISTRY) -> subprocess.CompletedProcess[str]:
        """Make a proof."""
        return subprocess.run(
            self.words(*options, tests=tests, registry=registry),
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    @property
    def proof(self) -> dict[str, Any]:
        """The content of proof.json."""
        read: dict[str, Any] = json.loads((self.folder / "proof" / "proof.json").read_text(encoding="utf-8"))
        return read

    def test(self, name: str) -> dict[str, Any]:
        """The entry of a test in proof.json."""
        [found] = [test for test in self.proof["tests"] if test["name"] == name]
        return dict(found)

    def results(self, name: str, fault: str = "lost") -> list[tuple[str, str, str]]:
        """The writes of a test with their results, and what caught them."""
        return [
            (f"{trial['write']['method']} {trial['write']['path']}", trial["result"], trial.get("by", ""))
            for trial in self.test(name)["trials"]
            if trial["fault"] == fault
        ]


def proofs(robot: Robot, mitmproxy: dict[str, str], folder: Path) -> Proofs:
    """Proofs, each in its own folder."""
    return Proofs(robot, {**os.environ, **robot.environment, **mitmproxy}, folder)


@pytest.fixture(scope="module")
def whole(robot: Robot, mitmproxy: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Proofs:
    """A complete proof of the suite, made once: it takes long and hardly depends on Robot Framework."""
    if INTERPRETER in os.environ:
        pytest.skip("the other tests of proofs run on this Robot Framework")
    made = proofs(robot, mitmproxy, tmp_path_factory.mktemp("proof"))
    done = made.run(tests="[!H]*")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "would stay green" in done.stdout
    return made


CHECKOUT = "POST /checkout"
PLANTED = "planted-7f3c91d2"


@pytest.mark.parametrize(
    ("name", "results"),
    [
        ("Caught By The UI", [(CHECKOUT, "caught by the UI", "Order Is Listed")]),
        ("Caught By A Validation", [(CHECKOUT, "caught by a validation", "@order-created")]),
        ("Warned Of", [(CHECKOUT, "caught by a validation", "@order-created")]),
        ("Blind", [(CHECKOUT, "blind", ""), ("POST /otp", "blind", "")]),
        ("Not Reached", [(CHECKOUT, "not reached", "")]),
        ("Reads Alone", []),
        ("Not Provable", []),
        ("Fails Already", []),
        ("Refused Write", []),
    ],
)
def test_each_write_of_each_test_has_its_result(whole: Proofs, name: str, results: list[tuple[str, str, str]]) -> None:
    """The first step to fail has caught it."""
    assert whole.results(name) == results


@pytest.mark.parametrize(
    ("name", "control", "message"),
    [
        ("Not Provable", "failed", "it fails when it runs alone"),
        ("Fails Already", "not run", "it failed in the recording: The app is broken."),
        ("Blind", "passed", ""),
    ],
)
def test_tests_that_cannot_be_proven_say_why(whole: Proofs, name: str, control: str, message: str) -> None:
    """Tests that need other tests, and tests that fail anyway."""
    found = whole.test(name)
    assert found["control"] == control
    assert message in found.get("message", "")


def test_write_that_did_not_succeed_is_listed(whole: Proofs) -> None:
    """There is no successful answer to replay to the app."""
    [sent] = whole.test("Refused Write")["writes"]
    assert sent["why_not"] == "it did not succeed: POST /nothing-there -> 404"


def test_writes_of_setups_are_listed_and_not_lost(whole: Proofs) -> None:
    """They belong to no test."""
    [sent] = whole.proof["setup_writes"]
    assert (sent["write"]["path"], sent["why_not"]) == ("/checkout", "a setup or teardown of a suite sent it")


def test_no_answer_of_the_recording_is_on_disk(whole: Proofs) -> None:
    """Only the backend creates order numbers; messages of validations contain newly created ones."""
    numbers = {
        path.name for path in (whole.folder / "proof").rglob("*") if path.suffix not in (".html", ".css", ".png")
    }
    assert numbers == {"proof.json", "proof.md"}
    assert not list(whole.folder.rglob("traffic*.jsonl"))
    assert not list(whole.folder.rglob("output.xml"))


class PlantedBackend(BaseHTTPRequestHandler):
    """Answers every write with an identifier that appears nowhere else."""

    def do_POST(self) -> None:
        """Read the body, and answer."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps({"number": PLANTED}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


def test_planted_identifier_is_nowhere_on_disk(robot: Robot, mitmproxy: dict[str, str], tmp_path: Path) -> None:
    """It is neither in the proof nor in Robot Framework's temporary files."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with closing_server(ThreadingHTTPServer(("127.0.0.1", 0), PlantedBackend)) as url:
        planted = replace(robot, variables={**robot.variables, "SHOP_URL": url})
        made = proofs(planted, {**mitmproxy, "TMPDIR": str(temporary)}, tmp_path)
        done = made.run(tests="Blind")
    assert done.returncode == 0, done.stdout + done.stderr
    assert made.results("Blind") == [(CHECKOUT, "blind", ""), ("POST /otp", "blind", "")]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if PLANTED.encode() in path.read_bytes()] == []


@contextmanager
def closing_server(server: ThreadingHTTPServer) -> Iterator[str]:
    """Run a server in a thread, and yield its address."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_pasted_yaml_catches_what_was_blind(
    whole: Proofs, robot: Robot, mitmproxy: dict[str, str], tmp_path: Path
) -> None:
    """The app itself reads orders in another test, so the YAML needs no correction; the suite is not edited."""
    [advice] = [sent["advice"] for sent in whole.test("Blind")["writes"] if sent["write"]["path"] == "/checkout"]
    assert "TODO" not in advice
    connection, _, _ = REGISTRY.read_text(encoding="utf-8").partition("  database:")
    pasted = tmp_path / "pasted.yaml"
    pasted.write_text(connection + advice, encoding="utf-8")
    made = proofs(robot, mitmproxy, tmp_path)
    done = made.run(tests="Blind", registry=pasted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert made.results("Blind")[0] == (CHECKOUT, "caught by a validation", "@checkout-stored")


def test_proof_can_be_resumed(whole: Proofs) -> None:
    """Only the recording is repeated."""
    before = [test["trials"] for test in whole.proof["tests"] if test["name"] == "Blind"]
    done = whole.run("--resume", "--fail-on", "blind", tests="Blind")
    assert done.returncode == 1, done.stdout + done.stderr
    assert [test["trials"] for test in whole.proof["tests"]] == before


def test_errors_and_late_writes_are_faults_too(robot: Robot, mitmproxy: dict[str, str], tmp_path: Path) -> None:
    """The app hides errors, and the test waits for late writes."""
    made = proofs(robot, mitmproxy, tmp_path)
    done = made.run("--faults", "error,late", tests="Hides Errors")
    assert done.returncode == 0, done.stdout + done.stderr
    assert made.results("Hides Errors", "error") == [(CHECKOUT, "blind", "")]
    assert made.results("Hides Errors", "late") == [(CHECKOUT, "blind", "")]


def test_budget_ends_the_proof(robot: Robot, mitmproxy: dict[str, str], tmp_path: Path) -> None:
    """By then the suite's writes are known."""
    made = proofs(robot, mitmproxy, tmp_path)
    done = made.run("--budget", "1s", tests="Blind")
    assert done.returncode == 0, done.stdout + done.stderr
    assert [result for _, result, _ in made.results("Blind")] == ["not tried", "not tried"]
    assert "budget" in done.stdout


def test_interrupted_proof_writes_what_is_known(robot: Robot, mitmproxy: dict[str, str], tmp_path: Path) -> None:
    """Ctrl-C comes after the recording."""
    made = proofs(robot, mitmproxy, tmp_path)
    process = subprocess.Popen(
        made.words(tests="Blind"), env=made.environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Blind" in line:
            process.send_signal(signal.SIGINT)
            break
    process.stderr.read()
    assert process.wait(SECONDS) == 130
    assert made.proof["note"] == "the proof was interrupted"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--environment", "production"], 'the connection "shop" is read-only in the environment production'),
        (["--environment", "prodution"], 'did you mean "production"?'),
        (["--faults", "lots"], 'unknown fault "lots"'),
        (["--budget", "soon"], '"soon" is not a duration'),
    ],
)
def test_impossible_proofs_are_refused(
    robot: Robot, mitmproxy: dict[str, str], tmp_path: Path, options: list[str], message: str
) -> None:
    """They are refused before anything runs."""
    done = proofs(robot, mitmproxy, tmp_path).run(*options)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert not (tmp_path / "proof").exists()


def test_robot_that_cannot_run_is_one_message(robot: Robot, mitmproxy: dict[str, str], tmp_path: Path) -> None:
    """Robot's own words explain its wrong argument."""
    made = proofs(robot, mitmproxy, tmp_path)
    words = [*made.words()[:-1], str(tmp_path / "missing.robot")]
    done = subprocess.run(words, env=made.environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "missing.robot" in done.stderr
    assert "Traceback" not in done.stderr
