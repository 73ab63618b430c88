"""The JSON Schema gives an editor the loader's knowledge, and accepts everything that the loader accepts."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from QuashLibrary.language.operators.table import operator_table, parse_conditions
from QuashLibrary.registry.editor_schema import registry_schema, schema_text
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.yaml.reader import read_yaml

COMMITTED = Path(__file__).parents[2] / "resources" / "quash.schema.json"
SCHEMA = registry_schema()
REGISTRY = Draft202012Validator(SCHEMA)
CONDITIONS = Draft202012Validator({"$ref": "#/$defs/conditions", "$defs": SCHEMA["$defs"]})

EXAMPLE = """\
version: 1
redact: $.customer.email
connections:
  shop:
    base_url: http://127.0.0.1:8080/api
    auth: {bearer: {env: SHOP_TOKEN}}
    headers: {Accept: application/json}
    timeout: 5s
    environments:
      staging: {base_url: "https://shop.staging.example/api", redact: [header X-Id, {from: body, matches: a+}]}
validations:
  order-created:
    description: The order that the screen confirms is stored and paid.
    connection: shop
    inputs:
      order_id: Number shown on the confirmation screen.
      currency: {description: ISO code, default: EUR}
      plain:
    request: GET /orders/${order_id}/${plain}
    expect:
      status: 200
      headers: {Content-Type: {contains: json}}
      $.state: paid
      $.currency: ${currency}
      $.total: {greater than: 0}
      $.items: {count: {at least: 1}}
      $.error: {exists: false}
    eventually: 10s
    fetch:
      number: $.number
  avatar-sent:
    request: {method: POST, path: /a, multipart: {n: [1, true], photo: [{file: "${a}.png", type: x/y}, "${b}"]}}
  raw-sent: {request: {method: PUT, path: /a, file: "${a}"}}
  queried: {request: {path: /graphql, graphql: {query: "{ a }", variables: {b: [1]}}}}
  latest-otp:
    connection: shop
    inputs: {phone: Phone number in E.164 form.}
    request: {method: GET, path: /otp, query: {phone: "${phone}", page: [1, 2]}}
    expect: {status: [200, 2xx], $.code: {matches: "^[0-9]{6}$"}, time: {at most: 2s}, body: {contains: code}}
    eventually: {within: 30s, every: 250ms, give_up_if: {$.state: rejected}}
    retry_errors: [429, timeout]
    fetch:
      code: {from: $.code, secret: true, default: null}
attach:
  - {validate: latest-otp, when: both, tests: {tags: checkout*, names: [Order *], suites: Shop}, within: 5s}
  - validate: [order-created, "@latest-otp"]
    after: AppiumLibrary.Click Element    xpath=//*[@text="Pay"]
    inputs: {order_id: "${order_id}", currency: EUR, phone: 7}
    on_failure: warn
    on_error: skip
"""

SQL_CONNECTION = "connections: {db: {type: sql, url: 'sqlite:///a'}}\n"
SQL_EXAMPLE = """\
connections:
  shop-db:
    type: sql
    url: "postgresql+psycopg://shop:%{DB_PASSWORD}@127.0.0.1/shop"
    timeout: 5s
    environments: {staging: {url: {env: STAGING_DB}, read_only: false}}
  other-db: {extends: shop-db, url: "sqlite:///shop.db"}
validations:
  order-stored:
    connection: shop-db
    inputs: {order_id: {description: Number on the screen., type: integer}}
    sql: SELECT state FROM orders WHERE number = :number AND state IN :states
    parameters: {number: "${order_id}", states: [paid, "shipped"]}
    expect: {$.count: 1, "$.rows[0].state": paid, time: {at most: 1s}, json: {count: 1}}
    eventually: 5s
    fetch: {state: "$.rows[0].state"}
  order-refunded:
    extends: order-stored
    expect: {"$.rows[0].state": refunded}
"""

APP_CONNECTION = "connections: {shop: {base_url: 'http://h', app: {listen: 8888}}}\n"
APP_EXAMPLE = """\
connections:
  shop:
    base_url: http://127.0.0.1:8080/api
    app: {listen: "${APP_PORT}", host: 0.0.0.0, ignore: [POST /analytics*, POST /login 401]}
    on_swallowed: fail
    environments: {staging: {app: {listen: {env: APP_PORT}, ignore: GET /a}, on_swallowed: ignore}}
  bank: {base_url: "http://h", app: {listen: "8889", host: "::1"}}
  mail: {base_url: "http://i", app: {listen: "%{MAIL_PORT=8890}"}}
app_proxy: {listen: 8891, hosts: {shop.example: shop, Bank-1.example: bank}}
validations:
  order-sent:
    connection: shop
    inputs: {id: Number.}
    app_sent: POST /orders/${id}/*
    expect: {$.count: 1, "$.requests[0].status": 201, time: {at most: 1s}}
    eventually: 5s
    fetch: {number: "$.requests[0].answer.number"}
  nothing-sent: {extends: order-sent, expect: {$.count: 0}}
"""

# Validations and connections with a mistake that the schema alone can find.
WRONG_VALIDATIONS = [
    "{}", "5", "{request: GET}", "{request: [a]}", "{request: GET /, expects: {}}", "{request: {path: /, verb: GET}}",
    "{request: {method: GRAB, path: /}}", "{request: {path: /, json: 1, text: a}}", "{request: {method: GET}}",
    "{request: GET /, expect: []}", "{request: GET /, expect: {state: paid}}", "{request: GET /, expect: {status: 99}}",
    "{request: GET /, expect: {status: []}}", "{request: GET /, expect: {$.a: {greater then: 1}}}",
    "{request: GET /, expect: {$.a: {}}}", "{request: GET /, expect: {$.a: {exists: maybe}}}",
    "{request: GET /, expect: {time: 2s}}", "{request: GET /, expect: {headers: {A: true}}}",
    "{request: GET /, expect: {body: [a]}}", "{request: GET /, eventually: {every: 1s}}",
    "{request: GET /, eventually: 0}", "{request: GET /, eventually: {within: 1s, attempts: 0}}",
    "{request: GET /, eventually: {within: 1s, give_up_if: {state: x}}}",
    "{request: GET /, eventually: {within: 1s, give_up_if: {}}}", "{request: GET /, inputs: {within: x}}",
    "{request: GET /, inputs: {a b: x}}", "{request: GET /, inputs: {a: {type: text}}}",
    "{request: GET /, fetch: {a: {form: $.a}}}", "{request: GET /, fetch: {a: 5}}",
    "{request: GET /, on_failure: ignore}", "{request: GET /, retry_errors: [500]}",
    "{request: GET /, timeout: [1]}", "{request: GET /, idempotent: yes}", "{request: GET /, auth: {}}",
    "{request: GET /, auth: {bearer: a, headers: {}}}", "{request: GET /, auth: {api_key: {value: a}}}",
    "{request: {path: /, file: a, text: b}}",
    "{request: {path: /, multipart: {a: {type: image/png}}}}", "{request: {path: /, graphql: {variables: {}}}}",
    "{request: {path: /, graphql: {query: a, name: b}}}", "{request: GET /, connection: }",
    "{request: GET /, headers: {A: true}}",
    "{request: GET /, eventually: 5s, always: 5s}", "{request: GET /, eventually: {within: 5s, backoff: 2}}",
    "{request: GET /, eventually: {within: 5s, max_every: 2s}}", "{request: {path: /, json: 1, graphql: {query: a}}}",
    "{request: GET /, auth: {api_key: {header: a, query: b, value: c}}}",
    "{request: GET /, redact: [5]}", "{request: GET /, redact: [{}]}", "{request: GET /, redact: {match: a}}",
]  # fmt: skip
WRONG_CONNECTIONS = [
    "{}", "5", "{base_url: [a]}", "{base_url: 'http://h', timeout: true}", "{base_url: 'http://h', colour: red}",
    "{base_url: 'http://h', environments: {a: {colour: red}}}", "{base_url: 'http://h', tls: {verify: yes}}",
    "{base_url: 'http://h', auth: {digest: {username: a}}}", "{base_url: 'http://h', auth: {from: 5}}",
    "{base_url: 'http://h', auth: {oauth2: {token_url: /t}}}", "{base_url: 'http://h', redirects: all}",
    "{base_url: 'http://h', cookies: all}", "{base_url: 'http://h', check: /health}",
    "{base_url: 'http://h', tls: {key: key.pem}}",
    "{type: sql}", "{type: sql, base_url: 'http://h'}", "{type: mysql, base_url: 'http://h'}", "{url: [5]}",
    "{type: sql, url: 'sqlite:///a', environments: {a: {base_url: 'http://h'}}}",
    "{base_url: 'http://h', read_only: yes}",
    "{base_url: 'http://h', auth: {basic: {username: a}}}", "{base_url: 'http://h', auth: {bearer: {env: 5}}}",
    "{base_url: 'http://h', app: 8888}", "{base_url: 'http://h', app: {}}", "{base_url: 'http://h', app: {listen: 0}}",
    "{base_url: 'http://h', app: {listen: 65536}}", "{base_url: 'http://h', app: {listen: true}}",
    "{base_url: 'http://h', app: {listen: http}}", "{base_url: 'http://h', app: {listen: 8888.5}}",
    "{base_url: 'http://h', app: {listen: '--5'}}", "{base_url: 'http://h', app: {listen: {env: 5}}}",
    "{base_url: 'http://h', app: {listen: 8888, host: 'a b'}}", "{base_url: 'http://h', app: {listen: 8888, to: 5}}",
    "{base_url: 'http://h', app: {listen: 8888, ignore: [5]}}", "{base_url: 'http://h', on_swallowed: silent}",
    "{base_url: 'http://h', app: {listen: 8888, ignore: {GET: /a}}}",
    "{type: sql, url: 'sqlite:///a', app: {listen: 1}}", "{base_url: 'http://h', environments: {a: {app: {}}}}",
]  # fmt: skip
WRONG_SQL_VALIDATIONS = [
    "{}", "{sql: 5}", "{sql: SELECT 1, request: GET /}", "{sql: SELECT 1, headers: {}}", "{parameters: {}}",
    "{sql: SELECT 1, expect: {state: paid}}", "{sql: SELECT 1, inputs: {within: x}}", "{sql: SELECT 1, eventually: 0}",
]  # fmt: skip
WRONG_APP_VALIDATIONS = [
    "{app_sent: 5}", "{app_sent: {method: POST}}", "{app_sent: POST /a, request: GET /}", "{app_sent: POST /a, sql: a}",
    "{app_sent: POST /a, headers: {A: b}}", "{app_sent: POST /a, auth: {bearer: a}}", "{app_sent: POST /a, file: a}",
    "{app_sent: POST /a, parameters: {}}", "{app_sent: POST /a, connection_expect: false}",
    "{app_sent: POST /a, expect: {state: paid}}",
    "{app_sent: POST /a, eventually: 0}", "{app_sent: }",
]  # fmt: skip
WRONG_FILES = [
    f"{APP_CONNECTION}app_proxy: 8889\n",
    f"{APP_CONNECTION}app_proxy: {{listen: 8889}}\n",
    f"{APP_CONNECTION}app_proxy: {{hosts: {{a: shop}}}}\n",
    f"{APP_CONNECTION}app_proxy: {{listen: 8889, hosts: {{}}}}\n",
    f"{APP_CONNECTION}app_proxy: {{listen: 8889, hosts: {{'http://a': shop}}}}\n",
    f"{APP_CONNECTION}app_proxy: {{listen: 8889, hosts: {{a: 5}}}}\n",
    f"{APP_CONNECTION}app_proxy: {{listen: any, hosts: {{a: shop}}}}\n",
    f"{APP_CONNECTION}app_proxy: {{listen: 8889, hosts: {{a: shop}}, ignore: GET /a}}\n",
    "redact: {a: b}\n",
    "- 1\n",
    "version: 2\n",
    "colour: red\n",
    "connections: [a]\n",
    "validations: {A_b: {request: GET /}}\n",
]


def wrong_registries() -> list[str]:
    """Yield whole registries with one mistake each."""
    connections = "connections: {shop: {base_url: 'http://h'}}\n"
    return [
        *(f"{connections}validations: {{order-created: {wrong}}}\n" for wrong in WRONG_VALIDATIONS),
        *(f"{SQL_CONNECTION}validations: {{order-stored: {wrong}}}\n" for wrong in WRONG_SQL_VALIDATIONS),
        *(f"{APP_CONNECTION}validations: {{order-sent: {wrong}}}\n" for wrong in WRONG_APP_VALIDATIONS),
        *(f"connections: {{shop: {wrong}}}\n" for wrong in WRONG_CONNECTIONS),
        *WRONG_FILES,
    ]


def plain(text: str) -> object:
    """Return the data that an editor sees in a registry."""
    node, problems = read_yaml(text, "v.yaml")
    assert node is not None
    assert problems == []
    return json.loads(json.dumps(node.plain()))


def loads(text: str, folder: Path) -> bool:
    """Return whether the loader finds no problem."""
    file = folder / "v.yaml"
    file.write_text(text, encoding="utf-8")
    return not load_registry([file]).problems


def test_the_committed_schema_is_current() -> None:
    """`python -m QuashLibrary.registry.editor_schema > resources/quash.schema.json` updates it."""
    assert COMMITTED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_valid_draft_2020_12() -> None:
    """Editors ignore an invalid schema silently."""
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMA)


def test_the_example_of_the_design_is_valid(tmp_path: Path) -> None:
    """It is valid for the schema and for the loader."""
    assert [error.message for error in REGISTRY.iter_errors(plain(EXAMPLE))] == []
    assert loads(EXAMPLE, tmp_path)


def test_an_example_of_sql_is_valid(tmp_path: Path) -> None:
    """It is valid for the schema and for the loader."""
    assert [error.message for error in REGISTRY.iter_errors(plain(SQL_EXAMPLE))] == []
    assert loads(SQL_EXAMPLE, tmp_path)


def test_an_example_of_an_app_is_valid(tmp_path: Path) -> None:
    """It is valid for the schema and for the loader."""
    assert [error.message for error in REGISTRY.iter_errors(plain(APP_EXAMPLE))] == []
    assert loads(APP_EXAMPLE, tmp_path)


@pytest.mark.parametrize("text", wrong_registries())
def test_mistakes_that_a_schema_can_know_are_refused_by_both(text: str, tmp_path: Path) -> None:
    """An editor underlines them, and the import fails."""
    assert not REGISTRY.is_valid(plain(text))
    assert not loads(text, tmp_path)


def test_an_editor_can_explain_every_operator() -> None:
    """Each name of an operator has a description with its meaning."""
    properties = SCHEMA["$defs"]["operators"]["properties"]
    for row in operator_table():
        for name in (row.name, *row.aliases):
            assert row.meaning in properties[name]["description"]


def test_an_editor_can_explain_the_keys_of_expect() -> None:
    """JSONPaths and all other keys have a description."""
    expectations = SCHEMA["$defs"]["expectations"]
    assert all(part["description"] for part in expectations["properties"].values())
    assert expectations["patternProperties"][r"^\$"]["description"]


def test_an_editor_shows_words_of_the_registry() -> None:
    """Each definition has a title, which is never the name of a class."""
    titles = {name: definition["title"] for name, definition in SCHEMA["$defs"].items()}
    assert all(title == title.lower() for title in titles.values())
    assert not [name for name in titles if name.lower().endswith(("form", "entry"))]
    assert len(set(titles.values())) == len(titles)


NAMES = [name for row in operator_table() for name in (row.name, *row.aliases)]


def mappings(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Yield mappings of operators, right and wrong ones."""
    return st.dictionaries(st.sampled_from([*NAMES, "value", "tolerance", "a"]), inner, max_size=2)


SCALARS = [None, True, 0, 1, -1, 2.5, "", "a", "10s", "number", "string", "time", "[", "2024-01-31"]
ARGUMENTS = st.recursive(
    st.sampled_from(SCALARS), lambda inner: st.lists(inner, max_size=2) | mappings(inner), max_leaves=6
)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(ARGUMENTS)
def test_the_schema_accepts_all_conditions_that_the_loader_accepts(value: object) -> None:
    """An editor never underlines correct text."""
    if not parse_conditions(value).problems:
        assert [error.message for error in CONDITIONS.iter_errors(value)] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "argument",
    [True, 0, 2, "2", "10s", "string", "number", "${x}", ["string"], {"a": 1}, {"at least": 1}, [{"equals": 1}],
     {"value": 1, "tolerance": 0.5}, None, [], {}],
    ids=str,
)  # fmt: skip
def test_the_loader_accepts_what_the_schema_accepts_of_each_operator(name: str, argument: object) -> None:
    """Exceptions are texts, whose form a schema cannot know, and `as`, which needs another operator."""
    value = {name: argument} if name != "as" else {"as": argument, "equals": 1}
    problems = parse_conditions(value, is_open=lambda found: found == "${x}").problems
    if CONDITIONS.is_valid(value) and not isinstance(argument, str):
        assert problems == ()
