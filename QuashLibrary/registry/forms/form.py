"""Forms: classes that declare the keys of one mapping in a registry, as in `every: float = field(DURATION)`.

A form is declared once and used by three modules: `reader` reads Nodes into it, `merging` merges an entry with the one
that it extends, and `registry.editor_schema` turns it into a JSON Schema. Editors show its docstring and the
descriptions of its fields. Forms are not dataclasses, because each dataclass adds a millisecond to every start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Never

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.registry.yaml.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Schema = dict[str, Any]
Merge = Callable[[Node, Node], Node]
"""A function that returns an entry's own value merged with the inherited one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, in words that follow its name: `should be a text, but is true`.

    If `takes_example` is set, the example of the field replaces the advice. `key` is the form's key with the fault.
    """

    message: str
    advice: str = ""
    takes_example: bool = False
    key: str = ""


FREE_KEYS = "x-"
"""The start of keys that a form ignores; authors use them freely, for example to define anchors."""


def is_free(key: str) -> bool:
    """Return whether a key is free for the author's own use."""
    return key.startswith(FREE_KEYS)


EMPTY = Fault("is empty", "write a value, or remove the key", takes_example=True)


def wrong_type(expected: str, value: object) -> Fault:
    """Return the fault of a value of the wrong type."""
    return EMPTY if value is None else Fault(f"should be {expected}, but is {show_typed(value)}", takes_example=True)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is read as a whole: `read` returns the converted value, or a Fault.

    If it has a `name`, its schema moves to the definitions of the editor schema.
    """

    read: Callable[[Any], object]
    schema: Schema
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; a single value of one of the types in `alone` counts as a list of one."""

    item: Kind
    alone: tuple[type, ...] = ()
    can_be_empty: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """A rule for the keys of a mapping; the message of its Fault is a complete sentence."""

    check: Callable[[str], Fault | None]
    schema: Schema


@dataclass(frozen=True, slots=True)
class MappingOf:
    """A mapping of names that the author chooses; `example` is a sample item, with `{name}` for the name."""

    item: Kind
    names: Names | None = None
    can_be_empty: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value of one of several kinds, chosen by its shape."""

    choose: Callable[[object], Kind]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about several keys of a form; at most one of the `rivals` is allowed.

    `fault` returns what is wrong with a form. Its second argument says whether everything in the form could be read: a
    key that seems to be missing may only be unreadable.
    """

    fault: Callable[[Form, bool], Fault | None]
    schema: Schema
    rivals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a form; `attribute` is its name in the class, `example` a complete line of YAML.

    The default also replaces an unreadable value. A key that is required `unless inherited` may come from the extended
    entry. `takes` returns whether a key belongs below this one, in addition to those of its form.
    """

    kind: Kind
    description: str = ""
    example: str = ""
    default: object = None
    required: Literal["", "always", "unless inherited"] = ""
    can_be_null: bool = False
    merge: Merge | None = None
    takes: Callable[[str], bool] | None = None
    key: str = ""
    attribute: str = ""


def field(kind: Kind, description: str = "", example: str = "", **more: Any) -> Any:
    """Declare a key of a form; a trailing underscore of the attribute, as in `from_`, is not part of the key."""
    if "default" not in more and isinstance(kind, MappingOf | ListOf):
        more["default"] = {} if isinstance(kind, MappingOf) else ()
    return Field(kind, description, example, **more)


class Form:
    """A mapping with known keys; `given` are the keys that are present and could be read.

    `short` is the value that can be written instead of the mapping. `rewritten` maps keys of other tools to the key
    that they mean and to the text to write, with `{value}` for the author's value. Its keys are in lower case without
    `_` and `-`. A key with the name of an attribute of this class is declared with a trailing underscore.
    """

    short: ClassVar[Value | None] = None
    rules: ClassVar[tuple[Rule, ...]] = ()
    fields: ClassVar[Mapping[str, Field]] = {}
    required: ClassVar[tuple[Field, ...]] = ()
    rewritten: ClassVar[Mapping[str, tuple[str, str]]] = {}
    _defaults: ClassVar[Mapping[str, Any]] = {}

    given: frozenset[str]

    def __init_subclass__(cls) -> None:
        """Collect the fields, starting with those of the base class."""
        declared = [(name, item) for name, item in vars(cls).items() if isinstance(item, Field)]
        own = [replace(item, key=name.rstrip("_"), attribute=name) for name, item in declared]
        cls.fields = {**cls.fields, **{item.key: item for item in own}}
        cls.required = tuple(item for item in cls.fields.values() if item.required)
        cls._defaults = {item.attribute: item.default for item in cls.fields.values()}

    def __init__(self, given: frozenset[str] = frozenset(), **read: object) -> None:
        """Set the values that were read; all others keep their defaults."""
        self.__dict__.update(self._defaults, given=given, **read)

    def __setattr__(self, name: str, value: Never) -> None:
        """Refuse changes, because a form contains what was read."""
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping that a short form stands for."""
        return wrong_type("keys with values", value)

    def faults(self) -> Iterable[Fault]:
        """Return faults in the combination of several keys that the rules do not cover."""
        return ()


Kind = Value | ListOf | MappingOf | OneOf | type[Form]


def has_meaning(path: Sequence[str], fields: Iterable[Field]) -> bool:
    """Return whether the last key of a path is a known key there, and not a name that the author chooses."""
    key, *others = path
    for field in fields:
        kind = field.kind.item if isinstance(field.kind, ListOf) else field.kind
        if not others and field.takes and field.takes(key):
            return True
        if isinstance(kind, MappingOf) and others and has_meaning(others, [replace(field, kind=kind.item)]):
            return True
        found = kind.fields.get(key) if isinstance(kind, type) else None
        if found and (not others or has_meaning(others, [found])):
            return True
    return False
