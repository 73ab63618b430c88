"""Guesses about the effects of a step on the backend."""

import pytest

from QuashLibrary.report.blind_spots.effects import EFFECTS, effect_of, words
from QuashLibrary.report.read.model import Lane, Step


def guess(name: str, *args: str, within: tuple[str, ...] = (), lane: Lane = "ui") -> str:
    """Return the slug that a step suggests; empty without a suggestion."""
    found = effect_of(Step(lane, name, args, within=within))
    return found[0].slug if found else ""


@pytest.mark.parametrize(
    ("locator", "slug"),
    [
        ("id=com.shop.app:id/btn_pay", "payment-captured"),
        ("accessibility_id=payNow", "payment-captured"),
        ('xpath=//*[@text="Place order"]', "order-created"),
        ("accessibility_id=add-to-cart", "cart-updated"),
        ("${BTN_LOGIN}", "session-created"),
        ("id=sign_in", "session-created"),
        ("id=send-code", "code-sent"),
        ("id=send-message", "message-sent"),
        ("text=Sign up", "account-created"),
        ("css=.transfer", "transfer-booked"),
        ("id=book_table", "booking-created"),
        ("id=delete_entry", "entry-deleted"),
        ("id=save", "changes-saved"),
        ("id=confirm", "submission-stored"),
        ("id=logOut", "session-ended"),
        ("id=menu", ""),
        ("id=orders-tab", ""),
        ("id=order_filter", ""),
        ("id=order_row_0", ""),
        ("id=payment_method_card", ""),
        ("id=facebook", ""),
        ("", ""),
    ],
)
def test_locators_suggest_an_effect(locator: str, slug: str) -> None:
    """Whole words count, however they are joined."""
    assert guess("Click Element", locator) == slug


@pytest.mark.parametrize("name", ["Click Text", "Tap", "Long Press", "Click Button", "Submit Form", "Press Keycode"])
def test_steps_that_do_something_are_looked_at(name: str) -> None:
    """Actions of any UI library count."""
    assert guess(name, "Pay") == "payment-captured"


@pytest.mark.parametrize(
    "name",
    ["Wait Until Page Contains", "Page Should Contain Text", "Get Text", "Input Text", "Element Should Be Seen"],
)
def test_steps_that_only_look_or_type_are_not(name: str) -> None:
    """Steps that only look or type have no effect on the backend."""
    assert guess(name, "Pay") == ""


def test_keywords_around_a_step_count_too() -> None:
    """If the step itself says nothing, the words of the keyword around it count."""
    assert guess("Click Element", "id=button7", within=("Log In With Password",)) == "session-created"
    assert guess("Click Element", "id=next", within=("Buy Tea", "Close The Tour")) == "payment-captured"


def test_specific_words_count_more_than_general_ones() -> None:
    """`submit` inside `Log In` logs in; `pay` inside it still pays."""
    assert guess("Click Element", "id=submit", within=("Log In",)) == "session-created"
    assert guess("Click Element", "id=pay", within=("Log In",)) == "payment-captured"
    assert guess("Click Element", "id=submit", within=("Save It",)) == "submission-stored"


def test_other_libraries_are_not_looked_at() -> None:
    """Only UI steps count."""
    assert guess("Click Element", "id=pay", lane="other") == ""


def test_words_of_a_text() -> None:
    """Words may be in any script and joined in any way."""
    assert words("btn_payNow-2 ÜberWeisung") == ("btn", "pay", "now", "über", "weisung")


def test_slugs_are_unique() -> None:
    """Each effect suggests its own validation."""
    assert len({effect.slug for effect in EFFECTS}) == len(EFFECTS)


def test_first_message_shows_the_value_of_a_variable() -> None:
    """If a locator is in a variable, the library's first message shows its value."""
    said = "Clicking element 'xpath=//*[@text=\"Place order\"]'."
    found = effect_of(Step("ui", "Click Element", ("${CONTINUE}",), first_message=said))
    assert found
    assert found[0].slug == "order-created"
    assert effect_of(Step("ui", "Click Element", ("id=continue",), first_message=said)) is None
