"""Bodies arrive as the registry describes them: multipart forms, files, GraphQL."""

import email.policy
import json
from collections.abc import Callable
from decimal import Decimal
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.plan.plan import make_plan
from QuashLibrary.engine.plan.values import Scope
from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.engine.sources.http.contents import make_content
from QuashLibrary.engine.sources.http.source import HttpSource
from QuashLibrary.errors import UnusableValueError
from QuashLibrary.language.graphql import only_asks
from QuashLibrary.language.templates import Reference, Template
from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import BASE, Body
from utest.engine.exchanges import Request
from utest.engine.plans import plan_of

PIXEL = b"\x89PNG\r\n\x1a\n\x00--quash"
Sent = Callable[..., Request]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """Return a function that builds the request of a registry in a folder with a picture."""
    (tmp_path / "a.png").write_bytes(PIXEL)
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "b.unknown").write_bytes(b"b")

    def send(request: str, **variables: str) -> Request:
        text = f"connections: {{shop: {{base_url: 'http://h'}}}}\nvalidations: {{order: {{request: {request}}}}}\n"
        (tmp_path / "v.yaml").write_text(text, encoding="utf-8")
        loaded = load_registry([tmp_path / "v.yaml"])
        assert not loaded.problems, loaded.problems
        order, shop = loaded.registry.validations["order"], loaded.registry.connections["shop"][BASE]
        return make_plan(order, shop, Scope(Redactor(), variables=variables.__getitem__), None, HttpSource).request

    return send


def fields_of(content_type: str, body: bytes) -> list[tuple[str | None, str | None, str, bytes]]:
    """Read a multipart body with another parser: name, file name, type and content of each field."""
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = BytesParser(EmailMessage, policy=email.policy.HTTP).parsebytes(head + body)
    assert not message.defects
    return [
        (
            part.get_param("name", header="content-disposition"),
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]  # type: ignore[misc]


def test_a_json_body_has_secrets_of_the_environment(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    """All texts may contain them; lower-case names are data."""
    monkeypatch.setenv("QA_PASSWORD", "s3cr3t")
    request = sent("{method: POST, path: /, json: {a: [{env: QA_PASSWORD}], b: {env: staging}, c: {env: X, d: 1}}}")
    assert json.loads(request.body) == {"a": ["s3cr3t"], "b": {"env": "staging"}, "c": {"env": "X", "d": 1}}
    request = sent("{path: /, graphql: {query: q, variables: {p: {env: QA_PASSWORD}}}}")
    assert json.loads(request.body)["variables"] == {"p": "s3cr3t"}


def test_a_json_body_is_json() -> None:
    """Python would write NaN."""
    scope = Scope(Redactor(), variables={"n": float("nan")}.__getitem__)
    with pytest.raises(UnusableValueError, match="a number that JSON does not have"):
        make_content(Body("json", Template((Reference("n"),))), scope)


def test_a_multipart_body_has_texts_and_files(sent: Sent) -> None:
    """Fields keep their order; a list repeats its field, and the type follows from the file name."""
    request = sent(
        "{method: POST, path: /, multipart: {note: 'to ${who}', n: [1, two], photo: {file: a.png},"
        " more: [{file: below/b.unknown}, {file: a.png, type: image/x}]}}",
        who="Ada",
    )
    assert fields_of(dict(request.headers)["Content-Type"], request.body) == [
        ("note", None, "text/plain", b"to Ada"),
        ("n", None, "text/plain", b"1"),
        ("n", None, "text/plain", b"two"),
        ("photo", "a.png", "image/png", PIXEL),
        ("more", "b.unknown", "application/octet-stream", b"b"),
        ("more", "a.png", "image/x", PIXEL),
    ]


@given(st.lists(st.tuples(st.text('abc"\r\n;=ä', min_size=1), st.text())))
def test_no_text_of_a_field_breaks_out_of_it(fields: list[tuple[str, str]]) -> None:
    """Quotes, line breaks and dashes never add a field."""
    content = make_content(Body("multipart", tuple(fields)), Scope(Redactor()))
    boundary = content.type.partition("boundary=")[2].encode()
    assert content.data.count(b"--" + boundary) == len(fields) + 1
    assert content.data.endswith(b"--" + boundary + b"--\r\n")
    assert all(b'name="' in block for block in content.data.split(b"--" + boundary)[1:-1])


def test_the_same_multipart_body_is_made_each_time(sent: Sent) -> None:
    """A retried request is identical."""
    text = "{method: POST, path: /, multipart: {photo: {file: a.png}}}"
    assert sent(text) == sent(text)


def test_a_file_is_sent_byte_by_byte(sent: Sent) -> None:
    """Its type follows from its name; nothing in it is looked up."""
    request = sent("{method: PUT, path: /, file: '${name}.png'}", name="a")
    assert (request.body, dict(request.headers)["Content-Type"]) == (PIXEL, "image/png")


def test_an_own_type_replaces_that_of_a_file(sent: Sent) -> None:
    """The request's own headers take precedence."""
    request = sent("{method: PUT, path: /, file: a.png, headers: {Content-Type: image/x}}")
    assert request.headers == (("Content-Type", "image/x"),)


def test_no_own_type_replaces_that_of_a_multipart_body(sent: Sent) -> None:
    """Otherwise its boundary would be lost."""
    request = sent("{method: POST, path: /, multipart: {a: b}, headers: {Content-Type: application/json}}")
    assert fields_of(dict(request.headers)["Content-Type"], request.body) == [("a", None, "text/plain", b"b")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("../a.png", 'contains ".."'), ("/etc/passwd", "absolute path"), ("gone", "does not exist"), ("", "empty")],
)
def test_values_lead_to_no_file_elsewhere(sent: Sent, name: str, reason: str) -> None:
    """A file name with values follows the same rules."""
    with pytest.raises(UnusableValueError, match=reason):
        sent("{method: PUT, path: /, file: '${name}'}", name=name)


def test_a_link_leads_to_no_file_elsewhere(sent: Sent, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A link that leads out of the folder is refused."""
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_bytes(b"secret")
    with pytest.raises(UnusableValueError, match="leads out"):
        folder = Path(sent("{method: PUT, path: /, file: a.png}").file).parent
        (folder / "link").symlink_to(outside)
        sent("{method: PUT, path: /, file: '${name}'}", name="link")


def test_graphql_is_json_by_post(sent: Sent) -> None:
    """The body has the query and the variables, which keep their types."""
    request = sent("{path: /graphql, graphql: {query: 'query ($n: Int) { a(n: $n) }', variables: {n: '${n}'}}}", n=7)
    assert (request.method, dict(request.headers)["Content-Type"]) == ("POST", "application/json")
    assert json.loads(request.body) == {"query": "query ($n: Int) { a(n: $n) }", "variables": {"n": 7}}


@pytest.mark.parametrize(
    "document",
    ["{ a }", "query Q($m: M = {mutation: 1}) { mutation }", "# mutation\n{ a }",
     "# mutation\r{ a }", 'query { a(b: "} mutation {") }',
     '{ a(b: """ "} mutation {" """) }', "fragment F on A { b } query { ...F }"],
)  # fmt: skip
def test_documents_that_only_ask(document: str) -> None:
    """The first word of an operation counts, and no other word."""
    assert only_asks(document)


@pytest.mark.parametrize(
    "document",
    [
        "mutation { a }",
        "query { a } mutation M { b }",
        "subscription { a }",
        "# a\nmutation M($a: B) { c }",
        "#\rmutation { a }",
        "{ a } } mutation { b }",
        "{ a",
        "{ a }) mutation { b }",
        '{ a(b: "\r") } mutation { c }',
    ],
)
def test_documents_that_do_more(document: str) -> None:
    """One mutation among several operations is enough."""
    assert not only_asks(document)


def test_numbers_are_sent_with_all_their_digits() -> None:
    """This applies to numbers from the registry and from the test."""
    text = "request: {method: POST, path: /x, json: {a: 1.000000000000000001, b: '${n}', c: 0.1}}"
    request = plan_of(text, variables={"n": Decimal("12345678901234567890.120")}).request
    assert isinstance(request, Request)
    assert request.body == b'{"a": 1.000000000000000001, "b": 12345678901234567890.120, "c": 0.1}'
    assert '"a": 1.000000000000000001' in request.description.command[-1]
