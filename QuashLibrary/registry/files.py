"""Read one file of a registry, and read it again with a wrong indentation corrected.

In: a path. Out: the tree of the file, with the problems in its YAML. The content is kept, because only the compilation
of all files shows whether an indentation may be wrong.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from QuashLibrary.problems import Position, Problem, shown_path
from QuashLibrary.registry.compile.files import read_file
from QuashLibrary.registry.indentation import Indentation
from QuashLibrary.registry.link.compiler import Compiler
from QuashLibrary.registry.sections import read_sections
from QuashLibrary.registry.yaml import diagnoses
from QuashLibrary.registry.yaml.reader import is_clean, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from QuashLibrary.registry.compile.source import SourceTable
    from QuashLibrary.registry.indentation import Correction
    from QuashLibrary.registry.yaml.nodes import Node

_MOST_CORRECTIONS = 3
"""The most lines per file that are corrected, and the most places where such lines are looked for."""


@dataclass(frozen=True, slots=True)
class RegistryFile:
    """A file; `root` is None if the file cannot be read to the end.

    `corrections` are the problems of the lines whose indentation was corrected.
    """

    path: Path
    content: bytes = b""
    root: Node | None = None
    problems: tuple[Problem, ...] = ()
    corrections: tuple[Problem, ...] = ()

    def corrected(self, wrong: Iterable[Problem], table: SourceTable) -> RegistryFile:
        """Return the file with corrected indentation, as far as that explains the problems."""
        file, name = self, shown_path(self.path)
        noticed = sorted(problem for problem in wrong if problem.position.file == name)
        while noticed and len(file.corrections) < _MOST_CORRECTIONS and (found := file._correction(noticed, table)):
            content = "\n".join(found.texts).encode()
            root, problems = read_bytes(content, name)
            file = replace(file, content=content, root=root, problems=tuple(problems))
            file = replace(file, corrections=(*file.corrections, found.problem))
            noticed = list(filter(is_about_indentation, problems if root is None else _problems_of(root, table)))
        return file

    def _correction(self, noticed: Iterable[Problem], table: SourceTable) -> Correction | None:
        text = self.content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
        if not is_clean(text):
            return None
        texts = text.split("\n")
        places = list(dict.fromkeys(problem.position.line - 1 for problem in noticed))[:_MOST_CORRECTIONS]
        name = shown_path(self.path)
        indentation = Indentation(name, texts, lambda root: len(_problems_of(root, table)), table.has_meaning)
        return next(filter(None, map(indentation.correction, places)), None)


def read_content(path: Path) -> RegistryFile:
    """Read a file without corrections."""
    name = shown_path(path)
    try:
        content = read_file(path)
        root, problems = read_bytes(content, name)
    except FileNotFoundError:
        where = f"the working directory is {os.getcwd()}"
        return RegistryFile(path, problems=(Problem(Position(name, 1), "the registry file does not exist", where),))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return RegistryFile(path, problems=(Problem(Position(name, 1), f"the registry file cannot be read: {reason}"),))
    return RegistryFile(path, content, root, tuple(problems))


def is_about_indentation(problem: Problem) -> bool:
    """Return whether a wrong indentation may have caused a problem."""
    return problem.may_be_misplaced or diagnoses.is_about_indentation(problem)


def _problems_of(root: Node, table: SourceTable) -> list[Problem]:
    """Return the problems of the entries of one tree, without looking at other files."""
    compiler = Compiler(table)
    read_sections(root, compiler)
    compiler.complete = False
    compiler.registry(())
    return sorted(compiler.problems)
