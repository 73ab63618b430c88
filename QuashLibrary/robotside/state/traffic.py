"""What is known of the app's own requests: in a run the proxy and its backends, in a test what it expects of them."""

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
    """The proxy of a run, and the backends to which it forwards, by the names of their connections."""

    def __init__(self, proxy: Proxy, lost_answers: LostAnswers) -> None:
        self.proxy = proxy
        self.lost_answers = lost_answers
        self.backends: dict[str, AppBackend] = {}
        self.problems: dict[object, str] = {}
        """Why ways could not be opened, so that each is tried once."""
        self.has_seen_requests = False
        self.has_seen_ui_steps = False
        self.has_warned_of_death = False
        self.has_file = False
        """Whether the file of this run was begun."""
        self.file_problem = ""


class TestTraffic:
    """What a test expects of the app's requests, and how it breaks them."""

    __test__ = False  # pytest must not collect it

    def __init__(self) -> None:
        self.announced: list[Announcement] = []
        self.breaks = False
        self.broken: list[RequestPattern] = []
        """What Break App Request names, to say so if the app sends nothing of it."""

    """Whether it has ordered to break requests."""
