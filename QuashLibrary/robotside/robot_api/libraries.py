"""The libraries of the running suite: list them, import one, refresh their keywords, restrict who finds them.

Robot's private names: `BuiltIn._namespace` with `libraries` and `import_library`, `_kw_store.libraries`, and of a
library `code`, `instance`, `create_keywords` and `keyword_finder`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from robot.libraries.BuiltIn import BuiltIn, RobotNotRunningError

if TYPE_CHECKING:
    from collections.abc import Sequence


def imported_libraries() -> dict[str, Any]:
    """Return what Robot knows of the libraries of the running suite, by the names under which the suite knows them.

    Their `instance` is the library itself. Asking for it makes one if the running test has not used the library yet,
    which its author would notice: `class_of` says what kind of library it is without that.
    """
    try:
        return {str(library.name): library for library in BuiltIn()._namespace.libraries}
    except RobotNotRunningError:
        return {}


def library_named(name: str) -> Any:
    """Return what Robot knows of a library of the running suite, by the name under which the suite knows it."""
    return BuiltIn()._namespace._kw_store.libraries[name]


def class_of(owner: Any) -> type:
    """Return the class of a library; that of a module is the class of modules, as is that of a resource file."""
    code = getattr(owner, "code", None)
    return code if isinstance(code, type) else type(code)


def refresh_keywords(library: Any) -> None:
    """Make Robot ask a library for its keywords again."""
    library.create_keywords()


def import_hidden(name: str, arguments: Sequence[object], alias: str, marker: str) -> None:
    """Import a library into the running suite, whose own steps cannot find its keywords.

    Only names that begin with the `marker` are found, without it.

    Raises:
        DataError: the import failed.
    """
    namespace = BuiltIn()._namespace
    namespace.import_library(name, arguments, alias)
    library = namespace._kw_store.libraries[alias]
    library.keyword_finder = _HiddenKeywords(library.keyword_finder, marker)


class _HiddenKeywords(NamedTuple):
    """A keyword finder that answers only to names that no suite writes."""

    finder: Any
    marker: str

    def find(self, name: str, count: int | None = None) -> Any:
        """Return the keywords of a name."""
        return self.finder.find(name.removeprefix(self.marker), count) if name.startswith(self.marker) else []

    def invalidate_cache(self) -> None:
        """Forget the keywords found so far."""
        self.finder.invalidate_cache()
