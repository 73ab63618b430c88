"""Names of registry entries, derived from methods and paths."""

import pytest

from QuashLibrary.report.skeleton.names import path_pattern, read_slug, sent_slug, singular, value_name


@pytest.mark.parametrize(
    ("method", "path", "sent", "read"),
    [
        ("POST", "/orders", "orders-sent", "order-created"),
        ("POST", "/checkout", "checkout-sent", "checkout-stored"),
        ("POST", "/api/v2/orders/*/items", "order-items-sent", "order-item-created"),
        ("PATCH", "/me", "me-change-sent", "me-changed"),
        ("PUT", "/giftCards/*", "gift-cards-change-sent", "gift-card-changed"),
        ("DELETE", "/addresses/*", "addresses-deletion-sent", "address-deleted"),
        ("POST", "/", "request-sent", "request-stored"),
    ],
)
def test_slugs_say_what_was_done(method: str, path: str, sent: str, read: str) -> None:
    """Slugs say what was done, in words from the path."""
    assert (sent_slug(method, path), read_slug(method, path)) == (sent, read)


def test_slug_that_is_taken_has_a_number() -> None:
    """A slug that is taken gets a number."""
    assert read_slug("POST", "/orders", {"order-created", "order-created-2"}) == "order-created-3"


@pytest.mark.parametrize(
    ("path", "pattern"),
    [("/orders/A-17/items", "/orders/*/items"), ("/v2/orders", "/v2/orders"), ("/v2.1/a1", "/v2.1/*"), ("/", "/")],
)
def test_identifiers_of_a_path_are_any(path: str, pattern: str) -> None:
    """Identifiers become `*`, but versions do not."""
    assert path_pattern(path) == pattern


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("orders", "order"),
        ("addresses", "address"),
        ("deliveries", "delivery"),
        ("boxes", "box"),
        ("address", "address"),
        ("status", "status"),
        ("otp", "otp"),
    ],
)
def test_one_of_many(many: str, one: str) -> None:
    """The singular follows from common endings."""
    assert singular(many) == one


def test_values_are_named_after_what_they_belong_to() -> None:
    """A value's name starts with the thing that it belongs to, unless it already does."""
    assert value_name("/orders", "number") == "order_number"
    assert value_name("/orders", "orderId") == "order_id"
