"""Registries of any size: validations of 15 lines each, as a team would write them."""

from pathlib import Path

from bench.bench import Bench

LINES = 15

_HEAD = """\
version: 1

connections:
  shop:
    base_url: http://127.0.0.1:9/api
    auth: {bearer: {env: SHOP_TOKEN}}

validations:
"""
_VALIDATION = """\
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


def registry_text(validations: int) -> str:
    """Return a registry with this many validations."""
    return _HEAD + "".join(_VALIDATION.replace("@", str(number)) for number in range(validations))


def registry_of(bench: Bench, validations: int) -> Path:
    """Write a registry with this many validations, unless it exists."""
    path = bench.path("registries", f"{validations}.yaml")
    if not path.exists():
        path.write_text(registry_text(validations), encoding="utf-8")
    return path
