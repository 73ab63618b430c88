"""Secrets that the app sends: no file of the run contains them, at any log level, whatever happens to the request."""

from __future__ import annotations

import base64
import json
import uuid
from urllib.parse import quote, quote_plus

import pytest

from atest.robot_process import Robot, Run

PLACES = ("json", "nested", "redacted", "bearer", "cookie", "key", "query", "form")
SHORT = "q7Zx9"
"""Too short to be masked everywhere; it is masked by its place."""


@pytest.fixture(scope="module")
def secrets() -> dict[str, str]:
    """A secret for each place, with characters that a query and a form encode differently."""
    return {place: f"planted {place}/{uuid.uuid4().hex}+" for place in PLACES if place not in ("bearer", "cookie")} | {
        "bearer": uuid.uuid4().hex,
        "cookie": uuid.uuid4().hex,
        "short": SHORT,
    }


@pytest.fixture(scope="module")
def run(app: Robot, secrets: dict[str, str]) -> Run:
    """The suite of secrets at the most detailed log level."""
    environment = {"PLANTED": json.dumps(secrets)}
    return app.given("--loglevel", "TRACE", environment=environment).run("app_traffic/secrets.robot")


def test_secrets_were_sent(run: Run) -> None:
    """No test ended for another reason."""
    ends = {test.name: (test.status, "swallowed" in test.message) for test in run.suite.all_tests()}
    assert ends == {
        "Secrets Are Accepted": ("PASS", False),
        "Secrets Are Rejected": ("PASS", True),
        "Secrets Get No Answer": ("PASS", True),
        "Secrets Are Validated": ("FAIL", False),
        "Secrets Are Sent Twice": ("PASS", False),
        "Secrets Are In A Lost Answer": ("PASS", False),
    }


def test_secrets_are_in_no_file(run: Run, secrets: dict[str, str]) -> None:
    """They appear neither plain nor encoded for a query, form or header; nor does the answer's new cookie."""
    forms = {
        f"{place}, {form}": spelling
        for place, secret in {**secrets, "new cookie": secrets["cookie"][::-1]}.items()
        for form, spelling in spellings(secret).items()
    }
    found = [(name, form) for name, data in run.files() for form, text in forms.items() if text.encode() in data]
    assert found == []


def spellings(secret: str) -> dict[str, str]:
    """Return the encodings of a secret."""
    return {
        "plain": secret,
        "quoted": quote(secret, safe=""),
        "form": quote_plus(secret),
        "base64": base64.b64encode(secret.encode()).decode(),
    }


def test_other_parts_of_the_request_are_shown(run: Run) -> None:
    """Masking hides only the secrets."""
    lines = (run.folder / "quash" / "traffic.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    assert (first["path"], json.loads(first["body"])["user"]) == ("/echo/login?lang=en&token=***", "ada")
    assert json.loads(first["body"])["customer"]["email"] == "***"
    assert dict(first["headers"])["Authorization"] == "Bearer ***"
