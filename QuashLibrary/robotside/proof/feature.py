"""Report the app's writes in each test to the prover, and break the write that the prover names.

It acts only in the processes of a proof, whose environment contains the prover's address. Only they load the modules
that it needs.
"""

from __future__ import annotations

import base64
import json
import os
import re
import socket
from collections import Counter
from typing import TYPE_CHECKING, Any

from QuashLibrary.robotside.app.ui_library import captured_screen
from QuashLibrary.robotside.state.listener_feature import Feature

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from QuashLibrary.registry.model import Redaction
    from QuashLibrary.report.skeleton.sent import Sent
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.step import StepEvent
    from QuashLibrary.traffic.model import AppRequest

PORT, TOKEN = "QUASH_PROOF_PORT", "QUASH_PROOF_TOKEN"
_TIMEOUT = 30.0
WriteKey = tuple[str, str, str, str]
_IDENTIFIER = re.compile(r"^(?!v\d{1,2}$|oauth2$).*\d")


class ProofFeature(Feature):
    """Talks to the prover over its socket."""

    def __init__(self, run: RunState) -> None:
        super().__init__(run)
        self._seen: Counter[str] = Counter()
        self._order: Mapping[str, Any] = {}
        self._socket: socket.socket | None = None
        self._screen = b""
        self._sent: list[tuple[int, Sent]] = []
        """The app's requests in the recording, redacted; with the number of the test among those of its name."""
        port = os.environ.get(PORT, "")
        if port:
            self._connect(int(port))

    def start_test(self, data: Any, result: Any) -> None:
        """Break the write of the trial."""
        self._screen = b""
        traffic = self.run.traffic
        if traffic is None or not traffic.proxy.is_serving:
            return
        from QuashLibrary.traffic.breaking import BrokenRequests

        for rule in self._order.get("rules", ()):
            way = traffic.proxy.way(rule["connection"])
            if way is not None:
                self.run.test.traffic.breaks = True
                traffic.proxy.break_requests(BrokenRequests.read(rule["broken"]).order(way))

    def concerns(self, implementation: Any) -> bool:
        """Act at all keywords, but only in a process of a proof."""
        return self._socket is not None

    def start_step(self, step: StepEvent) -> bool:
        """Take a screenshot before the teardown of a trial, which may close the app."""
        if self._socket is not None and step.result.type == "TEARDOWN" and step.result.parent is self.run.test.result:
            self._picture()
        return True

    def end_step(self, step: StepEvent) -> None:
        """Report the writes of a suite's setup or teardown."""
        if self._socket is None or self.run.test.in_test or step.result.type not in ("SETUP", "TEARDOWN"):
            return
        if getattr(step.data.parent, "suites", None) is not None:
            self._send(fixture=str(step.data.parent.full_name), writes=self._writes())

    def end_test(self, data: Any, result: Any) -> None:
        """Report the writes of the test, and the app's screen at the end of a trial."""
        if self._socket is None:
            return
        writes = self._writes()
        name = str(result.full_name)
        if self._order.get("advises"):
            self._keep(name)
        if not self._screen:
            self._picture()
        self._send(
            test=name,
            number=self._seen[name],
            writes=writes,
            reached=any(request.broken for request in self._requests()),
            screen=base64.b64encode(self._screen).decode("ascii"),
        )
        self._seen[name] += 1

    def end_suite(self, data: Any, result: Any) -> None:
        """Report, at the end of a recording, a validation that reads each write back."""
        if self._socket is None or data.parent is not None or not self._order.get("advises"):
            return
        from QuashLibrary.report.skeleton.registry import validation_for

        advice: dict[tuple[str, int, WriteKey], str] = {}
        requests = [sent for _, sent in self._sent]
        for number, sent in self._sent:
            key = sent.test, number, _key_of(sent.request)
            if sent.request.is_write and sent.succeeded and key not in advice:
                advice[key] = validation_for(sent, requests)
        self._send(advice=[[test, number, write, text] for (test, number, write), text in advice.items()])

    def _picture(self) -> None:
        """Keep the app's screen at the end of a trial."""
        screen = captured_screen(self.run) if self._order.get("rules") else None
        self._screen = (screen.png if screen else None) or b""

    def _connect(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_TIMEOUT)
        self._send(token=os.environ.get(TOKEN, ""))
        with self._socket.makefile("rb") as lines:
            self._order = json.loads(lines.readline() or b"{}")
        self._send(reply=self._order.get("number"))

    def _send(self, **message: Any) -> None:
        if self._socket is not None:
            self._socket.sendall(json.dumps(message).encode() + b"\n")

    def _keep(self, test: str) -> None:
        """Keep the requests of a test without their secrets, to suggest how to read writes back."""
        from QuashLibrary.report.skeleton.sent import Sent, without_secrets
        from QuashLibrary.views.app_requests import AppRequestView

        steps = self.run.test.ui_steps
        view = AppRequestView(self.run.redactor, self._rules_of)
        for request in self._requests():
            step = next((item for item in reversed(steps) if item.started <= request.started), None)
            text = self.run.redactor.clean(step.text) if step else ""
            sent = Sent(without_secrets(request, view), test, text, step.library if step else "")
            self._sent.append((self._seen[test], sent))

    def _rules_of(self, connection: str) -> Sequence[Redaction]:
        backend = self.run.traffic.backends.get(connection) if self.run.traffic else None
        return backend.connection.redact if backend else ()

    def _requests(self) -> list[AppRequest]:
        traffic = self.run.traffic
        if traffic is None or not traffic.proxy.is_serving:
            return []
        traffic.proxy.sync()
        return sorted(traffic.proxy.log.ended(), key=lambda request: request.started)

    def _writes(self) -> list[Mapping[str, Any]]:
        """Return each distinct write, with the data that the prover needs to lose it."""
        from QuashLibrary.views.app_requests import AppRequestView

        traffic = self.run.traffic
        found: dict[WriteKey, dict[str, Any]] = {}
        steps = self.run.test.ui_steps
        view = AppRequestView(self.run.redactor, self._rules_of)
        for request in self._requests():
            if not request.is_write or traffic is None:
                continue
            key = _key_of(request)
            step = next((item.text for item in reversed(steps) if item.started <= request.started), "")
            write = found.setdefault(
                key,
                {
                    "write": key,
                    "times": 0,
                    "ui_step": self.run.redactor.clean(step),
                    "why_not": "",
                    "answer": None,
                    "line": view.line(request),
                },
            )
            write["times"] += 1
            if answer := traffic.lost_answers.of(request):
                write["answer"] = answer.written()
        for write in found.values():
            if write["answer"] is None:
                write["why_not"] = f"it did not succeed: {write['line']}"
        return list(found.values())


def _key_of(request: AppRequest) -> WriteKey:
    return request.connection, request.method, path_without_identifiers(request.path), request.operation


def path_without_identifiers(path: str) -> str:
    """Return a path with `*` for each segment that contains a digit, except versions such as `v1` and `oauth2`."""
    return "/".join("*" if _IDENTIFIER.search(segment) else segment for segment in path.split("/"))
