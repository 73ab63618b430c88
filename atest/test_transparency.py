"""Suites end the same with and without the listener: whatever they contain, and however they are run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from atest.robot_process import SUITES, Robot, Run
from atest.transparency import Comparison

FOLDER = SUITES / "transparency"
SECRET = "transparent-token-7061"
REGISTRY = """\
connections:
  here: {base_url: "${BACKEND}", auth: {bearer: {env: TRANSPARENT_TOKEN}}, timeout: 10s}
validations:
  fine: {request: GET /body/paid-order, expect: {$.state: paid}}
"""
NOTHING = ""
AROUND_TESTS = "attach: [{validate: fine, when: both}]\n"
AFTER_STEPS = """\
attach:
  - {validate: fine, after: BuiltIn.Log}
  - {validate: fine, after: BuiltIn.Set Variable    *}
  - {validate: fine, after: Objects.*}
  - {validate: fine, before: Objects.Take    *}
  - {validate: fine, before: Texts.Fail With Text    *}
"""
EVERYWHERE = """\
attach:
  - {validate: fine, when: both}
  - {validate: fine, after: BuiltIn.Log    cell 1}
  - {validate: fine, after: User "1" logs in}
"""
SUITES_OF_CONSTRUCTS = ("texts.robot", "objects.robot", "structures.robot", "keywords.robot", "imports.robot")
OPTIONS = (
    ("--dryrun",),
    ("--exitonfailure",),
    ("--exitonerror",),
    ("--skipteardownonexit", "--exitonfailure"),
    ("--randomize", "all:42"),
    ("--removekeywords", "all"),
    ("--removekeywords", "passed"),
    ("--removekeywords", "for", "--removekeywords", "while", "--removekeywords", "wuks"),
    ("--removekeywords", "tag:inner", "--flattenkeywords", "name:*Outer"),
    ("--loglevel", "TRACE"),
    ("--loglevel", "DEBUG:INFO"),
    ("--loglevel", "WARN"),
    ("--loglevel", "NONE"),
    ("--rpa",),
    ("--skiponfailure", "bad"),
    ("--skip", "good"),
    ("--include", "good", "--exclude", "bad"),
    ("--include", "nothing", "--runemptysuite"),
    ("--include", "nothing"),
    ("--test", "Pass*"),
    ("--variable", "GIVEN:from the command line ü"),
    ("--variablefile", f"{FOLDER / 'values.py'}:cli"),
    ("--name", "Näme", "--doc", "*Doc*", "--metadata", "a:b", "--settag", "set"),
    ("--tagstatlink", "good:http://x:X", "--tagstatcombine", "goodORbad:both", "--tagdoc", "good:doc"),
    ("--suitestatlevel", "1", "--reporttitle", "T", "--noncritical", "x")[:4],
    ("--xunit", "xunit.xml", "--debugfile", "debug.txt"),
    ("--log", "NONE", "--report", "NONE"),
    ("--splitlog", "--maxerrorlines", "NONE"),
    ("--console", "dotted"),
    ("--console", "quiet"),
    ("--console", "none"),
    ("--consolemarkers", "on", "--consolecolors", "ansi"),
    ("--nostatusrc",),
    ("--listener", str(FOLDER / "Renaming.py")),
    ("--listener", str(FOLDER / "Second.py")),
    ("--prerunmodifier", f"{FOLDER / 'Modifier.py'}"),
    ("--prerebotmodifier", f"{FOLDER / 'Modifier.py'}"),
    ("--maxassignlength", "5", "--language", "fi"),
    ("--legacyoutput",),
    ("--no-such-option",),
)


@pytest.fixture(scope="module")
def given(robot: Robot) -> Robot:
    """Robot with a secret that appears nowhere."""
    return robot.given(environment={"TRANSPARENT_TOKEN": SECRET, "PYTHONHASHSEED": "0"})


@pytest.fixture(scope="module")
def registry(new_folder: Callable[[], Path]) -> Callable[[str], Path]:
    """A function that writes a registry with attachments."""

    def write(attach: str) -> Path:
        path = new_folder() / "transparent.yaml"
        path.write_text(REGISTRY + attach, encoding="utf-8")
        return path

    return write


def listened(robot: Robot, registry: Path, *suites: Path) -> Run:
    """Run suites with the listener."""
    return robot.given("--listener", f"QuashLibrary.Listener;{registry}").run(*suites)


def assert_equal(comparison: Comparison, least: int) -> None:
    """Fail with every difference, unless there is none."""
    said = (
        f"{comparison.constructs} constructs, {comparison.attached} attached steps, {comparison.places} places, "
        f"{len(comparison.differences)} differences"
    )
    print(said)
    assert not comparison.differences, "\n".join([said, *comparison.differences[:60]])
    assert comparison.places > least, said


@pytest.fixture(scope="module")
def constructs(given: Robot) -> list[tuple[list[Path], Run]]:
    """The suites of constructs, run without the listener."""
    groups = [[FOLDER / name for name in SUITES_OF_CONSTRUCTS], [FOLDER / "tree"], [FOLDER / "tasks.robot"]]
    if has_groups(given):
        groups[0].append(FOLDER / "groups.robot")
    return [(suites, given.run(*suites)) for suites in groups]


def has_groups(robot: Robot) -> bool:
    """Return whether Robot has GROUP."""
    run = robot.given("--test", "Group").run(FOLDER / "groups.robot")
    return run.code == 0


@pytest.mark.parametrize("attach", [NOTHING, AROUND_TESTS, AFTER_STEPS], ids=["nothing", "around tests", "steps"])
def test_every_construct_ends_as_without_the_listener(
    given: Robot, registry: Callable[[str], Path], constructs: list[tuple[list[Path], Run]], attach: str
) -> None:
    """Statuses, messages, arguments, structure, order, values, console and exit code are equal."""
    comparison = Comparison()
    file = registry(attach)
    for suites, plain in constructs:
        comparison.runs(plain, listened(given, file, *suites))
    assert comparison.constructs >= 200
    assert comparison.attached > 100 if attach else comparison.attached == 0
    assert_equal(comparison, 10_000)


def test_every_option_does_what_it_does_without_the_listener(given: Robot, registry: Callable[[str], Path]) -> None:
    """This includes options that end a run early, change its output, or are wrong."""
    comparison, file, suite = Comparison(), registry(NOTHING), FOLDER / "options.robot"
    for options in OPTIONS:
        robot = given.given(*options)
        plain, with_listener = robot.run(suite), listened(robot, file, suite)
        before = len(comparison.differences)
        comparison.options(plain, with_listener)
        comparison.differences[before:] = [f"{options}: {text}" for text in comparison.differences[before:]]
    assert_equal(comparison, 3_000)


def test_library_listeners_receive_only_the_events_of_their_suites(
    given: Robot, registry: Callable[[str], Path]
) -> None:
    """This applies as long as nothing is attached."""
    comparison, suite = Comparison(), FOLDER / "listening.robot"
    comparison.runs(given.run(suite), listened(given, registry(NOTHING), suite))
    assert_equal(comparison, 50)


def test_library_listeners_receive_attached_steps(given: Robot, registry: Callable[[str], Path]) -> None:
    """This is unavoidable: they are steps of the test, as docs/reference/library.md says."""
    run = listened(given, registry(AROUND_TESTS), FOLDER / "listening.robot")
    messages = [message.text for message in run.test("Events So Far").messages()]
    events = next(text for text in messages if "start Events" in text)
    assert "start Events Of A Test 4" in events
    assert "QuashListener" in events


@pytest.mark.parametrize("options", [(), ("--loglevel", "WARN"), ("--loglevel", "TRACE")], ids=["", "WARN", "TRACE"])
def test_no_memory_is_kept_for_tests_that_have_ended(
    given: Robot, registry: Callable[[str], Path], tmp_path: Path, options: tuple[str, ...]
) -> None:
    """The listener holds as much after 300 tests as after 100."""
    held = tmp_path / "held.txt"
    robot = given.given("--listener", f"QuashLibrary.Listener;{registry(EVERYWHERE)}")
    run = robot.given("--listener", str(FOLDER / "Held.py"), *options, HELD=str(held)).run(FOLDER / "held.robot")
    assert run.code == 0
    counts = held.read_text(encoding="utf-8").splitlines()
    assert len(counts) == 3
    assert len(set(counts)) == 1, counts


def test_a_lone_surrogate_breaks_no_output(given: Robot, registry: Callable[[str], Path]) -> None:
    """Robot alone would write no log; of other libraries' texts, only this character is escaped."""
    run = listened(given, registry(NOTHING), FOLDER / "surrogates")
    assert [test.status for test in run.suite.all_tests()] == ["FAIL"]
    assert run.suite.test("Surrogate").message == r"fails \ud800 here"
    assert (run.folder / "log.html").is_file()
