"""A registry in the user's cache: found by its files, and used if nothing that it was built from has changed.

In: the files of a registry. Out: the registry, whose entries are compiled when they are first needed, or nothing, if it
must be built from its files. A kept registry consists of lines: a checksum of all others, then JSON with its origin,
its catalogue and its parts.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from QuashLibrary.problems import shown_path
from QuashLibrary.registry.cache.catalogues import written_catalogue
from QuashLibrary.registry.cache.entries import UNREADABLE, WITHHELD, KeptEntries
from QuashLibrary.registry.cache.folder import cache_folder
from QuashLibrary.registry.cache.origin import described, name_of, origin_of, unchanged
from QuashLibrary.registry.compile.files import read_file
from QuashLibrary.registry.model.loaded import LoadedRegistry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from QuashLibrary.registry.cache.folder import CacheFolder
    from QuashLibrary.registry.compile.files import NamedFiles
    from QuashLibrary.registry.link.parts import Part
    from QuashLibrary.registry.model import Registry


def kept_registry(files: Sequence[Path]) -> KeptRegistry | None:
    """Return the cache entry for these files; None if the cache is off or a file cannot be read."""
    folder = cache_folder()
    if folder is None:
        return None
    try:
        return KeptRegistry(folder, name_of(files), {path: read_file(path) for path in files})
    except (OSError, ValueError):
        return None


class KeptRegistry(NamedTuple):
    """The place of a registry in the cache, with the current contents of its files."""

    folder: CacheFolder
    name: str
    contents: Mapping[Path, bytes]

    def read(self, check: Callable[[], Registry]) -> LoadedRegistry | None:
        """Return the registry; None if it is missing or was built from something else.

        `check` reads and checks the files, for connections that are not kept.
        """
        content = self.folder.read(self.name)
        try:
            return None if content is None else self._registry(content, check)
        except UNREADABLE:
            return None

    def write(
        self, loaded: LoadedRegistry, parts: Iterable[Part], contents: Mapping[Path, bytes], named: NamedFiles
    ) -> None:
        """Keep a registry, except for connections with credentials.

        If it has problems, or credentials elsewhere, keep nothing.
        """
        # Only writing needs the YAML reader and the compilers.
        from QuashLibrary.registry.cache.secrets import connection_has_credentials, has_credentials
        from QuashLibrary.registry.cache.trees import PartWriter

        parts, registry = list(parts), loaded.registry
        if loaded.problems or has_credentials(registry, parts, contents.values()):
            return
        files = list(map(shown_path, contents))
        writer = PartWriter(files)

        def line(part: Part) -> bytes:
            environments = registry.connections[part.name].values() if part.kind == "connection" else ()
            is_withheld = environments and connection_has_credentials(part, environments)
            return WITHHELD if is_withheld else writer.written(part)

        head = [*origin_of(contents), described(named), [part.kind for part in parts]]
        lines = [_json(head), _json(written_catalogue(loaded, files)), *map(line, parts)]
        body = b"\n".join(lines)
        self.folder.write(self.name, b"\n".join((_check_sum(body), body)))

    def _registry(self, content: bytes, check: Callable[[], Registry]) -> LoadedRegistry | None:
        check_sum, _, body = content.partition(b"\n")
        if check_sum != _check_sum(body):
            return None
        head, catalogue, *lines = body.split(b"\n")
        *origin, named, kinds = json.loads(head)
        if origin != origin_of(self.contents) or (files := unchanged(named)) is None:
            return None
        written = json.loads(catalogue)
        parts = list(zip(kinds, lines, strict=True))
        entries = KeptEntries(parts, written, self._with_own(files), list(self.contents.values()), check)
        return LoadedRegistry(
            entries.registry(tuple(map(str, self.contents))), environments=frozenset(written["environments"])
        )

    def _with_own(self, named: NamedFiles) -> NamedFiles:
        own = {os.path.abspath(path): content for path, content in self.contents.items()}
        return replace(named, contents={**named.contents, **own})


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def _check_sum(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=20).hexdigest().encode("ascii")
