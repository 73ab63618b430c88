"""Check one entry of a registry file against its model, and tell what is wrong in a tester's words.

In: a Node of a YAML file and the model it should fit. Out: the model, and Problems with positions. The
only module that reads pydantic's errors. An entry with problems is read without the faulty parts, so
that what is wrong with its other parts is found in the same go.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Generic, TypeVar, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.forms import validation as document
from QuashLibrary.registry.forms.base import EMPTY, Entry
from QuashLibrary.registry.yaml.nodes import Key, Node

Model = TypeVar("Model", bound=Entry)
Steps = Sequence[str | int]

_ROUNDS = 5
"""Times that faulty parts are taken out: one part may hide another, by an alternative or a rule of both."""

_KINDS = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "list_type": "a list",
}
_FIRST_KEYS = {"validation": "request", "attachment": "validate"}
"""The key that an entry of a kind begins with."""
_YES = ("yes", "on", "true", "1")
_NO = ("no", "off", "false", "0")
_EXAMPLES: Mapping[str, str] = {
    "request": "request: GET /orders/${order_id}",
    "path": "path: /orders/${order_id}",
    "expect": "expect: {status: 200}",
    "inputs": "inputs: {order_id: Number shown on the screen.}",
    "fetch": "fetch: {number: $.number}",
    "eventually": "eventually: 10s",
    "always": "always: 5s",
    "sql": "sql: SELECT state FROM orders WHERE number = :number",
    "parameters": 'parameters: {number: "${order_id}"}',
    "url": "url: sqlite:///shop.db",
    "give_up_if": "give_up_if: {$.state: rejected}",
    "base_url": "base_url: http://127.0.0.1:8080/api",
    "environments": 'environments: {staging: {base_url: "https://staging.example"}}',
    "proxy": "proxy: http://127.0.0.1:3128",
    "check": "check: GET /health",
    "auth": "auth: {bearer: {env: TOKEN}}",
    "headers": "headers: {Accept: application/json}",
    "query": "query: {page: 1}",
    "cookies": "cookies: {session: abc}",
    "within": "within: 10s",
    "timeout": "timeout: 5s",
    "from": "from: $.code",
    "connection": "connection: shop",
    "redact": "redact: [$.customer.email, header X-Session]",
    "retry_errors": "retry_errors: [timeout, 503]",
    "connections": "connections: {shop: {base_url: http://127.0.0.1:8080/api}}",
    "validations": "validations: {order-created: {request: GET /orders/7}}",
    "attach": "attach: [{validate: order-created, after: Click Element    id=pay}]",
    "validate": "validate: order-created",
    "tests": "tests: {tags: checkout*}",
    "tags": "tags: checkout*",
    "names": "names: Order *",
    "suites": "suites: Checkout",
    "after": "after: AppiumLibrary.Click Element    id=pay",
    "before": "before: AppiumLibrary.Click Element    id=pay",
    "when": "when: after",
}
# What takes the place of a required key, or of a faulty member of a list; another list goes as a whole.
_PLACEHOLDERS: Mapping[str, object] = {
    "request": "GET /",
    "path": "/",
    "base_url": "http://host",
    "sql": "SELECT",
    "url": "sqlite://",
    "within": "1s",
    "from": "status",
    "redact": "body",
    "username": "",
    "password": "",
    "value": "",
}


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of a file: its Node, what to call it in a message, and its name."""

    node: Node
    kind: str
    name: Key

    @property
    def title(self) -> str:
        """The entry as a message names it; attachments have numbers for names."""
        return f'{self.kind} "{self.name}"' if self.kind != "attachment" else f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """What was read of an entry; where there are problems, without the keys that were `left_out`."""

    entry: Model | None
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[str] = frozenset()


def read_entry(model: type[Model], place: Place) -> Reading[Model]:
    """Return the entry as its model, with every problem of its form."""
    data = place.node.plain()
    if not isinstance(data, dict):
        return Reading(None, (_no_mapping(place, data),))
    try:
        return Reading(model.model_validate(data))
    except ValidationError as error:
        problems = tuple(dict.fromkeys(_problem(detail, model, place, data) for detail in error.errors()))
        left_out = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
        return Reading(_mended(model, data, error), problems, frozenset(left_out))


def example(key: str) -> str:
    """Return `write for example  request: GET /…`; empty where the key explains itself."""
    return f"write for example  {_EXAMPLES[key]}" if key in _EXAMPLES else ""


def _no_mapping(place: Place, found: object) -> Problem:
    needed = example(_FIRST_KEYS.get(place.kind, "base_url"))
    if found is None:
        return Problem(place.node.position, f"{place.title} is empty", f"{needed}  below it")
    return Problem(place.node.position, f"{place.title} should be a mapping, is {show_typed(found)}", needed)


def _mended(model: type[Model], data: dict[str, Any], error: ValidationError) -> Model | None:
    """Return the entry without its faulty parts; None where nothing sound can be made of it."""
    for _ in range(_ROUNDS):
        for detail in error.errors():
            _mend(data, detail)
        try:
            return model.model_validate(data)
        except ValidationError as next_error:
            error = next_error
    return None


def _mend(data: dict[str, Any], detail: ErrorDetails) -> None:
    whole = _steps(data, detail["loc"])
    steps = [str(step) for step in takewhile(lambda step: isinstance(step, str), whole)]
    missing = detail["type"] == "missing" and len(steps) == len(whole)
    if missing:
        steps.append(str(detail["loc"][-1]))
    parent: Any = data
    for step in steps[:-1]:
        parent = parent[step]
    if steps and len(steps) < len(whole) and steps[-1] in _PLACEHOLDERS:
        parent[steps[-1]][whole[len(steps)]] = _PLACEHOLDERS[steps[-1]]
    elif missing and isinstance(parent, dict):
        parent[steps[-1]] = _PLACEHOLDERS.get(steps[-1])
    elif steps:
        parent.pop(steps[-1], None)


def _problem(detail: ErrorDetails, model: type[Entry], place: Place, data: object) -> Problem:
    loc, steps = detail["loc"], _steps(data, detail["loc"])
    key = str(loc[-1]) if loc else ""
    if detail["type"] == "extra_forbidden":
        message = f'unknown key "{key}" in {_where(steps[:-1], place)}'
        return Problem(place.node.locate(loc, key=True), message, _unknown_advice(model, steps[:-1], key))
    if detail["type"] == "missing":
        advice = _example([*steps, key]) or f'add "{key}"'
        return Problem(place.node.locate(steps, key=True), f'{_where(steps, place)} has no "{key}"', advice)
    text, advice = _told(detail, steps)
    subject = f"{_name(steps[-1])} of {_where(steps[:-1], place)}" if steps else place.title
    joint = " " if text.startswith(("should ", "is ")) else ": "
    return Problem(place.node.locate(loc), f"{subject}{joint}{text}", advice)


def _told(detail: ErrorDetails, steps: Steps) -> tuple[str, str]:
    """Return what is wrong with a value, and what to write."""
    kind, found, context = detail["type"], detail["input"], detail.get("ctx", {})
    if kind == "registry" and context["text"] != EMPTY:
        return str(context["text"]), str(context["advice"])
    if found is None or kind == "too_short":
        return "is empty", _example(steps) or "write a value, or remove the key"
    if kind in _KINDS:
        return f"should be {_KINDS[kind]}, is {show_typed(found)}", _retyped(kind, found) or _example(steps)
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "")
        options = expected.replace(" or ", ", ").split(", ")
        return f"should be {expected}, is {show_typed(found)}", did_you_mean(str(found), options)
    if kind == "greater_than_equal":
        return f"should be at least {context['ge']:g}, is {show_typed(found)}", "write more, or remove the key"
    return f"is {show_typed(found)}: {detail['msg'][0].lower()}{detail['msg'][1:]}", ""


def _retyped(kind: str, found: object) -> str:
    """Return what to write where a value of another type is easily mistaken for the right one."""
    if kind == "string_type" and isinstance(found, int | float):
        return "write it in quotes"
    if kind == "bool_type":
        meant = str(found).lower()
        return f"write {'true' if meant in _YES else 'false' if meant in _NO else 'true or false'}"
    return ""


def _example(steps: Steps) -> str:
    key, parent = str(steps[-1]) if steps else "", steps[-2] if len(steps) > 1 else ""
    if parent == "fetch":
        return f"write for example  {key}: $.code"
    if parent == "graphql":
        return 'write for example  graphql: {query: "{ orders { number } }"}'
    if parent == "environments":
        return f'write for example  {key}: {{base_url: "https://{key}.example"}}'
    return example(key)


def _steps(data: Any, loc: Steps) -> list[str | int]:
    """Keep of a location what stands in the file: pydantic adds names of its own for unions and validators."""
    steps: list[str | int] = []
    for part in loc:
        inside = part in data if isinstance(data, dict) else isinstance(part, int) and _has_item(data, part)
        if inside:
            data = data[part]
            steps.append(part)
    return steps


def _has_item(data: object, index: int) -> bool:
    return isinstance(data, list) and index < len(data)


def _name(step: str | int) -> str:
    return f'"{step}"' if isinstance(step, str) else f"item {step + 1}"


def _where(steps: Steps, place: Place) -> str:
    if steps and isinstance(steps[-1], int):
        return f"{_name(steps[-1])} of {_where(steps[:-1], place)}"
    return f'"{".".join(map(str, steps))}" of {place.title}' if steps else place.title


def _unknown_advice(model: type[Entry], steps: Steps, key: str) -> str:
    found = _model_at(model, steps)
    homes = [f'"{name}"' for name, annotation in _fields(found) if key in _takes(name, annotation, key)]
    if homes:
        return f"write it below {' or '.join(homes)}"
    known = [name for name, _ in _fields(found)]
    return did_you_mean(key, known) or f"known are {', '.join(known)}"


def _takes(name: str, annotation: object, key: str) -> Sequence[str]:
    """Return the keys that stand below a field; any JSONPath below `expect`."""
    if name == "expect":
        return (*document.EXPECTED, key) if key.startswith("$") else document.EXPECTED
    return [field for inner in _alternatives(annotation) if _is_model(inner) for field, _ in _fields(inner)]


def _model_at(model: type[Entry], steps: Steps) -> type[Entry]:
    """Follow the steps through the models' types."""
    found: object = model
    for step in steps:
        for inner in _alternatives(found):
            if isinstance(step, int):
                found = get_args(inner)[0] if get_origin(inner) is list else found
            elif _is_model(inner):
                found = dict(_fields(inner)).get(step)
            elif get_origin(inner) is dict:
                found = get_args(inner)[1]
    return next((inner for inner in _alternatives(found) if _is_model(inner)), model)


def _alternatives(annotation: object) -> Iterator[Any]:
    """Give the types that an annotation stands for, without None and what Annotated adds."""
    if isinstance(annotation, type) or get_origin(annotation) in (dict, list):
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _alternatives(inner)


def _is_model(annotation: object) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Entry)


def _fields(model: type[Entry]) -> list[tuple[str, object]]:
    return [(info.alias or name, info.annotation) for name, info in model.model_fields.items()]
