"""A JSON Schema is compiled once, and lists every violation of a document by path."""

import json
from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.errors import SchemaError
from QuashLibrary.language.json_display import show
from QuashLibrary.language.json_schema import MOST_VIOLATIONS, Schema, compile_schema

TYPES = ["array", "boolean", "integer", "null", "number", "object", "string"]
ORDER = {
    "type": "object",
    "required": ["number", "total"],
    "properties": {
        "number": {"type": "string", "pattern": "^A-"},
        "total": {"type": "number", "minimum": 0},
        "state": {"enum": ["paid", "pending"]},
        "kind": {"const": "app"},
        "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}},
        "owner": {"anyOf": [{"type": "string"}, {"required": ["id"], "type": "object"}]},
    },
    "additionalProperties": False,
    "$defs": {"item": {"type": "object", "required": ["sku"]}},
}


def read(file: Path) -> object:
    """Read a JSON file."""
    return json.loads(file.read_bytes())


def compiled(schema: Any, folder: Path = Path()) -> Schema:
    """Compile a schema of a file in a folder."""
    return compile_schema(schema, folder / "order.json", "order.json", read)


def order_violations(document: Any) -> list[str]:
    """Return the violations of the order's schema in a document."""
    return [f"{item.path} {item.should}, {item.was}" for item in compiled(ORDER).violations(document)]


def test_what_fits_has_no_violations() -> None:
    """A document that matches the schema has no violations."""
    order = {"number": "A-1", "total": 0.5, "state": "paid", "kind": "app", "items": [{"sku": "tea"}]}
    assert order_violations(order) == []


def test_every_violation_has_its_path() -> None:
    """A violation has its path, and the expected and the actual value with types."""
    document = {"number": 7, "state": "lost", "kind": "web", "items": [{"sku": "tea"}, {}, 3]}
    assert order_violations(document) == [
        "$.total should exist, was not found",
        "$.items[1].sku should exist, was not found",
        "$.items[2] should be of type object, was the number 3",
        '$.kind should be "app", was the text "web"',
        "$.number should be of type string, was the number 7",
        '$.state should be one of ["paid", "pending"], was the text "lost"',
    ]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ({"number": "B", "total": 1}, '$.number should match pattern: "^A-", was the text "B"'),
        ({"number": "A-", "total": -1}, "$.total should match minimum: 0, was the number -1"),
        ({"number": "A-", "total": 1, "items": []}, "$.items should match minItems: 1, was the list []"),
        ([], "$ should be of type object, was the list []"),
    ],
)
def test_other_keywords_are_named(document: Any, sentence: str) -> None:
    """Other keywords are named as in the schema."""
    assert order_violations(document) == [sentence]


def test_alternatives_and_further_keys_are_explained() -> None:
    """The hint says why no alternative matches, and which key is not allowed."""
    owner, further = compiled(ORDER).violations({"number": "A-", "total": 1, "owner": {}, "colour": 1})[::-1]
    assert (owner.path, owner.should) == ("$.owner", "should match anyOf")
    assert "$.owner.id should exist, was not found" in owner.hint
    assert further.hint == "Additional properties are not allowed ('colour' was unexpected)"


def test_only_the_first_violations_are_listed() -> None:
    """Only the first violations are listed, so the log stays readable."""
    schema = compiled({"items": {"type": "string"}})
    assert len(schema.violations(list(range(100)))) == MOST_VIOLATIONS


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        ({"type": "text"}, "$.type should match anyOf, was the text \"text\"; "
         f"$.type should be one of {show(TYPES)}, was the text \"text\""),
        ({"properties": {"a": {"minimum": "1"}}},
         "$.properties.a.minimum should be of type number, was the text \"1\""),
        ({"$ref": "#/$defs/lost"},
         '"#/$defs/lost" does not exist; a $ref must point into this schema or to a file beside it'),
        (
            {"$ref": "lost.json"},
            '"lost.json" does not exist; a $ref must point into this schema or to a file beside it',
        ),
        ({"items": {"$ref": "http://127.0.0.1:9/x.json"}},
         '"http://127.0.0.1:9/x.json" does not exist; a $ref must point into this schema or to a file beside it'),
        ({"$ref": "#"}, "the schema refers to itself endlessly"),
        ([], "a schema must be an object, not a value of type array"),
    ],
)  # fmt: skip
def test_wrong_schema_is_refused(schema: Any, problem: str) -> None:
    """A wrong schema is refused before it is used, and without network access."""
    with pytest.raises(SchemaError) as error:
        compile_schema(schema, Path("registry.yaml"), "", read)
    assert [item.message for item in error.value.problems] == [problem]


def test_the_place_of_a_problem_is_known() -> None:
    """The problem has the keys that lead to it."""
    with pytest.raises(SchemaError) as error:
        compiled({"properties": {"a": {"minimum": "1"}}})
    assert error.value.problems[0].keys == ("properties", "a", "minimum")


@pytest.mark.parametrize("identifier", [{}, {"$id": "https://shop.example/schemas/order.json"}])
def test_a_reference_leads_to_a_file_beside_it(identifier: dict[str, str], tmp_path: Path) -> None:
    """A reference may lead to further files; a web address stands for the folder."""
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "item.json").write_text('{"properties": {"price": {"$ref": "money.json"}}}')
    (tmp_path / "parts" / "money.json").write_text('{"type": "number"}')
    schema = compiled({**identifier, "items": {"$ref": "parts/item.json"}}, tmp_path)
    assert [item.path for item in schema.violations([{"price": 1}, {"price": "1"}])] == ["$[1].price"]


def test_a_reference_in_a_file_is_followed_at_once(tmp_path: Path) -> None:
    """A missing file is reported when the registry is loaded."""
    (tmp_path / "item.json").write_text('{"$ref": "lost.json"}')
    with pytest.raises(SchemaError, match=r"lost\.json"):
        compiled({"$ref": "item.json"}, tmp_path)


def test_older_drafts_are_understood() -> None:
    """A schema may name an older draft."""
    schema = compiled({"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": True})
    assert len(schema.violations(1)) == 1


def test_a_schema_that_refers_to_itself_is_used() -> None:
    """A recursive schema, such as one for trees, works."""
    schema = compiled({"properties": {"child": {"$ref": "#"}, "name": {"type": "string"}}})
    assert [item.path for item in schema.violations({"child": {"child": {"name": 1}}})] == ["$.child.child.name"]
