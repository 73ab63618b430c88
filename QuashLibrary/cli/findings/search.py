"""Search suites and registries for findings: read the files, load what they name, apply the rules."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.findings.checked_files import CheckedFiles
from QuashLibrary.cli.findings.env_files import EnvFiles
from QuashLibrary.cli.findings.registries import findings_of
from QuashLibrary.cli.registry import DEFAULT, ENVIRONMENT_VARIABLE, VARIABLE, missing_message
from QuashLibrary.errors import CommandError
from QuashLibrary.problems import shown_path
from QuashLibrary.registry.load import SUFFIXES, registry_files, unknown_environment
from QuashLibrary.robotside.suites.files import find_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from QuashLibrary.cli.findings.model import Finding
    from QuashLibrary.cli.progress import WorkProgress
    from QuashLibrary.robotside.suites.files import FoundFiles
    from QuashLibrary.robotside.suites.project import Project


@dataclass(frozen=True, slots=True)
class Search:
    """The findings, the notes, and how many files and validations were checked."""

    findings: Sequence[Finding]
    notes: Sequence[str]
    suites: int
    registries: int
    validations: int
    unreadable: int

    @property
    def has_read_nothing(self) -> bool:
        """Whether no file could be read."""
        return self.suites == self.unreadable and not self.registries


def find(
    paths: Sequence[Path], registry: Sequence[Path] | None, environment: str | None, progress: WorkProgress
) -> Search:
    """Check the files and folders that the paths name; without paths, the working directory.

    Raises:
        CommandError: a path does not exist, or there is nothing to check.
    """
    found = _found(paths)
    named = [*(registry or ()), *(() if registry else _named_by_process())]
    _refuse_missing(named)
    env_files = EnvFiles()
    loader = _Loader(progress)
    if not found.suites:
        files = _only_registries(paths, found, named, loader)
        name = _environment(environment, [files])
        count = len(files.registry.positions)
        return Search(
            sorted(set(findings_of(files, env_files, name))), list(env_files.notes), 0, int(bool(files.roots)), count, 0
        )
    from QuashLibrary.cli.findings.suites import SuiteRegistries, findings_in, unused

    project = read_suites(found.suites, progress)
    given = loader.load([*named, *found.registries]) if named or found.registries else None
    imported = {} if given else _imported(project, loader)
    default = loader.load([Path(DEFAULT)]) if not given and os.path.lexists(DEFAULT) else None
    registries = SuiteRegistries(project, given, default, imported)
    name = _environment(environment, registries.all)
    findings = {finding for files in registries.all for finding in findings_of(files, env_files, name)}
    findings.update(findings_in(registries))
    # A single suite does not show what the others use.
    if not any(path.is_file() for path in paths if path not in found.registries):
        findings.update(unused(registries))
    return Search(
        sorted(findings),
        [*registries.notes, *env_files.notes],
        len(project.files),
        len(registries.all),
        len({position for files in registries.all for position in files.registry.positions.values()}),
        sum(not file.is_readable for file in project.files),
    )


def found_suites(paths: Sequence[Path]) -> Sequence[Path]:
    """Return the suites and resource files that the paths name.

    Raises:
        CommandError: a path does not exist, or there are none.
    """
    found = _found(paths)
    if not found.suites:
        where = ", ".join(map(shown_path, paths))
        raise CommandError(f"no suite or resource file in {where}", ExitCode.BAD_INPUT)
    return found.suites


class _Loader:
    """Loads registries, each once."""

    def __init__(self, progress: WorkProgress) -> None:
        self._progress = progress
        self._loaded: dict[tuple[str, ...], CheckedFiles] = {}

    def load(self, paths: Sequence[Path]) -> CheckedFiles:
        """Return the registry of these paths."""
        key = tuple(map(os.path.abspath, paths))
        if key not in self._loaded:
            with self._progress.begin(f"checking {', '.join(map(shown_path, paths))}") as part:
                self._loaded[key] = CheckedFiles(paths, part.advance_of)
        return self._loaded[key]


def read_suites(suites: Sequence[Path], progress: WorkProgress) -> Project:
    """Return suites and resource files, including those that they import."""
    from QuashLibrary.robotside.suites.project import read_project

    with progress.begin("reading suites", len(suites)) as part:
        return read_project(suites, part.advance)


def _imported(project: Project, loader: _Loader) -> dict[tuple[Path, ...], CheckedFiles]:
    found: dict[tuple[Path, ...], CheckedFiles] = {}
    for file in project.files:
        for item in project.registry_imports(file):
            if item.paths and item.paths not in found:
                found[item.paths] = loader.load(item.paths)
    return found


def _only_registries(given: Sequence[Path], found: FoundFiles, named: Sequence[Path], loader: _Loader) -> CheckedFiles:
    """Load the registries alone; without suites, it is unknown what is used."""
    folders = [path for path in given if path.is_dir() and registry_files([path])[0]]
    paths = [*found.registries, *named] or folders
    paths = paths or [path for path in [Path(DEFAULT)] if not given and os.path.lexists(path)]
    if not paths:
        raise CommandError(
            "no suite, resource file or registry to check; write a path, or --registry PATH",
            ExitCode.BAD_INPUT,
        )
    return loader.load(paths)


def _environment(given: str | None, registries: Sequence[CheckedFiles]) -> str:
    """Return the environment to check; refuse an environment that no connection of any registry has."""
    name = given or os.environ.get(ENVIRONMENT_VARIABLE, "")
    advice = [unknown_environment(files.loaded, name) for files in registries]
    if advice and all(advice):
        source = f"--environment {name}" if given else f'the environment variable {ENVIRONMENT_VARIABLE} is "{name}"'
        raise CommandError(f"{source}: no connection has this environment; {advice[0]}", ExitCode.BAD_INPUT)
    return name


def _named_by_process() -> list[Path]:
    named = os.environ.get(VARIABLE, "")
    return [Path(name) for name in named.split(os.pathsep)] if named else []


def _found(paths: Sequence[Path]) -> FoundFiles:
    found = find_files(paths or [Path()])
    lines = [
        missing_message(path, is_named=True) if path.suffix in SUFFIXES else f"{shown_path(path)} does not exist"
        for path in found.missing
    ]
    lines += [f"{shown_path(path)} is not a suite, resource file, registry or folder" for path in found.unfit]
    if lines:
        raise CommandError("\n".join(lines), ExitCode.BAD_INPUT)
    return found


def _refuse_missing(paths: Sequence[Path]) -> None:
    missing = [missing_message(path, is_named=True) for path in paths if not os.path.lexists(path)]
    if missing:
        raise CommandError("\n".join(missing), ExitCode.BAD_INPUT)
