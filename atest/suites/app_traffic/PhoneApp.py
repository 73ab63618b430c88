"""A simulated UI library: its steps send what a real app would send, and show what the suite requests."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlsplit

from robot.api.deco import keyword, library

_SECONDS = 30.0


@library(scope="GLOBAL")
class PhoneApp:
    """The app: whatever the backend answers, it shows only what the step says."""

    def __init__(self, url: str) -> None:
        """Take the address of the backend, which is the proxy's."""
        self._url = url
        self._shown = ""
        self._sending: list[threading.Thread] = []
        self._open = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @keyword
    def tap(  # noqa: PLR0913 - the suite's choices for the request and its answer
        self,
        request: str,
        body: str = "",
        *,
        status: int = 200,
        answer: str = "{}",
        kind: str = "application/json",
        at: str = "",
        shows: str = "",
        encoding: str = "",
        **headers: str,
    ) -> str:
        """Sends a request that the backend answers as requested, hides every failure, and returns the answer."""
        wanted = {"Answer-Status": str(status), "Answer-Body": answer, "Answer-Type": kind, "Answer-Encoding": encoding}
        own = {name.replace("_", "-"): value for name, value in headers.items()}
        self._shown = shows
        return self._send(request, body, at, {**{name: value for name, value in wanted.items() if value}, **own})

    @keyword
    def tap_and_fail(self, request: str, status: int) -> None:
        """Sends a request, and shows that it failed."""
        self.tap(request, status=status)
        raise AssertionError("the app shows: something went wrong")

    @keyword
    def tap_twice(self, request: str, body: str) -> None:
        """Sends the same request twice within one step."""
        self._send(request, body, "", {})
        self._send(request, body, "", {})

    @keyword
    def tap_often(self, request: str, times: int, status: int = 200, size: int = 2) -> None:
        """Sends many requests over one connection; each answer has the given number of bytes."""
        method, path = request.split(maxsplit=1)
        address = urlsplit(self._url)
        wanted = {"Answer-Status": str(status), "Answer-Body": "x" * size, "Answer-Type": "text/plain"}
        with closing(HTTPConnection(address.netloc, timeout=_SECONDS)) as connection:
            for number in range(times):
                connection.request(method, f"{address.path}{path}/{number}", headers=wanted)
                connection.getresponse().read()

    @keyword
    def start(self, request: str) -> None:
        """Sends a request, and continues without waiting for the answer."""
        thread = threading.Thread(target=self._send, args=(request, "", "", {}), daemon=True)
        self._sending.append(thread)
        thread.start()

    @keyword
    def finish(self) -> None:
        """Waits for the answers to all requests that were started."""
        for thread in self._sending:
            thread.join(_SECONDS)
        self._sending = []

    @keyword
    def give_up(self, request: str) -> None:
        """Sends a request, and disconnects before the answer."""
        self._send(request, "", "", {}, seconds=0.5)

    @keyword
    def see(self, text: str) -> None:
        """Fails unless a text is shown."""
        if text not in self._shown:
            raise AssertionError(f'"{text}" is not shown, but "{self._shown}"')

    @keyword
    def read_screen(self) -> str:
        """Returns the text that is shown."""
        return self._shown

    def _send(self, request: str, body: str, at: str, headers: dict[str, str], *, seconds: float = _SECONDS) -> str:
        method, path = request.split(maxsplit=1)
        data = body.encode() if body else None
        headers = {"Content-Type": "application/json", **headers} if body else headers
        wanted = urllib.request.Request((at or self._url) + path, data, headers, method=method)  # noqa: S310
        try:
            with self._open.open(wanted, timeout=seconds) as answer:
                return _text(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode("utf-8", "replace")
        except (OSError, HTTPException):
            return ""


def _text(answer: HTTPResponse) -> str:
    with suppress(OSError, HTTPException):
        return answer.read().decode("utf-8", "replace")
    return ""
