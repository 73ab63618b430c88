"""Find the failures that the app swallowed: a request failed, and the UI did not show it.

In: the requests of a test in order, each with its UI step; the UI failures; ignored and announced failures. Out: for
each request whether it failed, whether the failure was swallowed, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from QuashLibrary.language.request_patterns import RequestPattern
    from QuashLibrary.traffic.model import AppRequest, EqualKey

SENT_TWICE = "sent twice"
_SUCCESS = range(100, 400)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Failures that a test expects, starting at a moment."""

    pattern: RequestPattern
    since: datetime
    connection: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything that decides whether the failures of a test were swallowed.

    `ui_failures` are the moments of uncaught UI step failures. `ignored` contains patterns by connection.
    `broken_promise` returns which expectation of its connection an answer breaks; empty if it breaks nothing.
    """

    ui_failures: Sequence[datetime] = ()
    ignored: Mapping[str, Sequence[RequestPattern]] = field(default_factory=dict)
    announced: Sequence[Announcement] = ()
    broken_promise: Callable[[AppRequest], str] = lambda request: ""


@dataclass(frozen=True, slots=True)
class Finding:
    """The result of a request; `step` is the number of the UI step during which it started, or -1 without a step.

    `why` says why it failed, and `exempt` why the failure was not swallowed. `note` is a remark.
    """

    request: AppRequest
    step: int
    why: str = ""
    exempt: str = ""
    note: str = ""

    @property
    def failed(self) -> bool:
        """Whether it failed."""
        return bool(self.why)

    @property
    def swallowed(self) -> bool:
        """Whether it failed and the UI did not show it."""
        return self.failed and not self.exempt


def find_swallowed(requests: Iterable[tuple[AppRequest, int]], circumstances: Circumstances) -> tuple[Finding, ...]:
    """Return the finding of each request."""
    findings = [
        Finding(request, step, request.problem or circumstances.broken_promise(request)) for request, step in requests
    ]
    last_success: dict[EqualKey, int] = {}
    for index, finding in enumerate(findings):
        if not finding.failed and finding.request.status in _SUCCESS:
            last_success[finding.request.equal_key] = index
    judged = (
        replace(finding, exempt=_exemption(finding, index, last_success, circumstances)) if finding.failed else finding
        for index, finding in enumerate(findings)
    )
    return tuple(_with_repetitions(list(judged)))


def _exemption(finding: Finding, index: int, last_success: Mapping[EqualKey, int], circumstances: Circumstances) -> str:
    """Return why a failure does not count as swallowed; empty if it does."""
    request = finding.request
    ended = request.started.timestamp() + request.elapsed
    ignored = circumstances.ignored.get(request.connection, ())
    exemptions = {
        "the app cancelled it": request.fault == "cancelled",
        "an image, a font or a style": request.is_decoration,
        "ignored by the registry": any(item.matches(request.method, request.path, request.status) for item in ignored),
        "announced by Expect App Failure": any(_is_announced(request, item) for item in circumstances.announced),
        "a later equal request succeeded": last_success.get(request.equal_key, -1) > index,
        "a UI step failed after it": any(moment.timestamp() >= ended for moment in circumstances.ui_failures),
    }
    return next((why for why, applies in exemptions.items() if applies), "")


def _is_announced(request: AppRequest, item: Announcement) -> bool:
    if item.connection not in ("", request.connection) or request.started < item.since:
        return False
    return item.pattern.matches(request.method, request.path, request.status)


def _with_repetitions(findings: list[Finding]) -> list[Finding]:
    """Return the findings, with a note on each write that was sent and accepted twice during the same UI step."""
    seen: set[tuple[object, ...]] = set()
    for index, finding in enumerate(findings):
        request = finding.request
        is_accepted_write = request.is_write and not finding.failed and request.status in _SUCCESS
        if not is_accepted_write or request.body is None or finding.step < 0:
            continue
        # Only the beginning of a large body is kept, so its size must be equal, too.
        key = (request.equal_key, finding.step, request.body, request.body_size)
        if key in seen:
            findings[index] = replace(finding, note=SENT_TWICE)
        seen.add(key)
    return findings
