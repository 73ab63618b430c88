"""What a step of the UI is likely to make the backend do, by the words of its locator and of the keywords that run it.

In: texts as they stand in a suite. Out: an Effect, or none. It is a guess from which a tester begins, so each effect
says what it would be called as a validation. Of several that a text tells of, the first one in their list counts.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from QuashLibrary.report.read.model import Step

_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACTIONS = frozenset(["click", "tap", "press", "submit", "touch", "activate"])
_NO_ACTIONS = frozenset(["wait", "should", "get", "is", "page", "element", "log"])
"""What the name of a keyword begins with that only looks."""
_NO_EFFECTS = frozenset(
    ["filter", "sort", "search", "row", "list", "tab", "history", "item", "detail", "details", "method", "option"]
)
"""What else a locator has that only leads to something: `order_row_0`, `payment_method_card`."""
_VARIABLES = ("${", "@{", "&{", "%{")


@dataclass(frozen=True, slots=True)
class Effect:
    """What the backend has to do: the validation it suggests, and the phrases that tell of it."""

    slug: str
    description: str
    path: str
    phrases: tuple[tuple[str, ...], ...]
    general: bool = False


def _effect(slug: str, description: str, path: str, phrases: str, *, general: bool = False) -> Effect:
    return Effect(slug, description, path, tuple(tuple(phrase.split()) for phrase in phrases.split(", ")), general)


EFFECTS = (
    _effect(
        "session-created",
        "The backend knows the session of who has logged in.",
        "/sessions/current",
        "login, log in, logs in, logged in, sign in, signin, authenticate, unlock",
    ),
    _effect(
        "account-created",
        "The account that was registered exists.",
        "/users/latest",
        "register, registration, sign up, signup, create account, create an account, enroll",
    ),
    _effect(
        "code-sent",
        "The code that the app says it has sent was really sent.",
        "/codes/latest",
        "otp, send code, resend code, request code, send the code, sms, send link, send email",
    ),
    _effect("cart-updated", "What was put into the cart is there.", "/cart", "add to cart, add to basket, add to bag"),
    _effect(
        "order-cancelled",
        "What the app says was cancelled is cancelled, and paid back.",
        "/orders/latest",
        "refund, cancel order, cancel booking, cancel subscription, return order",
    ),
    _effect(
        "payment-captured",
        "The payment that the app confirms was really made, once.",
        "/payments/latest",
        "pay, payment, paying, buy, purchase, charge, donate",
    ),
    _effect(
        "transfer-booked",
        "The transfer that the app confirms is booked, once.",
        "/transfers/latest",
        "transfer, send money, withdraw, deposit, top up, topup",
    ),
    _effect(
        "order-created",
        "The order that the app confirms is stored.",
        "/orders/latest",
        "order, checkout, check out, reorder",
    ),
    _effect(
        "booking-created",
        "The booking that the app confirms is stored.",
        "/bookings/latest",
        "book, booking, reserve, reservation, appointment",
    ),
    _effect("session-ended", "The session has ended.", "/sessions/current", "logout, log out, sign out, signout"),
    _effect("subscription-created", "The subscription exists.", "/subscriptions/latest", "subscribe, subscription"),
    _effect("file-stored", "The file that was uploaded is stored.", "/files/latest", "upload, attach file"),
    _effect(
        "entry-deleted", "What was deleted is gone.", "/entries/latest", "delete, remove, erase, discard", general=True
    ),
    _effect(
        "message-sent",
        "What the app says it has sent has arrived.",
        "/messages/latest",
        "send, post, publish, share, reply, invite",
        general=True,
    ),
    _effect(
        "changes-saved",
        "What was changed is stored.",
        "/profile",
        "save, update, create",
        general=True,
    ),
    _effect(
        "submission-stored",
        "What was submitted is stored.",
        "/submissions/latest",
        "submit, confirm, approve, finish, complete",
        general=True,
    ),
)


def effect_of(step: Step) -> tuple[Effect, bool] | None:
    """Return what a step is likely to make the backend do, and whether its own words say so; None for other steps.

    Own words count more than those of the keywords round it, but a general one (`submit`) less than a specific one of
    those (`Log In`).
    """
    if not _is_action(step):
        return None
    own = _found(text for text in _own_texts(step) if not _NO_EFFECTS.intersection(words(text)))
    around = next((effect for name in reversed(step.within) if (effect := _found([name]))), None)
    if own and not (own.general and around and not around.general):
        return own, True
    return (around, False) if around else None


def _own_texts(step: Step) -> Sequence[str]:
    """Return the step's cells; where one is a variable, also what the library said, which knows the value."""
    return (*step.args, step.said) if any(mark in cell for cell in step.args for mark in _VARIABLES) else step.args


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: `btn_payNow` has btn, pay and now."""
    return tuple(word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text)))


def _is_action(step: Step) -> bool:
    name = words(step.name)
    return step.lane == "ui" and bool(_ACTIONS.intersection(name)) and name[0] not in _NO_ACTIONS


def _found(texts: Iterable[str]) -> Effect | None:
    found = [words(text) for text in texts]
    return next((effect for effect in EFFECTS if any(_tells(effect, text) for text in found)), None)


def _tells(effect: Effect, text: Sequence[str]) -> bool:
    return any(_contains(text, phrase) for phrase in effect.phrases)


def _contains(text: Sequence[str], phrase: Sequence[str]) -> bool:
    return any(tuple(text[place : place + len(phrase)]) == tuple(phrase) for place in range(len(text)))
