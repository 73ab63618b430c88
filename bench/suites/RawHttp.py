"""Keywords that show the minimum: httpx and comparisons, without anything around them."""

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
        raise AssertionError(f"unexpected order: {found}")


@library(scope="GLOBAL")
class RawHttp:
    """Request the order with httpx; the first request creates the client."""

    def __init__(self) -> None:
        self._client: Any = None

    @keyword
    def ask_in_a_loop(self, url: str, rounds: int) -> None:
        """Send many requests within one step: the time of requests and comparisons alone."""
        for _ in range(rounds):
            self._ask(url)

    @keyword
    def ask_once(self, url: str) -> None:
        """Send one request, and log it with the beginning of the answer: the minimum for a step."""
        text = self._ask(url)
        logger.info(f"GET {url}/orders/A-1001 -> 200\n{text[:200]}")

    @keyword
    def ask_by_standard_library(self, url: str) -> None:
        """Send a request with http.client: the minimum for a first request."""
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
