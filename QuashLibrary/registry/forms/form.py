"""What a form is: a class that declares the keys of one mapping of a registry, as in `every: float = field(DURATION)`.

A form is declared once and used by three modules: `reader` reads Nodes into it, `merging` merges an entry with the one
that it extends, and `registry.editor_schema` makes a JSON Schema of it. Its docstring and the descriptions of its
fields are what an editor shows. Forms are no dataclasses, since each of these adds a millisecond to every start.
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
"""Returns an entry's own value merged with the inherited one."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, in words that follow its name: `should be a text, is true`.

    If `takes_example` is set, the example of the field replaces the advice. `key` is the key of a form at which the
    fault is.
    """

    message: str
    advice: str = ""
    takes_example: bool = False
    key: str = ""


FREE_KEYS = "x-"
"""How keys begin that a form leaves to whoever writes the file, such as a place for anchors."""


def is_free(key: str) -> bool:
    """Return whether a key means nothing to us."""
    return key.startswith(FREE_KEYS)


EMPTY = Fault("is empty", "write a value, or remove the key", takes_example=True)


def wrong_type(expected: str, value: object) -> Fault:
    """Return the fault of a value of another type."""
    return EMPTY if value is None else Fault(f"should be {expected}, but is {show_typed(value)}", takes_example=True)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that is read as a whole: `read` returns what it becomes, or a Fault.

    A `name` moves its schema to the definitions of the editor schema.
    """

    read: Callable[[Any], object]
    schema: Schema
    name: str = ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; a value of one of the types `alone` is a list of one."""

    item: Kind
    alone: tuple[type, ...] = ()
    can_be_empty: bool = True


@dataclass(frozen=True, slots=True)
class Names:
    """A rule for the keys of a mapping; the message of its Fault is a whole sentence."""

    check: Callable[[str], Fault | None]
    schema: Schema


@dataclass(frozen=True, slots=True)
class MappingOf:
    """A mapping of names that its writer chooses; `example` is one of its items, with `{name}` for the name."""

    item: Kind
    names: Names | None = None
    can_be_empty: bool = True
    example: str = ""


@dataclass(frozen=True, slots=True)
class OneOf:
    """A value of one of several kinds, which is chosen by its shape."""

    choose: Callable[[object], Kind]
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule about several keys of a form; at most one of the `rivals` may be written.

    `fault` returns what is wrong with a form. It also takes whether everything in the form could be read: a key that
    seems to be missing may be one that could not.
    """

    fault: Callable[[Form, bool], Fault | None]
    schema: Schema
    rivals: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a form; `attribute` is its name in the class, `example` a whole line of YAML.

    The default also replaces a value that cannot be read. What is required `unless inherited` may come from the entry
    that is extended. `takes` says which keys belong below this one, beside those of its form.
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
    """A mapping with known keys; `given` are those that are written and could be read.

    `short` is the value that may be written instead of the mapping. `rewritten` has keys of other tools, in small
    letters without `_` and `-`: the key that is meant, and what to write, with `{value}` for the writer's own.
    A key that is called as an attribute of this class is declared with an underscore behind it.
    """

    short: ClassVar[Value | None] = None
    rules: ClassVar[tuple[Rule, ...]] = ()
    fields: ClassVar[Mapping[str, Field]] = {}
    required: ClassVar[tuple[Field, ...]] = ()
    rewritten: ClassVar[Mapping[str, tuple[str, str]]] = {}
    _defaults: ClassVar[Mapping[str, Any]] = {}

    given: frozenset[str]

    def __init_subclass__(cls) -> None:
        """Collect the fields, those of the base class first."""
        declared = [(name, item) for name, item in vars(cls).items() if isinstance(item, Field)]
        own = [replace(item, key=name.rstrip("_"), attribute=name) for name, item in declared]
        cls.fields = {**cls.fields, **{item.key: item for item in own}}
        cls.required = tuple(item for item in cls.fields.values() if item.required)
        cls._defaults = {item.attribute: item.default for item in cls.fields.values()}

    def __init__(self, given: frozenset[str] = frozenset(), **read: object) -> None:
        """Take what was read; everything else has its default."""
        self.__dict__.update(self._defaults, given=given, **read)

    def __setattr__(self, name: str, value: Never) -> None:
        """Refuse: a form is what was read."""
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")

    @classmethod
    def long_form(cls, value: object) -> Mapping[str, object] | Fault:
        """Return the mapping for which a short form stands."""
        return wrong_type("keys with values", value)

    def faults(self) -> Iterable[Fault]:
        """Return what is wrong with several keys together, beyond the rules."""
        return ()


Kind = Value | ListOf | MappingOf | OneOf | type[Form]


def has_meaning(way: Sequence[str], fields: Iterable[Field]) -> bool:
    """Return whether the last of some keys is known below the others, and not a name that its writer chooses."""
    key, *others = way
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
