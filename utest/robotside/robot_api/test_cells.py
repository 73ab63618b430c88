"""Cells of a step in their readings; without a running Robot no variable is known."""

from types import SimpleNamespace
from typing import Any

import pytest

from QuashLibrary.robotside.robot_api import variables as module
from QuashLibrary.robotside.robot_api.cells import looked_up, named_cells, readings

VARIABLES = {"${UI.pay}": "id=pay", "@{cells}": ["id=pay", "5s"], "${named}": {"a": 1, "b": "x"}}


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Robot's variables."""
    known: Any = SimpleNamespace(replace_variables=lambda cell: VARIABLES.get(cell, cell))
    monkeypatch.setattr(module, "BuiltIn", lambda: known)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("id=pay", "id=pay"),
        (r"css\=#pay", "css=#pay"),
        ("${UI.pay}", "id=pay"),
        ("@{cells}", "id=pay    5s"),
        ("&{named}", "a=1    b=x"),
        ("&{unknown}", "&{unknown}"),
        ("${{list.pop()}}", "${{list.pop()}}"),
        ("${list.pop()}", "${list.pop()}"),
    ],
)
def test_names_alone_are_looked_up(cell: str, text: str) -> None:
    """An expression evaluated twice might change the test."""
    assert looked_up(cell) == text


def test_both_readings_are_given() -> None:
    """As it is written, and with variables; a list stands for several cells."""
    data = SimpleNamespace(args=("${UI.pay}", "@{cells}"), named_args=None)
    written, _, with_variables, _ = readings(data, ())
    assert written == ["${UI.pay}", "@{cells}"]
    assert with_variables == ["id=pay", "id=pay", "5s"]


@pytest.mark.parametrize(
    ("cells", "placed"),
    [
        (("id=pay", "5s"), ["id=pay", "5s"]),
        (("locator=id=pay",), ["id=pay"]),
        (("id=pay", "message=no", "timeout=5s"), ["id=pay", "5s", "no"]),
        (("message=no",), ["", "", "no"]),
        ((), []),
    ],
)
def test_named_cells_stand_at_their_places(cells: tuple[str, ...], placed: list[str]) -> None:
    """A locator is one, whether it is given by name or not."""
    data = SimpleNamespace(args=cells, named_args=None)
    assert list(readings(data, ("locator", "timeout", "message")))[1] == placed


def test_arguments_by_name_have_no_order() -> None:
    """However they are given; a locator is no name."""
    data = SimpleNamespace(args=("id=pay", "timeout=5s", "more=x"), named_args=None)
    spec = SimpleNamespace(positional=("locator", "timeout"), named_only=("more",), var_named="")
    given = list(readings(data, spec.positional))
    assert named_cells(given, spec) == {"locator=id=pay", "timeout=5s", "more=x"}
    spec.var_named = "free"
    assert "id=pay" in named_cells(given, spec)
