"""Which attachments concern a test or a step: the patterns of a registry against what Robot runs.

In: what the libraries of the running suite hold, and Robot's data and results. Out: the uses of validations, in the
order in which they are written.
"""

import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from robot.model import TagPatterns
from robot.running.context import EXECUTION_CONTEXTS
from robot.utils import MultiMatcher, eq

from QuashLibrary.errors import UnknownTagError
from QuashLibrary.language.step_patterns import keyword_names
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.attachment import WhichTests
from QuashLibrary.robotside.app.ui_library import imported_libraries
from QuashLibrary.robotside.attach.attached_steps import Held, HeldHere, Use, uses_of
from QuashLibrary.robotside.attach.listener_library import prefix_of
from QuashLibrary.robotside.keywords.slugs import unknown_slug
from QuashLibrary.robotside.state.session import Session
from QuashLibrary.robotside.use.cells import named_cells, readings

_MOST_CELLS = 10_000
"""Steps with other cells of which is known what is attached to them."""

_TAG = re.compile(r"(before|after|both)\s*:\s*@(.+)", re.IGNORECASE)


def uses_of_test(session: Session, result: Any, moment: str) -> list[Use]:
    """Return what is used before or after a test.

    Raises:
        UnknownTagError: a tag names a validation that no registry of the suite has.
    """
    attached = (
        use
        for held in _held(session).attachments
        if held.attachment.step is None and held.attachment.is_used(moment) and _fits(held.attachment.tests, result)
        for use in uses_of(held)
    )
    return [*attached, *_by_tags(result.tags, moment)]


def uses_of_step(session: Session, moment: str, data: Any, implementation: Any, result: Any) -> list[Use]:
    """Return what is used before or after a step."""
    here = _held(session)
    of_keyword = _of_keyword(here, moment, implementation, result)
    if not of_keyword:
        return []
    return [
        use
        for held in _of_cells(here, of_keyword, data, implementation)
        if _fits(held.attachment.tests, session.test.running)
        for use in uses_of(held)
    ]


def _of_cells(here: HeldHere, of_keyword: list[Held], data: Any, implementation: Any) -> list[Held]:
    """Return what is attached to a step, of what is to its keyword; cells without variables mean the same each time."""
    if data.named_args or any(not isinstance(cell, str) or "{" in cell for cell in data.args):
        return _begun(of_keyword, data, implementation)
    key = id(of_keyword), *data.args
    if key not in here.by_cells:
        if len(here.by_cells) >= _MOST_CELLS:
            here.by_cells.clear()
        here.by_cells[key] = _begun(of_keyword, data, implementation)
    return here.by_cells[key]


def _begun(of_keyword: list[Held], data: Any, implementation: Any) -> list[Held]:
    cells = list(readings(data, implementation.args.positional))
    named = named_cells(cells, implementation.args)
    steps = ((held, held.attachment.step) for held in of_keyword)
    return [held for held, step in steps if step and step.begins(cells, named)]


def _of_keyword(held: HeldHere, moment: str, implementation: Any, result: Any) -> list[Held]:
    """Return what is attached to a keyword, whatever its cells."""
    if not held.attachments:
        return []
    owner = implementation.owner
    key = (moment, type(owner).__name__, str(owner.name), str(implementation.name), str(result.name))
    if key not in held.by_keyword:
        called = (implementation.name, *(_called(implementation, result.name) if implementation.embedded else ()))
        names = keyword_names(map(str, called), _names_of(owner))
        held.by_keyword[key] = [
            item
            for item in held.attachments
            if item.attachment.step and item.attachment.is_used(moment) and item.attachment.step.is_named(names)
        ]
    return held.by_keyword[key]


def _held(session: Session) -> HeldHere:
    """Return what the registries of the suite's libraries attach; a file that two of them have, holds once."""
    suite = session.suites[-1]
    if suite.held is None:
        found: dict[tuple[object, ...], Held] = {}
        for name, registry in _registries():
            for attachment in registry.attachments:
                place = attachment.position
                key = os.path.abspath(place.file), place.line, place.column
                found.setdefault(key, Held(attachment, registry, prefix_of(name)))
        suite.held = HeldHere(list(found.values()))
    return suite.held


def _registries() -> Iterator[tuple[str, Registry]]:
    for name, instance in imported_libraries().items():
        registry = getattr(instance, "registry", None)
        if isinstance(registry, Registry):
            yield str(name), registry


def _by_tags(tags: Any, moment: str) -> Iterator[Use]:
    registries = list(_registries())
    for tag in tags:
        match = _TAG.fullmatch(str(tag).strip())
        if match is None or match[1].lower() not in (moment, "both"):
            continue
        slug = match[2].strip()
        found = next(((name, registry) for name, registry in registries if slug in registry.slugs), None)
        if found is None:
            files = ", ".join(file for _, registry in registries for file in registry.files)
            known = [f"@{known}" for _, registry in registries for known in registry.slugs]
            raise UnknownTagError(f"Tag {tag}: {unknown_slug(f'@{slug}', known, files or 'any registry')}")
        yield Use(found[1], prefix_of(found[0]), slug, f"Attached by the tag {tag}")


def _called(implementation: Any, name: str) -> Iterator[str]:
    """Give the name by which a keyword with embedded arguments was called, also without Given and its owner's name."""
    yield name
    prefix = EXECUTION_CONTEXTS.current.namespace.languages.bdd_prefix_regexp.match(name)
    for plain in {name, name[prefix.end() :]} if prefix else {name}:
        yield plain
        for dot in (index for index, sign in enumerate(plain) if sign == "."):
            if eq(plain[:dot], str(implementation.owner.name), ignore="_"):
                yield plain[dot + 1 :]


def _names_of(owner: Any) -> set[str]:
    """Return the names that may stand before a keyword: those of its library, its class and what that derives from."""
    names = {getattr(owner, "name", None), getattr(owner, "real_name", None)}
    instance = getattr(owner, "instance", None)
    bases = type(instance).__mro__[:-1] if instance is not None else ()
    return {str(name) for name in (*names, *(base.__name__ for base in bases)) if name}


def _fits(tests: WhichTests, test: Any) -> bool:
    """Return whether the running test is meant; outside of tests only the suite can be."""
    if (tests.tags or tests.names) and test is None:
        return False
    if tests.tags and not TagPatterns(tests.tags).match(test.tags):
        return False
    if tests.names and not _any_matches(tests.names, [test.name, test.full_name]):
        return False
    return not tests.suites or _any_matches(tests.suites, list(_suites_above(test)))


def _suites_above(test: Any) -> Iterator[str]:
    suite = test.parent if test is not None else EXECUTION_CONTEXTS.current.suite
    while suite is not None:
        yield from (suite.name, suite.full_name)
        suite = suite.parent


def _any_matches(patterns: Sequence[str], names: Sequence[str]) -> bool:
    matcher = MultiMatcher(patterns, ignore="_")
    return any(matcher.match(name) for name in names)
