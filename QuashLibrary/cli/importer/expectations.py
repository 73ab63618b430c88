"""Guess from one answer what a validation expects: a few readable expectations, and TODO if unsure.

In: an answer and the inputs. Out: Expectations. States, booleans and the values of inputs are expected exactly;
identifiers, times and amounts only by their form, and secrets only by their presence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.cli.importer.secret_values import looks_secret
from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.private_names import is_private
from QuashLibrary.report.skeleton.expectations import Expectation, by_kind, subject_key
from QuashLibrary.report.skeleton.leaves import json_path, leaves
from QuashLibrary.report.skeleton.yaml_text import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from QuashLibrary.cli.importer.draft import InputDraft
    from QuashLibrary.engine.outcome import Answer
    from QuashLibrary.language.json_values import JSON
    from QuashLibrary.report.skeleton.leaves import Leaf

_MOST = 5
_OK, _NO_CONTENT = 200, 204
_GUESSED = "TODO: guessed from one answer; delete anything that may change"
_UNKNOWN = "TODO: write what a test should check, for example  $.state: paid"


@dataclass(frozen=True, slots=True)
class Item:
    """A member of `expect`, as YAML."""

    key: str
    value: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class Expectations:
    """The members of `expect`; `integers` are the inputs whose values the answer contains as whole numbers."""

    items: tuple[Item, ...]
    todo: str = ""
    integers: frozenset[str] = frozenset()


def unknown_expectations(method: str) -> Expectations:
    """Return the expectations if no request was sent."""
    status = "2xx" if method not in ("GET", "HEAD") else "200"
    return Expectations((Item("status", status, "" if method == "HEAD" else _UNKNOWN),))


def expectations_of(answer: Answer, inputs: Sequence[InputDraft]) -> Expectations:
    """Return the expectations that one answer suggests."""
    status = Item("status", str(answer.status or _OK))
    document = _document(answer)
    if document is None:
        kind = next(iter(answer.header_values("content-type")), "").partition(";")[0]
        body = (
            (Item("headers", f"{{Content-Type: {{starts: {quoted(kind)}}}}}", _UNKNOWN),)
            if answer.body and kind
            else ()
        )
        return Expectations((status, *body))
    found = list(_guesses(document, inputs))
    chosen = sorted(found, key=lambda item: item.rank)[:_MOST]
    items = tuple(Item(item.key, item.value) for item in found if item in chosen)
    if not items:
        return Expectations((Item(status.key, status.value, _UNKNOWN),))
    integers = {
        item.name for item in inputs for leaf in leaves(document) if _is_whole(leaf) and str(leaf.value) == item.value
    }
    used = {name for name in integers if any(item.value == f"${{{name}}}" for item in items)}
    return Expectations((status, *items), _GUESSED, frozenset(used))


def _document(answer: Answer) -> JSON:
    try:
        return read_json(answer.body.decode("utf-8", "replace")) if answer.body else None
    except JsonError:
        return None


def _guesses(document: JSON, inputs: Sequence[InputDraft]) -> Iterator[Expectation]:
    for leaf in leaves(document):
        if isinstance(leaf.value, list) and not leaf.path:
            yield Expectation("$", "{count: {at least: 1}}" if leaf.value else "{type: array}", 1)
        elif not leaf.is_listed:
            yield from _guess(leaf, inputs)


def _guess(leaf: Leaf, inputs: Sequence[InputDraft]) -> Iterator[Expectation]:
    key = subject_key(json_path(leaf.path))
    name = str(leaf.path[-1]) if leaf.path else ""
    repeated = next((item for item in inputs if item.value and not item.secret and _repeats(leaf, item.value)), None)
    if is_private(name, leaf.value) or (isinstance(leaf.value, str) and looks_secret(leaf.value)):
        if isinstance(leaf.value, str) and leaf.value:
            yield Expectation(key, "{is empty: false}", 6)
    elif repeated:
        yield Expectation(key, f"${{{repeated.name}}}", 0)
    elif isinstance(leaf.value, bool):
        yield Expectation(key, str(leaf.value).lower(), 2)
    elif isinstance(leaf.value, list) and not leaf.value:
        # It may not always be empty.
        yield Expectation(key, "{type: array}", 6)
    else:
        yield from by_kind(leaf)


def _repeats(leaf: Leaf, value: str) -> bool:
    """Return whether a member has the value of an input."""
    is_name = isinstance(leaf.value, str) and leaf.value == value
    return is_name or (_is_whole(leaf) and leaf.has_id_key and str(leaf.value) == value)


def _is_whole(leaf: Leaf) -> bool:
    return isinstance(leaf.value, int) and not isinstance(leaf.value, bool)
