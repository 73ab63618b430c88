"""The libraries of the running suite: list them, import one, refresh their keywords, hide them from suites.

Robot's private names: `BuiltIn._namespace` with `libraries` and `import_library`, `_kw_store.libraries`, and of a
library `code`, `instance`, `create_keywords` and `keyword_finder`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

if TYPE_CHECKING:
    from collections.abc import Sequence


def imported_libraries() -> dict[str, Any]:
    """Return Robot's objects for the libraries of the running suite, by the names that they have in the suite.

    Their `instance` is the library itself. Reading it creates the library if the running test has not used it yet,
    which its author would notice. Use `class_of` to find the type of a library without that.
    """
    try:
        return {str(library.name): library for library in BuiltIn()._namespace.libraries}
    except RobotNotRunningError:
        return {}


def library_named(name: str) -> Any:
    """Return Robot's object for a library of the running suite, by its name in the suite."""
    return BuiltIn()._namespace._kw_store.libraries[name]


def class_of(owner: Any) -> type:
    """Return the class of a library; for a module or a resource file, the class of its code object."""
    code = getattr(owner, "code", None)
    return code if isinstance(code, type) else type(code)


def refresh_keywords(library: Any) -> None:
    """Make Robot read the keywords of a library again."""
    library.create_keywords()


def import_hidden(name: str, arguments: Sequence[object], alias: str, marker: str) -> None:
    """Import a library into the running suite and hide its keywords from the suite's own steps.

    Only names that begin with the `marker` are found, without it.

    Raises:
        DataError: the import failed.
    """
    namespace = BuiltIn()._namespace
    namespace.import_library(name, arguments, alias)
    library = namespace._kw_store.libraries[alias]
    library.keyword_finder = _HiddenKeywords(library.keyword_finder, marker)


class _HiddenKeywords(NamedTuple):
    """A keyword finder that finds only names with the marker, which no suite writes."""

    finder: Any
    marker: str

    def find(self, name: str, count: int | None = None) -> Any:
        """Return the keywords of a name."""
        return self.finder.find(name.removeprefix(self.marker), count) if name.startswith(self.marker) else []

    def invalidate_cache(self) -> None:
        """Forget the keywords found so far."""
        self.finder.invalidate_cache()
