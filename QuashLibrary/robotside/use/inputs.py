"""Inputs that a call gives, against those that its validations declare."""

from collections.abc import Iterable, Iterator, Sequence

from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Input, Registry


def unknown_input(names: Sequence[str], given: Iterable[str], declared: Iterable[str]) -> str:
    """Return the message for the first given input that none of the validations declares; empty if all exist.

    `names` are the slugs with @.
    """
    known = list(dict.fromkeys(declared))
    unknown = next((name for name in given if name not in known), None)
    if unknown is None:
        return ""
    listed = f"known are {', '.join(known)}" if known else "there are none"
    return f'{", ".join(names)}: no input "{unknown}"; {did_you_mean(unknown, known) or listed}'


def inputs_named(registry: Registry, name: str) -> list[Input]:
    """Return what the validations of a registry declare under a name."""
    return [item for item in all_inputs(registry) if item.name == name]


def all_inputs(registry: Registry) -> Iterator[Input]:
    """Give every declared input of a registry; validations may share names."""
    for validation in registry.validations.values():
        yield from validation.inputs
