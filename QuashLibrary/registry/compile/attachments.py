"""Compile `attach`: which validations run in suites that do not mention them.

In: the entries of all files, as Nodes, and the known validations. Out: Attachments in the order of the files, and
problems. An attachment with problems is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.language.input_names import unknown_input
from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.step_patterns import parse_step
from QuashLibrary.problems import Problem, did_you_mean
from QuashLibrary.registry.compile.texts import TextReader
from QuashLibrary.registry.forms.attachment import AttachmentForm
from QuashLibrary.registry.forms.entries import NamedEntry
from QuashLibrary.registry.forms.reader import read_entry, write_for_example
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.model.attachment import Attachment, WhichTests
from QuashLibrary.registry.yaml.nodes import Key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from QuashLibrary.registry.forms.attachment import TestsForm
    from QuashLibrary.registry.model import Registry
    from QuashLibrary.registry.yaml.nodes import Node


@dataclass(frozen=True, slots=True)
class AttachmentEntry:
    """An attachment that could be read, and its entry."""

    attachment: Attachment
    entry: NamedEntry


def read_attachments(key: Key, node: Node, problems: list[Problem]) -> list[AttachmentEntry]:
    """Return the readable attachments of one file; names in them are not looked up yet."""
    if node.value is None:
        return []
    if not isinstance(node.value, list):
        message = f'"{key}" should be a list, but is {show_typed(node.plain())}'
        problems.append(Problem(node.position, message, write_for_example(RegistryForm, key)))
        return []
    found = (_read_attachment(number, item, problems) for number, item in enumerate(node.value, 1))
    return [item for item in found if item]


def known_attachments(
    written: Sequence[AttachmentEntry], registry: Registry, undefined: AbstractSet[str], problems: list[Problem]
) -> tuple[Attachment, ...]:
    """Return the attachments whose validations and inputs are defined; `undefined` slugs are reported elsewhere."""
    sound = []
    for item in written:
        found = list(_unknown_names(item, registry))
        problems += found if undefined.isdisjoint(item.attachment.slugs) else []
        if not found:
            sound.append(item.attachment)
    return tuple(sound)


def _read_attachment(number: int, node: Node, problems: list[Problem]) -> AttachmentEntry | None:
    entry = NamedEntry(node, "attachment", Key(str(number), node.position))
    found: list[Problem] = []
    form = read_entry(AttachmentForm, entry, found)
    attachment = _compile_attachment(form, TextReader(entry, found)) if form else None
    problems += found
    return AttachmentEntry(attachment, entry) if attachment and not found else None


def _compile_attachment(form: AttachmentForm, reader: TextReader) -> Attachment:
    step = form.before or form.after
    return Attachment(
        slugs=tuple(dict.fromkeys(slug.removeprefix("@") for slug in form.validate)),
        position=reader.entry.node.position,
        when=form.when or ("before" if form.before else "after"),
        step=parse_step(step) if step else None,
        tests=_which_tests(form.tests),
        inputs={name: reader.text(value, "inputs", name) for name, value in form.inputs.items()},
        within=form.within,
        on_failure=form.on_failure,
        on_error=form.on_error,
    )


def _which_tests(form: TestsForm | None) -> WhichTests:
    if form is None:
        return WhichTests()
    # Robot reads AND NOT as one word: `smoke AND NOT slow` would match no test.
    tags = (re.sub(r"AND\s*NOT", "NOT", pattern) for pattern in form.tags)
    return WhichTests(tuple(tags), tuple(form.names), tuple(form.suites))


def _unknown_names(item: AttachmentEntry, registry: Registry) -> Iterator[Problem]:
    attachment, entry = item.attachment, item.entry
    unknown = [slug for slug in attachment.slugs if slug not in registry.positions]
    for slug in unknown:
        known = [f"@{other}" for other in registry.slugs]
        advice = did_you_mean(f"@{slug}", known) or "no validation has this name"
        message = f'{entry.title} names "@{slug}", which is not defined'
        yield Problem(entry.node.locate(entry.path_of_slug("validate", slug)), message, advice)
    if not unknown and not any(slug in registry.broken for slug in attachment.slugs):
        yield from _unknown_inputs(item, registry)


def _unknown_inputs(item: AttachmentEntry, registry: Registry) -> Iterator[Problem]:
    slugs, entry = item.attachment.slugs, item.entry
    declared = [known.name for slug in slugs for known in registry.inputs_of(slug)]
    for name in item.attachment.inputs:
        if name not in declared:
            wrong, advice = unknown_input(name, declared)
            message = f"{entry.title}: {', '.join(f'@{slug}' for slug in slugs)} has {wrong}"
            yield Problem(entry.node.locate(["inputs", name], key=True), message, advice)
