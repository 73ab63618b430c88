"""Simulated app requests for the tests of the skeleton."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from QuashLibrary.registry.load import LoadedRegistry, load_registry
from QuashLibrary.report.skeleton.registry import registry_sections
from QuashLibrary.report.skeleton.sections import registry_text
from QuashLibrary.report.skeleton.sent import Sent
from QuashLibrary.traffic.model import AppRequest

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
TOKEN = (("Authorization", "Bearer ***"),)
JSON = (("Content-Type", "application/json"),)
_numbers = count(1)


def sent(  # noqa: PLR0913 - what a request has
    line: str,
    body: object = None,
    answer: object = None,
    *,
    test: str = "Shop.Buy",
    step: str = "Click Element    id=pay",
    headers: tuple[tuple[str, str], ...] = (),
    connection: str = "shop",
    broken: str = "",
) -> Sent:
    """Return a request written as `POST /orders 201`; each request is later than the one before."""
    method, target, status = line.split(" ")
    number = next(_numbers)
    request = AppRequest(
        number=number,
        connection=connection,
        method=method,
        target=target,
        started=START + timedelta(seconds=number),
        headers=(*headers, *JSON),
        body=_encoded(body),
        status=int(status) or None,
        answer_headers=JSON,
        answer=_encoded(answer),
        broken=broken,
    )
    return Sent(request, test, step, "AppiumLibrary", "http://127.0.0.1:8080/api", 8888)


def registry_of(*requests: Sent) -> str:
    """Return the registry generated from requests."""
    return registry_text(registry_sections(requests), ["traffic.jsonl"])


def loaded(text: str, folder: Path) -> LoadedRegistry:
    """Load a registry and check that it has no problems."""
    file = folder / "validations.yaml"
    file.write_text(text, encoding="utf-8")
    found = load_registry([file])
    assert not found.problems, "\n".join([text, *map(str, found.problems)])
    return found


def entry(text: str, slug: str) -> list[str]:
    """Return the lines of an entry without its name and description."""
    lines = text[text.index(f"\n  {slug}:\n") :].partition("\n\n")[0].strip("\n").splitlines()
    return [line.removeprefix("    ") for line in lines[2:]]


def _encoded(value: object) -> bytes:
    if value is None:
        return b""
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()
