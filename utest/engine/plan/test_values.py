"""Names are looked up when they are used, in the documented order, and keep their types."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.plan.plain_values import plain
from QuashLibrary.engine.plan.values import Scope, render, render_header, render_path, render_text
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.exact_numbers import read_fraction
from QuashLibrary.language.templates import parse_text, parse_value
from QuashLibrary.registry.model import Input


def scope(**more: Any) -> Scope:
    """Return a scope with the inputs `id`, which has no default, and `currency`, which has one."""
    declared = {"id": Input("id"), "currency": Input("currency", default="EUR", required=False)}
    variables = more.pop("variables", {})
    return Scope(Redactor(), declared=more.pop("declared", declared), variables=variables.__getitem__, **more)


def looked_up(text: str, **more: Any) -> object:
    """Return the value of a text."""
    return render(parse_text(text), scope(**more))


def refused(text: str, **more: Any) -> str:
    """Return the message for a text that cannot be rendered."""
    with pytest.raises(UnusableValueError) as raised:
        looked_up(text, **more)
    return str(raised.value)


class _Element:
    """A screen element that a test passed instead of its text."""

    def __repr__(self) -> str:
        return "<selenium.webdriver.remote.webelement.WebElement (session=1)>"


class _Broken:
    def __str__(self) -> str:
        raise RuntimeError("not now")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (b"abc", "the input id is bytes, not a text; decode it first: ${value.decode()}"),
        (_Element(), "the input id is an object of type _Element, which has no value; pass its text or number"),
        (object(), "the input id is an object of type object, which has no value; pass its text or number"),
        ([{"a": _Broken()}], "the input id is an object of type _Broken, which has no value; pass its text or number"),
        (Decimal("1e-5000"), "the input id: the number is too close to 0"),
    ],
)
def test_what_is_no_value_is_refused(value: object, why: str) -> None:
    """Otherwise Python's text of the object would be sent and compared."""
    assert refused("${id}", call={"id": value}) == why


def test_a_list_that_contains_itself_is_refused() -> None:
    """This also applies if a dictionary is in between."""
    endless: list[object] = [1]
    endless.append({"again": endless})
    why = "${n} contains itself, or is nested more than 200 levels deep"
    assert refused("${n}", variables={"n": endless}) == why


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (Decimal("23.50"), 23.5),
        (Decimal(7), 7),
        (Decimal("NaN"), "NaN"),
        (Path("a/b"), "a/b"),
        (UUID(int=7), str(UUID(int=7))),
        ({"at": date(2026, 11, 29)}, {"at": "2026-11-29"}),
        (Decimal("1.000000000000000001"), read_fraction("1.000000000000000001")),
    ],
)
def test_values_of_python_as_json(value: object, read: object) -> None:
    """A Decimal is a number with all its digits; objects with a text become that text."""
    assert looked_up("${id}", call={"id": value}) == read


def test_a_decimal_is_a_number_for_a_declared_type() -> None:
    """Rows of a database have numbers of this type."""
    kinds = {"number": (Decimal("1.50"), 1.5), "integer": (Decimal("2.0"), 2), "string": (Decimal("2.50"), "2.50")}
    for kind, (value, read) in kinds.items():
        declared = {"id": Input("id", type=kind)}
        assert looked_up("x${id}", declared=declared, call={"id": value}) == f"x{read}"
    assert looked_up("total=${id}", call={"id": Decimal("2.50")}) == "total=2.50"
    assert (
        looked_up("${id}", declared={"id": Input("id", type="integer")}, call={"id": "12345678901234567890.0"})
        == 12345678901234567890
    )


def test_a_declared_input_comes_from_the_call_first() -> None:
    """The call takes precedence over the suite, the default, fetched values and variables."""
    everywhere = {"id": "other", "currency": "other"}
    more = {"preset": everywhere, "fetched": everywhere, "variables": everywhere}
    assert looked_up("${id} ${currency}", call={"id": "A-1", "currency": "USD"}, **more) == "A-1 USD"


def test_a_declared_input_comes_from_the_suite_next() -> None:
    """`Set Backend Input` takes precedence over the default, fetched values and variables."""
    more = {"fetched": {"id": "other", "currency": "other"}, "variables": {"id": "other"}}
    assert looked_up("${id} ${currency}", preset={"id": "A-1", "currency": "USD"}, **more) == "A-1 USD"


def test_a_default_goes_before_fetched_values_and_variables() -> None:
    """A variable with the same name does not replace a default by accident."""
    other = {"currency": "USD"}
    assert looked_up("${currency}", fetched=other, variables=other) == "EUR"


def test_an_input_without_default_comes_from_fetched_values_then_from_variables() -> None:
    """So values of earlier steps reach a validation without being passed."""
    assert looked_up("${id}", fetched={"id": "fetched"}, variables={"id": "variable"}) == "fetched"
    assert looked_up("${id}", variables={"id": "variable"}) == "variable"


def test_another_name_comes_from_fetched_values_then_from_variables() -> None:
    """Names that are not inputs are looked up too."""
    assert looked_up("${n}", fetched={"n": 1}, variables={"n": 2}) == 1
    assert looked_up("${n}", variables={"n": 2}) == 2


def test_what_the_suite_set_does_not_reach_names_that_are_no_inputs() -> None:
    """`Set Backend Input` sets only inputs."""
    assert refused("${n}", preset={"n": 1})


def test_a_default_may_name_other_inputs_but_not_itself() -> None:
    """A default that refers to itself is looked up in the variables."""
    declared = {
        "a": Input("a", default=parse_text("${b}-x"), required=False),
        "b": Input("b", default=parse_text("${a}"), required=False),
    }
    assert looked_up("${a}", declared=declared, call={"b": 7}) == "7-x"
    assert looked_up("${a}", declared=declared, variables={"a": "outer"}) == "outer-x"
    assert refused("${a}", declared=declared).startswith("${a} is not set")


def test_a_default_may_come_from_the_environment() -> None:
    """Defaults use the environment of the scope."""
    declared = {"a": Input("a", default=parse_text("%{REGION}"), required=False)}
    assert looked_up("${a}", declared=declared, environment={"REGION": "eu"}) == "eu"


@given(st.one_of(st.integers(), st.booleans(), st.none(), st.text(), st.lists(st.integers())))
def test_a_whole_name_keeps_its_type(value: object) -> None:
    """`${n}` alone is the value itself; inside a text it becomes text."""
    kept = looked_up("${n}", variables={"n": value})
    assert kept == value
    assert type(kept) is type(value)


def test_within_a_text_a_value_becomes_text() -> None:
    """Texts stay as they are, and everything else becomes JSON."""
    values = {"a": "x", "b": 1.5, "c": True, "d": None, "e": [1, "ä"]}
    assert looked_up("${a}|${b}|${c}|${d}|${e}", variables=values) == 'x|1.5|true|null|[1, "ä"]'


def test_a_value_is_never_expanded_again() -> None:
    """Values from outside are data, whatever they look like."""
    assert looked_up("${a} %{B}", variables={"a": "${b}"}, environment={"B": "${id}"}) == "${b} ${id}"


def test_names_reach_into_values() -> None:
    """Keys and indexes select items, also from the end."""
    order = {"lines": [{"sku": "A"}, {"sku": "B"}], "a.b": 1}
    for text, value in {
        "${order.lines}": order["lines"],
        "${order}[lines][1][sku]": "B",
        "${order.lines}[0]": {"sku": "A"},
        "${order.lines}[-1]": {"sku": "B"},
        "${order.lines.0.sku}": "A",
        "no. ${order.lines.1.sku}": "no. B",
    }.items():
        assert looked_up(text, variables={"order": order}) == value


@pytest.mark.parametrize(
    "text", ["${o.b}", "${o}[b]", "${o.a.c}", "${l}[2]", "${l}[-3]", "${l}[x]", "${l.--1}", "${l.²}"]
)
def test_an_item_that_is_not_there(text: str) -> None:
    """The message names the item and shows no value."""
    reason = refused(text, variables={"o": {"a": "s3cr3t"}, "l": ["s3cr3t", "s3cr3t"]})
    assert " has no item " in reason
    assert "s3cr3t" not in reason


def test_an_escaped_name_is_a_literal() -> None:
    r"""`\${` stands for itself."""
    assert looked_up(r"\${id} \%{HOME} ${n}", variables={"n": 1}) == "${id} %{HOME} 1"


def test_names_in_documents() -> None:
    """Every text of a document is rendered; keys stay as they are."""
    parsed = parse_value({"id": "${n}", "more": ["${n}", "no. ${n}", 1, None]})
    assert render(parsed, scope(variables={"n": 7})) == {"id": 7, "more": [7, "no. 7", 1, None]}


def test_what_is_read_from_the_environment_is_secret() -> None:
    """`%{NAME}` and `{env: NAME}` are masked as soon as they are read."""
    within = scope(environment={"SHOP_TOKEN": "s3cr3t-token"})
    assert render_text(parse_text("Token %{SHOP_TOKEN}"), within) == "Token s3cr3t-token"
    assert within.redactor.clean("got s3cr3t-token") == "got ***"


def test_a_missing_environment_variable_is_named() -> None:
    """The message says which variable to set."""
    assert refused("%{SHOP_TOKEN}", environment={}) == "the environment variable SHOP_TOKEN is not set"


def test_a_secret_input_is_masked_wherever_it_comes_from() -> None:
    """It is masked before anything can show it, whether it comes from the call, the default or a variable."""
    for more in ({"call": {"pin": "s3cr3t"}}, {"variables": {"pin": "s3cr3t"}}, {"fetched": {"pin": "s3cr3t"}}):
        within = scope(declared={"pin": Input("pin", secret=True)}, **more)
        render(parse_text("${pin}"), within)
        assert within.redactor.clean("s3cr3t") == "***"


class Secret:
    """A copy of Robot Framework's Secret, recognised by its name, because the engine does not know Robot."""

    def __init__(self, value: str) -> None:
        """Store the value."""
        self.value = value


def test_robots_secret_is_unwrapped_and_masked() -> None:
    """This also applies inside lists and dictionaries."""
    redactor = Redactor()
    value = plain({"login": [Secret("s3cr3t"), "open"]}, redactor)
    assert value == {"login": ["s3cr3t", "open"]}
    assert redactor.clean("s3cr3t open") == "*** open"


def test_other_python_values_become_json() -> None:
    """Tuples and sets become lists, and other objects become their text."""
    assert plain((1, {2}, {"a": (3,)}), Redactor()) == [1, [2], {"a": [3]}]
    assert plain(complex(1, 2), Redactor()) == "(1+2j)"


def test_an_unknown_name_shows_no_other_value() -> None:
    """The message names it and the most similar known name."""
    reason = refused("${order_ib}", fetched={"order_id": "s3cr3t"}, variables={"order_ic": "s3cr3t"})
    assert reason == '${order_ib} is not set; did you mean "order_id"?'


def test_an_input_that_is_not_given_says_how_to_give_it() -> None:
    """The message says how to set a declared input in the step."""
    assert refused("${id}") == "${id} is not set; add id=… to the step"


def typed(kind: str, value: object) -> object:
    """Return the converted value of an input with this type."""
    return looked_up("${n}", declared={"n": Input("n", type=kind)}, call={"n": value})


@pytest.mark.parametrize(
    ("kind", "given_value", "value"),
    [
        ("number", "7", 7),
        ("number", " -2.50 ", -2.5),
        ("number", 7, 7),
        ("number", 1.5, 1.5),
        ("integer", "7", 7),
        ("integer", 7.0, 7),
        ("boolean", "True", True),
        ("boolean", "false", False),
        ("boolean", False, False),
        ("string", 7, "7"),
        ("string", "007", "007"),
        ("string", True, "true"),
    ],
)
def test_a_typed_input_is_converted(kind: str, given_value: object, value: object) -> None:
    """Texts from Robot become the declared type."""
    converted = typed(kind, given_value)
    assert converted == value
    assert type(converted) is type(value)


@pytest.mark.parametrize(
    ("kind", "given_value", "reason"),
    [
        ("number", "seven", 'input n should be a number, but is the text "seven"'),
        ("number", "", 'input n should be a number, but is the text ""'),
        ("number", "NaN", 'input n should be a number, but is the text "NaN"'),
        ("number", True, "input n should be a number, but is true"),
        ("number", None, "input n should be a number, but is null"),
        ("integer", "7.5", 'input n should be a whole number, but is the text "7.5"'),
        ("boolean", "yes", 'input n should be true or false, but is the text "yes"'),
        ("boolean", 1, "input n should be true or false, but is the number 1"),
        ("string", [1], "input n should be a text, but is the list [1]"),
    ],
)
def test_a_value_of_the_wrong_type_is_reported(kind: str, given_value: object, reason: str) -> None:
    """The message has the input, the expected type and the value."""
    with pytest.raises(UnusableValueError) as raised:
        typed(kind, given_value)
    assert str(raised.value) == reason


def test_a_wrong_secret_is_masked_in_its_message() -> None:
    """The redactor knows the value before the message is shown."""
    within = scope(declared={"n": Input("n", type="number", secret=True)}, call={"n": "s3cr3t"})
    with pytest.raises(UnusableValueError) as raised:
        render(parse_text("${n}"), within)
    assert "s3cr3t" not in within.redactor.clean(str(raised.value))


def path(text: str, **variables: object) -> str:
    """Return a rendered path."""
    return render_path(parse_text(text), scope(variables=variables))


@given(st.text(min_size=1))
def test_a_value_stays_within_its_segment(value: str) -> None:
    """No value can add a slash, a query or a fragment to a path."""
    if value in (".", ".."):
        return
    encoded = path("/orders/${n}/lines", n=value).removeprefix("/orders/").removesuffix("/lines")
    assert not set(encoded) & set("/?#& \\\r\n")


def test_values_in_a_path_are_percent_encoded() -> None:
    """Values are encoded as UTF-8, with slashes and percent signs; the registry's own text is not."""
    assert path("/a b/${n}?q=${n}&x", n="ä/%2e?&") == "/a b/%C3%A4%2F%252e%3F%26?q=%C3%A4%2F%252e%3F%26&x"


@pytest.mark.parametrize(
    ("text", "value"),
    [("/u/${n}/x", "."), ("/u/${n}", ".."), ("/u/.${n}", "."), ("${n}", "/u/../admin"), ("${n}", "/u/%2E%2e/admin")],
)
def test_a_value_cannot_climb_out_of_a_path(text: str, value: str) -> None:
    """`/users/../../admin` is refused, however it is built."""
    with pytest.raises(UnusableValueError, match=r"must not make a segment \. or \.\."):
        path(text, n=value)


def test_dots_within_a_segment_are_allowed() -> None:
    """File names and versions may contain dots."""
    assert path("/v/${n}/..${n}", n="1.2") == "/v/1.2/..1.2"


@pytest.mark.parametrize(("value", "word"), [("", "empty"), (None, "null")])
def test_an_empty_value_in_a_path(value: object, word: str) -> None:
    """It would request something else, so it is refused by its name."""
    for text in ("/orders/${n}", "${n}"):
        with pytest.raises(UnusableValueError) as raised:
            path(text, n=value)
        assert str(raised.value) == f"${{n}} is {word}, but the path {text} needs a value"


def test_an_empty_value_in_a_query() -> None:
    """An empty search term is allowed."""
    assert path("/search?q=${n}&page=${m}", n="", m=1) == "/search?q=&page=1"
    with pytest.raises(UnusableValueError, match="needs a value"):
        path("/search?q=${n}", n=None)


def test_a_link_is_taken_as_it_is() -> None:
    """A path that is a single value is a link from an earlier answer, with its slashes and query."""
    assert path("${link}", link="/orders?page=2&x=a%20b") == "/orders?page=2&x=a%20b"


@pytest.mark.parametrize("value", ["a\rb", "a\nb", "a\r\nX-Admin: 1", "a\0b", "token\n"])
def test_a_header_cannot_be_smuggled_in(value: str) -> None:
    """CR, LF and NUL are refused; the message shows no value."""
    with pytest.raises(UnusableValueError) as raised:
        render_header("X-Name", parse_text("${n}"), scope(variables={"n": value}))
    assert str(raised.value) == "the header X-Name must not contain a line break or NUL character"


@pytest.mark.parametrize("value", ["s3cr3t €", "s3cr3t\x07", "s3cr3t\ud800"])
def test_a_header_that_http_cannot_carry(value: str) -> None:
    """It is reported before anything is sent; the message shows no value."""
    with pytest.raises(UnusableValueError) as raised:
        render_header("X-Name", parse_text("${n}"), scope(variables={"n": value}))
    assert str(raised.value) == "the header X-Name contains a character that HTTP cannot send; percent-encode it"


def test_blanks_around_a_header_are_no_part_of_it() -> None:
    """RFC 9110 removes them, and HTTP libraries refuse them."""
    assert render_header("X-Name", " a b\t", scope()) == "a b"


def test_a_variable_of_the_environment_may_have_a_default() -> None:
    """As in Robot, a set variable takes precedence, even if it is empty."""
    assert looked_up("%{URL=http://h:1}/api", environment={}) == "http://h:1/api"
    assert looked_up("%{URL=http://h:1}", environment={"URL": "http://x"}) == "http://x"
    assert looked_up("a%{URL=}b", environment={}) == "ab"
    assert refused("%{URL}", environment={}) == "the environment variable URL is not set"


def test_an_address_is_no_segment_of_a_path() -> None:
    """It would be encoded; only a path that is a single name may be a link from an earlier answer."""
    variables = {"host": "http://h"}
    with pytest.raises(UnusableValueError) as raised:
        render_path(parse_text("${host}/x"), scope(variables=variables))
    advice = "write only the path here, and ${host} in base_url"
    assert str(raised.value) == f"${{host}} is a whole URL, but a path cannot start with one; {advice}"
    assert render_path(parse_text("${host}"), scope(variables=variables)) == "http://h"
