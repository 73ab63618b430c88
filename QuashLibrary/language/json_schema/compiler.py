"""Compile JSON Schemas, and translate the errors of jsonschema into the words of other checks.

In: a schema as plain JSON, its file, and a function that reads other files. Out: a Schema. Only this module uses
jsonschema. Nothing is fetched from a network: a `$ref` points into the same document or to a file.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend, validator_for
from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing import Registry, Resource
from referencing.exceptions import CannotDetermineSpecification, NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT202012

from QuashLibrary.errors import DocumentTooDeepError, SchemaError
from QuashLibrary.language.exact_numbers import ExactFraction, exact
from QuashLibrary.language.json_display import join_index, join_key, show, show_typed
from QuashLibrary.language.json_schema.schema import Schema, Violation
from QuashLibrary.language.json_values import is_finite, type_name
from QuashLibrary.language.regexes import search
from QuashLibrary.problems import KeyProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from QuashLibrary.language.json_values import JSON

_COMBINING = frozenset({"anyOf", "oneOf"})
_REFERENCES = ("$ref", "$dynamicRef")
_KEYWORDS = frozenset(key for draft in SPECIFICATIONS.values() for key in draft.contents.get("properties", ()))
"""The keywords of all drafts."""
_OPENAPI = frozenset({"discriminator", "example", "externalDocs", "nullable", "xml"})
_LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_DRAFT_4 = "http://json-schema.org/draft-04/schema#"
_MISSPELT = 0.8
"""How similar two keywords must be, from 0 to 1, to count as a misspelling."""
_SAMPLES: tuple[JSON, ...] = (None, {}, [])


def compiled_schema(schema: Any, file: Path, name: str, read: Callable[[Path], object]) -> Schema:
    """Return the schema of a file; `read` returns the JSON of other files, or raises ValueError or OSError.

    Raises:
        SchemaError: it is not a schema, or it refers to something that does not exist.
    """
    if not isinstance(schema, dict | bool):
        raise SchemaError([KeyProblem((), f"a schema must be an object, not a value of type {type_name(schema)}")])
    kind = validator_for(schema, default=Draft202012Validator)
    # The content of a file is not shown: it may be the wrong file and contain secrets.
    explain = _rules_broken if name else _sentences_in_full
    errors = kind(kind.META_SCHEMA).iter_errors(schema)
    wrong = [
        KeyProblem(tuple(error.absolute_path), words)
        for error in errors
        for words in _of_draft_4(schema, error) or explain(error)
    ]
    if wrong:
        raise SchemaError(dict.fromkeys(wrong))
    try:
        resource: Resource[Any] = Resource.from_contents(schema, default_specification=DRAFT202012)
    except CannotDetermineSpecification:
        raise SchemaError([KeyProblem(("$schema",), 'unknown "$schema"')]) from None
    registry = _Files(file, resource.id() or "", read).registry(resource)
    _check_contents(resource, registry.resolver_with_root(resource))
    compiled = Schema(
        name, extend(kind, _CHECKS, type_checker=_types_of(kind))(schema, registry=registry), violations_of
    )
    for sample in _SAMPLES:
        try:
            compiled.violations(sample)
        except DocumentTooDeepError:
            raise SchemaError([KeyProblem((), "the schema refers to itself endlessly")]) from None
    return compiled


def _check_pattern(_validator: Any, pattern: str, instance: object, _schema: object) -> Iterator[ValidationError]:
    """Check a text against a `pattern`; jsonschema's own search has no time limit."""
    if isinstance(instance, str) and not search(pattern, instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _check_multiple(_validator: Any, step: float, instance: object, _schema: object) -> Iterator[ValidationError]:
    """Check by its digits whether a number is a multiple; jsonschema's own check divides floats."""
    if is_finite(instance) and exact(instance) % exact(step):
        yield ValidationError(f"{instance!r} is not a multiple of {step!r}")


_CHECKS = {"pattern": _check_pattern, "multipleOf": _check_multiple}


def _types_of(kind: Any) -> Any:
    """Return the type checker of a draft, extended by integers with more digits than a float can hold."""
    known = kind.TYPE_CHECKER

    def is_integer(_checker: object, value: object) -> bool:
        whole = isinstance(value, ExactFraction) and value.is_integer()
        return whole or bool(known.is_type(value, "integer"))

    return known.redefine("integer", is_integer)


def _of_draft_4(schema: Any, error: ValidationError) -> list[str]:
    """Return advice for an exclusive limit in the style of draft 4: true or false beside the limit."""
    way = list(error.absolute_path)
    key = way.pop() if way else ""
    if key not in _LIMITS or not isinstance(error.instance, bool):
        return []
    for step in way:
        schema = schema[step]
    limit = show(schema.get(_LIMITS[str(key)], 0))
    advice = f'write {key}: {limit} without {_LIMITS[str(key)]}, or add "$schema": "{_DRAFT_4}"'
    return [f"{key}: {show(error.instance)} is the syntax of draft 4; {advice}"]


class _Files:
    """Finds the files that a schema refers to."""

    def __init__(self, file: Path, identifier: str, read: Callable[[Path], object]) -> None:
        self._folder = file.parent
        self._base = identifier.rpartition("/")[0] + "/" if "/" in identifier else ""
        self._read = read

    def registry(self, root: Resource[Any]) -> Registry[Any]:
        """Return the registry of the root schema, the drafts' own schemas, and files."""
        # attrs creates its class in a way that mypy cannot follow.
        files: Registry[Any] = Registry(retrieve=self._retrieve)  # type: ignore[call-arg]
        known: Registry[Any] = SPECIFICATIONS.combine(files).with_resource(root.id() or "", root)
        return known

    def _retrieve(self, uri: str) -> Resource[Any]:
        name = uri.removeprefix(self._base)
        if "://" in name or name.startswith("urn:"):
            raise NoSuchResource(uri)
        try:
            return Resource.from_contents(self._read(self._folder / unquote(name)), default_specification=DRAFT202012)
        except (OSError, ValueError, CannotDetermineSpecification) as error:
            raise NoSuchResource(uri) from error


def _check_contents(root: Resource[Any], resolver: Any) -> None:
    """Follow every reference and compile every regular expression, including those in referenced files."""
    problems: dict[KeyProblem, None] = {}
    seen: set[int] = set()
    pending = [(root, resolver)]
    while pending:
        resource, at = pending.pop()
        if id(resource.contents) in seen:
            continue
        seen.add(id(resource.contents))
        pending += [(part, at.in_subresource(part)) for part in resource.subresources()]
        problems |= dict.fromkeys((*_bad_patterns(resource.contents), *_misspelt_keywords(resource.contents)))
        for reference in _references(resource.contents):
            try:
                found = at.lookup(reference)
            except Unresolvable:
                message = f'"{reference}" does not exist; a $ref must point into this schema or to a file beside it'
                problems[KeyProblem((), message)] = None
            else:
                pending.append((Resource.from_contents(found.contents, DRAFT202012), found.resolver))
    if problems:
        raise SchemaError(problems)


def _references(contents: object) -> Iterator[str]:
    if isinstance(contents, dict):
        yield from (contents[key] for key in _REFERENCES if isinstance(contents.get(key), str))


def _misspelt_keywords(contents: object) -> Iterator[KeyProblem]:
    """Yield the probably misspelt keywords of one schema; JSON Schema ignores unknown keywords."""
    for key in contents if isinstance(contents, dict) else ():
        if isinstance(key, str) and key not in _KEYWORDS | _OPENAPI:
            near = get_close_matches(key, _KEYWORDS, n=1, cutoff=_MISSPELT)
            if near:
                yield KeyProblem((), f'unknown keyword "{key}"; did you mean "{near[0]}"?')


def _bad_patterns(contents: object) -> Iterator[KeyProblem]:
    """Yield the invalid regular expressions of one schema; jsonschema itself uses those for property names."""
    schema = contents if isinstance(contents, dict) else {}
    patterns, names = schema.get("pattern"), schema.get("patternProperties")
    by_reader: list[tuple[str, Callable[[str, str], object]]] = (
        [(patterns, search)] if isinstance(patterns, str) else []
    )
    by_reader += [(name, re.search) for name in names] if isinstance(names, dict) else []
    for pattern, read in by_reader:
        try:
            read(pattern, "")
        except re.error as error:
            yield KeyProblem((), f"invalid regular expression {show(pattern, 60)}: {error}")


def _rules_broken(error: ValidationError) -> Iterator[str]:
    yield from (f"{violation.path} {violation.should}" for violation in violations_of(error))


def _sentences_in_full(error: ValidationError) -> Iterator[str]:
    yield from ("; ".join([sentence, *_inner_sentences(error)[:1]]) for sentence in _sentences(error))


def _sentences(error: ValidationError) -> Iterator[str]:
    for violation in violations_of(error):
        yield f"{violation.path} {violation.should}, {violation.was}"


def violations_of(error: ValidationError) -> Iterator[Violation]:
    """Yield the places at which a document violates the schema."""
    path, value, found = _json_path(error.absolute_path), error.validator_value, error.instance
    if error.validator == "required":
        missing = (key for key in value if key not in found)
        yield from (Violation(join_key(path, key), "should exist", "was not found") for key in missing)
        return
    hint = "; ".join(_inner_sentences(error)) if error.validator in _COMBINING else ""
    if str(error.validator).endswith("Properties"):
        hint = error.message
    yield Violation(path, _should_words(str(error.validator), value), f"was {show_typed(found)}", hint)


def _inner_sentences(error: ValidationError) -> list[str]:
    """Return why the first alternatives do not match."""
    return [sentence for inner in error.context or () for sentence in _sentences(inner)][:3]


def _should_words(keyword: str, value: object) -> str:
    match keyword:
        case "type":
            return f"should be of type {' or '.join(value) if isinstance(value, list) else value}"
        case "enum":
            return f"should be one of {show(value)}"
        case "const":
            return f"should be {show(value)}"
        case "None":
            return "should not exist"
        case _ if isinstance(value, dict | list):
            return f"should match {keyword}"
        case _:
            return f"should match {keyword}: {show(value)}"


def _json_path(steps: Iterable[str | int]) -> str:
    path = "$"
    for step in steps:
        path = join_index(path, step) if isinstance(step, int) else join_key(path, step)
    return path
