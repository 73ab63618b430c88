"""The value that a keyword wants from a validation: one that the registry fetches, or a JSONPath into the answer.

In: the argument `value` of a keyword. Out: the name of the value in the outcome. A wrong name is found before the
request is sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from QuashLibrary.engine.run.call_builder import definition_of
from QuashLibrary.errors import PathError
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.problems import did_you_mean
from QuashLibrary.registry.model import Fetch, Subject
from QuashLibrary.robotside.errors import ValidationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.registry.model import Registry


@dataclass(frozen=True, slots=True)
class WantedValue:
    """The name of a value in an outcome; `fetch` extracts it if the registry does not."""

    name: str
    fetch: Fetch | None = None


def wanted_value(registry: Registry, slug: str, value: str | None) -> WantedValue:
    """Return the value that a keyword wants: a name, a JSONPath, or by default the only fetched value.

    Raises:
        ValidationError: it is none of these.
    """
    if value is not None and value.startswith("$"):
        try:
            path = compile_path(value)
        except PathError as error:
            raise ValidationError(f"@{slug}: {error}") from None
        return WantedValue(value, Fetch(value, Subject("path", value, path), by_path=True))
    names = [fetch.name for fetch in definition_of(registry, slug).fetch]
    if slug in registry.broken:
        return WantedValue(value or "")
    if value is None and len(names) == 1:
        return WantedValue(names[0])
    if value is None or value not in names:
        raise ValidationError(f"@{slug}: {_choice_of(value, names)}")
    return WantedValue(value)


def _choice_of(wanted: str | None, names: Sequence[str]) -> str:
    if not names:
        return "it fetches no value; add  fetch  to it in the registry, or write value=$.path"
    if wanted is None:
        return f"it fetches several values; choose value={' or value='.join(names)}"
    near = did_you_mean(wanted, names) or f"it fetches {', '.join(names)}"
    return f'it fetches no value "{wanted}"; {near}'
