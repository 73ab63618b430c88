"""Calls use Robot's variables, which belong to the thread that runs the test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from QuashLibrary.engine.run.call_builder import CallBuilder
from QuashLibrary.engine.run.overrides import Overrides
from QuashLibrary.robotside.robot_api.variables import variable
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.use import surroundings as module
from QuashLibrary.robotside.use.surroundings import RobotSurroundings
from utest.engine.registries import registry_of

if TYPE_CHECKING:
    from QuashLibrary.registry.model import Registry

REGISTRY = """\
connections:
  open: {base_url: 'http://shop.example'}
  shop: {base_url: 'http://shop.example', auth: {from: "@login"}}
validations:
  code: {connection: open, request: GET /code, fetch: {code: $.code}}
  login: {connection: open, needs: "@code", request: "GET /login/${code}/${USER}", fetch: {token: $.token}}
  order: {connection: shop, request: GET /order}
"""


def _builder(registry: Registry) -> CallBuilder:
    return CallBuilder(registry, RobotSurroundings(RunState(), registry.files, ""))


def test_a_login_sees_the_variables_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """A login with needs is planned during the call, in another thread, with the variables from its start."""

    def as_they_were(name: str) -> object:
        return name

    monkeypatch.setattr(module, "variables_now", lambda: as_they_were)
    [call] = _builder(registry_of(REGISTRY)).calls(["order"], {}, Overrides())
    assert call.scope.variables is variable
    assert call.login is not None
    assert call.login.scope.variables is as_they_were
    assert [needed.scope.variables for needed in call.login.needs] == [as_they_were]


def test_variables_are_copied_only_for_what_needs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most calls need no copy of all variables, because a suite may have thousands."""
    copied: list[str] = []
    monkeypatch.setattr(module, "variables_now", lambda: copied.append("login") or variable)
    monkeypatch.setattr(module, "expression_evaluator", lambda: copied.append("expression"))
    registry = registry_of(EXPRESSIONS)
    for slug, wanted in [("plain", []), ("document", ["expression"]), ("waiting", ["expression"])]:
        _builder(registry).calls([slug], {}, Overrides())
        assert copied == wanted
        copied.clear()


EXPRESSIONS = """\
connections:
  open: {base_url: 'http://shop.example'}
  shop: {base_url: 'http://shop.example', auth: {from: "@login"}}
validations:
  login: {connection: open, request: "GET /login/${USER}", fetch: {token: $.token}}
  plain: {connection: shop, request: GET /, expect: {$.a: 7}}
  document: {connection: shop, request: GET /, expect: {json: {a: {b: {expect: {each: {satisfies: $value > 1}}}}}}}
  waiting: {connection: shop, request: GET /, eventually: {within: 1s, give_up_if: {$.a: {satisfies: $value > 1}}}}
"""
