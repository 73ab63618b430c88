"""Keywords that show what is possible: httpx and comparisons, with nothing around them."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from robot.api import logger
from robot.api.deco import keyword, library

HEADERS = {"Authorization": "Bearer shop-test-token"}


def expect_order(order: Any) -> None:
    """Fail unless five members of the order are as expected."""
    found = (order["state"], order["currency"], order["total"], order["number"], order["customer"]["city"])
    if found != ("paid", "EUR", 30.5, "A-1001", "Zürich"):
        raise AssertionError(f"another order: {found}")


@library(scope="GLOBAL")
class RawHttp:
    """Ask for the order with httpx; the client is made by the first request."""

    def __init__(self) -> None:
        self._client: Any = None

    @keyword
    def ask_in_a_loop(self, url: str, rounds: int) -> None:
        """Ask many times within one step: what the requests and comparisons alone take."""
        for _ in range(rounds):
            self._ask(url)

    @keyword
    def ask_once(self, url: str) -> None:
        """Ask once, with the request and the beginning of the answer in the log: the least a step can be."""
        text = self._ask(url)
        logger.info(f"GET {url}/orders/A-1001 -> 200\n{text[:200]}")

    @keyword
    def ask_by_standard_library(self, url: str) -> None:
        """Ask with http.client: the least that a first request can be."""
        connection = http.client.HTTPConnection(urlsplit(url).netloc)
        connection.request("GET", "/orders/A-1001", headers=HEADERS)
        expect_order(json.loads(connection.getresponse().read()))
        connection.close()

    @keyword
    def log_processor_time(self) -> None:
        """Log how much processor time this process has used."""
        logger.info(repr(time.process_time()))

    def _ask(self, url: str) -> str:
        import httpx

        if self._client is None:
            self._client = httpx.Client(headers=HEADERS)
        response = self._client.get(f"{url}/orders/A-1001")
        if response.status_code != 200:  # noqa: PLR2004
            raise AssertionError(f"status {response.status_code}")
        expect_order(response.json())
        return str(response.text)
