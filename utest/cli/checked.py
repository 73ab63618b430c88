"""A suite and a registry for `quash check`."""

from collections.abc import Callable
from pathlib import Path

REGISTRY = """\
version: 1
connections:
  shop:
    base_url: http://127.0.0.1:9
    environments: {staging: {base_url: http://127.0.0.1:8}}
validations:
  order-paid:
    inputs:
      order_id: Number on the screen.
      currency: {default: EUR}
    request: GET /orders/${order_id}
    expect: {$.state: paid, $.currency: "${currency}"}
    fetch: {total: $.total}
  shop-healthy:
    request: GET /health
    expect: {status: 200}
"""
HEAD = """\
*** Settings ***
Library    QuashLibrary    registry=validations.yaml
*** Test Cases ***
Order
"""
USES_ALL = HEAD + "    @order-paid    7\n    @shop-healthy\n"

Find = Callable[..., list[str]]
"""Checks a suite with the arguments of a command line, and returns the lines of the findings."""


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def steps(*lines: str) -> str:
    """Return a suite that uses all validations, with these steps from line 7 on."""
    return USES_ALL + "".join(f"    {line}\n" for line in lines)
