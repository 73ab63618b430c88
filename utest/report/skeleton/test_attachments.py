"""The UI steps after which the validations of a skeleton run."""

from __future__ import annotations

from pathlib import Path

import pytest

from QuashLibrary.report.skeleton.attachments import step_pattern
from utest.report.skeleton.requests_of_app import Sent, loaded, registry_of, sent


def order(number: int, **more: str) -> Sent:
    """Return a write with the id of an order."""
    return sent("POST /orders 201", None, {"id": number}, **more)  # type: ignore[arg-type]


def attachments(*requests: Sent, folder: Path) -> str:
    """Return the `attach` section of a registry."""
    text = registry_of(*requests)
    loaded(text, folder)
    return text.partition("\nattach:\n")[2]


@pytest.mark.parametrize(
    ("step", "pattern"),
    [
        ("Click Element    id=pay", "AppiumLibrary.Click Element    id=pay"),
        ("Click Element    id=pay    timeout=5", "AppiumLibrary.Click Element    id=pay"),
        ("Click Element    id=row-17-buy", "AppiumLibrary.Click Element    id=row-*-buy"),
        ("Click Element    ${UI['pay2']}", "AppiumLibrary.Click Element    ${UI['pay2']}"),
        ("Click Element    (//row)[2]/buy-7", "AppiumLibrary.Click Element    (//row)[2]/buy-*"),
        ("Click Element    accessibility_id=7", "AppiumLibrary.Click Element    accessibility_id=7"),
        ("Click A Point    120    340", "AppiumLibrary.Click A Point    120"),
        ("Press Enter", "AppiumLibrary.Press Enter"),
        ("Click Element    //a very long locator…", "AppiumLibrary.Click Element    //a very long locator*"),
    ],
)
def test_step_is_written_as_an_attachment_takes_it(step: str, pattern: str) -> None:
    """The pattern contains the keyword and the first cell, with `*` for numbers that do not identify the widget."""
    assert step_pattern(order(1, step=step)) == pattern


def test_validations_of_one_step_are_one_entry(tmp_path: Path) -> None:
    """Validations after the same step share an entry, in the order of the writes; a comment names the tests."""
    requests = [
        request
        for number in range(1, 6)
        for request in (
            sent("POST /carts 201", None, {"id": number}, test=f"Shop.T{number}"),
            order(number, test=f"Shop.T{number}"),
        )
    ]
    assert attachments(*requests, folder=tmp_path) == (
        "  # in Shop.T1, Shop.T2, Shop.T3 and 2 more\n"
        "  - validate: [cart-created, order-created]\n"
        '    after: "AppiumLibrary.Click Element    id=pay"\n'
    )


def test_write_of_several_steps_is_attached_to_each(tmp_path: Path) -> None:
    """A write is attached after each of its steps; steps that differ only in a number are merged."""
    steps = ["Click Element    id=pay", "Click Element    id=buy-1", "Click Element    id=buy-2"]
    text = attachments(*(order(number, step=step) for number, step in enumerate(steps)), folder=tmp_path)
    assert text.count("validate: order-created") == 2
    assert 'after: "AppiumLibrary.Click Element    id=buy-*"' in text


def test_tests_are_named_if_the_step_does_not_write_in_all_of_them(tmp_path: Path) -> None:
    """The entry names the tests that wrote; a refused write does not count, but a server error does."""
    text = attachments(
        order(1, test="Shop.Buy [tea]"),
        sent("POST /orders 409", None, {"error": "sold out"}, test="Shop.Sold Out"),
        sent("POST /orders 500", None, {"error": "down"}, test="Shop.Down"),
        folder=tmp_path,
    )
    assert '    tests: {names: ["Shop.Buy ?tea?", "Shop.Down"]}  # in other tests this step did not send it\n' in text


def test_write_without_a_step_is_not_attached(tmp_path: Path) -> None:
    """A write without a UI step is not attached, and the registry says so."""
    text = registry_of(order(1, step=""))
    loaded(text, tmp_path)
    assert "attach:" not in text
    assert "# - POST /orders: @order-created is not attached, because no UI step was running" in text
