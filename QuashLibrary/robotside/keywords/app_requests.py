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
        """Announces that requests of the app may fail from here to the end of the test.

        They are no swallowed failures then. See `App traffic`.

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, ``*`` for any text |
        | ``status``     | ``401``, ``4xx`` or ``401,403``; default: any failure |
        | ``connection`` | only requests to this connection; default: to any |

        Examples:
        | `Expect App Failure` | POST /login | status=401 |
        | `Expect App Failure` | GET /recommendations* | |
        """
        from QuashLibrary.robotside.traffic.orders import announce_failure, read_pattern

        pattern = read_pattern(request, "" if status is None else str(status))
        announce_failure(self._run, pattern, _name(connection))

    @keyword
    def break_app_request(  # noqa: PLR0913 - what a test may say of the broken request
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
        """Breaks the next requests of the app that match, until the test ends.

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, ``*`` for any text |
        | ``as``         | ``lost``, ``error``, ``late`` or ``twice``, see below |
        | ``times``      | how many requests are broken |
        | ``status``     | of the answer to a request that is lost or gets an error; default: as before, or 500 |
        | ``answer``     | the body of that answer: a text, or what is sent as JSON |
        | ``delay``      | how long a late request is held back; default: 10s |
        | ``connection`` | the backend of the app; not needed if there is one |

        A ``lost`` request never reaches the backend, and the app is told that it succeeded. With ``error`` it does not
        reach the backend either, and the app gets an error. A ``late`` one is held back first, and ``twice`` sends it
        to the backend twice.

        A lost request gets the answer that the last equal request of this run got, in which every identifier that the
        backend had made is replaced by a fresh one. If there was none, give ``status`` and ``answer``. Only requests
        that change something can be lost. A read-only connection refuses all of this.

        Examples:
        | `Break App Request` | POST /checkout | as=error | status=503 |
        | `Break App Request` | POST /orders | as=lost | status=201 | answer={"number": "A-1"} |
        | `Break App Request` | GET /cart | as=late | delay=3s |
        """
        from QuashLibrary.robotside.traffic.orders import Break, break_request, read_pattern

        how = as_ or reserved.pop("as", None)
        if reserved:
            raise ValidationError(f'Break App Request has no argument "{next(iter(reserved))}"')
        if problem := within_problem(delay).replace("within=", "delay=", 1):
            raise ValidationError(problem)
        order = Break(read_pattern(request), str(how or ""), times, status, answer, seconds_of(delay))
        break_request(self._run, order, _name(connection))

    @keyword
    def get_app_requests(self, request: str = "*", *, connection: ConnectionName | None = None) -> list[Any]:
        """Returns the requests that the app has sent since the test began, as a list of dictionaries.

        Each has ``method``, ``path``, ``query``, ``headers``, ``json``, ``text``, ``status``, ``answer``,
        ``answer_headers``, ``started`` and ``elapsed``, and ``failed`` if there was no answer.

        | *Argument*     | *Meaning* |
        | ``request``    | method and path as in the registry, ``*`` for any text; default: all |
        | ``connection`` | the backend of the app; not needed if there is one |

        Example:
        | ${requests} = | `Get App Requests` | POST /orders |
        | Should Be Equal | ${requests}[0][json][quantity] | ${2} |
        """
        from QuashLibrary.robotside.traffic.orders import app_requests, read_pattern

        return app_requests(self._run, read_pattern(request), _name(connection))


def _name(connection: ConnectionName | None) -> str:
    return "" if connection is None else str(getattr(connection, "value", connection))
