"""Proxy faults: without the proxy no test runs, unless the import is lenient; a proxy that dies fails no test."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from atest.app_backend import AppBackend
from atest.robot_process import REGISTRIES, Robot, Run

INSTALL = (
    "install it in its own environment:  pipx install mitmproxy  or  uv tool install mitmproxy ; "
    "or set QUASH_MITMDUMP to its path"
)
PROGRAM = "QUASH_MITMDUMP"
TOO_OLD = """\
import json, os, socket
with socket.create_connection(("127.0.0.1", int(os.environ["QUASH_TRAFFIC_PORT"]))) as robot:
    robot.sendall(json.dumps({"token": os.environ["QUASH_TRAFFIC_TOKEN"], "mitmproxy": "8.1.1"}).encode() + b"\\n")
    robot.recv(1)
"""
FAILING = """\
import sys
sys.exit("mitmdump: error: unrecognized arguments: --set rawtcp=true")
"""
STRANGER = """\
import os, socket, sys
with socket.create_connection(("127.0.0.1", int(os.environ["QUASH_TRAFFIC_PORT"]))) as robot:
    robot.sendall(b'{"token": "guessed", "mitmproxy": "11.0.2"}\\n')
    robot.recv(1)
sys.exit("it was not the one")
"""


def program(folder: Path, text: str) -> Path:
    """Write a program that replaces mitmdump."""
    path = folder / "mitmdump"
    path.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    path.chmod(0o755)
    return path


def messages(run: Run) -> dict[str, tuple[str, str]]:
    """Return the message of each test."""
    return {test.name: (test.status, test.message) for test in run.suite.all_tests()}


def assert_nothing_ran(run: Run, app_backend: AppBackend, message: str) -> None:
    """Fail unless every test failed at its start with a given message."""
    expected = f"QuashLibrary cannot be used: {message}"
    assert messages(run) == {"First": ("FAIL", expected), "Second": ("FAIL", expected)}
    assert [step.status for step in run.suite.steps if step.status == "PASS"] == []
    assert app_backend.count("/api/setup") == 0
    assert "Traceback" not in run.console + run.xml


def test_missing_program(app: Robot, app_backend: AppBackend, tmp_path: Path) -> None:
    """The message says how to install it, and no setup runs."""
    app_backend.requests.clear()
    nowhere = str(tmp_path / "nowhere")
    run = app.given(environment={PROGRAM: nowhere}).run("app_traffic/simple.robot")
    assert_nothing_ran(run, app_backend, f'{PROGRAM} is "{nowhere}", which is not a program; {INSTALL}')


def test_program_that_is_not_on_path(app: Robot, app_backend: AppBackend, tmp_path: Path) -> None:
    """The message is the same if no variable names a program."""
    app_backend.requests.clear()
    run = app.given(environment={PROGRAM: "", "PATH": str(tmp_path)}).run("app_traffic/simple.robot")
    message = f"mitmproxy, which records the app's requests, is not installed; {INSTALL}"
    assert_nothing_ran(run, app_backend, message)


def test_program_on_path_is_found(app: Robot, mitmproxy: dict[str, str]) -> None:
    """No variable is needed."""
    path = os.pathsep.join([str(Path(mitmproxy[PROGRAM]).parent), os.environ["PATH"]])
    run = app.given(environment={PROGRAM: "", "PATH": path}).run("app_traffic/simple.robot")
    assert messages(run) == {"First": ("PASS", ""), "Second": ("PASS", "")}
    assert run.test("First").steps[-1].name == "› the app sent 1 request"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TOO_OLD, "{} is mitmproxy 8.1.1; it must be version 10 or newer"),
        (
            FAILING,
            "{} cannot be used: mitmdump ended with exit code 1: "
            "mitmdump: error: unrecognized arguments: --set rawtcp=true",
        ),
        (STRANGER, "{} cannot be used: mitmdump ended with exit code 1: it was not the one"),
    ],
    ids=["too old", "failing", "stranger"],
)
def test_program_that_cannot_be_used(
    app: Robot, app_backend: AppBackend, tmp_path: Path, text: str, message: str
) -> None:
    """Each kind of unusable program has its own message."""
    app_backend.requests.clear()
    wrong = program(tmp_path, text)
    run = app.given(environment={PROGRAM: str(wrong)}).run("app_traffic/simple.robot")
    assert_nothing_ran(run, app_backend, message.format(wrong))


def test_missing_program_is_a_warning_if_not_strict(app: Robot, tmp_path: Path) -> None:
    """With `strict=False` tests run, and the app's requests are not recorded."""
    nowhere = str(tmp_path / "nowhere")
    run = app.given("--variable", "STRICT:False", environment={PROGRAM: nowhere}).run("app_traffic/simple.robot")
    assert messages(run) == {"First": ("PASS", ""), "Second": ("PASS", "")}
    assert run.errors == [f'{PROGRAM} is "{nowhere}", which is not a program; {INSTALL}']


def test_port_that_is_taken(app: Robot, app_backend: AppBackend) -> None:
    """The message names the port and the connection."""
    app_backend.requests.clear()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = app.given(APP_PORT=port).run("app_traffic/simple.robot")
    assert_nothing_ran(
        run,
        app_backend,
        f'"app" of the connection "shop" cannot listen on 127.0.0.1:{port}: another program is listening there; '
        "choose another port",
    )


def test_port_that_is_not_a_port(app: Robot, app_backend: AppBackend) -> None:
    """A variable can have any value; the message says where it is used."""
    app_backend.requests.clear()
    run = app.given(APP_PORT="phone").run("app_traffic/simple.robot")
    place = REGISTRIES / "app_traffic" / "sent.yaml"
    assert_nothing_ran(
        run,
        app_backend,
        f'{place}:7:19 cannot record the app\'s requests to "shop": '
        '"listen" must be a port from 1 to 65535, but is "phone"',
    )


def test_proxy_that_dies_fails_no_test(app: Robot) -> None:
    """One warning reports it, and validations that need its requests are errors from then on."""
    run = app.run("app_traffic/dying.robot")
    run.assert_as_documented()
    assert run.errors == ["the proxy has stopped, so later requests are unknown: mitmdump ended with exit code -9"]
    assert "Traceback" not in run.xml


def test_problems_of_the_registry(app: Robot) -> None:
    """Shared ports, invalid comparisons and connections without an app are found when the registry is loaded."""
    registry = REGISTRIES / "app_traffic" / "bad" / "problems.yaml"
    listener = f"QuashLibrary.Listener;{registry}"
    run = app.given("--dryrun", "--listener", listener).run("app_traffic/unchanged.robot")
    assert run.console.count("problems.yaml:") >= 6, run.console
    for text in (
        'the connections "shop" and "pay" listen on the same port, 127.0.0.1:8888',
        '"app_proxy" and the connection "shop" listen on the same port, 127.0.0.1:8888',
        'the host "shop.example" of "app_proxy" names the connection "shp", which is not defined; did you mean "shop"?',
        '"changed by" in "expect" of validation "compared": app requests are counted, not compared',
        '"changed" in "expect" of validation "compared-too": app requests are counted, not compared',
        '"app_sent" of validation "not-recorded": the connection "silent" has no "app"',
    ):
        assert text in run.console, text
