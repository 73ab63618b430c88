"""The readings of a step's cells, with Robot's own variables."""

import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from robot.utils import DotDict
from robot.variables import Variables

from QuashLibrary.robotside.robot_api import variables as module
from QuashLibrary.robotside.robot_api.cells import looked_up, named_cells, readings, written_cells


class Touchy:
    """An object that raises on any access after Robot has stored it."""

    stored = False

    def __getattribute__(self, name: str) -> Any:
        """Refuse."""
        if Touchy.stored:
            raise RuntimeError(name)
        return super().__getattribute__(name)

    def __str__(self) -> str:
        """Refuse."""
        raise RuntimeError

    def __iter__(self) -> Any:
        """Refuse."""
        raise RuntimeError

    __repr__ = __str__
    __eq__ = __ne__ = __hash__ = __len__ = __bool__ = __iter__  # type: ignore[assignment]


@dataclass(slots=True)
class Slots:
    """An object of a foreign class with slots."""

    button: str

    @property
    def computed(self) -> str:
        """Refuse."""
        raise RuntimeError

    name = "slots"


VARIABLES = {
    "${UI.pay}": "id=pay",
    "@{cells}": ["id=pay", "5s"],
    "${named}": {"a": 1, "b": "x"},
    "${user}": DotDict(name="anna", home=DotDict(city="Rome")),
    "${page}": SimpleNamespace(button="id=pay", parts=SimpleNamespace(title="id=title")),
    "${slots}": Slots("id=pay"),
    "${class}": Slots,
    "${odd}": Touchy(),
    "${seven}": 7,
    "${odd in it}": [1, Touchy()],
}


@pytest.fixture(autouse=True)
def variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Robot's variables."""
    robots: Any = Variables()
    monkeypatch.setattr(Touchy, "stored", False)
    for name, value in VARIABLES.items():
        robots[name] = value
    monkeypatch.setattr(Touchy, "stored", True)
    known = SimpleNamespace(replace_variables=robots.replace_scalar, _variables=SimpleNamespace(current=robots))
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
        ("${user.name}", "anna"),
        ("${user.home.city}", "Rome"),
        ("${user.keys}", "${user.keys}"),
        ("${page.button}", "id=pay"),
        ("xpath=${page.parts.title}", "xpath=id=title"),
        ("${slots.button}", "id=pay"),
        ("${slots.computed}", "${slots.computed}"),
        ("${class.name}", "slots"),
        ("id=${user.name}-${seven}", "id=anna-7"),
        (r"\${user.name}", "${user.name}"),
        ("${seven.real}", "${seven.real}"),
        ("${1.5} ${unknown}", "${1.5} ${unknown}"),
        ("${1.5}", "1.5"),
        ("%{no such=default}", "%{no such=default}"),
    ],
)
def test_names_alone_are_looked_up(cell: str, text: str) -> None:
    """Only names are looked up, because evaluating an expression twice might change the test."""
    assert looked_up(cell) == text


@pytest.mark.parametrize("cell", ["${odd}", "@{odd}", "&{odd}", "${odd.name}", "id=${odd}", "id=${odd.name} ${seven}"])
def test_an_object_is_not_asked_for_its_text(cell: str) -> None:
    """No object's own text is read, because that might raise, be slow, or have side effects."""
    assert looked_up(cell) == cell


def test_an_object_in_a_list_is_named_as_python_does() -> None:
    """An object in a list gets Python's default name, without a call of its code."""
    assert re.fullmatch(r"1    <\S*Touchy object at \w+>", looked_up("@{odd in it}"))


def test_a_step_that_a_program_has_made_may_have_objects_as_cells() -> None:
    """Objects as cells are not accessed either."""
    data = SimpleNamespace(args=(Touchy(), 7), named_args={"given": Touchy()})
    first, second, third = written_cells(data)
    assert (second, "Touchy object" in first, third.startswith("given=<")) == ("7", True, True)


def test_both_readings_are_given() -> None:
    """A step is read as written and with variables; a list becomes several cells."""
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
    """A locator is found whether it is passed by name or by position."""
    data = SimpleNamespace(args=cells, named_args=None)
    assert list(readings(data, ("locator", "timeout", "message")))[1] == placed


def test_arguments_by_name_have_no_order() -> None:
    """Arguments are found in any order; an `=` in a locator does not make it a name."""
    data = SimpleNamespace(args=("id=pay", "timeout=5s", "more=x"), named_args=None)
    spec = SimpleNamespace(positional=("locator", "timeout"), named_only=("more",), var_named="")
    given = list(readings(data, spec.positional))
    assert named_cells(given, spec) == {"locator=id=pay", "timeout=5s", "more=x"}
    spec.var_named = "free"
    assert "id=pay" in named_cells(given, spec)
