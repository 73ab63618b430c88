"""Ctrl-C and a test's timeout can raise an exception anywhere; no handler for other exceptions catches them."""

from collections.abc import Callable

import pytest
from robot.errors import ExecutionFailed, TimeoutExceeded, VariableError
from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.robotside.robot_api.cells import looked_up
from QuashLibrary.robotside.robot_api.libraries import imported_libraries
from QuashLibrary.robotside.robot_api.variables import variable

INTERRUPTIONS = [ExecutionFailed("Execution terminated by signal", exit=True), TimeoutExceeded("Test timeout 1 second")]


@pytest.mark.parametrize("interruption", INTERRUPTIONS, ids=["ctrl-c", "timeout"])
@pytest.mark.parametrize(
    "asked",
    [lambda: variable("order_id"), lambda: looked_up("${order_id}"), imported_libraries],
    ids=["variable", "cell", "libraries"],
)
def test_an_interruption_passes_through(
    monkeypatch: pytest.MonkeyPatch, interruption: BaseException, asked: Callable[[], object]
) -> None:
    """An interruption is not mistaken for an unknown variable, which would continue the wait."""

    def interrupted(*_: object, **__: object) -> object:
        raise interruption

    for name in ("get_variable_value", "replace_variables"):
        monkeypatch.setattr(BuiltIn, name, interrupted)
    for name in ("_variables", "_namespace"):
        monkeypatch.setattr(BuiltIn, name, property(interrupted))
    with pytest.raises(type(interruption)):
        asked()


def test_a_variable_that_cannot_be_read_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that Robot cannot read is unknown."""

    def unknown(*_: object) -> object:
        raise VariableError("Resolving variable failed")

    monkeypatch.setattr(BuiltIn, "get_variable_value", unknown)
    with pytest.raises(KeyError):
        variable("order_id")
