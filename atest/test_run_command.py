"""`quash run` with a real backend: what a person or a build sees of one validation, without Robot Framework."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from select import select

import jsonschema
import pytest

from atest.backend import Backend, running_backend
from atest.canned import CUSTOMER

SCHEMA = Path(__file__).parent.parent / "resources" / "outcomes.schema.json"
PIN = "pin-of-the-tester"
REGISTRY = """\
version: 1
connections:
  shop: {base_url: "%{BACKEND}"}
  dead: {base_url: "http://%{REFUSED}"}
  logged-in: {base_url: "%{BACKEND}", auth: {from: "@login"}}
validations:
  paid:
    connection: shop
    inputs: {run: Makes the path one of this test.}
    request: GET /turns/${run}
    expect: {$.state: paid}
    eventually: 20s
    fetch: {request: $.request}
  customer:
    connection: shop
    inputs:
      city: {default: Teatown}
      pin: {secret: true, default: "0000"}
    request: GET /body/customer
    headers: {X-Pin: "${pin}"}
    expect:
      status: 200
      $.state: active
      $.address.city: ${city}
      $.born: {satisfies: 19000000 < $value and len($city) > 3}
  first:
    connection: shop
    request: POST /login
    fetch: {token: {from: $.token, secret: true}}
  login:
    connection: shop
    needs: "@first"
    request: POST /login
    fetch: {token: {from: $.token, secret: true}}
  guarded: {connection: logged-in, request: GET /guarded/Bearer, expect: {status: 200}}
  echo: {connection: shop, needs: "@paid", request: "GET /echo/${request}", expect: {$.path: "/echo/3"}}
  dead: {connection: dead, request: GET /}
  silent: {connection: shop, request: GET /silent, timeout: 10m}
  slow: {connection: shop, request: GET /body/customer, expect: {$.state: gone}, eventually: 60s}
  order: {connection: shop, request: POST /echo}
"""
PLAIN = """\
version: 1
connections:
  shop: {base_url: "%{BACKEND}"}
validations:
  customer:
    inputs: {city: {default: Teatown}}
    request: GET /body/customer
    expect: {status: 200, $.address.city: "${city}"}
"""
NOT_LOADED = {"robot", "AppiumLibrary", "rich", "jinja2", "trio", "anyio", "click", "jsonschema", "regex", "yaml"}
"""Packages that a run in a pipe does not need if the registry is unchanged since the previous run."""
MOST_MODULES = 215
"""The number of library modules that a run may load: each costs about half a millisecond."""
CODES = {"passed": 0, "failed": 1, "usage": 2, "unusable": 3, "error": 5, "interrupted": 130}
_numbers = count()


class Shell:
    """Runs `quash` in a folder with the registry."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = {**os.environ, **environment}
        self.registry = folder / "validations.yaml"
        self.registry.write_text(REGISTRY, encoding="utf-8")

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command with its output in a pipe."""
        return subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    @staticmethod
    def command(*words: str) -> list[str]:
        """Return the arguments of a process."""
        return [sys.executable, "-m", "QuashLibrary", "run", *words]

    @contextmanager
    def terminal(self, *words: str, columns: int = 80) -> Iterator[Terminal]:
        """Run a command in a terminal."""
        main, child = pty.openpty()
        environment = {**self.environment, "COLUMNS": str(columns), "TERM": "xterm"}
        environment.pop("NO_COLOR", None)
        process = subprocess.Popen(
            self.command(*words),
            cwd=self.folder,
            env=environment,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
        )
        os.close(child)
        terminal = Terminal(process, main)
        try:
            yield terminal
        finally:
            process.kill()
            process.wait()
            os.close(main)


class Terminal:
    """The output of a command in a terminal."""

    def __init__(self, process: subprocess.Popen[bytes], file: int) -> None:
        self.process = process
        self.text = ""
        self._file = file

    def wait_for(self, *texts: str, seconds: float = 30) -> bool:
        """Read until all texts have appeared; return False if they do not appear."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if all(text in self.text for text in texts):
                return True
            if not self._read():
                return all(text in self.text for text in texts)
        return False

    def finish(self) -> int:
        """Read to the end, and return the exit code."""
        end = time.monotonic() + 60
        while self._read() and time.monotonic() < end:
            pass
        return self.process.wait(30)

    def type(self, text: str) -> None:
        """Type something."""
        os.write(self._file, text.encode())

    def _read(self) -> bool:
        if not select([self._file], [], [], 0.2)[0]:
            return True
        with suppress(OSError):  # Linux reports the closed other end in this way.
            data = os.read(self._file, 65_536)
            self.text += data.decode("utf-8", "replace")
            return bool(data)
        return False


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    """A separate backend for these tests: the shared one counts the logins of a run."""
    with running_backend(tmp_path_factory.mktemp("backend")) as server:
        yield server


@pytest.fixture
def shell(tmp_path: Path, backend: Backend, closed_port: int) -> Shell:
    """A shell whose environment has the variables of the registry."""
    return Shell(tmp_path, {"BACKEND": backend.url, "REFUSED": f"127.0.0.1:{closed_port}", "PIN": PIN})


@pytest.fixture
def new_run() -> Callable[[], str]:
    """A function that returns an input that no other test has used."""
    return lambda: f"run=command-{os.getpid()}-{next(_numbers)}"


def test_a_validation_that_passes(shell: Shell, new_run: Callable[[], str]) -> None:
    """It waits as in a Robot run; stdout has only the outcome."""
    done = shell.run("paid", new_run())
    first, *lines = done.stdout.splitlines()
    assert first.startswith("@paid passed: attempt 3, true after ")
    assert lines == ["  status   200", '  $.state  "paid"', "fetched", "  request = 3"]
    assert (done.returncode, done.stderr) == (CODES["passed"], "")


def test_a_validation_that_fails(shell: Shell) -> None:
    """A caret points at the expected value in the registry; request, answer and a curl command follow."""
    done = shell.run("@customer", "city=Ghent", "pin=%{PIN}")
    shown = done.stdout.splitlines()
    assert shown[0] == '@customer failed: $.address.city should be "Ghent", was "Teatown"'
    assert shown[1] == "  validations.yaml:24 | $.address.city: ${city}"
    assert shown[2] == '                      |                 ^^^^^^^ should be "Ghent", was "Teatown"'
    assert any(line.startswith("curl http://") and '-H "X-Pin: $PIN"' in line for line in shown)
    assert f'"email": "{CUSTOMER["email"]}"' in done.stdout
    assert PIN not in done.stdout
    assert done.returncode == CODES["failed"]


def test_options_and_inputs_may_come_in_any_order(shell: Shell) -> None:
    """Options may come before or after inputs."""
    file = str(shell.registry)
    done = shell.run("@customer", "--registry", file, "city=Teatown", "--json", "pin=1")
    assert json.loads(done.stdout)["verdict"] == "passed"


@pytest.mark.parametrize(
    ("words", "verdict"), [(["customer"], "passed"), (["customer", "city=Ghent"], "failed"), (["dead"], "error")]
)
def test_json_has_the_keys_of_a_report(shell: Shell, words: list[str], verdict: str) -> None:
    """Stdout has one object, as in outcomes.json."""
    done = shell.run(*words, "--json", "--mutate")
    outcome = json.loads(done.stdout)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.validate(outcome, {**schema["$defs"]["outcome"], "$defs": schema["$defs"]})
    assert outcome.keys() == schema["$defs"]["outcome"]["properties"].keys()
    assert outcome["verdict"] == verdict
    assert (outcome["changes"] is None) == (verdict != "passed")
    assert done.returncode == CODES[verdict]


def test_unnoticed_changes(shell: Shell) -> None:
    """`--mutate` lists them below the outcome."""
    done = shell.run("customer", "--mutate")
    assert "changes noticed" in done.stdout
    assert "nothing checks:" in done.stdout
    assert "  $.note" in done.stdout


def test_needed_validations_and_the_login(shell: Shell, new_run: Callable[[], str], backend: Backend) -> None:
    """Both run first; their values and the token are passed on."""
    done = shell.run("echo", new_run())
    needed, *own = done.stdout.splitlines()
    assert needed.startswith("@paid passed: attempt 3")
    assert own == ["@echo passed", "  status  200", '  $.path  "/echo/3"']
    done = shell.run("guarded")
    assert done.stdout.startswith("@guarded passed")
    assert "-token-" not in done.stdout
    assert backend.requests[-1].headers["authorization"].startswith("Bearer login-token-")


def test_an_unreachable_backend_is_an_error(shell: Shell) -> None:
    """The message has the engine's advice."""
    done = shell.run("dead")
    assert done.stdout.startswith("@dead error: connection refused by 127.0.0.1:")
    assert 'is it running? is base_url of connection "dead" right?' in done.stdout
    assert done.returncode == CODES["error"]


def test_a_variable_that_is_not_set_is_an_error(shell: Shell) -> None:
    """The message has its name, what needs it, and where that is written."""
    del shell.environment["REFUSED"]
    done = shell.run("dead")
    where = 'base_url of connection "dead", validations.yaml:4'
    assert done.stdout.startswith(f"@dead error: the environment variable REFUSED is not set ({where})")
    assert done.returncode == CODES["error"]


def test_robot_framework_is_not_loaded(shell: Shell) -> None:
    """The engine is the one of a Robot run, and Robot costs half a second; the registry comes from the cache."""
    shell.registry.write_text(PLAIN, encoding="utf-8")
    code = "import sys; from QuashLibrary.cli.main import main; main(sys.argv[1:]); print(*sys.modules, sep='\\n')"
    shell.run("customer")
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "customer"],
        cwd=shell.folder,
        env=shell.environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert done.stdout.startswith("@customer passed")
    assert loaded & NOT_LOADED == set()
    ours = [name for name in done.stdout.split() if name.startswith("QuashLibrary.")]
    assert [name for name in ours if name.startswith(("QuashLibrary.report", "QuashLibrary.robotside"))] == []
    assert len(ours) <= MOST_MODULES


def test_a_closed_pipe(shell: Shell) -> None:
    """`head` closes it after one line; no traceback follows."""
    process = subprocess.Popen(
        shell.command("customer", "city=Ghent"),
        cwd=shell.folder,
        env=shell.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(30)
    process.stderr.close()


def test_ctrl_c_ends_a_wait(shell: Shell, backend: Backend) -> None:
    """It ends immediately although the backend is silent; the exit code is that of an interrupted program."""
    before = backend.count("/silent")
    with shell.terminal("silent") as terminal:
        assert backend.wait_for("/silent", times=before + 1)
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.finish() == CODES["interrupted"]
        assert "Traceback" not in terminal.text


def test_a_terminal_shows_what_is_missing(shell: Shell) -> None:
    """A line shows it live, even in a narrow terminal; the latest attempt's result stays after Ctrl-C."""
    with shell.terminal("slow", columns=40) as terminal:
        assert terminal.wait_for("@slow, attempt ", "s left: ")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.finish() == CODES["interrupted"]
        assert "@slow was interrupted after attempt" in terminal.text
        assert '$.state should be "gone", was "active"' in terminal.text


def test_a_missing_secret_is_prompted_for(shell: Shell) -> None:
    """The prompt does not show it; the verdict is coloured in a terminal."""
    with shell.terminal("customer", "city=Ghent", "pin") as terminal:
        assert terminal.wait_for("pin: ")
        terminal.type("typed-by-a-person\n")
        assert terminal.finish() == CODES["failed"]
        assert "\x1b[1;31m@customer failed" in terminal.text
        assert "typed-by-a-person" not in terminal.text


def test_without_a_terminal_there_is_no_prompt(shell: Shell) -> None:
    """The message says what to write instead."""
    done = shell.run("customer", "pin")
    assert 'cannot prompt for "pin" without a terminal; write pin=value, or pin=%{VARIABLE}' in done.stderr
    assert done.returncode == CODES["unusable"]


def test_watching_reruns_after_each_save(shell: Shell) -> None:
    """A registry that is broken for a moment does not end it; Ctrl-C does."""
    with shell.terminal("customer", "--watch") as terminal:
        assert terminal.wait_for("@customer passed")
        shell.registry.write_text(REGISTRY.replace("$.state: active", "$.state: asleep"), encoding="utf-8")
        assert terminal.wait_for("@customer failed", "asleep")
        shell.registry.write_text(REGISTRY.replace("$.state: active", "$.state: {actve: 1}"), encoding="utf-8")
        assert terminal.wait_for("@customer cannot run: its definition in the registry has problems")
        terminal.text = ""
        shell.registry.write_text(REGISTRY, encoding="utf-8")
        assert terminal.wait_for("@customer passed")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.finish() == CODES["interrupted"]


def test_watching_refuses_validations_that_write(shell: Shell, backend: Backend) -> None:
    """Saving a file must not place an order."""
    before = len(backend.requests)
    done = shell.run("order", "--watch")
    assert "POST may change something; run @order without --watch" in done.stderr
    assert done.returncode == CODES["unusable"]
    assert len(backend.requests) == before
