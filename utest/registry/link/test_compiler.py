"""Short and long forms of a registry become the same plain data for the engine."""

from pathlib import Path

import pytest

from QuashLibrary.language.templates import EnvironmentVariable, PatternTemplate, Reference, Template
from QuashLibrary.registry import model
from QuashLibrary.registry.load import load_registry

CONNECTIONS = "connections: {shop: {base_url: 'http://h/api'}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def registry(text: str) -> model.Registry:
    """Load a registry without problems."""
    Path("v.yaml").write_text(text, encoding="utf-8")
    loaded = load_registry([Path("v.yaml")])
    assert [str(problem) for problem in loaded.problems] == []
    return loaded.registry


def validation(text: str) -> model.Validation:
    """Load one validation."""
    return registry(f"{CONNECTIONS}validations: {{order-created: {text}}}\n").validations["order-created"]


def connection(text: str, environment: str = model.BASE) -> model.Connection:
    """Load one connection."""
    return registry(f"connections: {{shop: {text}}}\n").connections["shop"][environment]


def test_the_short_form_of_a_request_equals_the_long_one() -> None:
    """METHOD path equals the long form; without a method, GET is used."""
    short, long = validation("{request: get  /orders}"), validation("{request: {path: /orders}}")
    assert short.request == long.request == model.RequestSpec("GET", "/orders")


def test_an_environment_may_have_its_own_policies() -> None:
    """The policies of a connection can be overridden like its other keys."""
    text = "{base_url: 'http://h', on_failure: warn, on_error: skip, environments: {a: {on_failure: stop}}}"
    base, of_environment = connection(text), connection(text, "a")
    assert (base.on_failure, base.on_error) == ("warn", "skip")
    assert (of_environment.on_failure, of_environment.on_error) == ("stop", "skip")


def test_the_short_form_of_eventually_is_within() -> None:
    """Both are in seconds."""
    short, long = (
        validation("{request: GET /, eventually: 1m 30s}"),
        validation("{request: GET /, eventually: {within: 90}}"),
    )
    assert short.timing == long.timing == model.Timing(90.0)


def test_the_short_form_of_a_fetch_is_from() -> None:
    """The long form adds how the value is processed."""
    short = validation("{request: GET /, fetch: {code: $.code}}").fetch[0]
    long = validation("{request: GET /, fetch: {code: {from: $.code, secret: true, default: null}}}").fetch[0]
    assert (short.subject, short.secret, short.has_default) == (long.subject, False, False)
    assert (long.secret, long.has_default, long.default) == (True, True, None)


@pytest.mark.parametrize(
    ("source", "kind", "name"),
    [("header  X-Id", "header", "X-Id"), ("cookie session", "cookie", "session"), ("body", "body", ""),
     ("status", "status", ""), ("$.a", "path", "$.a")],
)  # fmt: skip
def test_a_value_is_fetched_from_any_part_of_the_response(source: str, kind: str, name: str) -> None:
    """DESIGN lists these parts."""
    subject = validation(f"{{request: GET /, fetch: {{a: {source}}}}}").fetch[0].subject
    assert (subject.kind, subject.name) == (kind, name)


@pytest.mark.parametrize("source", ["session[Max-Age]", "session[max-age]"])
def test_an_attribute_of_a_cookie_is_in_brackets(source: str) -> None:
    """It is case-insensitive, and messages use its usual spelling."""
    subject = validation(f"{{request: GET /, fetch: {{a: 'cookie {source}'}}}}").fetch[0].subject
    assert (subject.kind, subject.name, str(subject)) == ("cookie", "session", "cookie session[Max-Age]")


def test_the_short_form_of_an_input_is_its_description() -> None:
    """An input without a default is required; null is also a default."""
    inputs = validation("{request: 'GET /${a}${b}${c}', inputs: {a: What it is., b: {default: null}, c: }}").inputs
    assert [(item.name, item.description, item.required) for item in inputs] == [
        ("a", "What it is.", True), ("b", "", False), ("c", "", True)
    ]  # fmt: skip


def test_a_status_of_2xx_is_expected_by_default() -> None:
    """A 500 never passes unnoticed; `give_up_if` has no such default."""
    found = validation("{request: GET /, expect: {$.a: 1}, eventually: {within: 1s, give_up_if: {$.b: 1}}}")
    assert [str(item.subject) for item in found.expect] == ["status", "$.a"]
    assert found.expect[0].argument == ["2xx"]
    assert found.timing is not None
    assert [str(item.subject) for item in found.timing.give_up_if] == ["$.b"]


def test_an_expectation_knows_the_place_of_its_key() -> None:
    """A failed check can name its line."""
    text = f"{CONNECTIONS}validations:\n  a:\n    request: GET /\n    expect:\n      status: 200\n      $.a: 1\n"
    assert str(registry(text).validations["a"].expect[1].position) == "v.yaml:7:7"


def test_texts_name_values_and_secrets() -> None:
    """`${x}` and `%{X}` work anywhere, `{env: X}` as a whole text; queries and forms may repeat a name."""
    request = validation(
        '{request: {path: "/o/${id}", query: {a: [1, "${b}"], c: {env: C}}, headers: {K: "T %{T}"}}}'
    ).request
    assert request.path == Template(("/o/", Reference("id")))
    assert request.query == (
        ("a", [1, Template((Reference("b"),))]),
        ("c", Template((EnvironmentVariable("C"),))),
    )
    assert request.headers == (("K", Template(("T ", EnvironmentVariable("T")))),)


@pytest.mark.parametrize(
    ("body", "kind", "value"),
    [
        ("json: null", "json", None),
        ("json: {a: [1]}", "json", {"a": [1]}),
        ("form: {a: [1, b]}", "form", {"a": [1, "b"]}),
        ("text: ''", "text", ""),
    ],
)
def test_a_request_has_one_body(body: str, kind: str, value: object) -> None:
    """An empty body is a body too."""
    found = validation(f"{{request: {{method: POST, path: /, {body}}}}}").request.body
    assert found is not None
    assert (found.kind, found.value) == (kind, value)


def test_a_reference_in_a_pattern_is_recognised() -> None:
    """Its value is matched literally there, even if it contains special characters."""
    found = validation('{request: GET /, expect: {$.a: {matches: "^${a}$"}, $.b: {contains: "^${a}$"}}}')
    arguments = [item.conditions.items[0].argument for item in found.expect[1:] if item.conditions]
    assert [type(argument) for argument in arguments] == [PatternTemplate, Template]
    assert all(item.is_open for item in found.expect[1:])


def test_a_path_with_a_reference_is_open() -> None:
    """Its value is looked up before the path is evaluated."""
    found = validation('{request: GET /, expect: {"$[?(@.id == ${id})].state": paid}}').expect[1]
    assert found.is_open
    assert found.subject.template is not None


def test_a_header_of_a_number_is_compared_as_text() -> None:
    """Headers are texts: `X-Count: 5` means the text 5."""
    found = validation("{request: GET /, expect: {headers: {X-Count: 5}}}").expect[1]
    assert found.conditions is not None
    assert found.conditions.items[0].argument == "5"


def test_an_environment_overrides_what_it_sets() -> None:
    """It keeps all other keys."""
    text = (
        "{base_url: 'http://h', timeout: 5s, headers: {A: b}, environments: {x: {base_url: 'http://x', headers: {}}}}"
    )
    assert connection(text) == model.HttpConnection("shop", "http://h", headers=(("A", "b"),), timeout=5.0)
    assert connection(text, "x") == model.HttpConnection("shop", "http://x", headers=(), timeout=5.0)


@pytest.mark.parametrize(
    ("auth", "expected"),
    [
        ("{bearer: a}", model.Bearer("a")),
        ("{bearer: {env: T}}", model.Bearer(Template((EnvironmentVariable("T"),)))),
        ("{basic: {username: a, password: 7}}", model.Basic("a", "7")),
        ("{api_key: {header: X-Key, value: a}}", model.ApiKey("header", "X-Key", "a")),
        ("{api_key: {query: key, value: a}}", model.ApiKey("query", "key", "a")),
        ("{headers: {A: b}}", model.HeaderAuth((("A", "b"),))),
    ],
)
def test_every_kind_of_auth_is_read(auth: str, expected: model.Auth) -> None:
    """Each kind works for a connection and for a single validation."""
    assert connection(f"{{base_url: 'http://h', auth: {auth}}}").auth == expected
    assert validation(f"{{request: GET /, auth: {auth}}}").auth == expected


def test_the_only_connection_need_not_be_named() -> None:
    """With several connections, it must be named."""
    assert validation("{request: GET /}").connection == "shop"


def test_errors_to_retry_may_be_written_as_numbers() -> None:
    """`429` without quotes is a number in YAML."""
    assert validation("{request: GET /, retry_errors: [429, timeout]}").retry_errors == ("429", "timeout")
    assert validation("{request: GET /}").retry_errors == ("refused", "reset", "timeout", "429", "502", "503", "504")
