"""Find mistakes in the literal parts of a backend step.

In: a step and the registries that its file may use. Out: faults, each at the wrong cell. The messages are the same as
in a run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from robot.utils import unescape

from QuashLibrary.errors import PathError
from QuashLibrary.language.input_names import unknown_input
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.language.operators.synonyms import near_name
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model.policies import ON_ERROR, ON_FAILURE
from QuashLibrary.robotside.errors import ValidationError
from QuashLibrary.robotside.suites.imports import unknown_environment
from QuashLibrary.robotside.suites.model import Fault, Word
from QuashLibrary.robotside.suites.steps import NAMING, all_calls, normal_name, own_keyword, runs_others
from QuashLibrary.robotside.use.durations import within_problem
from QuashLibrary.robotside.use.fetched_values import wanted_value
from QuashLibrary.robotside.use.unknown_names import all_inputs, registry_name
from QuashLibrary.robotside.use.written_calls import read_call

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from QuashLibrary.registry.model import Registry
    from QuashLibrary.registry.model.loaded import LoadedRegistry
    from QuashLibrary.robotside.suites.model import WrittenStep
    from QuashLibrary.robotside.use.written_calls import WrittenCall

_TAG = re.compile(r"(?:before|after|both)\s*:\s*@(.+)", re.IGNORECASE)
_SLUG = re.compile(r"@[a-z0-9]+(?:-[a-z0-9]+)*")
_FETCHING = ("Fetch Backend Value", "Fetch Into Variable", "UI Should Match Backend", "Type Backend Value")
"""The keywords that take `value`."""
_CHOICES: Mapping[str, Sequence[str]] = {"on_failure": ON_FAILURE, "on_error": ON_ERROR}
_MOST_FILES = 2
_ARE_VARIABLE = ("${", "@{", "&{", "%{")


def is_literal(text: str) -> bool:
    """Return whether a cell contains no variable."""
    return not any(sign in text for sign in _ARE_VARIABLE)


@dataclass(frozen=True)
class CallChecker:
    """Checks the steps of files that use the same registries."""

    registries: Sequence[LoadedRegistry]

    def faults_of_step(
        self, step: WrittenStep, set_names: Collection[str] | None = (), keywords: Collection[str] = ()
    ) -> Iterator[Fault]:
        """Yield the mistakes in a step and in all steps that it runs.

        `set_names` are the variables that may be set before it, None if they are unknown. `keywords` are the user
        keywords that it may call. All are in Robot's normal form.
        """
        for call in all_calls(step):
            name = own_keyword(call.name.text)
            if normal_name(call.name.text) in keywords:
                name = ""
            if name.startswith("@"):
                yield from self._slug_step(call, name, set_names)
            elif name:
                yield from self._keyword(call, name, set_names)
            elif normal_name(call.name.text.rpartition(".")[2]) in keywords and not runs_others(call):
                yield from self._misspelt_mentions(call)

    def faults_of_tag(self, tag: Word) -> Iterator[Fault]:
        """Yield a fault if a tag such as `before:@slug` names an unknown validation."""
        match = _TAG.fullmatch(tag.text.strip())
        if match and is_literal(match[1]):
            yield from self._unknown(f"@{match[1].strip()}", tag, f"tag {tag.text}: ")

    @cached_property
    def _registries(self) -> list[Registry]:
        return [loaded.registry for loaded in self.registries]

    @cached_property
    def _slugs(self) -> Mapping[str, tuple[str, Registry]]:
        """Each slug with its registry, by the slug in Robot's normal form."""
        found: dict[str, tuple[str, Registry]] = {}
        for registry in self._registries:
            for slug in registry.slugs:
                found.setdefault(normal_name(slug), (slug, registry))
        return found

    @cached_property
    def _is_complete(self) -> bool:
        """Whether all files could be read; an unreadable file may define names that seem unknown."""
        read = (loaded.environments is not None and loaded.registry.files for loaded in self.registries)
        return bool(self.registries) and all(read)

    def _unknown(self, slug: str, place: Word, before: str = "") -> Iterator[Fault]:
        if not self._is_complete or slug.removeprefix("@") in self._names:
            return
        known = [f"@{name}" for name in self._names]
        near = near_name(slug, known)
        files = [file for registry in self._registries for file in registry.files]
        more = f" and {len(files) - _MOST_FILES} more files" if len(files) > _MOST_FILES else ""
        message = f"{before}no validation named {slug} in {registry_name(files[:_MOST_FILES])}{more}"
        yield Fault("slug", place, message, f"did you mean {near}?" if near else "quash list  shows all of them")

    @cached_property
    def _names(self) -> Mapping[str, Registry]:
        return {slug: registry for slug, registry in self._slugs.values()}

    def _slug_step(self, step: WrittenStep, name: str, set_names: Collection[str] | None) -> Iterator[Fault]:
        if not is_literal(name):
            return
        found = self._slugs.get(normal_name(name[1:]))
        if found is None:
            yield from self._unknown(name, step.name)
            return
        slug, registry = found
        yield from self._call(step, registry, f"@{slug}", set_names)

    def _keyword(self, step: WrittenStep, name: str, set_names: Collection[str] | None) -> Iterator[Fault]:
        if name in ("Check Backend Connection", "Set Backend Environment", "Set Backend Input", "Lease Backend Input"):
            yield from self._named(step, name)
            return
        for cell in _given(step, "connection"):
            yield from self._connection(cell)
        if name in ("Expect App Failure", "Break App Request", "Get App Requests"):
            yield from _bad_overrides(step)
            return
        if name == "Await Backend":
            for cell in step.cells:
                if is_literal(cell.text):
                    yield from self._unknown(f"@{cell.text.removeprefix('@')}", cell)
            return
        yield from self._slugs_of(step, name, set_names)

    def _slugs_of(self, step: WrittenStep, name: str, set_names: Collection[str] | None) -> Iterator[Fault]:
        if not step.cells and not step.is_row:
            yield Fault("slug", step.name, f"{name} needs a validation", "write its @slug")
            return
        call = read_call(self._registry_of(step), name, (cell.text for cell in step.cells))
        slugs = [slug for slug in call.slugs if is_literal(slug)] if call else _written_slugs(step)
        unknown = [slug for slug in slugs if slug[1:] not in self._names]
        for slug in unknown:
            place = next((cell for cell in step.cells if cell.text in (slug, slug[1:])), step.place)
            yield from self._unknown(slug, place)
        registry = self._names.get(slugs[0][1:]) if slugs and not unknown else None
        if registry is None:
            yield from _bad_overrides(step)
            return
        yield from self._call(step, registry, name, set_names)

    def _registry_of(self, step: WrittenStep) -> Registry:
        slugs = (cell.text.removeprefix("@") for cell in step.cells)
        return next((self._names[slug] for slug in slugs if slug in self._names), self._registries[0])

    def _call(
        self, step: WrittenStep, registry: Registry, name: str, set_names: Collection[str] | None
    ) -> Iterator[Fault]:
        """Yield the mistakes in the arguments of a call of known validations."""
        yield from _bad_overrides(step)
        call = read_call(registry, name, (cell.text for cell in step.cells))
        if call is None:
            return
        knows_all = all(map(is_literal, call.slugs)) and len(call.known) == len(call.slugs)
        unknown = list(_unknown_inputs(step, call)) if knows_all else []
        # A missing input may be the misspelt one.
        yield from unknown or _missing_inputs(step, call, set_names)
        if name in _FETCHING and is_literal(call.slugs[0] if call.slugs else "${"):
            yield from _wrong_value(step, registry, call.slugs[0][1:], NAMING[name])

    def _named(self, step: WrittenStep, name: str) -> Iterator[Fault]:
        cell = step.cells[0] if step.cells else None
        if cell is None or not self._is_complete:
            return
        if "=" in cell.text and cell.text.partition("=")[0] == "name":
            cell = Word(cell.text[5:], cell.line, cell.column + 5)
        if not is_literal(cell.text):
            return
        if name == "Check Backend Connection":
            yield from self._connection(cell)
        elif name == "Set Backend Environment":
            known = sorted({one for loaded in self.registries for one in loaded.environments or ()})
            if cell.text not in known:
                yield unknown_environment(cell, cell.text, known)
        else:
            yield from self._input_of_any(cell, needs_lease=name.startswith("Lease"))

    def _connection(self, cell: Word) -> Iterator[Fault]:
        known = [name for registry in self._registries for name in registry.connections]
        has_broken = any(loaded.problems for loaded in self.registries)
        if cell.text not in known and self._is_complete and not has_broken and is_literal(cell.text):
            listed = f"known are {', '.join(known)}" if known else "none is defined"
            advice = did_you_mean(cell.text, known) or listed
            yield Fault("name", cell, f'no connection named "{cell.text}"', advice)

    def _input_of_any(self, cell: Word, *, needs_lease: bool) -> Iterator[Fault]:
        if any(registry.broken for registry in self._registries):
            return
        items = [item for registry in self._registries for item in all_inputs(registry)]
        known = dict.fromkeys(item.name for item in items if item.lease or not needs_lease)
        if cell.text not in known:
            what = f'no validation has an input "{cell.text}"' + (" with a lease" if needs_lease else "")
            listed = f"known are {', '.join(known)}" if known else "there are none"
            yield Fault("input", cell, what, did_you_mean(cell.text, known) or listed)

    def _misspelt_mentions(self, step: WrittenStep) -> Iterator[Fault]:
        """Yield cells of a user keyword that are almost a slug: the keyword may validate them."""
        for cell in step.cells:
            if _SLUG.fullmatch(cell.text):
                yield from (fault for fault in self._unknown(cell.text, cell) if fault.fix.startswith("did"))


def _written_slugs(step: WrittenStep) -> list[str]:
    return [cell.text for cell in step.cells if _SLUG.fullmatch(cell.text)]


def _given(step: WrittenStep, name: str) -> Iterator[Word]:
    """Yield the values of a named argument."""
    for cell in step.cells:
        if cell.text.startswith(f"{name}="):
            yield Word(cell.text[len(name) + 1 :], cell.line, cell.column + len(name) + 1)


def _bad_overrides(step: WrittenStep) -> Iterator[Fault]:
    for name in ("within", "delay"):
        for cell in _given(step, name):
            problem = within_problem(cell.text).replace("within=", f"{name}=", 1) if is_literal(cell.text) else ""
            if problem:
                message, _, fix = problem.partition("; ")
                yield Fault("override", cell, message, fix)
    for name, choices in _CHOICES.items():
        for cell in _given(step, name):
            if is_literal(cell.text) and cell.text.lower() not in (*choices, "none"):
                advice = did_you_mean(cell.text, choices) or f"choose {', '.join(choices)}"
                yield Fault("override", cell, f'unknown value {name}="{cell.text}"', advice)


def _unknown_inputs(step: WrittenStep, call: WrittenCall) -> Iterator[Fault]:
    declared = list(dict.fromkeys(item.name for item in call.declared))
    for name in call.inputs:
        if name not in declared:
            message, advice = unknown_input(name, declared)
            place = next((cell for cell in step.cells if cell.text.startswith(f"{name}=")), step.place)
            yield Fault("input", place, f"{', '.join(call.slugs)}: {message}", advice)


def _wrong_value(step: WrittenStep, registry: Registry, slug: str, before: int) -> Iterator[Fault]:
    """Yield a fault if `value` is neither a JSONPath nor the name of a fetched value."""
    named = next(_given(step, "value"), None)
    cells = [cell for cell in step.cells[before + 1 :] if "=" not in cell.text]
    word = named or (cells[0] if cells and not cells[0].text.startswith("@") else None)
    text = str(unescape(word.text)) if word else None
    if (word and not is_literal(word.text)) or slug in registry.broken:
        return
    try:
        if text and text.startswith("$"):
            compile_path(text)
        else:
            wanted_value(registry, slug, text)
    except (ValidationError, PathError) as error:
        message, _, fix = str(error).partition("; ")
        yield Fault("value", word or step.place, message, fix)


def _missing_inputs(step: WrittenStep, call: WrittenCall, set_names: Collection[str] | None) -> Iterator[Fault]:
    if set_names is None:
        return
    fetched = {name for outline in call.registry.outlines.values() for name in outline.fetches}
    for slug in call.known:
        for item in call.registry.inputs_of(slug):
            is_given = item.name in call.inputs or item.name in fetched or normal_name(item.name) in set_names
            if item.required and not is_given:
                fix = f"add {item.name}=… to the step, or set ${{{item.name}}} before it"
                yield Fault("missing-input", step.place, f'@{slug} is missing its input "{item.name}"', fix)
