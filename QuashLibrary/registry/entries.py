"""Check one entry of a registry file against its model, and tell what is wrong in a tester's words.

In: a Node of a YAML file and the model it should fit. Out: the model, or Problems with positions. The
only module that reads pydantic's errors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from QuashLibrary.language.json_texts import show_typed
from QuashLibrary.language.problems import Problem, did_you_mean
from QuashLibrary.registry import document
from QuashLibrary.registry.nodes import Node

Model = TypeVar("Model", bound=document.Entry)

_MODELS_BY_KEY: Mapping[str, type[document.Entry]] = {
    "request": document.RequestEntry,
    "eventually": document.EventuallyEntry,
    "auth": document.AuthEntry,
    "basic": document.BasicEntry,
    "api_key": document.ApiKeyEntry,
    "tls": document.TlsEntry,
}
_MODELS_BY_PARENT: Mapping[str, type[document.Entry]] = {
    "inputs": document.InputEntry,
    "fetch": document.FetchEntry,
    "environments": document.ConnectionOverrides,
}
_KINDS = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a file: its Node, what to call it in a message, and its known neighbours."""

    node: Node
    kind: str
    name: str

    @property
    def title(self) -> str:
        """The entry as a message names it."""
        return f'{self.kind} "{self.name}"'


def read_entry(model: type[Model], place: Place) -> tuple[Model | None, list[Problem]]:
    """Return the entry as its model, or every problem it has."""
    try:
        return model.model_validate(place.node.plain()), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, list(dict.fromkeys(_problem(detail, model, place) for detail in details))


def _problem(detail: ErrorDetails, model: type[document.Entry], place: Place) -> Problem:
    loc = detail["loc"]
    steps = _steps(place.node, loc)
    where = _where(steps[:-1], place)
    key = str(loc[-1]) if loc else ""
    match detail["type"]:
        case "extra_forbidden":
            position = place.node.locate(loc, key=True)
            known = _known_keys(model, steps[:-1])
            advice = did_you_mean(key, known) or f"known are {', '.join(known)}"
            return Problem(position, f'unknown key "{key}" in {where}', advice)
        case "missing":
            position = place.node.locate(steps)
            return Problem(position, f'{_where(steps, place)} has no "{key}"', _missing_advice(key))
    position = place.node.locate(loc)
    subject = f'"{steps[-1]}" of {where}' if steps else place.title
    text = _text(detail)
    return Problem(position, f"{subject} {text}" if text.startswith("should") else f"{subject}: {text}")


def _text(detail: ErrorDetails) -> str:
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "registry":
        return str(context["text"])
    if kind in _KINDS:
        return f"should be {_KINDS[kind]}, is {show_typed(found)}"
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "")
        advice = did_you_mean(str(found), expected.replace(" or ", ", ").split(", "))
        return f"should be {expected}, is {show_typed(found)}" + (f"; {advice}" if advice else "")
    return f"{detail['msg'][0].lower()}{detail['msg'][1:]}, is {show_typed(found)}"


def _missing_advice(key: str) -> str:
    examples = {
        "request": "write for example  request: GET /orders/${order_id}",
        "base_url": "write for example  base_url: http://127.0.0.1:8080/api",
        "within": "write for example  within: 10s",
        "from": "write for example  from: $.code",
    }
    return examples.get(key, f'add "{key}"')


def _steps(node: Node, loc: Sequence[str | int]) -> list[str | int]:
    """Keep of a location what stands in the file: pydantic adds names of its own for unions and validators."""
    steps: list[str | int] = []
    value: Any = node
    for part in loc:
        inner = value.value if isinstance(value, Node) else None
        if isinstance(inner, dict) and part in inner:
            value = inner[part]
        elif isinstance(inner, list) and isinstance(part, int) and part < len(inner):
            value = inner[part]
        else:
            continue
        steps.append(part)
    return steps


def _where(steps: Sequence[str | int], place: Place) -> str:
    return f'"{".".join(map(str, steps))}" of {place.title}' if steps else place.title


def _known_keys(model: type[document.Entry], steps: Sequence[str | int]) -> list[str]:
    for index, step in reversed(list(enumerate(steps))):
        parent = str(steps[index - 1]) if index else ""
        found = _MODELS_BY_KEY.get(str(step)) or _MODELS_BY_PARENT.get(parent)
        if found:
            model = found
            break
    return [info.alias or name for name, info in model.model_fields.items()]
