"""The keywords about what the app itself sends: Expect App Failure, Break App Request and Get App Requests."""

from typing import TYPE_CHECKING, Any

from robot.api.deco import keyword

from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.keywords.connection_names import ConnectionName
from QuashLibrary.robotside.use.durations import Duration, seconds_of, within_problem

if TYPE_CHECKING:
    from QuashLibrary.robotside.state.imported_registry import ImportedRegistry


class AppRequestKeywords:
    """The keywords that need an ``app`` on a connection."""

    def __init__(self, imported: "ImportedRegistry") -> None:
        self._run = imported.run

    @keyword
    def expect_app_failure(
        self, request: str, *, status: str | int | None = None, connection: ConnectionName | None = None
    ) -> None:
        """Allows the app's requests to fail, from here until the end of the test.

        Examples:
        | `Expect App Failure` | POST /login | status=401 |
        | `Expect App Failure` | GET /recommendations* | |

        These requests then don't count as swallowed failures. See `App traffic`.

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, with ``*`` for any text |
        | ``status``     | ``401``, ``4xx`` or ``401,403``; default: any failure |
        | ``connection`` | only requests to this connection; default: requests to any connection |
        """
        from QuashLibrary.robotside.traffic.orders import announce_failure, read_pattern

        pattern = read_pattern(request, "" if status is None else str(status))
        announce_failure(self._run, pattern, _name(connection))

    @keyword
    def break_app_request(  # noqa: PLR0913 - the keyword's arguments
        self,
        request: str,
        as_: str | None = None,
        *,
        times: int = 1,
        status: int | None = None,
        answer: Any = None,
        delay: Duration = None,
        connection: ConnectionName | None = None,
        **reserved: Any,
    ) -> None:
        """Breaks the app's next matching requests, until the test ends.

        Examples:
        | `Break App Request` | POST /checkout | as=error | status=503 |
        | `Break App Request` | POST /orders | as=lost | status=201 | answer={"number": "A-1"} |
        | `Break App Request` | GET /cart | as=late | delay=3s |

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, with ``*`` for any text |
        | ``as``         | how to break it: ``lost``, ``error``, ``late`` or ``twice`` |
        | ``times``      | how many requests to break |
        | ``status``     | the status for a ``lost`` or ``error`` request; default: as before (lost) or 500 (error) |
        | ``answer``     | the body for such a request: a text, or a value that is sent as JSON |
        | ``delay``      | how long to hold back a ``late`` request; default: 10s |
        | ``connection`` | the app's backend; not needed if there is only one |

        | *as*      | *What happens* |
        | ``lost``  | the request does not reach the backend, but the app gets a success |
        | ``error`` | the request does not reach the backend, and the app gets an error |
        | ``late``  | the request is held back before it reaches the backend |
        | ``twice`` | the request reaches the backend twice |

        A lost request gets the answer of the last equal request in this run; fresh identifiers replace those that the
        backend had generated. If there was no such request, add ``status`` and ``answer``. Only requests that change
        something can be lost. On a read-only connection, this keyword fails.
        """
        from QuashLibrary.robotside.traffic.orders import Break, break_request, read_pattern

        how = as_ or reserved.pop("as", None)
        if reserved:
            raise ValidationError(f'unknown argument "{next(iter(reserved))}"')
        if problem := within_problem(delay).replace("within=", "delay=", 1):
            raise ValidationError(problem)
        order = Break(read_pattern(request), str(how or ""), times, status, answer, seconds_of(delay))
        break_request(self._run, order, _name(connection))

    @keyword
    def get_app_requests(self, request: str = "*", *, connection: ConnectionName | None = None) -> list[Any]:
        """Returns the requests that the app has sent since the test began, as a list of dictionaries.

        Example:
        | ${requests} = | `Get App Requests` | POST /orders |
        | Should Be Equal | ${requests}[0][json][quantity] | ${2} |

        Each request has ``method``, ``path``, ``query``, ``headers``, ``json``, ``text``, ``status``, ``answer``,
        ``answer_headers``, ``started`` and ``elapsed``, and ``failed`` if there was no answer.

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, with ``*`` for any text; default: all requests |
        | ``connection`` | the app's backend; not needed if there is only one |
        """
        from QuashLibrary.robotside.traffic.orders import app_requests, read_pattern

        return app_requests(self._run, read_pattern(request), _name(connection))


def _name(connection: ConnectionName | None) -> str:
    return "" if connection is None else str(getattr(connection, "value", connection))
