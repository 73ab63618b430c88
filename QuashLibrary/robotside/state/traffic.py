"""What is known of the app's own requests: in a run the proxy and its backends, in a test what it expects of them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from QuashLibrary.language.request_patterns import RequestPattern
from QuashLibrary.registry.model import HttpConnection
from QuashLibrary.traffic.lost_answers import LostAnswers
from QuashLibrary.traffic.model import AppRequest
from QuashLibrary.traffic.proxy import Proxy
from QuashLibrary.traffic.swallowed import Announcement


@dataclass(frozen=True, slots=True)
class AppBackend:
    """A backend of the app; `broken_promise` says which expectation of its connection an answer breaks."""

    connection: HttpConnection
    broken_promise: Callable[[AppRequest], str]


@dataclass(slots=True)
class RunTraffic:
    """The proxy of a run, and the backends to which it forwards, by the names of their connections."""

    proxy: Proxy
    backends: dict[str, AppBackend] = field(default_factory=dict)
    lost_answers: LostAnswers = field(default_factory=LostAnswers)
    problems: dict[object, str] = field(default_factory=dict)
    """Why ways could not be opened, so that each is tried once."""
    has_seen_requests: bool = False
    has_seen_ui_steps: bool = False
    has_warned_of_death: bool = False
    has_file: bool = False
    """Whether the file of this run was begun."""
    file_problem: str = ""


@dataclass(slots=True)
class TestTraffic:
    """What a test expects of the app's requests, and how it breaks them."""

    __test__ = False  # pytest must not collect it

    announced: list[Announcement] = field(default_factory=list)
    breaks: bool = False
    broken: list[RequestPattern] = field(default_factory=list)
    """What Break App Request names, to say so if the app sends nothing of it."""
    """Whether it has ordered to break requests."""
