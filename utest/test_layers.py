"""The layers of the package: data flows one way, and the imports show it (see ARCHITECTURE.md)."""

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from utest.folders import PACKAGE, PAGE, documented_imports, folder_graph, imported_names, module_graph, picture

LAYERS = ("language", "registry", "traffic", "engine", "views", "report", "proof", "robotside", "prover", "cli")
MOST_MODULES = 16
ONE_MODULE_KNOWS = {
    "yaml": {"registry/yaml/parser.py"},
    "httpx": {"engine/sources/http/transport.py"},
    "httpcore": {"engine/sources/http/transport.py", "engine/sources/http/network.py"},
    "jinja2": {"proof/pages/jinja.py"},
    "jsonpath_ng": {"language/jsonpath/path.py"},
    "regex": {"language/regexes.py"},
    "jsonschema": {"language/json_schema/compiler.py"},
    "jsonschema_specifications": {"language/json_schema/compiler.py"},
    "referencing": {"language/json_schema/compiler.py"},
    "sqlalchemy": {"engine/sources/sql/databases.py"},
    "pydantic": set(),
}
PUBLIC_OF_ROBOT = {
    "robot.api",
    "robot.api.deco",
    "robot.api.parsing",
    "robot.errors",
    "robot.libraries.BuiltIn",
    "robot.libraries.Remote",
    "robot.result",
    "robot.running",
    "robot.utils",
}
"""The modules that all of the Robot side may import from; only robot_api may use other names."""


def folders() -> list[str]:
    """Return every folder below the package that has modules."""
    return sorted({str(path.parent.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py")} - {"."})


def paths() -> list[Path]:
    """Return all modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Each module can be understood with only its imports; imports for types count."""
    try:
        TopologicalSorter(module_graph()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' <- '.join(error.args[1])}")


def test_no_folders_import_each_other_in_a_circle() -> None:
    """They do so neither directly nor indirectly."""
    try:
        TopologicalSorter(folder_graph()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of folders: {' <- '.join(error.args[1])}")


def test_no_arrow_goes_up() -> None:
    """A layer imports only itself and the layers before it."""
    layer = {node: LAYERS.index(re.split(r"[/ ]", node)[0]) for node in folder_graph()}
    up = [(node, used) for node, all_used in folder_graph().items() for used in all_used if layer[used] > layer[node]]
    assert up == []


def test_the_picture_is_current() -> None:
    """`make docs` redraws it."""
    assert picture() in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", folders())
def test_a_folder_says_what_it_imports(folder: str) -> None:
    """The last line of its docstring lists exactly its imports."""
    used = {name for node, names in folder_graph().items() if node == folder for name in names}
    assert documented_imports(folder) == used


@pytest.mark.parametrize("folder", folders())
def test_a_folder_can_be_surveyed(folder: str) -> None:
    """It has few modules, and its docstring says what it is for."""
    assert len([path for path in (PACKAGE / folder).glob("*.py") if path.name != "__init__.py"]) <= MOST_MODULES
    text = ast.get_docstring(ast.parse((PACKAGE / folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    assert len(text.splitlines()) > 1, "a docstring with rule, entry point and imports"


@pytest.mark.parametrize("package", ONE_MODULE_KNOWS)
def test_a_dependency_is_known_to_one_module(package: str) -> None:
    """Each outside package can be replaced in one place."""
    users = {
        str(path.relative_to(PACKAGE))
        for path in paths()
        if any(name.split(".")[0] == package for name in imported_names(path))
    }
    assert users == ONE_MODULE_KNOWS[package]


def test_only_the_robot_side_imports_robot() -> None:
    """The engine runs without Robot Framework."""
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in paths()
        if any(name.split(".")[0] in ("robot", "robotlibcore", "AppiumLibrary") for name in imported_names(path))
    }
    assert users == {"robotside"}


def test_private_names_of_robot_are_in_one_place() -> None:
    """Support for a new Robot Framework is added there."""
    private = {
        (path.name, name)
        for path in (PACKAGE / "robotside").rglob("*.py")
        if path.parent.name != "robot_api"
        for name in imported_names(path)
        if name.startswith("robot.") and not {name, name.rpartition(".")[0]} & PUBLIC_OF_ROBOT
    }
    assert private == set()


def test_the_engine_runs_without_importing_robot() -> None:
    """Importing the engine does not import Robot Framework."""
    code = "import sys, QuashLibrary.engine.run.runner; print(sorted({'robot', 'selenium'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
