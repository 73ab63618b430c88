"""An entry inherits everything that it does not set from the entry that it extends, with its places."""

from pathlib import Path

import pytest

from QuashLibrary.language.operators.model import Condition
from QuashLibrary.registry import model
from QuashLibrary.registry.load import load_registry

pytestmark = pytest.mark.usefixtures("both_ways")

BASE = """\
connections:
  shop: {base_url: 'http://h/api'}
  other: {base_url: 'http://o'}
validations:
  order-created:
    description: The order is stored.
    connection: shop
    inputs: {order_id: Its number., currency: {default: EUR}}
    request: {method: POST, path: /orders, query: {page: 1}, headers: {A: b}, json: {a: 1}}
    expect: {status: 201, $.state: paid}
    eventually: 5s
    idempotent: true
    fetch: {number: $.number}
    on_failure: warn
    timeout: 3s
    headers: {X-Order: "${order_id} ${currency}"}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def registry(text: str, name: str = "b.yaml") -> model.Registry:
    """Load a registry of the base's file and another one, without problems."""
    Path(name).write_text(text, encoding="utf-8")
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    loaded = load_registry([Path("base.yaml"), Path(name)])
    assert [str(problem) for problem in loaded.problems] == []
    return loaded.registry


def extended(text: str) -> model.Validation:
    """Load a validation with these keys that extends the base."""
    return registry(f"validations:\n  order-paid: {{extends: order-created, {text}}}\n").validations["order-paid"]


def expected(validation: model.Validation) -> dict[str, tuple[str, int]]:
    """Return the expectations, with file and line."""
    return {str(item.subject): (item.position.file, item.position.line) for item in validation.expect}


def test_everything_that_is_not_set_is_inherited() -> None:
    """Everything is inherited except the name and the place."""
    of = registry("validations:\n  order-paid: {extends: order-created}\n").validations
    base, own = of["order-created"], of["order-paid"]
    assert (own.slug, own.position.file, own.position.line) == ("order-paid", "b.yaml", 2)
    for part in (
        "description",
        "connection",
        "inputs",
        "request",
        "expect",
        "timing",
        "fetch",
        "on_failure",
        "timeout",
    ):
        assert getattr(own, part) == getattr(base, part)


def test_own_keys_replace_inherited_ones() -> None:
    """Keys that are not merged are replaced as a whole."""
    own = extended("connection: other, eventually: {within: 1s, every: 10ms}, on_failure: stop, description: Mine.")
    assert (own.connection, own.on_failure, own.description) == ("other", "stop", "Mine.")
    assert own.timing == model.Timing(1.0, every=0.01)


def test_inputs_are_merged_one_by_one() -> None:
    """Inherited inputs come first, in their order; an overridden input keeps its position."""
    own = extended("inputs: {customer: Who., order_id: {default: A-1}}, headers: {A: '${customer} ${order_id}'}")
    assert [(item.name, item.default, item.description) for item in own.inputs] == [
        ("order_id", "A-1", ""),
        ("currency", "EUR", ""),
        ("customer", None, "Who."),
    ]


def test_expectations_are_merged_one_by_one_and_keep_their_places() -> None:
    """A message names the file and line of the expectation."""
    own = extended("expect: {$.state: sent, $.total: 1}")
    assert expected(own) == {"status": ("base.yaml", 10), "$.state": ("b.yaml", 2), "$.total": ("b.yaml", 2)}
    state = own.expect[1].conditions
    assert state is not None
    assert state.items == (Condition("equals", "sent"),)


def test_fetched_values_are_merged_one_by_one() -> None:
    """A fetch replaces the inherited one of the same name."""
    own = extended("fetch: {total: $.total, number: {from: $.id, secret: true}}")
    assert [(item.name, item.subject.name, item.secret) for item in own.fetch] == [
        ("number", "$.id", True),
        ("total", "$.total", False),
    ]


def test_a_short_request_replaces_only_method_and_path() -> None:
    """The rest of an inherited long request stays."""
    own = extended("request: PUT /orders/7").request
    assert (own.method, own.path, own.query, own.headers) == ("PUT", "/orders/7", (("page", 1),), (("A", "b"),))
    assert own.body == model.Body("json", {"a": 1})


def test_a_long_request_adds_to_a_short_one() -> None:
    """It does not need its own path."""
    of = registry(
        "validations:\n  a: {connection: shop, request: GET /a}\n  b: {extends: a, request: {query: {p: 1}}}\n"
    )
    assert of.validations["b"].request == model.RequestSpec("GET", "/a", query=(("p", 1),))


def test_a_body_replaces_one_of_another_kind() -> None:
    """A request has one body."""
    assert extended("request: {form: {a: b}}").request.body == model.Body("form", {"a": "b"})


def test_chains_work_across_files_in_any_order() -> None:
    """An entry may extend one from a file that is read later."""
    of = registry(
        "validations:\n  c: {extends: b, expect: {$.c: 3}}\n  b: {extends: '@order-created', expect: {$.b: 2}}\n",
        "a.yaml",
    )
    assert expected(of.validations["c"]) == {
        "status": ("base.yaml", 10), "$.state": ("base.yaml", 10), "$.b": ("a.yaml", 3), "$.c": ("a.yaml", 2),
    }  # fmt: skip
    assert of.slugs == ("order-created", "c", "b")


def test_an_entry_that_extends_a_broken_one_is_broken() -> None:
    """It names the problem, and is never used with half of its base."""
    Path("v.yaml").write_text(
        "connections: {shop: {base_url: 'http://h'}}\n"
        "validations: {a: {request: GET /, expects: {}}, b: {extends: a}, c: {extends: x, request: GET /}}\n",
        encoding="utf-8",
    )
    loaded = load_registry([Path("v.yaml")])
    assert set(loaded.registry.broken) == {"a", "b", "c"}
    assert loaded.registry.broken["b"] == loaded.registry.broken["a"]
    assert len(loaded.problems) == 2


def test_a_connection_inherits_what_it_does_not_set() -> None:
    """It also inherits environments."""
    of = registry(
        "connections:\n"
        "  a: {base_url: 'http://a', timeout: 3s, headers: {A: b}, environments: {staging: {base_url: 'http://s'}}}\n"
        "  b: {extends: a, timeout: 7s}\n"
    ).connections["b"]
    assert of[model.BASE] == model.HttpConnection("b", "http://a", headers=(("A", "b"),), timeout=7.0)
    assert of["staging"].base_url == "http://s"
    assert of["staging"].timeout == 7.0


def test_own_keys_of_a_connection_apply_in_inherited_environments() -> None:
    """Its requests and credentials never go to an address of the other backend."""
    of = registry(
        "connections:\n"
        "  a: {base_url: 'http://x', environments: {staging: {base_url: 'http://s', timeout: 3}, prod: {timeout: 4}}}\n"
        "  b: {extends: a, base_url: 'http://b', environments: {prod: {base_url: 'http://p'}}}\n"
    ).connections["b"]
    assert {name: (item.base_url, item.timeout) for name, item in of.items()} == {
        model.BASE: ("http://b", 10.0), "staging": ("http://b", 3.0), "prod": ("http://p", 4.0),
    }  # fmt: skip


def test_inherited_files_are_beside_the_file_that_names_them(tmp_path: Path) -> None:
    """A connection that extends one from another folder uses that folder's certificate."""
    Path("deep").mkdir()
    Path("deep/ca.pem").write_text("", encoding="utf-8")
    Path("deep/a.yaml").write_text("connections: {a: {base_url: 'https://a', tls: {ca: ca.pem}}}\n", encoding="utf-8")
    Path("b.yaml").write_text("connections: {b: {extends: a}}\n", encoding="utf-8")
    loaded = load_registry([Path("deep"), Path("b.yaml")])
    assert loaded.problems == ()
    assert loaded.registry.connections["b"][model.BASE].tls.ca == str(tmp_path / "deep" / "ca.pem")


def test_an_inherited_file_is_beside_the_base() -> None:
    """This holds for every form of body, even if the extending entry is in another folder."""
    Path("elsewhere").mkdir()
    Path("photo.png").write_bytes(b"x")
    text = """\
validations:
  sent: {extends: order-created, request: {multipart: {photo: {file: photo.png}}}}
"""
    Path("sent.yaml").write_text(text, encoding="utf-8")
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    own = Path("elsewhere/own.yaml")
    own.write_text("validations:\n  again: {extends: sent, request: {query: {page: 2}}}\n", encoding="utf-8")
    loaded = load_registry([Path("base.yaml"), Path("sent.yaml"), own])
    assert not loaded.problems
    body = loaded.registry.validations["again"].request.body
    assert body == loaded.registry.validations["sent"].request.body
    assert body is not None
    assert body.kind == "multipart"


@pytest.mark.parametrize("body", ["file: photo.png", "graphql: {query: '{ a }'}", "multipart: {a: b}"])
def test_each_form_of_body_replaces_an_inherited_one(body: str) -> None:
    """A request has one body."""
    Path("photo.png").write_bytes(b"x")
    request = extended(f"request: {{{body}}}").request
    assert request.body is not None
    assert request.body.kind == body.partition(":")[0]


def test_always_replaces_an_inherited_eventually() -> None:
    """A validation has only one of them."""
    assert extended("always: 1s").timing == model.Timing(1.0, always=True)


def test_a_connection_inherits_how_it_sends() -> None:
    """Proxy, redirects, cookies and check are each inherited unless set."""
    of = registry("""\
connections:
  far: {base_url: 'http://f', proxy: 'http://p:1', redirects: same-origin, cookies: keep, check: GET /health}
  farther: {extends: far, cookies: none}
""").connections["farther"][model.BASE]
    assert (of.proxy, of.redirects, of.cookies) == ("http://p:1", "same-origin", "none")
    assert of.check is not None
    assert of.check.path == "/health"


@pytest.mark.parametrize("schema", ["money.json", "{$ref: money.json}"])
def test_an_inherited_schema_is_beside_the_base(schema: str) -> None:
    """This holds for a schema file, and for files that a schema in the registry refers to."""
    Path("elsewhere").mkdir()
    Path("money.json").write_text('{"type": "number"}', encoding="utf-8")
    text = f"validations:\n  priced: {{extends: order-created, expect: {{schema: {schema}}}}}\n"
    Path("priced.yaml").write_text(text, encoding="utf-8")
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    own = Path("elsewhere/own.yaml")
    own.write_text("validations:\n  again: {extends: priced, timeout: 1s}\n", encoding="utf-8")
    loaded = load_registry([Path("base.yaml"), Path("priced.yaml"), own])
    assert [str(problem) for problem in loaded.problems] == []
    assert "schema" in expected(loaded.registry.validations["again"])


@pytest.mark.parametrize(
    "text",
    [
        "a: {connection: other, request: GET /graphql}\n  b: {extends: a, request: {graphql: {query: '{ a }'}}}",
        "a: {connection: other, request: {path: /g, graphql: {query: '{ a }'}}}\n  b: {extends: a, request: GET /x}",
    ],
)
def test_graphql_over_a_get_is_sent_by_post(text: str) -> None:
    """The GET may be inherited, or come from a short form that only sets the path."""
    request = registry(f"validations:\n  {text}\n").validations["b"].request
    assert isinstance(request, model.RequestSpec)
    assert request.method == "POST"
    assert request.body is not None


SQL = """\
connections:
  db: {type: sql, url: 'sqlite:///a.db', timeout: 3s, environments: {test: {url: 'sqlite:///b.db'}}}
  slow-db: {extends: db, timeout: 30s}
  plain-db: {extends: other, type: sql, url: 'sqlite:///c.db'}
validations:
  base-row: {connection: db, sql: 'SELECT :a, :b', parameters: {a: 1, b: 2}, expect: {$.count: 1}}
"""


def test_parameters_are_merged_one_by_one() -> None:
    """Parameters are merged like inputs."""
    of = registry(SQL + "  row: {extends: base-row, parameters: {b: 3}}\n").validations
    query = of["row"].request
    assert isinstance(query, model.Query)
    assert query.parameters == (("a", 1), ("b", 3))
    assert [str(item.subject) for item in of["row"].expect] == ["$.count"]


def test_a_statement_and_its_parameters_belong_together() -> None:
    """Another statement does not need the parameters of the inherited one."""
    query = (
        registry(SQL + "  row: {extends: base-row, sql: 'SELECT :c', parameters: {c: 3}}\n").validations["row"].request
    )
    assert isinstance(query, model.Query)
    assert query.parameters == (("c", 3),)


def test_a_request_and_a_statement_replace_each_other() -> None:
    """The connection, which is of one kind, is replaced too."""
    of = registry(SQL + "  asked: {extends: base-row, connection: other, request: GET /a}\n").validations
    assert isinstance(of["asked"].request, model.RequestSpec)
    assert [str(item.subject) for item in of["asked"].expect] == ["status", "$.count"]


def test_connections_to_databases_extend_each_other() -> None:
    """They inherit environments; from an HTTP connection, only the keys that both kinds have."""
    of = registry(SQL).connections
    slow, test = of["slow-db"][model.BASE], of["slow-db"]["test"]
    assert isinstance(slow, model.SqlConnection)
    assert isinstance(test, model.SqlConnection)
    assert (slow.url, slow.timeout, test.url, test.timeout) == ("sqlite:///a.db", 30, "sqlite:///b.db", 30)
    assert isinstance(of["plain-db"][model.BASE], model.SqlConnection)
