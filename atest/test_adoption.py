"""From a suite without validations to one that is checked, without editing it."""

from __future__ import annotations

from pathlib import Path

from atest.report_reader import by_name, of_run, quash
from atest.robot_process import Robot


def test_blind_spots_become_checks(robot: Robot, tmp_path: Path) -> None:
    """The generated registry is completed where it says so, and checks the steps that it names."""
    before = robot.run("unchecked")
    registry = tmp_path / "validations.yaml"
    options = ("--ui-library", "App", "--skeleton", str(registry))
    made = quash("report", "--blind-spots", *options, before.folder / "output.xml")
    assert made.returncode == 0, made.stderr
    assert "2 of 2 passed UI tests ran no backend validation.\n" in made.stdout

    skeleton = registry.read_text(encoding="utf-8")
    filled_in = skeleton.replace("http://127.0.0.1:8080/api", robot.variables["BACKEND"])
    filled_in = filled_in.replace("GET /orders/latest", "GET /body/paid-order")
    filled_in = filled_in.replace("GET /cart", "GET /body/lost-order")
    registry.write_text(filled_in.replace("# $.state: TODO", "$.state: paid"), encoding="utf-8")

    after = robot.given("--listener", f"QuashLibrary.Listener:{registry}:ui_library=App").run("unchecked")
    tests = by_name(of_run(after))
    assert tests["Order Some Tea"]["slugs"] == ["cart-updated"]
    assert tests["Order Some Tea"]["silent_failure"]
    [outcome] = tests["Order Some Tea"]["outcomes"]
    assert f"{registry.name}:" in outcome["attached"]
    assert tests["Look Around"]["blind_spot"]


def test_registry_of_blind_spots_has_no_problems(robot: Robot, tmp_path: Path) -> None:
    """A dry run accepts it before anybody has completed it."""
    before = robot.run("unchecked")
    registry = tmp_path / "validations.yaml"
    quash("report", "--blind-spots", "--ui-library", "App", "--skeleton", registry, before.folder / "output.xml")
    after = robot.given("--dryrun", "--listener", f"QuashLibrary.Listener:{registry}:ui_library=App").run("unchecked")
    assert (after.code, after.errors) == (0, [])
