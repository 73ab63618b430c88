"""Write the body of a request for a registry: JSON and GraphQL as YAML, a form by its fields, everything else as text.

In: a CurlCommand. Out: a Body without secrets: passwords and tokens come from the environment, and one-time codes
become inputs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from QuashLibrary.cli.importer.curl.command import is_form, is_json
from QuashLibrary.cli.importer.draft import Body, FromEnvironment
from QuashLibrary.cli.importer.entry_names import variable_in
from QuashLibrary.cli.importer.secret_values import is_secret
from QuashLibrary.errors import JsonError
from QuashLibrary.language.json_text.reader import read_json
from QuashLibrary.language.printable import MASK
from QuashLibrary.language.private_names import without_private_fields, without_private_texts
from QuashLibrary.report.skeleton.leaves import snake

if TYPE_CHECKING:
    from typing import Protocol

    from QuashLibrary.cli.importer.curl.command import CurlCommand
    from QuashLibrary.cli.importer.secret_values import Variables
    from QuashLibrary.language.json_values import JSON

    class AddInput(Protocol):
        """Adds an input to the draft and returns its reference."""

        def __call__(self, name: str, description: str, value: str, *, secret: bool = False) -> str:
            """Add it."""


_CODE = re.compile(r"(?:.*_)?(?:otp|pin|code|tan|cvv|cvc)")
_HIDDEN = "TODO: a secret was here; write %{NAME} instead"
_BROKEN = "TODO: the body is not JSON, even though its Content-Type says so"
_HIDDEN_IN_QUERY = "TODO: a secret was in the query; write a variable instead, and its value below variables"
_ASSIGNED = re.compile(r"""([\w.-]+)(\\*["']?\s*[:=]\s*\\*["']?)([^\s"'\\,;&<>(){}\[\]]+)""")
_REFERENCE = re.compile(r"[$%]\{")
_TYPE = re.compile(r";\s*type=([^;]+)")


def body_of(command: CurlCommand, variables: Variables, add_input: AddInput) -> Body | None:
    """Return the body; None if there is none."""
    maker = _BodyMaker(variables, add_input)
    if command.body_file:
        return Body("file", maker.file("body", command.body_file))
    if command.parts:
        return Body("multipart", _grouped([(name, maker.part(name, value)) for name, value in command.parts]))
    if command.body is None:
        return None
    return maker.of_text(command, command.body)


def _without_secrets(text: str) -> str:
    """Return a text of an unknown format with masked secrets in `name: value` and `name="value"`."""

    def masked(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]}{MASK}" if is_secret(match[1], match[3]) and match[3] != MASK else match[0]

    return _ASSIGNED.sub(masked, text)


def _grouped(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, list[object]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


class _BodyMaker:
    def __init__(self, variables: Variables, add_input: AddInput) -> None:
        self._variables = variables
        self._add_input = add_input

    def of_text(self, command: CurlCommand, text: str) -> Body:
        try:
            document = read_json(text)
        except JsonError:
            document = None
        if isinstance(document, dict | list):
            return self._json(document)
        if is_form(command) and "=" in text and not text.lstrip().startswith(("<", "{", "[")):
            pairs = parse_qsl(text, keep_blank_values=True)
            return Body("form", _grouped([(name, self.field(name, value)) for name, value in pairs]))
        masked = _without_secrets(without_private_texts(without_private_fields(text, MASK), MASK))
        todo = "" if masked == text else _HIDDEN
        if is_json(command):
            todo = f"{_BROKEN}; {todo.removeprefix('TODO: ')}".removesuffix("; ")
        return Body("text", self._variables.text(masked, "a part of the body"), todo)

    def file(self, name: str, path: str) -> str:
        plain = snake(name)
        return self._add_input(
            plain if plain.endswith("file") else f"{plain}_file",
            f"A file below the folder of this registry, for example {path}.",
            "",
        )

    def part(self, name: str, value: str) -> object:
        """Return a part of a multipart body; in the curl command a text starts with `=`, a file with `@`."""
        if not value.startswith("@"):
            return self.field(name, value[1:])
        kind = _TYPE.search(value)
        file = self.file(name, value[1:].partition(";")[0])
        return {"file": file, "type": kind[1]} if kind else {"file": file}

    def field(self, name: str, value: str) -> object:
        """Return a field of a form."""
        return self._value(name, value)

    def _json(self, document: JSON) -> Body:
        query = document.get("query") if isinstance(document, dict) else None
        given = (document.get("variables") or {}) if isinstance(document, dict) else None
        if isinstance(query, str) and isinstance(given, dict) and "{" in query and not _REFERENCE.search(query):
            variables = self._tree(given, "")
            masked = _without_secrets(query)
            value = {"query": masked} | ({"variables": variables} if variables else {})
            return Body("graphql", value, "" if masked == query else _HIDDEN_IN_QUERY)
        return Body("json", self._tree(document, ""))

    def _tree(self, value: JSON, name: str) -> object:
        if isinstance(value, dict):
            return {key: self._tree(item, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self._tree(item, name) for item in value]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, str) or (is_number and is_secret(name, str(value))):
            return self._value(name, str(value))
        return value

    def _value(self, name: str, value: str) -> object:
        what = f"{name} in the body"
        if variable := variable_in(value) if value.startswith("{{") else "":
            return self._add_input(snake(variable), f"{what}.", "")
        if not value or not is_secret(name, value):
            return self._variables.text(value, what)
        if _CODE.fullmatch(snake(name)):
            return self._add_input(snake(name), f"One-time code, {what}.", value, secret=True)
        variable = self._variables.named(name, value, what)
        # In JSON, {env: name} in lower case is data.
        return FromEnvironment(variable) if variable.isupper() else f"%{{{variable}}}"
