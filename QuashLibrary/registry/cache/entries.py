"""The entries of a kept registry, each of which is compiled when it is first needed.

In: the lines of its parts, and its catalogue. Out: a Registry. The first entry imports the forms and compilers in a
separate thread. In the main thread, the import would swallow a Robot exception such as a timeout.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

from QuashLibrary.errors import RegistryError
from QuashLibrary.problems import Position, Problem
from QuashLibrary.registry.cache.catalogues import catalogue_in, positions_in
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.later import ListedLater, MadeLater
from QuashLibrary.threads import run_in_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from QuashLibrary.registry.compile.files import NamedFiles
    from QuashLibrary.registry.link.parts import Part, PartCompiler
    from QuashLibrary.registry.model import AppProxy, Attachment, Connection, Redaction, Validation
    from QuashLibrary.registry.yaml.lines import Lines

UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""The errors of reading something that is not a kept registry."""

WITHHELD = b"null"
"""The line of a connection with credentials, which is read from the files when it is used."""

_COMPILERS = "QuashLibrary.registry.cache.trees"
_CHECKS = "QuashLibrary.registry.checked"
_Made = TypeVar("_Made")


class KeptEntries:
    """The entries of a registry: `parts` are lines with their kinds, `files` its own files and those that entries name.

    `own` are the contents of its own files. `check` reads and checks these files, for connections that are not kept.
    """

    def __init__(
        self,
        parts: Sequence[tuple[str, bytes]],
        written: Mapping[str, Any],
        files: NamedFiles,
        own: Sequence[bytes],
        check: Callable[[], Registry],
    ) -> None:
        kinds = [kind for kind, _ in parts]
        self._lines = [line for _, line in parts]
        self._own = own
        self._lines_of_files: dict[int, Lines] = {}
        self._written = written
        self._files = files
        self._check = check
        self._directory = os.getcwd()
        self._places = {kind: [at for at, other in enumerate(kinds) if other == kind] for kind in dict.fromkeys(kinds)}
        self._connections = self._places_by_name("connection")
        self._validations = self._places_by_name("validation")
        self._environments: dict[str, Mapping[str, Connection]] = {}

    def _places_by_name(self, kind: str) -> dict[str, int]:
        return dict(zip(self._written[f"{kind}s"], self._places.get(kind, ()), strict=True))

    def registry(self, files: tuple[str, ...]) -> Registry:
        """Return the registry of these files."""
        written = self._written
        environments = {
            name: MadeLater(names, partial(self._connection, name)) for name, names in written["connections"].items()
        }
        return Registry(
            files=files,
            connections=environments,
            validations=MadeLater(self._validations, self._validation),
            positions=positions_in(written, self._lines_of),
            attachments=ListedLater(written["attachments"], self._attachments),
            app_proxies=ListedLater(written["app_proxies"], self._app_proxies),
            catalogue=catalogue_in(written),
        )

    def _lines_of(self, number: int) -> Lines:
        """Return the lines of one of the registry's own files."""
        if number not in self._lines_of_files:
            from QuashLibrary.registry.yaml.lines import read_lines

            text = self._own[number].decode("utf-8-sig")
            self._lines_of_files[number] = read_lines(text, self._written["files"][number])
        return self._lines_of_files[number]

    def _validation(self, slug: str) -> Validation:
        return self._compiled(self._validations[slug], lambda part, compiler: compiler.validation(part))

    def _connection(self, name: str, environment: str) -> Connection:
        if name not in self._environments and self._lines[self._connections[name]] == WITHHELD:
            self._environments |= self._checked().connections
        if name not in self._environments:
            redactions = self._redactions()
            self._environments[name] = self._compiled(
                self._connections[name], lambda part, compiler: compiler.connection(part, redactions)
            )
        return self._environments[name][environment]

    def _checked(self) -> Registry:
        """Return the whole registry, read from its files in their state at loading."""
        _import_in_a_thread(_CHECKS)
        with self._files.used():
            return self._check()

    def _redactions(self) -> Sequence[Redaction]:
        return self._of_sections("redact", lambda part, compiler: compiler.redactions(part))

    def _attachments(self) -> Sequence[Attachment]:
        return self._of_sections("attach", lambda part, compiler: compiler.attachments(part))

    def _app_proxies(self) -> Sequence[AppProxy]:
        return self._of_sections("app_proxy", lambda part, compiler: [compiler.app_proxy(part)])

    def _of_sections(self, kind: str, make: Callable[[Part, PartCompiler], Sequence[_Made]]) -> list[_Made]:
        return [item for place in self._places.get(kind, ()) for item in self._compiled(place, make)]

    def _compiled(self, place: int, make: Callable[[Part, PartCompiler], _Made]) -> _Made:
        """Compile a part, with the files that it names in their state at loading."""
        _import_in_a_thread(_COMPILERS)
        from QuashLibrary.registry.cache.trees import part_compiler, read_part

        try:
            part = read_part(self._lines[place], self._lines_of)
        except UNREADABLE:
            wrong = "an entry of the registry in the user's cache cannot be read"
            raise RegistryError([Problem(Position("", 0), wrong, "set QUASH_CACHE=off")]) from None
        with self._files.used():
            return make(part, part_compiler("" if os.getcwd() == self._directory else self._directory))


def _import_in_a_thread(module: str) -> None:
    if module not in sys.modules:
        run_in_threads([partial(import_module, module)])
