"""The layers of the package: data flows one way, and the imports show it (see ARCHITECTURE.md)."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "QuashLibrary"
LAYERS = ("language", "registry", "engine", "views", "report", "robotside", "cli")
ONE_MODULE_KNOWS = {
    "yaml": {"registry/yaml/parser.py"},
    "httpx": {"engine/sources/http/transport.py"},
    "httpcore": {"engine/sources/http/transport.py", "engine/sources/http/network.py"},
    "jinja2": {"report/pages/rendering.py"},
    "jsonpath_ng": {"language/jsonpath.py"},
    "regex": {"language/regexes.py"},
    "jsonschema": {"language/json_schema.py"},
    "jsonschema_specifications": {"language/json_schema.py"},
    "referencing": {"language/json_schema.py"},
    "sqlalchemy": {"engine/sources/sql/databases.py"},
    "pydantic": {
        "registry/forms/attachment.py",
        "registry/forms/connection.py",
        "registry/forms/validation.py",
        "registry/forms/errors.py",
        "registry/forms/base.py",
        "registry/forms/redaction.py",
        "registry/forms/request.py",
        "registry/forms/sql.py",
    },
}


def imports_of(path: Path, *, for_types: bool = True) -> Iterator[str]:
    """Give the dotted names of all that a module imports; those of `if TYPE_CHECKING` only where asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped = {id(child) for node in ast.walk(tree) if not for_types and is_for_types(node) for child in ast.walk(node)}
    for node in (node for node in ast.walk(tree) if id(node) not in skipped):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_for_types(node: ast.AST) -> bool:
    """Return whether a statement is `if TYPE_CHECKING`."""
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def modules() -> list[Path]:
    """Return all modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_layer_imports_only_itself_and_those_before_it(path: Path) -> None:
    """Data flows one way: language, registry, engine, views, report, robotside, cli."""
    layer = path.relative_to(PACKAGE).parts[0]
    if layer not in LAYERS:
        return
    allowed = LAYERS[: LAYERS.index(layer) + 1]
    used = {name.split(".")[1] for name in imports_of(path) if name.startswith("QuashLibrary.")}
    assert used <= {*allowed, "version", "errors", "problems"}, f"{path.name} of {layer} imports {used - set(allowed)}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each module can be read with those alone that it imports; what only types need is not counted."""
    names = {".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts): path for path in modules()}
    graph = {
        name: {known for used in imports_of(path, for_types=False) for known in (used, used.rpartition(".")[0])}
        & names.keys()
        for name, path in names.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("package", ONE_MODULE_KNOWS)
def test_a_dependency_is_known_to_one_module(package: str) -> None:
    """Each outside package can be replaced in one place."""
    users = {
        str(path.relative_to(PACKAGE))
        for path in modules()
        if any(name.split(".")[0] == package for name in imports_of(path))
    }
    assert users == ONE_MODULE_KNOWS[package]


def test_only_the_robot_side_imports_robot() -> None:
    """The engine runs without Robot Framework."""
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in modules()
        if any(name.split(".")[0] in ("robot", "robotlibcore", "AppiumLibrary") for name in imports_of(path))
    }
    assert users == {"robotside"}


def test_the_engine_runs_where_robot_is_not_imported() -> None:
    """Importing the engine does not import Robot Framework."""
    code = "import sys, QuashLibrary.engine.run.runner; print(sorted({'robot', 'selenium'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
