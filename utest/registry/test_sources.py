"""A new source is one module and one row; the example here answers with a text from the registry."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from QuashLibrary.registry.compile.source import Source, SourceTable
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.compile.validations import CompiledQuestion
from QuashLibrary.registry.editor_schema import registry_schema
from QuashLibrary.registry.forms.form import field
from QuashLibrary.registry.forms.validation import ValidationForm
from QuashLibrary.registry.forms.values import FLAG, TEXT
from QuashLibrary.registry.load import LoadedRegistry, load_registry
from QuashLibrary.registry.sources.table import SOURCES
from QuashLibrary.registry.yaml.reader import read_yaml

pytestmark = pytest.mark.usefixtures("both_ways")


@dataclass(frozen=True)
class Echo:
    """The question: the text that is also the answer."""

    text: Any
    changes: str = ""


class EchoValidationForm(ValidationForm):
    """A text that is its own answer."""

    echo: str = field(TEXT, "The answer.", "echo: hello", required="unless inherited")
    loud: bool = field(FLAG, default=False)


def compile_echo(form: EchoValidationForm, reader: TextReader) -> CompiledQuestion:
    """Return the question of a validation."""
    return CompiledQuestion(Echo(reader.text(form.echo, "echo")))


TABLE = SourceTable((*SOURCES.rows, Source("echo", "hello", EchoValidationForm, compile_echo)))
CONNECTIONS = "connections: {shop: {base_url: 'http://h'}}\n"
DATABASE = "connections: {db: {type: sql, url: 'sqlite:///a'}}\n"


def load(text: str, folder: Path) -> LoadedRegistry:
    """Load a registry that may use the new source."""
    file = folder / "v.yaml"
    file.write_text(text, encoding="utf-8")
    return load_registry([file], TABLE)


def messages(text: str, folder: Path) -> list[str]:
    """Return the problems of a registry, without the path of its folder."""
    return [str(problem).replace(f"{folder}/", "") for problem in load(text, folder).problems]


def test_a_validation_of_the_new_source_is_compiled(tmp_path: Path) -> None:
    """It has everything that all validations have, and needs no connection."""
    text = "validations: {a: {echo: hello, expect: {$.a: 1}, eventually: 2s, fetch: {b: $.b}}}\n"
    for connections in ("", CONNECTIONS, DATABASE):
        loaded = load(connections + text, tmp_path)
        assert loaded.problems == ()
        validation = loaded.registry.validations["a"]
        assert (validation.request, validation.connection) == (Echo("hello"), "")
        assert [str(item.subject) for item in validation.expect] == ["$.a"]


def test_the_other_sources_do_not_change(tmp_path: Path) -> None:
    """Validations of all sources can be used together."""
    text = "validations: {a: {echo: hello}, b: {request: GET /}}\n"
    registry = load(CONNECTIONS + text, tmp_path).registry
    assert str(registry.validations["b"].request) == "GET /"
    assert registry.validations["b"].connection == "shop"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("a: {echo: hello, request: GET /}",
         ['2:19 "echo" of validation "a" cannot be combined with request; keep one of them']),
        ("a: {echo: hello, auth: {bearer: x}}",
         ['2:32 "auth" of validation "a" cannot be combined with echo; keep one of them']),
        ("a: {request: GET /, loud: true}",
         ['2:35 "loud" of validation "a" cannot be combined with request; keep one of them']),
        ("a: {loud: true}", ['2:18 validation "a" has no "echo"; write for example  echo: hello']),
        ("a: {echo: [x]}", ['2:25 "echo" of validation "a" should be a text, but is the list ["x"]; '
                            "write for example  echo: hello"]),
        ("a: {echo: hello, connection: shop}",
         ['2:32 "connection" of validation "a": echo takes no connection; remove it']),
        ("a: {echo: '${x'}", ['2:25 "${" is not closed by "}" in "${x"; '
                              "write \\${ to mean these characters literally"]),
    ],
)  # fmt: skip
def test_keys_of_other_sources_are_reported(text: str, problems: list[str], tmp_path: Path) -> None:
    """Each has its place and advice."""
    found = messages(f"{CONNECTIONS}validations: {{{text}}}\n", tmp_path)
    assert found == [f"v.yaml:{problem}" for problem in problems]


def test_a_key_of_the_new_source_shows_where_an_entry_belongs(tmp_path: Path) -> None:
    """This also works at the top of a file."""
    assert messages("a: {echo: hello}\n", tmp_path) == [
        'v.yaml:1:1 unknown key "a" in the registry; write it below "validations"'
    ]


def test_the_new_source_replaces_an_inherited_question(tmp_path: Path) -> None:
    """It also replaces the connection, and the reverse holds too."""
    text = (
        "validations: {a: {connection: shop, request: GET /, headers: {A: b}, fetch: {c: $.c}}, "
        "b: {extends: a, echo: hello}, c: {extends: b, connection: shop, request: GET /c}}\n"
    )
    loaded = load(CONNECTIONS + text, tmp_path)
    assert loaded.problems == ()
    of = loaded.registry.validations
    assert (of["b"].request, of["b"].headers, of["b"].fetch) == (Echo("hello"), (), of["a"].fetch)
    assert str(of["c"].request) == "GET /c"


def test_an_editor_knows_the_new_source() -> None:
    """The schema has its keys, and refuses a connection."""
    validator = Draft202012Validator(registry_schema(TABLE))
    for text, is_valid in (
        ("{echo: hello}", True),
        ("{echo: hello, expect: {$.a: 1}}", True),
        ("{request: GET /}", True),
        ("{echo: 5}", False),
        ("{loud: true}", False),
        ("{echo: hello, connection: shop}", False),
        ("{echo: hello, request: GET /}", False),
    ):
        node, _ = read_yaml(f"validations: {{a: {text}}}", "v.yaml")
        assert node is not None
        assert validator.is_valid(node.plain()) is is_valid, text
