"""Pass the sections of a file to the compiler, entry by entry.

In: the tree of one file. Out: entries added to the compiler, and problems with the top-level keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from QuashLibrary.language.json_display import show_typed
from QuashLibrary.language.operators.synonyms import meant_name, near_name
from QuashLibrary.problems import Problem
from QuashLibrary.registry.forms.entries import items_of
from QuashLibrary.registry.forms.form import is_free
from QuashLibrary.registry.forms.reader import write_for_example
from QuashLibrary.registry.forms.registry_file import RegistryForm
from QuashLibrary.registry.yaml.nodes import Key

if TYPE_CHECKING:
    from QuashLibrary.registry.compile.source import SourceTable
    from QuashLibrary.registry.link.compiler import Compiler
    from QuashLibrary.registry.yaml.nodes import Node

_SECTIONS = RegistryForm.fields


def read_sections(root: Node, compiler: Compiler) -> None:
    """Read all sections of a file; a file without sections leaves the registry incomplete."""
    if isinstance(root.value, dict):
        for key, node in root.value.items():
            if not is_free(key):
                _read_section(key, node, compiler)
        return
    compiler.complete = False
    found = show_typed(root.plain())
    message = f"a registry should have keys such as connections and validations, but is {found}"
    compiler.problems.append(Problem(root.position, message, _known_keys()))


def _read_section(key: Key, node: Node, compiler: Compiler) -> None:
    whole = {
        "redact": compiler.add_redactions,
        "attach": compiler.add_attachments,
        "app_proxy": compiler.add_app_proxy,
    }
    if key == "version":
        _check_version(node, compiler)
    elif key in whole:
        whole[key](key, node)
    elif key not in _SECTIONS:
        meant, advice = _meaning_of_key(key, node, compiler.table)
        message = f'unknown key "{key}" in the registry'
        compiler.problems.append(Problem(key.position, message, advice, may_be_misplaced=not meant))
        if meant:
            _read_section(Key(meant, key.position), node, compiler)
    elif isinstance(node.value, dict):
        for name, entry in node.value.items():
            if key == "connections":
                compiler.add_connection(name, entry)
            else:
                compiler.add_validation(name, entry)
    elif node.value is not None:
        compiler.complete = False
        message = f'"{key}" should be names with their {key}, but is {show_typed(node.plain())}'
        compiler.problems.append(Problem(node.position, message, write_for_example(RegistryForm, key)))


def _check_version(node: Node, compiler: Compiler) -> None:
    if isinstance(node.value, bool) or node.value != 1:
        message = f'"version" should be 1, but is {show_typed(node.plain())}'
        compiler.problems.append(Problem(node.position, message, "write  version: 1"))


def _meaning_of_key(key: Key, node: Node, table: SourceTable) -> tuple[str, str]:
    """Return the section that an unknown key means, if any, and what to do; the key may be an entry of a section."""
    sections = [table.sections[name] for name in items_of(node) if name in table.sections]
    if sections:
        return "", f'write it below "{sections[0]}"'
    if meant := meant_name(key, _SECTIONS):
        return meant, f'write "{meant}"'
    near = near_name(key, _SECTIONS)
    return near, f'did you mean "{near}"?' if near else _known_keys()


def _known_keys() -> str:
    return f"choose {', '.join(_SECTIONS)}; your own keys start with x-"
