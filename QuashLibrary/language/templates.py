r"""Read `${name}` and `%{NAME}` in a registry's texts, once, when the registry is loaded.

In: any JSON value from the YAML. Out: the same value, with a Template for every text that contains references. The
engine looks the names up when it uses the value. `\${` and `\%{` mean the characters themselves. Looked-up values are
never expanded again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r"\\?[$%]\{")
_USUAL = re.compile(r"\$\{([A-Za-z_]\w*)\}(?!\[)")
# An index or a plain word; in a regular expression, `${digit}[0-9]` is a reference and a character class.
_ITEM = re.compile(r"\[(-?\d+|[^\W\d]\w*)\]")
_INDEX = re.compile(r"-?\d+\Z")


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`, `${name.key}` or `${name}[0]`: a value that is looked up when it is needed."""

    name: str
    items: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        return f"${{{self.name}}}" + "".join(f"[{item}]" for item in self.items)


@dataclass(frozen=True, slots=True)
class EnvironmentVariable:
    """`%{NAME}` or `{env: NAME}`: a value from the environment of the process; it is secret, except in addresses.

    `default` comes from `%{NAME=default}`, Robot's own form; it is written in the registry, so it is not secret.
    `needed_for` says what needs a non-empty variable, and where that is written.
    """

    name: str
    is_secret: bool = True
    needed_for: str = field(default="", compare=False)
    default: str | None = None

    def __str__(self) -> str:
        return f"%{{{self.name}}}" if self.default is None else f"%{{{self.name}={self.default}}}"


Part = str | Reference | EnvironmentVariable


@dataclass(frozen=True, slots=True)
class Template:
    """A text that contains references, as its parts in order."""

    parts: tuple[Part, ...]

    @property
    def whole(self) -> Reference | EnvironmentVariable | None:
        """The reference, if the text contains nothing else; its value keeps its type."""
        if len(self.parts) == 1 and not isinstance(self.parts[0], str):
            return self.parts[0]
        return None

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


class PatternTemplate(Template):
    """A regular expression that contains references; their values are matched literally, not as patterns."""

    __slots__ = ()


def parse_text(text: str) -> str | Template:
    """Return the text itself if it contains no reference, else its Template.

    Raises:
        TemplateError: a `${` is not closed, is empty or contains another one.
    """
    if "${" not in text and "%{" not in text:
        return text
    if "\\" not in text and (usual := _usual_template(text)):
        return usual
    parts: list[Part] = []
    position = 0
    while opening := _OPENING.search(text, position):
        parts.append(text[position : opening.start()])
        if opening[0].startswith("\\"):
            parts.append(opening[0][1:])
            position = opening.end()
        else:
            part, position = _read_reference(text, opening)
            parts.append(part)
    parts.append(text[position:])
    return _text_or_template(parts)


def _usual_template(text: str) -> Template | None:
    """Return the Template of a text with only references to plain names; None if there is anything else."""
    found: list[Part] = list(_USUAL.split(text))
    if len(found) == 1 or text.count("${") > len(found) // 2 or "%{" in text:
        return None
    found[1::2] = [Reference(str(name)) for name in found[1::2]]
    return Template(tuple([part for part in found if part != ""]))


def parse_value(value: object) -> object:
    """Return a JSON value in which every text is parsed, except the keys of objects."""
    if isinstance(value, str):
        return parse_text(value)
    if isinstance(value, dict):
        return {key: parse_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [parse_value(item) for item in value]
    return value


def references(value: object) -> Iterator[Reference | EnvironmentVariable]:
    """Yield every reference of a parsed value, in the order of the text."""
    if isinstance(value, Template):
        yield from (part for part in value.parts if not isinstance(part, str))
    elif isinstance(value, dict):
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from references(item)


def _read_reference(text: str, opening: re.Match[str]) -> tuple[Reference | EnvironmentVariable, int]:
    end = text.find("}", opening.end())
    name = text[opening.end() : end].strip()
    if end < 0:
        raise TemplateError(f'"{opening[0]}" is not closed by "}}" in "{text}"')
    if not name or "{" in name:
        raise TemplateError(f'"{text[opening.start() : end + 1]}" should contain one name, as in "${{order_id}}"')
    if opening[0] == "%{":
        name, has_default, default = name.partition("=")
        return EnvironmentVariable(name, default=default if has_default else None), end + 1
    items: list[str | int] = []
    end += 1
    while item := _ITEM.match(text, end):
        items.append(int(item[1]) if _INDEX.match(item[1]) else item[1])
        end = item.end()
    return Reference(name, tuple(items)), end


def _text_or_template(parts: list[Part]) -> str | Template:
    joined: list[Part] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if all(isinstance(part, str) for part in joined):
        return "".join(map(str, joined))
    return Template(tuple(joined))
