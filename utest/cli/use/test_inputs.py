"""Inputs are words of the command line."""

import sys

import pytest

from QuashLibrary.cli.use import inputs as module
from QuashLibrary.cli.use.inputs import InputReader
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import CommandError
from QuashLibrary.registry.model.input import Input

DECLARED = (
    Input("order_id", "Number on the screen."),
    Input("customer"),
    Input("pin", secret=True, required=False),
    Input("total"),
)


def reader(redactor: Redactor | None = None) -> InputReader:
    """Return the reader of a validation; one of its inputs is fetched before."""
    return InputReader("order", DECLARED, frozenset({"total"}), redactor or Redactor())


def test_values_are_texts() -> None:
    """Values are texts, like cells of Robot; they may contain an equals sign or be empty."""
    assert reader().read(["order_id=a=b", "customer="]) == {"order_id": "a=b", "customer": ""}


def test_secrets_are_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Secret inputs, values of environment variables and typed values are masked."""
    monkeypatch.setenv("CUSTOMER", "anne-of-the-tests")
    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr(module, "getpass", lambda *_, **__: "typed-in-secret")
    redactor = Redactor()
    given = reader(redactor)
    found = given.read(["pin=secret-pin", "customer=%{CUSTOMER}", "order_id"])
    assert found == {"pin": "secret-pin", "customer": "anne-of-the-tests", "order_id": "typed-in-secret"}
    assert redactor.clean("secret-pin anne-of-the-tests typed-in-secret") == "*** *** ***"
    assert redactor.variables == {"anne-of-the-tests": "CUSTOMER"}


def test_a_value_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--watch` reads the words again after each change, but prompts only once."""
    asked: list[str] = []
    monkeypatch.setattr(sys, "stdin", _Terminal())
    monkeypatch.setattr(module, "getpass", lambda *_, **__: asked.append("once") or "x")
    given = reader()
    assert [given.read(["order_id", "customer=1"])["order_id"] for _ in range(2)] == ["x", "x"]
    assert asked == ["once"]


def test_a_variable_may_have_a_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """`%{NAME=default}` works as in Robot."""
    monkeypatch.delenv("CUSTOMER", raising=False)
    assert reader().read(["order_id=1", "customer=%{CUSTOMER=Ann}"])["customer"] == "Ann"


def test_all_mistakes_are_one_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mistake says what to write, and the message contains no secret."""
    monkeypatch.delenv("CUSTOMER", raising=False)
    words = ["pin=secret-pin", "pin=secret-pin", "custmer=secret-pin", "@login", "customer=%{CUSTOMER}"]
    with pytest.raises(CommandError) as caught:
        reader().read(words)
    assert str(caught.value).splitlines() == [
        '@order: the input "pin" is given twice',
        'no input "custmer"; did you mean "customer"?',
        "@login is another validation; run one at a time",
        "customer=%{CUSTOMER}: the environment variable CUSTOMER is not set; run  export CUSTOMER='…'  first",
        "missing input:",
        "  order_id=…  (Number on the screen.)",
    ]
    assert caught.value.code == 3


def test_nobody_is_asked_before_everything_else_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no prompt while anything else is wrong."""
    monkeypatch.setattr(module, "getpass", lambda *_, **__: pytest.fail("asked"))
    with pytest.raises(CommandError, match="customer="):
        reader().read(["order_id"])


class _Terminal:
    def isatty(self) -> bool:
        """Pretend to be a terminal."""
        return True


def test_a_value_without_its_name() -> None:
    """If only one input is possible, the message names it."""
    with pytest.raises(CommandError) as caught:
        reader().read(["customer=Ann", "A-1000"])
    assert str(caught.value) == '@order: no input "A-1000"; write  order_id=A-1000'
