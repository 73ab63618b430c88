"""A plan has nothing left to look up: every problem with a value is reported before anything is sent."""

from utest.engine.plans import plan_of, refused


def test_an_input_that_is_not_declared() -> None:
    """The message names it and the declared inputs."""
    reason = refused(
        "inputs: {order_id: The order., currency: {default: EUR}}\nrequest: GET /${order_id}${currency}",
        call={"ordr": 1},
    )
    assert reason == "@order has no input ordr; it takes order_id, currency"


def test_every_name_is_looked_up_before_anything_is_sent() -> None:
    """This includes expectations and `give_up_if`."""
    assert refused("request: GET /\nexpect: {$.a: '${n}'}").startswith("${n} is not set")
    waiting = "eventually: {within: 1s, give_up_if: {$.a: '${n}'}}"
    assert refused(f"request: GET /\n{waiting}").startswith("${n} is not set")


def test_within_of_the_call_goes_before_that_of_the_registry() -> None:
    """Zero also counts: the validation checks once."""
    text = "request: GET /\neventually: 10s"
    assert plan_of(text).within == 10
    assert plan_of(text, within=0).within == 0
    assert plan_of("request: GET /").within is None
