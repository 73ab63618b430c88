"""The step that shows all requests of the app in a test, and applies the policy to swallowed failures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from QuashLibrary.robotside.errors import StepError
from QuashLibrary.robotside.log import messages
from QuashLibrary.robotside.traffic.traffic_file import write_requests
from QuashLibrary.traffic.swallowed import Circumstances, find_swallowed
from QuashLibrary.views.app_record import app_record_comment
from QuashLibrary.views.app_requests import (
    AppRequestView,
    closing_title,
    swallowed_message,
    traffic_html,
    traffic_record,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from QuashLibrary.registry.model import OnSwallowed, Redaction
    from QuashLibrary.robotside.state.run import RunState
    from QuashLibrary.robotside.state.traffic import AppBackend
    from QuashLibrary.traffic.model import AppRequest
    from QuashLibrary.traffic.swallowed import Finding
    from QuashLibrary.views.app_record import AppTrafficRecord

_STRICTEST_FIRST: tuple[OnSwallowed, ...] = ("fail", "warn", "ignore")
_BEFORE = "began before this test"


@dataclass(eq=False)
class ClosingStep:
    """The last step of a test; `assertions` are the times at which assertions about texts failed."""

    run: RunState
    requests: Sequence[AppRequest]
    assertions: Sequence[datetime]
    sent: int = 0
    owner: str = ""
    """The full name of the test, or of the suite."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings about the requests, in the order in which they began."""
        test = self.run.test
        failures = [item.ended for item in test.ui_steps if item.failed and item.ended]
        circumstances = Circumstances(
            ui_failures=[*failures, *self.assertions],
            ignored={
                name: backend.connection.app.ignore
                for name, backend in self._backends.items()
                if backend.connection.app
            },
            announced=test.traffic.announced,
            broken_promise=self._broken_promise,
        )
        ordered = sorted(self.requests, key=lambda request: request.started)
        found = find_swallowed([(request, self._step_of(request)) for request in ordered], circumstances)
        began = test.result.start_time if test.result is not None else None
        if began is None:
            return found
        return tuple(
            replace(item, note=item.note or _BEFORE) if item.request.started.replace(tzinfo=None) < began else item
            for item in found
        )

    @cached_property
    def record(self) -> AppTrafficRecord:
        """The record for the report."""
        return replace(traffic_record(self.sent, self.findings, self._view), policy=self.policy, note=self.death)

    @property
    def title(self) -> str:
        """The title of the step."""
        return closing_title(self.sent, self.findings)

    @property
    def message(self) -> str:
        """The message about swallowed failures, if the policy does not ignore them."""
        return swallowed_message(self.findings, self._view)

    @cached_property
    def policy(self) -> str:
        """The strictest policy of the connections with swallowed failures; empty if there are none."""
        names = {item.request.connection for item in self.findings if item.swallowed}
        policies = {self._backends[name].connection.on_swallowed for name in names if name in self._backends}
        return min(policies, key=_STRICTEST_FIRST.index, default="")

    @property
    def has_swallowed(self) -> bool:
        """Whether the app swallowed a failure that the policy does not ignore."""
        return self.policy in ("warn", "fail")

    @property
    def death(self) -> str:
        """Why some requests of this test are unknown; empty if all are known."""
        if self.run.traffic is None:
            return ""
        proxy = self.run.traffic.proxy
        if proxy.death:
            return f"the proxy has stopped, so later requests are unknown: {proxy.death}"
        gap = proxy.gap or ("there were too many" if self.sent > len(self.requests) else "")
        return f"some requests are unknown: {gap}" if gap else ""

    def run_step(self) -> None:
        """Write the table and the record, and follow the policy."""
        messages.html(self.run, traffic_html(self.record) + app_record_comment(self.record))
        write_requests(self.run, self.owner, self.findings, self._view)
        if self.death and self.run.traffic and not self.run.traffic.has_warned_of_death:
            self.run.traffic.has_warned_of_death = True
            messages.warning(self.death)
        for pattern in () if self.death else self.run.test.traffic.broken:
            matching = (item for item in self.requests if item.broken and pattern.matches(item.method, item.path))
            if next(matching, None) is None:
                messages.warning(f"Break App Request    {pattern}: the app sent no such request in this test")
        if self.policy == "fail":
            raise StepError(self.message)
        if self.policy == "warn":
            messages.warning(self.message)

    def failure_title(self, request: AppRequest) -> str:
        """Return the title of the step that shows a failed request."""
        return f"app request failed: {self._view.line(request)}"

    def write_failure(self, request: AppRequest) -> None:
        """Write a request and its answer."""
        messages.text(f"{self._view.line(request)}\n\n{self._view.answer_text(request)}")

    @property
    def _backends(self) -> dict[str, AppBackend]:
        return self.run.traffic.backends if self.run.traffic else {}

    @property
    def _view(self) -> AppRequestView:
        return AppRequestView(self.run.redactor, self._rules_of, [step.text for step in self.run.test.ui_steps])

    def _rules_of(self, name: str) -> Sequence[Redaction]:
        backend = self._backends.get(name)
        return backend.connection.redact if backend else ()

    def _broken_promise(self, request: AppRequest) -> str:
        backend = self._backends.get(request.connection)
        return backend.broken_promise(request) if backend else ""

    def _step_of(self, request: AppRequest) -> int:
        """Return the number of the UI step during which, or after which, a request began; -1 if there was none."""
        steps = self.run.test.ui_steps
        return max((number for number, step in enumerate(steps) if step.started <= request.started), default=-1)
