"""Look up the names of a registry at the moment of use, and put their values into texts.

In: parsed values of the registry (see language.templates) and a Scope, which knows what a name means
now. Out: plain JSON and texts. Where a name comes from is DESIGN's rule: a declared input from the
call, else from what the suite set, else from its default; one without default, and any other name,
from the values fetched in this test, else from Robot's variables. Every secret looked up is made
known to the redactor before anything can show it.
"""

import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from QuashLibrary.engine.redactor import Redactor
from QuashLibrary.language.problems import did_you_mean
from QuashLibrary.language.templates import EnvironmentVariable, Reference, Template
from QuashLibrary.registry.model import Input

_NOTHING = object()


class ValueProblem(ValueError):
    """A value that cannot be looked up or used; the message is for the tester and shows no other value."""


def no_variables(name: str) -> object:
    """Know no variable: the lookup where Robot does not run."""
    raise KeyError(name)


@dataclass
class Scope:
    """What names mean at one moment of one test."""

    redactor: Redactor
    call: Mapping[str, object] = field(default_factory=dict)
    declared: Mapping[str, Input] = field(default_factory=dict)
    preset: Mapping[str, object] = field(default_factory=dict)
    fetched: Mapping[str, object] = field(default_factory=dict)
    variables: Callable[[str], object] = no_variables
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def value(self, part: Reference | EnvironmentVariable) -> object:
        """Return the value that a name has now, as JSON.

        Raises:
            ValueProblem: the name is not known, or the value has no such item.
        """
        if isinstance(part, EnvironmentVariable):
            return self._from_environment(part)
        value, items = self._base(part)
        for item in items:
            value = _item(value, item, part)
        return value

    def _from_environment(self, part: EnvironmentVariable) -> str:
        value = self.environment.get(part.name)
        if value is None:
            raise ValueProblem(f"the environment variable {part.name} is not set")
        self.redactor.add(value)
        return value

    def _base(self, part: Reference) -> tuple[object, tuple[str | int, ...]]:
        name, *keys = part.name.split(".")
        for candidate, items in ((part.name, part.items), (name, (*keys, *part.items))):
            value = self._lookup(candidate)
            if value is not _NOTHING:
                return plain(value, self.redactor), items
        known = did_you_mean(name, [*self.declared, *self.fetched])
        advice = f"give {name}=… to the step" if name in self.declared else "set it before this step"
        raise ValueProblem(f"{part} is not known; {known or advice}")

    def _lookup(self, name: str) -> object:
        declared = self.declared.get(name)
        if declared is None:
            return self._outside(name)
        value = self.call.get(name, self.preset.get(name, _NOTHING))
        if value is _NOTHING:
            value = self._outside(name) if declared.required else self._default(declared)
        if value is not _NOTHING and declared.secret:
            self.redactor.add(plain(value, self.redactor))
        return value

    def _default(self, declared: Input) -> object:
        return render(declared.default, Scope(self.redactor, {}, {}, {}, self.fetched, self.variables))

    def _outside(self, name: str) -> object:
        if name in self.fetched:
            return self.fetched[name]
        try:
            return self.variables(name)
        except KeyError:
            return _NOTHING


def plain(value: object, redactor: Redactor) -> object:
    """Return any Python value as JSON; Robot's Secret is unwrapped and made known as secret."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item, redactor) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item, redactor) for item in value]
    if type(value).__name__ == "Secret" and isinstance(secret := getattr(value, "value", None), str):
        redactor.add(secret)
        return secret
    return str(value)


def render(value: object, scope: Scope) -> object:
    """Return a parsed value of the registry with every name looked up; a whole `${name}` keeps its type."""
    if isinstance(value, Template):
        return scope.value(value.whole) if value.whole else _join(value, scope, as_text)
    if isinstance(value, dict):
        return {key: render(item, scope) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [render(item, scope) for item in value]
    return value


def render_text(value: object, scope: Scope) -> str:
    """Return a parsed value as a text."""
    return as_text(render(value, scope))


def render_with(value: object, scope: Scope, write: Callable[[object], str]) -> str:
    """Return a text in which each value stands as `write` writes it (quoted, escaped, encoded)."""
    return _join(value, scope, write) if isinstance(value, Template) else as_text(value)


def render_path(value: object, scope: Scope) -> str:
    """Return a URL's path and query as text, with each value percent-encoded into one segment.

    A path that is one whole `${name}` is taken as it is: a link out of an earlier response.

    Raises:
        ValueProblem: a value is empty, or a segment made of values is `.` or `..`.
    """
    if not isinstance(value, Template):
        return as_text(value)
    path = as_text(scope.value(value.whole)) if value.whole else _join(value, scope, _segment)
    if any(segment in (".", "..") for segment in re.split(r"[/?#]", path)):
        raise ValueProblem(f"the path {value} may not be made to hold . or .. by its values")
    return path


def render_header(name: str, value: object, scope: Scope) -> str:
    """Return a header's value.

    Raises:
        ValueProblem: it holds a line break or NUL, which would smuggle in a header (RFC 9110, 5.5).
    """
    text = render_text(value, scope)
    if any(character in text for character in "\r\n\0"):
        raise ValueProblem(f"the header {name} may not hold a line break or NUL character")
    return text


def as_text(value: object) -> str:
    """Return a value as it stands inside a longer text: texts as they are, all else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _segment(value: object) -> str:
    text = as_text(value)
    if not text:
        raise ValueProblem("a value in the path is empty")
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _join(template: Template, scope: Scope, write: Callable[[object], str]) -> str:
    return "".join(part if isinstance(part, str) else write(scope.value(part)) for part in template.parts)


def _item(value: object, item: str | int, part: Reference) -> object:
    if isinstance(value, dict) and str(item) in value:
        return value[str(item)]
    if isinstance(value, list) and str(item).lstrip("-").isdigit() and -len(value) <= int(item) < len(value):
        return value[int(item)]
    raise ValueProblem(f'{part} has no item "{item}"')
