"""Run Robot Framework for a proof: each run in a process of its own, its output in a folder that is deleted.

In: the words of a command line and a registry. Out: what the app wrote, and how tests ended. The answers that the app
got in the recording are kept here, in memory, and handed to the processes of the trials.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import ProofError
from QuashLibrary.language.durations import show_duration
from QuashLibrary.proof.model import SentWrite, Write
from QuashLibrary.proof.plan import RecordedTest, Recording, RunResult, TestKey
from QuashLibrary.report.read.model import ShownOutcome, Step, in_order
from QuashLibrary.report.read.run_reader import RunReader
from QuashLibrary.robotside.proof.one_run import RunOrder
from QuashLibrary.traffic.breaking import BrokenRequests, GivenAnswer
from QuashLibrary.traffic.channel import Channel
from QuashLibrary.traffic.lost_answers import SuccessfulAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.proof.plan import BrokenWrite
    from QuashLibrary.report.read.model import TestRun

_GREETING_SECONDS = 60.0
_LAST_MESSAGES_SECONDS = 5.0
LEAST_SECONDS = 120.0
"""A trial may take this long, or ten times as long as the test with nothing broken."""

_TIMES_AS_LONG = 10
_END_SECONDS = 5.0
_MANY = 1_000_000
_FRESH_ANSWERS = 5
_FIRST_DATA_ERROR = 251
_LATE_SECONDS = 5.0
_ERROR = GivenAnswer(500, (("Content-Type", "application/json"),), b'{"error": "broken by quash prove"}')
_LONGEST_MESSAGE = 2_000


@dataclass(slots=True)
class RobotRuns:
    """Makes the runs of one proof; pictures go to `screens` beside the pages, outputs for a moment to `work`."""

    arguments: Sequence[str]
    registry: str
    environment: str
    ui_library: str
    screens: Path
    work: Path
    _answers: dict[tuple[TestKey, Write], SuccessfulAnswer] = field(default_factory=dict)
    _took: dict[TestKey, float] = field(default_factory=dict)
    """How long tests ran alone with nothing broken."""

    def record(self) -> Recording:
        """Run everything once.

        Raises:
            ProofError: Robot Framework could not run it.
        """
        with self._run(RunOrder(**self._order()), {"advises": True}) as (messages, tests):
            found = list(tests)
        writes = {_key_of(message): message["writes"] for message in messages if "test" in message}
        fixtures = [write for message in messages if "fixture" in message for write in message["writes"]]
        advice = {
            (test, number, Write(*write)): text
            for message in messages
            for test, number, write, text in message.get("advice", ())
        }
        numbers: Counter[str] = Counter()
        recorded = []
        for test in (test for test in found if test.kind == "test"):
            key = TestKey(test.suite, test.name, numbers[test.full_name])
            numbers[test.full_name] += 1
            recorded.append(self._recorded_test(key, test, writes.get((key.full_name, key.number), []), advice))
        in_setups = tuple(
            replace(_sent_write(item), why_not="a setup or teardown of a suite sent it") for item in fixtures
        )
        return Recording(tuple(recorded), in_setups)

    def _recorded_test(
        self,
        key: TestKey,
        test: TestRun,
        sent: Sequence[Mapping[str, Any]],
        advice: Mapping[tuple[str, int, Write], str],
    ) -> RecordedTest:
        """Return what is known of a test; the answers that its writes got are kept."""
        for item in sent:
            if item["answer"]:
                self._answers[key, Write(*item["write"])] = SuccessfulAnswer.read(item["answer"])
        message = "" if test.status == "PASS" else test.message[:_LONGEST_MESSAGE]
        writes = (
            replace(item, advice=advice.get((key.full_name, key.number, item.write), ""))
            for item in map(_sent_write, sent)
        )
        return RecordedTest(key, test.status == "PASS", message, tuple(writes))

    def run_alone(self, test: TestKey, broken: BrokenWrite | None) -> RunResult:
        """Run one test, with one write broken in it if that is given."""
        order = RunOrder(**self._order(), suite=list(test.suite), test=test.name, number=test.number)
        rules = [self._rule(test, broken)] if broken else []
        limit = max(LEAST_SECONDS, _TIMES_AS_LONG * self._took.get(test, 0.0)) if broken else None
        start = time.monotonic()
        try:
            with self._run(order, {"rules": rules}, limit) as (messages, tests):
                found = [item for item in tests if item.kind == "test"]
        except subprocess.TimeoutExpired:
            # An app that retries for ever: somebody would notice that the test does not end.
            return RunResult(passed=False, message=f"it did not end within {show_duration(limit or 0)}", reached=True)
        if not broken:
            self._took[test] = time.monotonic() - start
        if not found:
            return RunResult(passed=False, message="it cannot be run alone")
        said = next((message for message in messages if "test" in message), {})
        return replace(
            _result(found[0]), reached=bool(said.get("reached")), screen=self._kept_screen(said.get("screen", ""))
        )

    def _order(self) -> dict[str, Any]:
        return {
            "arguments": list(self.arguments),
            "registry": self.registry,
            "environment": self.environment,
            "ui_library": self.ui_library,
            "output": "",
        }

    def _rule(self, test: TestKey, broken: BrokenWrite) -> Mapping[str, Any]:
        answers: tuple[GivenAnswer, ...] = ()
        if broken.fault == "lost":
            answer = self._answers[test, broken.write]
            fresh = [answer.refreshed() for _ in range(_FRESH_ANSWERS)]
            answers = tuple(GivenAnswer(item.status, item.headers, item.body) for item in fresh)
        elif broken.fault == "error":
            answers = (_ERROR,)
        write, path = broken.write, "[^/]*[0-9][^/]*".join(map(re.escape, broken.write.path.split("*")))
        rule = BrokenRequests(write.method, path, broken.fault, _MANY, answers, _LATE_SECONDS, write.operation)
        return {"connection": write.connection, "broken": rule.written()}

    @contextmanager
    def _run(
        self, order: RunOrder, instructions: Mapping[str, Any], limit: float | None = None
    ) -> Iterator[tuple[list[Mapping[str, Any]], Iterator[TestRun]]]:
        """Run in a process; give what it reported and the tests of its output, which is deleted afterwards.

        Raises:
            ProofError: Robot Framework could not run it.
            subprocess.TimeoutExpired: it did not end within the limit, in seconds.
        """
        messages: list[Mapping[str, Any]] = []
        channel = Channel(messages.append)
        folder = self.work / secrets.token_hex(4)
        try:
            code, printed = self._execute(replace(order, output=str(folder)), channel, instructions, limit)
            output = folder / "output.xml"
            if code >= _FIRST_DATA_ERROR or not output.is_file():
                raise ProofError(f"Robot Framework could not run the suite:\n{printed.strip()[-_LONGEST_MESSAGE:]}")
            yield messages, RunReader([output], [self.ui_library]).tests()
        finally:
            channel.close()
            shutil.rmtree(folder, ignore_errors=True)

    @staticmethod
    def _execute(
        order: RunOrder, channel: Channel, instructions: Mapping[str, Any], limit: float | None
    ) -> tuple[int, str]:
        environment = {**os.environ, "QUASH_PROOF_PORT": str(channel.port), "QUASH_PROOF_TOKEN": channel.token}
        command = [sys.executable, "-m", "QuashLibrary.robotside.proof.one_run"]
        with tempfile.TemporaryFile() as printed:
            process = subprocess.Popen(  # noqa: S603 - our own program
                command, stdin=subprocess.PIPE, stdout=printed, stderr=subprocess.STDOUT, env=environment
            )
            try:
                assert process.stdin is not None  # noqa: S101 - it is a pipe
                process.stdin.write(json.dumps(_as_dict(order)).encode())
                process.stdin.close()
                while not channel.greeted.wait(0.1) and process.poll() is None:
                    pass
                if channel.greeting:
                    channel.ask("proof", _GREETING_SECONDS, **instructions)
                process.wait(limit)
                if channel.greeting:
                    channel.closed.wait(_LAST_MESSAGES_SECONDS)
            except BaseException:
                _end(process)
                raise
            printed.seek(0)
            return process.returncode, printed.read().decode("utf-8", "replace")

    def _kept_screen(self, data: str) -> str:
        if not data:
            return ""
        name = f"screen-{secrets.token_hex(4)}.png"
        self.screens.mkdir(parents=True, exist_ok=True)
        (self.screens / name).write_bytes(base64.b64decode(data))
        return f"{self.screens.name}/{name}"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a run that nobody waits for; Robot Framework gets a moment for the teardowns that close the app."""
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _as_dict(order: RunOrder) -> dict[str, Any]:
    return {name: getattr(order, name) for name in RunOrder.__dataclass_fields__}


def _key_of(message: Mapping[str, Any]) -> tuple[str, int]:
    return message["test"], message["number"]


def _sent_write(item: Mapping[str, Any]) -> SentWrite:
    return SentWrite(Write(*item["write"]), item["times"], item["ui_step"], item["why_not"])


def _result(test: TestRun) -> RunResult:
    """Return how a test ended: what failed it, or which validation warned."""
    passed = test.status in ("PASS", "SKIP")
    skipped = test.status == "SKIP"
    seen = [item for item in in_order(test) if isinstance(item, ShownOutcome | Step)]
    failures = [item for item in seen if _message_of(item)]
    # A failure that the suite has caught is not what failed the test.
    decisive = [item for item in failures if not passed and _message_of(item) in test.message] or failures
    for item in decisive:
        if isinstance(item, ShownOutcome) and (not passed or not item.caught):
            return RunResult(passed, item.record.name, True, passed, _message_of(item), skipped=skipped)
        if isinstance(item, Step) and not passed:
            return RunResult(passed, " ".join([item.name, *item.args]), message=_message_of(item))
    return RunResult(passed, message="" if test.status == "PASS" else test.message[:_LONGEST_MESSAGE], skipped=skipped)


def _message_of(item: ShownOutcome | Step) -> str:
    """Return how a step or an outcome failed; empty if it did not."""
    if isinstance(item, ShownOutcome):
        return (item.record.message or item.record.summary) if item.missed else ""
    return (item.message or item.name) if item.status == "FAIL" else ""
