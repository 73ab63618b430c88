"""The folders of the package and their arrows, read from the imports.

A folder is a node of the graph. Modules beside sub-folders are of two kinds. Those that use the sub-folders are the
folder's top, a separate node (`report (top)`). The others are its base, which the sub-folders may use.
`python -m utest.folders` writes the picture in ARCHITECTURE.md.
"""

import ast
import re
from collections.abc import Iterable, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "QuashLibrary"
PAGE = ROOT / "ARCHITECTURE.md"
_PICTURE = re.compile(r"```mermaid\n.*?```", re.DOTALL)
_IMPORTS = re.compile(r"^Imports: (.*)\.\s*\Z", re.MULTILINE | re.DOTALL)


@cache
def modules() -> Mapping[str, Path]:
    """Return every module by its dotted name; a package is the module of its `__init__`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imported_names(path: Path) -> frozenset[str]:
    """Return the dotted names of everything that a file imports, including imports for types."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


@cache
def imported_modules(name: str) -> frozenset[str]:
    """Return the modules of the package that a module imports."""
    known = modules()
    used = set()
    for imported in imported_names(known[name]):
        module = imported if imported in known else imported.rpartition(".")[0]
        if module in known and module != "QuashLibrary":
            used.add(module)
    return frozenset(used - {name})


def module_graph() -> dict[str, frozenset[str]]:
    """Return the modules that each module imports."""
    return {name: imported_modules(name) for name in modules()}


def folder_of(name: str) -> str:
    """Return the folder of a module; empty for the package itself."""
    path = modules()[name]
    return "/".join(path.relative_to(PACKAGE).parts[:-1])


@cache
def is_top(name: str) -> bool:
    """Return whether a module uses sub-folders of its folder, directly or through its neighbours."""
    folder = folder_of(name)
    if not folder or modules()[name].name == "__init__.py":
        return False
    inner = _reachable({name: imported_modules(name) for name in modules()}, name)
    return any(folder_of(used).startswith(f"{folder}/") for used in inner)


@cache
def node_of(name: str) -> str:
    """Return the node of a module: its folder, or the folder's top."""
    return f"{folder_of(name)} (top)" if is_top(name) else folder_of(name)


def folder_graph() -> dict[str, set[str]]:
    """Return the nodes that each node imports, without modules of the package itself, such as errors."""
    graph: dict[str, set[str]] = {}
    for name in modules():
        node = node_of(name)
        if node:
            used = {node_of(item) for item in imported_modules(name)} - {"", node}
            graph.setdefault(node, set()).update(used)
    return graph


def documented_imports(folder: str) -> set[str]:
    """Return the folders that a folder's docstring lists as imports."""
    text = ast.get_docstring(ast.parse((PACKAGE / folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    match = _IMPORTS.search(text)
    if match is None:
        raise AssertionError(f'the docstring of {folder}/__init__.py does not end with "Imports: ….": {text}')
    listed = " ".join(match[1].split())
    return set() if listed == "nothing of the package" else set(listed.split(", "))


def picture() -> str:
    """Return the graph for Mermaid, without arrows that follow from others, and with foundations last."""
    graph = {node: sorted(used) for node, used in sorted(folder_graph().items())}
    used_somewhere = {used for names in graph.values() for used in names}
    order = [node for node in TopologicalSorter(graph).static_order() if graph[node] or node in used_somewhere][::-1]
    lines = [f'    {_id(node)}["{node}"]' for node in order]
    lines += [f"    {_id(node)} --> {_id(used)}" for node in order for used in order if used in _needed(graph, node)]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def _needed(graph: Mapping[str, Iterable[str]], node: str) -> set[str]:
    """Return the imports of a node that do not follow from its other imports."""
    direct = set(graph[node])
    return direct - {indirect for used in direct for indirect in _reachable(graph, used)}


def _reachable(graph: Mapping[str, Iterable[str]], node: str) -> set[str]:
    found: set[str] = set()
    waiting = list(graph.get(node, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += graph.get(one, ())
    return found


def _id(node: str) -> str:
    return re.sub(r"\W+", "_", node).strip("_")


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_PICTURE.sub(lambda _: picture(), page), encoding="utf-8")
