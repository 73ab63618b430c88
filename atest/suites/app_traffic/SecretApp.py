"""An app that sends secrets in many places. They come from the environment, so Robot never sees them."""

from __future__ import annotations

import json
import os
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from robot.api.deco import keyword, library


@library(scope="GLOBAL")
class SecretApp:
    """The app."""

    def __init__(self, port: int) -> None:
        """Take the port of the proxy."""
        self._port = port

    @keyword
    def log_in(self, path: str, status: int = 200) -> None:
        """Sends secrets as JSON, in headers and in the query; the answer contains them too."""
        secrets = json.loads(os.environ["PLANTED"])
        body = {
            "user": "ada",
            "password": secrets["json"],
            "card": {"pin": secrets["short"]},
            "tokens": [{"accessToken": secrets["nested"]}],
            "customer": {"email": secrets["redacted"]},
        }
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {secrets['bearer']}",
            "Cookie": f"session={secrets['cookie']}",
            "X-Api-Key": secrets["key"],
            "Answer-Status": str(status),
        }
        self._send(f"{path}?{urlencode({'lang': 'en', 'token': secrets['query']})}", json.dumps(body), headers)

    @keyword
    def log_in_by_form(self, path: str, status: int = 200) -> None:
        """Sends secrets as form fields; the answer is the same form."""
        secrets = json.loads(os.environ["PLANTED"])
        body = urlencode({"user": "ada", "password": secrets["form"], "otp": secrets["short"]})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Answer-Status": str(status)}
        self._send(path, body, headers)

    def _send(self, path: str, body: str, headers: dict[str, str]) -> None:
        with closing(HTTPConnection("127.0.0.1", self._port, timeout=30)) as connection:
            connection.request("POST", f"/api{path}", body, headers)
            try:
                connection.getresponse().read()
            except (OSError, HTTPException):
                return
