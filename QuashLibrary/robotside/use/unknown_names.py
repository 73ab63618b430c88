"""Messages about slugs, connections and inputs that a registry does not define."""

from collections.abc import Iterable, Iterator, Sequence

from QuashLibrary.language import input_names
from QuashLibrary.language.printable import shorten
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Input, Registry
from QuashLibrary.views.message import FIRST_LINE

_SHORTEST_PATH = 20


def unknown_slug(slug: str, known: Iterable[str], where: str) -> str:
    """Return the message for a slug that is not defined, with the nearest one that is."""
    near = did_you_mean(slug, known).removeprefix('did you mean "').removesuffix('"?')
    advice = f"Did you mean {near}?" if near else "Slugs are defined under validations."
    return unknown_name(f"No validation named {slug}", where, f". {advice}")


def unknown_name(what: str, where: str, advice: str) -> str:
    """Return a message of one line that includes the advice, however long the path of the registry is."""
    room = FIRST_LINE - len(f"{what} in {advice}")
    return f"{what} in {shorten(where, max(room, _SHORTEST_PATH))}{advice}"


def unknown_input(names: Sequence[str], given: Iterable[str], declared: Iterable[str]) -> str:
    """Return the message for the first given input that none of the validations declares; empty if all exist.

    `names` are the slugs with @.
    """
    known = list(dict.fromkeys(declared))
    unknown = next((name for name in given if name not in known), None)
    if unknown is None:
        return ""
    return f"{', '.join(names)}: {'; '.join(input_names.unknown_input(unknown, known))}"


def inputs_named(registry: Registry, name: str) -> list[Input]:
    """Return what the validations of a registry declare under a name."""
    return [item for item in all_inputs(registry) if item.name == name]


def all_inputs(registry: Registry) -> Iterator[Input]:
    """Give every declared input of a registry; validations may share names."""
    for validation in registry.validations.values():
        yield from validation.inputs
