"""Compile `attach`: which validations are used where no suite has a step for them.

In: the entries of all files, as Nodes, and the validations that are known. Out: Attachments in the order in which they
are written, and problems. One that has problems is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.step_patterns import parse_step
from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms.attachment import MOMENTS, AttachmentEntry, TestsEntry
from QuashLibrary.registry.forms.errors import Place, example, read_entry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.attachment import Attachment, WhichTests
from QuashLibrary.registry.yaml.nodes import Key, Node


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment that could be read, and where its parts stand."""

    attachment: Attachment
    place: Place


def read_attachments(key: Key, node: Node, problems: list[Problem]) -> list[Attached]:
    """Return the attachments of one file, as far as they can be read; names in them are not looked up yet."""
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        message = f'"{key}" should be a list, is {show_typed(node.plain())}'
        problems.append(Problem(node.position, message, example(key)))
        return []
    found = (_read(number, item, problems) for number, item in enumerate(node.value, 1))
    return [item for item in found if item]


def known_attachments(
    attached: Iterable[Attached], registry: Registry, problems: list[Problem]
) -> tuple[Attachment, ...]:
    """Return those whose validations and inputs are defined."""
    sound = []
    for item in attached:
        found = list(_unknown(item, registry))
        problems += found
        if not found:
            sound.append(item.attachment)
    return tuple(sound)


def _read(number: int, node: Node, problems: list[Problem]) -> Attached | None:
    place = Place(node, "attachment", Key(str(number), node.position))
    reading = read_entry(AttachmentEntry, place)
    found = list(reading.problems)
    entry = reading.entry
    attached = Attached(_compiled(entry, TextReader(place, found)), place) if entry and _has_moment(entry) else None
    problems += found
    return None if found else attached


def _has_moment(entry: AttachmentEntry) -> bool:
    return any(getattr(entry, name) for name in MOMENTS)


def _compiled(entry: AttachmentEntry, reader: TextReader) -> Attachment:
    step = entry.before or entry.after
    return Attachment(
        slugs=tuple(dict.fromkeys(slug.removeprefix("@") for slug in entry.validate_)),
        position=reader.place.node.position,
        when=entry.when or ("before" if entry.before else "after"),
        step=parse_step(step) if step else None,
        tests=_which(entry.tests),
        inputs={str(name): reader.text(value, "inputs", name) for name, value in entry.inputs.items()},
        within=entry.within,
        on_failure=entry.on_failure,
        on_error=entry.on_error,
    )


def _which(entry: TestsEntry | None) -> WhichTests:
    if entry is None:
        return WhichTests()
    # To Robot it is one word: `smoke AND NOT slow` means no test,.
    tags = (re.sub(r"AND\s*NOT", "NOT", pattern) for pattern in entry.tags or ())
    return WhichTests(tuple(tags), tuple(entry.names or ()), tuple(entry.suites or ()))


def _unknown(item: Attached, registry: Registry) -> Iterator[Problem]:
    attachment, place = item.attachment, item.place
    known = [f"@{slug}" for slug in registry.slugs]
    unknown = [slug for slug in attachment.slugs if slug not in registry.slugs]
    for slug in unknown:
        advice = did_you_mean(f"@{slug}", known) or "no validation has this name"
        message = f'{place.title} names "@{slug}", which is not defined'
        yield Problem(place.node.locate(_path(place, slug)), message, advice)
    if unknown or any(slug in registry.broken for slug in attachment.slugs):
        return
    yield from _unknown_inputs(attachment.inputs, attachment.slugs, place, registry)


def _unknown_inputs(
    inputs: Mapping[str, object], slugs: Sequence[str], place: Place, registry: Registry
) -> Iterator[Problem]:
    declared = list(dict.fromkeys(item.name for slug in slugs for item in registry.inputs_of(slug)))
    for name in inputs:
        if name not in declared:
            message = f'{place.title}: {", ".join(f"@{slug}" for slug in slugs)} has no input "{name}"'
            listed = f"known are {', '.join(declared)}" if declared else "there are none"
            yield Problem(
                place.node.locate(["inputs", name], key=True), message, did_you_mean(name, declared) or listed
            )


def _path(place: Place, slug: str) -> list[str | int]:
    """Return where a slug is written: as the one text, or as an item of the list."""
    data = place.node.plain()
    named = data.get("validate") if isinstance(data, dict) else None
    listed = [str(item).removeprefix("@") for item in named] if isinstance(named, list) else []
    return ["validate", listed.index(slug)] if slug in listed else ["validate"]
