"""The proxy is a separate process: it ends with its run, however that ends, and each pabot process has its own."""

from __future__ import annotations

import json
import signal
import subprocess
import time
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from atest.app_backend import AppBackend
from atest.one_process import Step, runs_in_one_process
from atest.ports import quiet_port
from atest.robot_process import SUITES, Robot
from atest.test_parallel import by_pabot

MARK = "ATEST_RUN"
LIMIT = 30.0
"""Seconds after which a process that should have ended counts as left over."""
NO_PROXY_LEFT = """\
import glob
children = [pid for file in glob.glob("/proc/self/task/*/children") for pid in open(file).read().split()]
assert not [pid for pid in children if b"mitmdump" in open(f"/proc/{pid}/cmdline", "rb").read()]
"""


@pytest.fixture
def marked(app: Robot) -> Robot:
    """Robot whose processes are marked in their environment, so tests can find them."""
    return app.given(environment={MARK: uuid.uuid4().hex})


def proxies(robot: Robot) -> list[int]:
    """Return the running proxies that have the mark of a run."""
    mark = f"{MARK}={robot.environment[MARK]}".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes() and b"mitmdump" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_for_proxies(robot: Robot, *, number: int) -> None:
    """Wait until this many proxies run."""
    deadline = time.monotonic() + LIMIT
    while len(found := proxies(robot)) != number:
        assert time.monotonic() < deadline, f"{found} run, and should be {number}"
        time.sleep(0.02)


def test_proxy_ends_with_its_run(marked: Robot) -> None:
    """The proxy has ended when robot has ended."""
    run = marked.run("app_traffic/simple.robot")
    assert (run.code, proxies(marked)) == (0, [])


def test_interruption_during_the_start(marked: Robot) -> None:
    """Ctrl-C right after the start of the program leaves nothing behind."""
    process = marked.started("app_traffic/simple.robot")
    wait_for_proxies(marked, number=1)
    process.send_signal(signal.SIGINT)
    run = marked.ended(process)
    wait_for_proxies(marked, number=0)
    assert "Traceback" not in run.console


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_signal_while_a_request_is_open(marked: Robot, app_backend: AppBackend, sent: signal.Signals) -> None:
    """Neither an open connection nor a killed robot keeps the proxy alive."""
    app_backend.requests.clear()
    process = marked.started("app_traffic/waiting.robot")
    wait_until_requested(app_backend, "/api/wait/signal", process)
    process.send_signal(sent)
    marked.ended(process)
    wait_for_proxies(marked, number=0)
    app_backend.gate("signal").set()


def wait_until_requested(app_backend: AppBackend, path: str, process: subprocess.Popen[str]) -> None:
    """Wait until a request has arrived."""
    deadline = time.monotonic() + LIMIT
    while not app_backend.count(path):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)


def test_second_run_in_one_process_has_its_own_proxy(marked: Robot) -> None:
    """The first proxy ends with its run, and its port can be used again."""
    step = Step((SUITES / "app_traffic" / "simple.robot",), {}, after=NO_PROXY_LEFT)
    runs = runs_in_one_process(marked, step, step)
    for run in runs:
        assert run.code == 0
        assert run.test("Second").steps[-1].name == "› the app sent 1 request"
    assert proxies(marked) == []


def test_processes_of_pabot_have_a_port_each(marked: Robot) -> None:
    """A test sees only its own app's requests, and one report covers all processes."""
    # A variable from the command line would override the suite's own.
    variables = {name: value for name, value in marked.variables.items() if name != "APP_PORT"}
    robot = replace(marked, variables={**variables, "FIRST_PORT": str(quiet_port()), "SECOND_PORT": str(quiet_port())})
    run = by_pabot(robot).run("app_traffic/parallel.robot")
    run.assert_as_documented()
    files = sorted((run.folder / "quash").glob("traffic*.jsonl"))
    sent = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    assert sorted(item["path"] for item in sent) == ["/one", "/three", "/two"]
    assert proxies(marked) == []
