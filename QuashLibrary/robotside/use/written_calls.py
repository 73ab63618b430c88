"""Read the validations and inputs of a backend step as written in a suite, without running it.

In: a keyword call. Out: its slugs and inputs, for the dry run and for masking secret inputs before Robot can trace
them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from QuashLibrary.registry.model import Input, Registry

OPTIONS = ("within", "on_failure", "on_error")
"""The arguments, in addition to inputs, of every keyword that runs validations."""

_NAMED = re.compile(r"([^\W\d]\w*)=(.*)", re.DOTALL)
"""A named argument; a cell with any other character before the `=` is a value, such as an address."""

KEYWORDS = {
    "Validate Backend": 0,
    "Fetch Backend Value": 0,
    "Fetch Into Variable": 1,
    "Remember Backend": 0,
    "Watch Backend": 0,
    "UI Should Match Backend": 1,
    "Compare Screen With Backend": 1,
    "Type Backend Value": 1,
    "Type Fetched Value": 1,
}
"""The keywords that take slugs, and the number of cells before the first slug."""

NOT_INPUTS = frozenset({*OPTIONS, "value", "scope", "as", "matches"})


class WrittenCall(NamedTuple):
    """A call: slugs as written, and the cells of its inputs by name."""

    registry: Registry
    slugs: tuple[str, ...]
    inputs: Mapping[str, str]

    @property
    def known(self) -> list[str]:
        """The slugs without `@`, except unknown and broken ones."""
        return [slug[1:] for slug in self.slugs if slug[1:] in self.registry.validations]

    @property
    def declared(self) -> list[Input]:
        """The inputs that the call takes: those of its validations and of the validations that they need."""
        return [item for slug in self.known for item in self.registry.inputs_of(slug)]

    def secret_cells(self) -> Iterator[str]:
        """Yield the cells of secret inputs."""
        secret = {item.name for item in self.declared if item.secret}
        yield from (cell for name, cell in self.inputs.items() if name in secret)


def may_name_validations(name: str) -> bool:
    """Return whether a keyword of this library may take slugs and inputs."""
    return name.startswith("@") or name in KEYWORDS


def read_call(registry: Registry, name: str, written: Iterable[str]) -> WrittenCall | None:
    """Return the call of a keyword of this library; None for other keywords, and if list variables provide cells.

    `written` are the cells of the step.
    """
    cells = list(written)
    if any(cell[:2] in ("@{", "&{") for cell in cells):
        return None
    if name.startswith("@"):
        return _slug_step(registry, name, cells)
    if name not in KEYWORDS:
        return None
    cells = cells[KEYWORDS[name] :]
    positional = [cell for cell in cells if not _NAMED.match(cell)]
    # The first one is the slug, with @ or without; the next ones may also be other arguments.
    slugs = [f"@{cell.removeprefix('@')}" for cell in positional[:1]]
    slugs += [cell for cell in positional[1:] if cell.startswith("@")]
    return WrittenCall(registry, tuple(slugs), _named(cells))


def _slug_step(registry: Registry, name: str, cells: list[str]) -> WrittenCall:
    call = WrittenCall(registry, (name,), {})
    declared = [item.name for item in call.declared]
    positional = [cell for cell in cells if not _NAMED.match(cell)]
    return WrittenCall(registry, (name,), {**dict(zip(declared, positional, strict=False)), **_named(cells)})


def _named(cells: list[str]) -> dict[str, str]:
    matches = filter(None, map(_NAMED.match, cells))
    return {match[1]: match[2] for match in matches if match[1] not in NOT_INPUTS}
