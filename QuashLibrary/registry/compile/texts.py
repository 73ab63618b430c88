"""Parse the texts of one entry of a registry file; each text that cannot be parsed becomes a problem at its place.

In: plain values, each with the keys that lead to it. Out: the same values with Templates for their texts. The compilers
of all parts of an entry share the reader: they report problems and look up places through it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from QuashLibrary.errors import TemplateError
from QuashLibrary.language.operators.table import operator_table
from QuashLibrary.language.templates import EnvironmentVariable, Template, parse_text
from QuashLibrary.problems import Problem
from QuashLibrary.registry.forms.entries import items_of
from QuashLibrary.registry.yaml.nodes import Key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from QuashLibrary.problems import Position
    from QuashLibrary.registry import model
    from QuashLibrary.registry.forms.entries import NamedEntry
    from QuashLibrary.registry.yaml.nodes import Node

Keys = tuple[str | int, ...]

_MISWRITTEN = re.compile(
    r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}"  # as in Jinja, Postman and Karate
    r"|(?<![$%])\{(\w+)\}"  # as in OpenAPI and Python
    r"|\$(\w+)(?![\w$])"  # as in shells and Robot's expressions
)
_PROGRAMS = frozenset(
    name
    for row in operator_table()
    if row.name in ("matches", "not matches", "satisfies")
    for name in (row.name, *row.aliases)
)
"""The keys of regular expressions and of Robot Framework expressions."""

_CAPITALS = re.compile(r"[A-Z_][A-Z0-9_]*")


def looks_miswritten(text: str) -> bool:
    """Return whether a text may contain a reference in the notation of another tool."""
    return _MISWRITTEN.search(text) is not None


parsed_text = lru_cache(maxsize=4096)(parse_text)
"""Parse a text of a registry; cached, because many texts repeat."""


class TextReader:
    """Parses the values below one key of an entry, and collects what is wrong with them."""

    def __init__(self, entry: NamedEntry, problems: list[Problem], path: Keys = (), needed_for: str = "") -> None:
        """Create a reader at `path` of the entry; `needed_for` names what cannot work with an empty variable."""
        self.entry = entry
        self._problems = problems
        self._path = path
        self._needed_for = needed_for

    @property
    def title(self) -> str:
        """The entry's name in messages."""
        return self.entry.title

    @property
    def name(self) -> str:
        """The key below which it reads; at the top level, the name of the entry."""
        return str(self._path[-1]) if self._path else self.entry.name

    def below(self, *path: str) -> TextReader:
        """Return a reader of the values below these keys."""
        return TextReader(self.entry, self._problems, (*self._path, *path), self._needed_for)

    def requiring(self, what: str) -> TextReader:
        """Return a reader of texts whose environment variables must not be empty."""
        return TextReader(self.entry, self._problems, self._path, f"{what} of {self.title}")

    def has(self, key: str) -> bool:
        """Return whether the entry has a key, even with a wrong value."""
        return key in items_of(self.entry.node)

    def report(
        self, path: Keys, message: str, suggestion: str = "", *, key: bool = False, may_be_misplaced: bool = False
    ) -> None:
        """Record a problem; with `key`, it is about the key itself, not its value."""
        place = self.locate(path, key=key)
        self._problems.append(Problem(place, message, suggestion, may_be_misplaced=may_be_misplaced))

    def locate(self, path: Keys, *, key: bool = False) -> Position:
        """Return the place of the value, or of its key."""
        if key and path and isinstance(path[-1], Key):
            return path[-1].position
        return self.entry.node.locate((*self._path, *path), key=key)

    def folder(self, path: Keys) -> Path:
        """Return the folder of the file that contains the value; an inherited value may be in another file."""
        return self.file(path).parent

    def file(self, path: Keys) -> Path:
        """Return the file that contains the value."""
        return Path(self.entry.directory, self.locate(path).file)

    def text(self, value: object, *path: str | int) -> Any:
        """Return a parsed text; `{env: NAME}` is a secret environment variable."""
        if isinstance(value, dict) and isinstance(value.get("env"), str) and len(value) == 1:
            return self._with_need(Template((EnvironmentVariable(value["env"]),)), path)
        return self.value(value, *path)

    def address(self, value: object, *path: str | int) -> Any:
        """Return a parsed address, in which environment variables are secret only in the user and password."""
        text = self.text(value, *path)
        if not isinstance(text, Template):
            return text
        user = max((at for at, part in enumerate(text.parts) if isinstance(part, str) and "@" in part), default=0)
        return _with_variables(text, lambda at, part: replace(part, is_secret=at < user))

    def value(self, value: object, *path: str | int) -> Any:
        """Return a value with every text in it parsed, except the keys of objects."""
        if isinstance(value, str):
            return self._parsed(value, path)
        if isinstance(value, dict):
            return {key: self.value(item, *path, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item, *path, index) for index, item in enumerate(value)]
        return value

    def document(self, value: object, *path: str | int) -> Any:
        """Return a value to send as JSON; `{env: NAME}` with a name in capitals is a secret, any other name is data."""
        if isinstance(value, dict):
            if len(value) == 1 and _CAPITALS.fullmatch(str(value.get("env", ""))):
                return self.text(value, *path)
            return {key: self.document(item, *path, key) for key, item in value.items()}
        if isinstance(value, list):
            return [self.document(item, *path, index) for index, item in enumerate(value)]
        return self.value(value, *path)

    def pairs(self, texts: Mapping[str, object], *path: str) -> model.Pairs:
        """Return names with their parsed texts."""
        return tuple((name, self.text(value, *path, name)) for name, value in texts.items())

    def _with_need(self, text: str | Template, path: Keys) -> str | Template:
        if not self._needed_for or not isinstance(text, Template):
            return text
        place = self.locate(path)
        need = f"{self._needed_for}, {place.file}:{place.line}"
        return _with_variables(text, lambda _at, part: replace(part, needed_for=need))

    def program(self, text: str, *path: str | int) -> Any:
        """Return a parsed text of another language, in which `{name}` and `$name` have their own meaning."""
        return self._parsed(text, path, is_program=True)

    def miswritten(self, text: str) -> Mapping[str, str]:
        """Return the parts of a text that look like references but are not, with the names that they mean.

        Double braces come from templates of other tools. Other notations may be intended, unless an input has this
        name.
        """
        found = [(match[0], match[1] or match[2] or match[3]) for match in _MISWRITTEN.finditer(text)]
        if not found:
            return {}
        return {written: name for written, name in found if written.startswith("{{") or name in self._inputs}

    @property
    def _inputs(self) -> Mapping[str, Node]:
        written = items_of(self.entry.node).get("inputs")
        return items_of(written) if written else {}

    def _parsed(self, text: str, path: Keys, *, is_program: bool = False) -> str | Template:
        if "{" not in text and "$" not in text:
            return text
        wrong = self.miswritten(text)
        if wrong and (is_program or not _PROGRAMS.isdisjoint(path)):
            wrong = {written: name for written, name in wrong.items() if written.startswith("{{")}
        for written, name in wrong.items():
            self.report(path, f'"{written}" is not a variable here', f'write "${{{name}}}"')
        try:
            return self._with_need(parsed_text(text), path)
        except TemplateError as error:
            if not wrong:
                sign = "%{" if str(error).startswith('"%{') else "${"
                self.report(path, str(error), f"write \\{sign} to mean these characters literally")
            return ""


def _with_variables(text: Template, change: Callable[[int, EnvironmentVariable], EnvironmentVariable]) -> Template:
    """Return a text with its environment variables changed; `change` gets the number of the part, and the part."""
    return replace(
        text,
        parts=tuple(
            change(at, part) if isinstance(part, EnvironmentVariable) else part for at, part in enumerate(text.parts)
        ),
    )
