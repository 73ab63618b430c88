"""Guess what a UI step makes the backend do, from the words of its locator and of the keywords that run it.

In: a step of a suite. Out: an Effect, or None. An effect names the validation that a tester should write first. If a
text names several effects, the first effect in the list counts. The words are English; a caller can add other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from QuashLibrary.report.read.model import Step

_WORD = re.compile(r"[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ACTIONS = frozenset(["click", "tap", "press", "submit", "touch", "activate"])
_NO_ACTIONS = frozenset(["wait", "should", "get", "is", "page", "element", "log"])
"""The first words of keywords that change nothing."""

_NO_EFFECTS = frozenset(
    ["filter", "sort", "search", "row", "list", "tab", "history", "item", "detail", "details", "method", "option"]
)
"""Words of locators that only navigate: `order_row_0`, `payment_method_card`."""

_VARIABLES = ("${", "@{", "&{", "%{")


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that the backend must do: the validation to suggest, and phrases for it, separated by commas.

    The phrases of a `general` effect, such as `submit`, do not say what is done.
    """

    slug: str
    description: str
    path: str
    phrases: str
    general: bool = False


EFFECTS = (
    Effect(
        "session-created",
        "The backend has a session for the user who logged in.",
        "/sessions/current",
        "login, log in, logs in, logged in, sign in, signin, authenticate, unlock",
    ),
    Effect(
        "account-created",
        "The registered account exists.",
        "/users/latest",
        "register, registration, sign up, signup, create account, create an account, enroll",
    ),
    Effect(
        "code-sent",
        "The code that the app says it sent was really sent.",
        "/codes/latest",
        "otp, send code, resend code, request code, send the code, sms, send link, send email",
    ),
    Effect("cart-updated", "The cart contains the added item.", "/cart", "add to cart, add to basket, add to bag"),
    Effect(
        "order-cancelled",
        "The order that the app shows as cancelled is cancelled and refunded.",
        "/orders/latest",
        "refund, cancel order, cancel booking, cancel subscription, return order",
    ),
    Effect(
        "payment-captured",
        "The payment that the app confirms was really made, exactly once.",
        "/payments/latest",
        "pay, payment, paying, buy, purchase, charge, donate",
    ),
    Effect(
        "transfer-booked",
        "The transfer that the app confirms is booked, exactly once.",
        "/transfers/latest",
        "transfer, send money, withdraw, deposit, top up, topup",
    ),
    Effect(
        "order-created",
        "The order that the app confirms is stored.",
        "/orders/latest",
        "order, checkout, check out, reorder",
    ),
    Effect(
        "booking-created",
        "The booking that the app confirms is stored.",
        "/bookings/latest",
        "book, booking, reserve, reservation, appointment",
    ),
    Effect("session-ended", "The session has ended.", "/sessions/current", "logout, log out, sign out, signout"),
    Effect("subscription-created", "The subscription exists.", "/subscriptions/latest", "subscribe, subscription"),
    Effect("file-stored", "The file that was uploaded is stored.", "/files/latest", "upload, attach file"),
    Effect(
        "entry-deleted",
        "The deleted entry no longer exists.",
        "/entries/latest",
        "delete, remove, erase, discard",
        general=True,
    ),
    Effect(
        "message-sent",
        "The message that the app says it sent has arrived.",
        "/messages/latest",
        "send, post, publish, share, reply, invite",
        general=True,
    ),
    Effect("changes-saved", "The changes are stored.", "/profile", "save, update, create", general=True),
    Effect(
        "submission-stored",
        "The submission is stored.",
        "/submissions/latest",
        "submit, confirm, approve, finish, complete",
        general=True,
    ),
)

OTHER_WORDS = "submission-stored"
"""The effect of words that somebody adds without naming an effect."""


def with_words(added: Mapping[str, str]) -> tuple[Effect, ...]:
    """Return the effects with more phrases by slug; an unknown slug becomes a new effect, which counts first."""
    known = {effect.slug for effect in EFFECTS}
    new = [
        Effect(slug, "What the app confirms is true in the backend.", f"/{slug}/latest", phrases)
        for slug, phrases in added.items()
        if slug not in known
    ]
    more = {slug: f", {phrases}" for slug, phrases in added.items()}
    return (*new, *(replace(effect, phrases=effect.phrases + more.get(effect.slug, "")) for effect in EFFECTS))


def effect_of(step: Step, effects: Sequence[Effect] = EFFECTS) -> tuple[Effect, bool] | None:
    """Return what a step probably makes the backend do, and whether its own words say so; None for other steps.

    The step's own words count more than those of the keywords around it. But a general word (`submit`) counts less than
    a specific word (`Log In`).
    """
    if not _is_action(step):
        return None
    own = _first_effect((text for text in _own_texts(step) if not _NO_EFFECTS.intersection(words(text))), effects)
    around = next((effect for name in reversed(step.within) if (effect := _first_effect([name], effects))), None)
    if own and not (own.general and around and not around.general):
        return own, True
    return (around, False) if around else None


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: `btn_payNow` contains btn, pay and now."""
    return tuple(word.lower() for word in _WORD.findall(_CAMEL.sub(" ", text)))


def _is_action(step: Step) -> bool:
    name = words(step.name)
    return step.lane == "ui" and bool(_ACTIONS.intersection(name)) and name[0] not in _NO_ACTIONS


def _own_texts(step: Step) -> Sequence[str]:
    """Return the step's cells; if one contains a variable, also the library's first message, which has its value."""
    has_variable = any(mark in cell for cell in step.args for mark in _VARIABLES)
    return (*step.args, step.first_message) if has_variable else step.args


def _first_effect(texts: Iterable[str], effects: Sequence[Effect]) -> Effect | None:
    spoken = [words(text) for text in texts]
    return next((effect for effect in effects if any(_names_effect(text, effect) for text in spoken)), None)


def _names_effect(text: Sequence[str], effect: Effect) -> bool:
    """Return whether the words of a text contain a phrase of an effect."""
    phrases = _phrases(effect.phrases)
    return any(text[place : place + len(phrase)] == phrase for phrase in phrases for place in range(len(text)))


@cache
def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(words(phrase) for phrase in text.split(","))
