"""What `robot --dryrun` can know of a backend step without running it: slugs and inputs.

Robot itself finds unknown `@slug` steps and mistyped slugs of typed arguments; here are the inputs, and
Fetch Into Variable, whose arguments Robot does not look at.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.language.problems import did_you_mean
from QuashLibrary.registry.model import Registry, Validation
from QuashLibrary.robotside.slug_keywords import OPTIONS, unknown_slug

_NAMED = re.compile(r"([^=\\]+)=")
_OPTION_NAMES = frozenset({*OPTIONS, "value", "scope"})
_LEADING = {"Validate Backend": 0, "Fetch Backend Value": 0, "Fetch Into Variable": 1}


def problem(implementation: Any, data: Any) -> str:
    """Return what is wrong with a call of one of our keywords; empty where nothing is known to be."""
    registry = getattr(getattr(implementation.owner, "instance", None), "registry", None)
    if not isinstance(registry, Registry):
        return ""
    cells = [str(cell) for cell in data.args]
    if any(cell[:2] in ("@{", "&{") for cell in cells):
        return ""
    name = implementation.name
    if name.startswith("@"):
        return _call_problem(registry, [name], cells, data, positional=True)
    if name not in _LEADING:
        return ""
    cells = cells[_LEADING[name] :]
    slugs = [cell for cell in cells if cell.startswith("@")]
    rest = [cell for cell in cells if not cell.startswith("@")]
    return _call_problem(registry, slugs, rest, data, positional=False)


def _call_problem(registry: Registry, names: list[str], cells: list[str], data: Any, *, positional: bool) -> str:
    known = [f"@{slug}" for slug in registry.slugs]
    unknown = [name for name in names if name not in known and "{" not in name]
    if unknown:
        return unknown_slug(unknown[0], known, ", ".join(registry.files))
    validations = [registry.validations[name[1:]] for name in names if name[1:] in registry.validations]
    if len(validations) < len(names):
        return ""
    given = {match[1] for cell in cells if (match := _NAMED.match(cell))}
    declared = [item.name for validation in validations for item in validation.inputs]
    if positional:
        given.update(declared[: sum(not _NAMED.match(cell) for cell in cells)])
    for name in sorted(given - {*declared, *_OPTION_NAMES}):
        takes = f"known are {', '.join(dict.fromkeys(declared))}" if declared else "there are none"
        return f'{", ".join(names)}: no input "{name}"; {did_you_mean(name, declared) or takes}'
    return "\n".join(_missing(registry, validations, given, data))


def _missing(registry: Registry, validations: Iterable[Validation], given: set[str], data: Any) -> Iterator[str]:
    for validation in validations:
        for item in validation.inputs:
            if item.required and item.name not in given and not _may_be_set(item.name, registry, data):
                yield (
                    f'{validation.name} misses its input "{item.name}": give {item.name}=… to the step, '
                    f"or set ${{{item.name}}} before it"
                )


def _may_be_set(name: str, registry: Registry, data: Any) -> bool:
    """Return whether something before the step may set a variable or fetched value of that name."""
    if any(fetch.name == name for validation in registry.validations.values() for fetch in validation.fetch):
        return True
    if BuiltIn().get_variable_value(f"${{{name}}}") is not None:
        return True
    variable = re.compile(rf"[$&@]\{{?\s*{re.escape(name)}\b", re.IGNORECASE)
    return any(variable.match(text) for text in _names_set(_root(data)))


def _root(data: Any) -> Any:
    while getattr(data, "parent", None) is not None and not hasattr(data, "tests"):
        data = data.parent
    return data


def _names_set(item: Any) -> Iterator[str]:
    """Give every text of a suite that may be the name of a variable being set."""
    yield from getattr(item, "assign", None) or ()
    name = getattr(item, "name", None)
    if isinstance(name, str) and name.startswith("$"):
        yield name
    if "variable" in str(name).lower():
        cells = [str(cell).lstrip("\\") for cell in item.args]
        yield from (cell if cell.startswith("$") else f"${cell}" for cell in cells if "=" not in cell)
    for part in ("setup", "teardown"):
        if getattr(item, f"has_{part}", False):
            yield from _names_set(getattr(item, part))
    for child in (*getattr(item, "tests", ()), *getattr(item, "body", ())):
        yield from _names_set(child)
    resource = getattr(item, "resource", None)
    if resource is not None:
        for keyword in resource.keywords:
            yield from getattr(keyword.args, "argument_names", ())
            yield from _names_set(keyword)
