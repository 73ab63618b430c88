"""What reading a registry for the first time takes, in calls: whoever makes it slower sees it here, on any machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

import QuashLibrary
from QuashLibrary.registry.load import load_registry

PACKAGE = str(Path(QuashLibrary.__file__).parent)
HEAD = "connections: {shop: {base_url: http://h, auth: {bearer: {env: TOKEN}}}}\nvalidations:\n"
VALIDATION = """\
  order-@:
    description: The order of kind @ is stored, paid and has its items.
    inputs:
      order_id: Number on the confirmation screen.
      customer: {description: Who has ordered., default: anybody}
    request: GET /kinds/@/orders/${order_id}?customer=${customer}
    expect:
      status: 200
      $.state: {one of: [paid, shipped]}
      $.number: ${order_id}
      $.total: {greater than: 0}
      $.items[*].sku: {contains: sku-@}
      headers: {Content-Type: {contains: json}}
    eventually: 10s
    fetch: {total: $.total}
"""
MOST_CALLS = {"off": 420, "": 520}
"""Calls of our functions for each validation, without the cache, and if it is written."""


def calls_of(work: Callable[[], object]) -> int:
    """Return how many calls of functions of the package some work takes."""
    called = 0

    def count(frame: FrameType, event: str, _: object) -> None:
        nonlocal called
        called += event == "call" and frame.f_code.co_filename.startswith(PACKAGE)

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


@pytest.mark.parametrize("cache", MOST_CALLS)
def test_a_validation_takes_few_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: str) -> None:
    """Of fifteen lines each, as a team writes them."""
    monkeypatch.setenv("QUASH_CACHE", cache or str(tmp_path / "cache"))
    calls = []
    for number in (50, 100, 200):
        file = tmp_path / f"{number}.yaml"
        file.write_text(HEAD + "".join(VALIDATION.replace("@", str(at)) for at in range(number)), encoding="utf-8")
        calls.append(calls_of(lambda file=file: load_registry([file])))
    _, some, more = calls
    assert (more - some) / 100 <= MOST_CALLS[cache]
