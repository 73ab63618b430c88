"""The state of the app's own requests: of a run, the proxy and its backends; of a test, what it announced or broke."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from QuashLibrary.language.request_patterns import RequestPattern
    from QuashLibrary.registry.model import HttpConnection
    from QuashLibrary.traffic.lost_answers import LostAnswers
    from QuashLibrary.traffic.model import AppRequest
    from QuashLibrary.traffic.proxy import Proxy
    from QuashLibrary.traffic.swallowed import Announcement


class AppBackend(NamedTuple):
    """A backend of the app; `broken_promise` says which expectation of its connection an answer breaks."""

    connection: HttpConnection
    broken_promise: Callable[[AppRequest], str]


class RunTraffic:
    """The proxy of a run, and the backends that it forwards to, by the names of their connections."""

    def __init__(self, proxy: Proxy, lost_answers: LostAnswers) -> None:
        self.proxy = proxy
        self.lost_answers = lost_answers
        self.backends: dict[str, AppBackend] = {}
        self.problems: dict[object, str] = {}
        """Why ways could not be opened; each way is tried only once."""
        self.has_seen_requests = False
        self.has_seen_ui_steps = False
        self.has_warned_of_death = False
        self.has_file = False
        """Whether this run has already created its file."""
        self.file_problem = ""


class TestTraffic:
    """The failures of the app's requests that a test announced, and the requests that it broke."""

    __test__ = False  # pytest must not collect it

    def __init__(self) -> None:
        self.announced: list[Announcement] = []
        self.breaks = False
        """Whether the test has broken requests."""
        self.broken: list[RequestPattern] = []
        """The patterns of Break App Request, for a warning if the app sends no such request."""
