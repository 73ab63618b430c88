"""The registry under check, together with the trees of its files, which keep the entries as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.registry.checked import check_registry
from QuashLibrary.registry.forms.entries import items_of
from QuashLibrary.registry.load import registry_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from QuashLibrary.problems import Position
    from QuashLibrary.registry.checked import CheckedRegistry
    from QuashLibrary.registry.model import Registry
    from QuashLibrary.registry.model.loaded import LoadedRegistry
    from QuashLibrary.registry.yaml.nodes import Node


class CheckedFiles:
    """The registry of some files, together with the trees of the files."""

    def __init__(self, paths: Sequence[Path], on_entries: Callable[[int], None] | None = None) -> None:
        files, problems = registry_files(paths)
        self._checked: CheckedRegistry = check_registry(files, problems, on_entries=on_entries)

    @property
    def loaded(self) -> LoadedRegistry:
        """The registry and its problems."""
        return self._checked.loaded

    @property
    def registry(self) -> Registry:
        """The registry."""
        return self._checked.loaded.registry

    @property
    def roots(self) -> Sequence[Node]:
        """The trees of the files."""
        return self._checked.roots

    def entries(self, section: str) -> Iterator[tuple[str, Node, Position]]:
        """Yield the entries of a section as they are written, with the positions of their names."""
        for root in self.roots:
            if node := items_of(root).get(section):
                for name, entry in items_of(node).items():
                    yield str(name), entry, name.position  # type: ignore[attr-defined]
