"""Messages about slugs, connections and inputs that a registry does not define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.problems import shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from QuashLibrary.registry.model import Input, Registry


def unknown_slug(slug: str, known: Iterable[str], files: Sequence[str]) -> str:
    """Return the message for a slug that a registry's files do not define, with the most similar defined slug."""
    from QuashLibrary.language.operators.synonyms import near_name

    near = near_name(slug, known)
    advice = f"Did you mean {near}?" if near else "Slugs are defined under validations."
    return f"No validation named {slug} in {registry_name(files)}. {advice}"


def registry_name(files: Sequence[str]) -> str:
    """Return the files of a registry for a message."""
    return ", ".join(map(shown_path, files)) or "the registry"


def unknown_input(names: Sequence[str], given: Iterable[str], declared: Iterable[str]) -> str:
    """Return the message for the first given input that none of the validations declares; empty if all exist.

    `names` are the slugs with @.
    """
    known = list(dict.fromkeys(declared))
    unknown = next((name for name in given if name not in known), None)
    if unknown is None:
        return ""
    from QuashLibrary.language import input_names

    return f"{', '.join(names)}: {'; '.join(input_names.unknown_input(unknown, known))}"


def inputs_named(registry: Registry, name: str) -> list[Input]:
    """Return the inputs of a name that the validations of a registry declare."""
    return [item for item in all_inputs(registry) if item.name == name]


def all_inputs(registry: Registry) -> Iterator[Input]:
    """Yield every declared input of a registry; validations may share names."""
    for outline in registry.outlines.values():
        yield from outline.inputs
