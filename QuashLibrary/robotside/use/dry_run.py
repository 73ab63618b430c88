"""What `robot --dryrun` can know of a backend step without running it: slugs and inputs.

Robot itself finds unknown `@slug` steps and mistyped slugs of typed arguments; here are the inputs, and
Fetch Into Variable, whose arguments Robot does not look at.
"""

import re
from collections.abc import Iterator
from typing import Any

from robot.libraries.BuiltIn import BuiltIn

from QuashLibrary.problems import did_you_mean
from QuashLibrary.robotside.keywords.slugs import unknown_slug
from QuashLibrary.robotside.use.written_calls import WrittenCall


def problem(call: WrittenCall, data: Any) -> str:
    """Return what is wrong with a call; empty where nothing is known to be."""
    known = [f"@{slug}" for slug in call.registry.slugs]
    unknown = [name for name in call.slugs if name not in known and "{" not in name]
    if unknown:
        return unknown_slug(unknown[0], known, ", ".join(call.registry.files))
    return unknown_input(call) or "\n".join(_missing(call, data))


def unknown_input(call: WrittenCall) -> str:
    """Return which name of a call is none of an input; empty where all are, or where that cannot be known."""
    if not call.slugs or len(call.validations) < len(call.slugs):
        return ""
    declared = [item.name for item in call.declared]
    for name in sorted(call.inputs.keys() - set(declared)):
        takes = f"known are {', '.join(dict.fromkeys(declared))}" if declared else "there are none"
        return f'{", ".join(call.slugs)}: no input "{name}"; {did_you_mean(name, declared) or takes}'
    return ""


def _missing(call: WrittenCall, data: Any) -> Iterator[str]:
    for validation in call.validations:
        for item in call.registry.inputs_of(validation.slug):
            if item.required and item.name not in call.inputs and not _may_be_set(item.name, call, data):
                yield (
                    f'{validation.name} misses its input "{item.name}": give {item.name}=… to the step, '
                    f"or set ${{{item.name}}} before it"
                )


def _may_be_set(name: str, call: WrittenCall, data: Any) -> bool:
    """Return whether something before the step may set a variable or fetched value of that name."""
    if any(fetch.name == name for validation in call.registry.validations.values() for fetch in validation.fetch):
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
    if any(word in str(name).lower().replace("_", " ") for word in ("variable", "backend input")):
        cells = [str(cell).lstrip("\\") for cell in getattr(item, "args", ())]
        yield from (cell if cell.startswith("$") else f"${cell}" for cell in cells if "=" not in cell)
    for child in _children(item):
        yield from _names_set(child)


def _children(item: Any) -> Iterator[Any]:
    for part in ("setup", "teardown"):
        if getattr(item, f"has_{part}", False):
            yield getattr(item, part)
    yield from (*getattr(item, "tests", ()), *getattr(item, "body", ()))
    resource = getattr(item, "resource", None)
    yield from resource.keywords if resource is not None else ()
