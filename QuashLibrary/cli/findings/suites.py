"""Find mistakes in suites and resource files, and registry entries that nothing uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from QuashLibrary.cli.findings.model import CODES, Finding
from QuashLibrary.cli.findings.registries import at
from QuashLibrary.problems import shown_path
from QuashLibrary.registry.forms.entries import items_of
from QuashLibrary.registry.model.outlines import login_slugs
from QuashLibrary.robotside.suites.calls import CallChecker
from QuashLibrary.robotside.suites.imports import environment_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from QuashLibrary.cli.findings.checked_files import CheckedFiles
    from QuashLibrary.registry.yaml.nodes import Node
    from QuashLibrary.robotside.suites.model import Fault, SuiteFile
    from QuashLibrary.robotside.suites.project import Project
    from QuashLibrary.robotside.suites.uses import Uses

_RULES = {
    "import": "unusable-import",
    "slug": "unknown-slug",
    "input": "unknown-input",
    "missing-input": "missing-input",
    "override": "unusable-override",
    "name": "unknown-name",
    "value": "unusable-value",
    "syntax": "syntax-error",
    "unreadable": "unreadable-file",
}


@dataclass
class SuiteRegistries:
    """The registry that each file uses; `given` is the registry for all files, if the command line names one."""

    project: Project
    given: CheckedFiles | None
    default: CheckedFiles | None
    loaded: dict[tuple[Path, ...], CheckedFiles] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    _of_files: dict[SuiteFile, list[CheckedFiles]] = field(default_factory=dict)

    def of_file(self, file: SuiteFile) -> list[CheckedFiles]:
        """Return the registries of a file; none if only a run can know them."""
        if file not in self._of_files:
            self._of_files[file] = self._found(file)
        return self._of_files[file]

    def _found(self, file: SuiteFile) -> list[CheckedFiles]:
        if self.given:
            return [self.given]
        imports = self.project.registry_imports(file)
        if any(item.paths is None and not item.faults for item in imports):
            name = shown_path(file.path)
            self.notes[f"the registry of {name} is in a variable; name the registry with --registry PATH"] = None
            return []
        found = [self.loaded[item.paths] for item in imports if item.paths]
        if found or any(item.paths is None for item in imports):
            return list(dict.fromkeys(found))
        return [self.default] if self.default else list(self.loaded.values())

    @property
    def all(self) -> list[CheckedFiles]:
        """All registries."""
        found = [self.given] if self.given else [*self.loaded.values(), self.default]
        return list(dict.fromkeys(item for item in found if item))


def findings_in(registries: SuiteRegistries) -> Iterator[Finding]:
    """Yield the mistakes in the files."""
    project = registries.project
    checkers: dict[tuple[CheckedFiles, ...], CallChecker] = {}
    for file in project.files:
        yield from (_finding(file, fault) for fault in file.faults)
        for item in project.own_registry_imports(file):
            yield from (_finding(file, fault) for fault in item.faults)
        used = registries.of_file(file)
        if not used:
            continue
        key = tuple(used)
        if key not in checkers:
            checkers[key] = CallChecker([item.loaded for item in used])
        yield from _findings_of_file(file, checkers[key], registries)


def _findings_of_file(file: SuiteFile, checker: CallChecker, registries: SuiteRegistries) -> Iterator[Finding]:
    known = sorted({name for loaded in checker.registries for name in loaded.environments or ()})
    complete = all(loaded.environments is not None for loaded in checker.registries)
    for item in registries.project.own_registry_imports(file):
        if complete and (fault := environment_fault(item, file, known)):
            yield _finding(file, fault)
    around, keywords = registries.project.set_names_of(file), registries.project.keywords_of(file)
    for block in file.blocks:
        names = None if around is None else around | block.set_names
        for step in block.steps:
            yield from (_finding(file, fault) for fault in checker.faults_of_step(step, names, keywords))
    # The default setup and teardown may use a name that any of the tests sets.
    names = None if around is None else around.union(*(block.set_names for block in file.blocks))
    for step in (*file.setup, *file.teardown):
        yield from (_finding(file, fault) for fault in checker.faults_of_step(step, names, keywords))
    for tag in file.all_tags:
        for fault in checker.faults_of_tag(tag):
            yield _finding(file, fault, "unknown-slug-in-tag")


def _finding(file: SuiteFile, fault: Fault, rule: str = "") -> Finding:
    _, line, column = fault.place
    code = CODES[rule or _RULES[fault.kind]]
    return Finding(shown_path(file.path), line, column, code, fault.message, fault.fix)


def unused(registries: SuiteRegistries) -> Iterator[Finding]:
    """Yield the validations and connections that nothing uses."""
    for files in registries.all:
        users = [file for file in registries.project.all_files if files in registries.of_file(file)]
        uses = registries.project.uses_of(users)
        unused_slugs = set(_unused_slugs(files, uses))
        _note_dynamic(files, uses, registries)
        for slug in unused_slugs:
            yield at(
                files.registry.positions[slug], "unused-validation", f"nothing uses @{slug}", "use it, or remove it"
            )
        yield from _unused_connections(files, uses)


def _note_dynamic(files: CheckedFiles, uses: Uses, registries: SuiteRegistries) -> None:
    meant = [use for use in uses.dynamic if any(map(use.may_mean, files.registry.slugs))]
    if meant:
        first = f"{shown_path(meant[0].path)}:{meant[0].line}"
        also = f" and {len(meant) - 1} more" if len(meant) > 1 else ""
        note = f"{first}{also}: a slug contains a variable; all validations that it may name count as used"
        registries.notes[note] = None


def _unused_slugs(files: CheckedFiles, uses: Uses) -> Iterator[str]:
    registry = files.registry
    named = {slug for item in registry.attachments for slug in item.slugs}
    for validation in registry.validations.values():
        named.update(validation.needs, login_slugs(validation, registry.connections))
    named |= set(_named_in_entries(files))
    # Lease Backend Input uses the list of the validation that declares the input.
    leased = ((slug, item) for slug, outline in registry.outlines.items() for item in outline.inputs if item.lease)
    named |= {slug for slug, item in leased if item.name in uses.words}
    yield from (slug for slug in registry.slugs if slug not in named and not uses.may_use(slug))


def _named_in_entries(files: CheckedFiles) -> Iterator[str]:
    """Yield the slugs that the registry itself names; entries with problems count as well."""
    for _, entry, _ in files.entries("validations"):
        items = items_of(entry)
        yield from (slug for key in ("extends", "needs") if key in items for slug in _texts_below(items[key]))
    for section in ("connections", "validations"):
        for _, entry, _ in files.entries(section):
            environments = items_of(items_of(entry).get("environments", entry))
            for node in (entry, *environments.values()):
                auth = items_of(node).get("auth")
                yield from _texts_below(auth) if auth else ()
    for root in files.roots:
        attached = items_of(root).get("attach")
        yield from _texts_below(attached) if attached else ()


def _texts_below(node: Node) -> Iterator[str]:
    if isinstance(node.value, str):
        yield node.value.removeprefix("@")
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _texts_below(item)
    for item in items_of(node).values():
        yield from _texts_below(item)


def _unused_connections(files: CheckedFiles, uses: Uses) -> Iterator[Finding]:
    registry = files.registry
    entries = list(files.entries("connections"))
    used = {validation.connection for validation in registry.validations.values()} | set(registry.listening)
    used |= {name for proxy in registry.app_proxies for _, name in proxy.hosts}
    for _, entry, _ in (*entries, *files.entries("validations")):
        for key in ("extends", "connection"):
            node = items_of(entry).get(key)
            used |= {node.value} if node and isinstance(node.value, str) else set()
    # A broken entry may use any connection.
    if not registry.broken:
        for name, _, position in entries:
            if name not in used and name not in uses.words:
                yield at(position, "unused-connection", f'nothing uses the connection "{name}"', "use it, or remove it")
