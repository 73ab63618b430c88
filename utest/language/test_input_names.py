"""The message for an unknown input contains the name that is probably meant."""

import pytest

from QuashLibrary.language.input_names import unknown_input


@pytest.mark.parametrize(
    ("declared", "advice"),
    [
        (["order_id", "currency"], 'did you mean "order_id"?'),
        (["currency", "phone", "currency"], "choose currency, phone"),
        ([], "it has no inputs"),
    ],
)
def test_the_advice_names_what_exists(declared: list[str], advice: str) -> None:
    """The advice is the nearest name, or else a list of all names without duplicates."""
    assert unknown_input("ordr_id", declared) == ('no input "ordr_id"', advice)
