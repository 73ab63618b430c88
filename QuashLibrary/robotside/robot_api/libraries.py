"""The libraries of the running suite: list them, import one, refresh their keywords, restrict who finds them.

Robot's private names: `BuiltIn._namespace` with `libraries` and `import_library`, `_kw_store.libraries`, and of a
library `create_keywords` and `keyword_finder`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from robot.errors import DataError
from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError


def imported_libraries() -> dict[str, Any]:
    """Return the libraries of the running suite by the names under which it knows them."""
    try:
        instances: Any = BuiltIn().get_library_instance(all=True)
    except (RobotNotRunningError, DataError):
        return {}
    return dict(instances)


def suite_libraries() -> Iterator[Any]:
    """Give what Robot knows of each library of the running suite; its `instance` is the library itself."""
    return iter(tuple(BuiltIn()._namespace.libraries))


def refresh_keywords(library: Any) -> None:
    """Make Robot ask a library for its keywords again."""
    library.create_keywords()


def import_hidden(name: str, arguments: Sequence[object], alias: str, prefixes: tuple[str, ...], marker: str) -> None:
    """Import a library into the running suite, whose own steps cannot find its keywords.

    Only names that begin with one of the `prefixes` are found; the `marker`, one of them, is removed first.

    Raises:
        DataError: the import failed.
    """
    namespace = BuiltIn()._namespace
    namespace.import_library(name, arguments, alias)
    library = namespace._kw_store.libraries[alias]
    library.keyword_finder = _HiddenKeywords(library.keyword_finder, prefixes, marker)


@dataclass(frozen=True, slots=True)
class _HiddenKeywords:
    """A keyword finder that answers only to names that no suite writes."""

    finder: Any
    prefixes: tuple[str, ...]
    marker: str

    def find(self, name: str, count: int | None = None) -> Any:
        """Return the keywords of a name."""
        return self.finder.find(name.removeprefix(self.marker), count) if name.startswith(self.prefixes) else []

    def invalidate_cache(self) -> None:
        """Forget the keywords found so far."""
        self.finder.invalidate_cache()
