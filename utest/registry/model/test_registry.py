"""The registry's data knows how validations belong together."""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
connections:
  shop: {base_url: "http://127.0.0.1:1", auth: {from: "@logged-in"}}
validations:
  logged-in:
    inputs: {user: Who logs in.}
    request: {method: POST, path: /login, json: {user: "${user}"}}
    auth: {headers: {}}
    fetch: {token: $.token}
  order-found:
    inputs: {order_id: Number of the order.}
    request: GET /orders/${order_id}
  order-shipped:
    inputs: {carrier: Who brings it.}
    needs: "@order-found"
    request: GET /shipments/${carrier}
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Return a registry with a login and two validations, one of which needs the other."""
    file = tmp_path / "validations.yaml"
    file.write_text(REGISTRY, encoding="utf-8")
    loaded = load_registry([file])
    assert not loaded.problems
    return loaded.registry


def test_a_validation_takes_the_inputs_of_its_needs_and_login(registry: Registry) -> None:
    """Its own inputs come first, then those of its needs, then those of its connection's login."""
    assert [item.name for item in registry.inputs_of("order-shipped")] == ["carrier", "order_id", "user"]


def test_a_validation_takes_the_inputs_that_its_login_needs(tmp_path: Path) -> None:
    """The inputs of a login include those of the login's own needs and login."""
    text = REGISTRY.replace("  logged-in:\n", "  logged-in:\n    needs: '@code-sent'\n")
    text += "  code-sent: {request: 'GET /${phone}', inputs: {phone: Whose.}, auth: {headers: {}}}\n"
    file = tmp_path / "validations.yaml"
    file.write_text(text, encoding="utf-8")
    registry = load_registry([file]).registry
    assert [item.name for item in registry.inputs_of("order-shipped")] == ["carrier", "order_id", "user", "phone"]


def test_a_validation_with_its_own_auth_needs_no_login(registry: Registry) -> None:
    """The login itself does not log in."""
    assert [item.name for item in registry.inputs_of("logged-in")] == ["user"]
