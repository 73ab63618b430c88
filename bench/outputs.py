"""Large outputs of Robot, built from a real run: its only test, many times under different names.

A robot process writes the first output: UI steps, and ten checks of which one fails with a warning. So logs and records
always have the library's current form.
"""

import re
from pathlib import Path

from bench.bench import Bench

CHECKS, STEPS = 10, 500
"""Per test: its checks, and all its steps, including those of the checks."""

_SUITE = """\
*** Settings ***
Library    Phone
Library    QuashLibrary    registry={registry}    ui_library=Phone    report=NONE

*** Test Cases ***
Order Of A Customer
    FOR    ${{_}}    IN RANGE    {rounds}
        Click Element    accessibility_id=pay
        Input Text    accessibility_id=note    Leave it at the door
    END
{checks}
"""


def make_output(bench: Bench, tests: int) -> Path:
    """Write an output with this many tests, unless it exists."""
    path = bench.path("outputs", f"{tests}.xml")
    if not path.exists():
        head, test, tail = _parts(bench)
        name = re.compile(r'<test id="s1-t1" name="[^"]*"')
        with path.open("w", encoding="utf-8") as file:
            file.write(head)
            for number in range(1, tests + 1):
                file.write(name.sub(f'<test id="s1-t{number}" name="Order Of Customer {number}"', test, count=1))
            file.write(tail)
    return path


def _parts(bench: Bench) -> tuple[str, str, str]:
    """Return the text before a real run's test, the test, and the text after it."""
    real = bench.path("outputs", "real.xml")
    if not real.exists():
        of_checks = _steps_of(_run(bench, 0))
        # Each iteration of the loop has two steps.
        real.write_text(_run(bench, (STEPS - of_checks) // 2), encoding="utf-8")
    head, test, tail = re.split(r"(?s)(<test .*</test>)", real.read_text(encoding="utf-8"))
    return head, test, tail


def _run(bench: Bench, rounds: int) -> str:
    """Run a suite of one test, and return its output."""
    slugs = [*["@order-created"] * (CHECKS - 1), "@order-shipped"]
    checks = "\n".join(f"    {slug}    order_id=A-1001" for slug in slugs)
    registry = bench.write("outputs.yaml", _registry(bench.url))
    suite = bench.write("outputs.robot", _SUITE.format(registry=registry, rounds=rounds, checks=checks))
    return bench.robot(suite).output.read_text(encoding="utf-8")


def _registry(url: str) -> str:
    return (
        f"version: 1\nconnections:\n  shop: {{base_url: '{url}', auth: {{bearer: {{env: SHOP_TOKEN}}}}}}\n"
        "validations:\n  order-created:\n    inputs: {order_id: Number of the order.}\n"
        "    request: GET /orders/${order_id}\n"
        "    expect: {status: 200, $.state: paid, $.currency: EUR, $.total: 30.5, $.number: A-1001}\n"
        "  order-shipped:\n    extends: order-created\n    expect: {$.state: shipped}\n    on_failure: warn\n"
    )


def _steps_of(output: str) -> int:
    return output.count("<kw ")
