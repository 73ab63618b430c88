"""Blind spots, and the starter registry that is made from them."""

from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry
from QuashLibrary.report.blind_spots.search import BlindSpots, find_blind_spots, pattern_of
from QuashLibrary.report.blind_spots.skeleton import guessed_sections
from QuashLibrary.report.read.model import Step
from QuashLibrary.report.skeleton.sections import registry_text
from utest.report.outputs import case, kw, order_test, ui, written

REGISTRY = """\
# A registry to begin with, made by `quash report --skeleton` of output.xml.
# 2 tests passed by the UI alone. For each step below that looks as if the backend had
# to do something there is a validation. To make it a real check, fill in what is marked TODO:
# where the backend is, what to ask it, what to expect. Delete what you do not need.
version: 1

connections:
  backend:
    base_url: http://127.0.0.1:8080/api  # TODO the backend's address
    # auth: {bearer: {env: BACKEND_TOKEN}}

validations:
  session-created:
    description: The backend knows the session of who has logged in.
    connection: backend
    request: GET /sessions/current  # TODO what tells it
    expect:
      status: 200
      # $.state: TODO
    eventually: 5s

  payment-captured:
    description: The payment that the app confirms was really made, once.
    connection: backend
    request: GET /payments/latest  # TODO what tells it
    expect:
      status: 200
      # $.state: TODO
    eventually: 5s

# No test has to be changed for these: run with `--listener QuashLibrary.Listener:THIS_FILE`.
attach:
  # in Shop.Buy, Shop.Look
  - validate: session-created
    after: "AppiumLibrary.Click Element    id=go"
  # in Shop.Buy
  - validate: payment-captured
    after: "AppiumLibrary.Click Element    xpath=//*[@text=\\"Pay now\\"]"
"""


def skeleton(found: BlindSpots) -> str:
    """Return the registry that is made of blind spots alone."""
    return registry_text(guessed_sections(found), found.info.sources)


def log_in() -> str:
    """Return a user keyword with several steps, the last of which logs in."""
    return kw(
        "Log In", ui("Input Text", "id=user", "ada"), ui("Click Element", "id=user-next"), ui("Click Element", "id=go")
    )


def shop(folder: Path) -> Path:
    """Return an output with two blind spots, a test with a validation, and one that failed."""
    return written(
        folder,
        case("Buy", log_in(), ui("Click Element", 'xpath=//*[@text="Pay now"]'), number=1),
        case("Look", log_in(), number=2),
        order_test(number=3),
        case("Broken", ui("Click Element", "id=order", result="FAIL"), number=4, result="FAIL"),
    )


def found_in(*tests: str, folder: Path) -> BlindSpots:
    """Return the blind spots of some tests."""
    return find_blind_spots([written(folder, *tests)])


def test_tests_that_never_asked_are_listed(tmp_path: Path) -> None:
    """Each is listed with the validations it should use; tests that failed or used one are no blind spots."""
    found = find_blind_spots([shop(tmp_path)])
    assert found.through_ui == 2
    assert [(test.name, test.ui_steps, test.effects) for test in found.tests] == [
        ("Shop.Buy", 4, ("session-created", "payment-captured")),
        ("Shop.Look", 3, ("session-created",)),
    ]


def test_registry_to_begin_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It reads as if a tester had written it."""
    shop(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert skeleton(find_blind_spots([Path("output.xml")])) == REGISTRY


def test_registry_loads_as_it_is(tmp_path: Path) -> None:
    """It loads with any name and any locator."""
    locators = [
        "pay  twice",
        "  pay ",
        'pay "q" \\ %{X} ${y}',
        "pay: #1",
        "pay 🛒 שלום",
        "pay\n\tnow",
        "pay " + "x" * 500,
    ]
    tests = [
        case(f'{{{locator}}}: "# -', ui("Click Element", locator), number=number)
        for number, locator in enumerate(locators, 1)
    ]
    file = tmp_path / "validations.yaml"
    file.write_text(skeleton(found_in(*tests, folder=tmp_path)), encoding="utf-8")
    loaded = load_registry([file])
    assert not loaded.problems, "\n".join(map(str, loaded.problems))
    assert loaded.registry.slugs == ("payment-captured",)
    assert len(loaded.registry.attachments) == len(locators)


def test_run_without_critical_steps_makes_an_empty_registry(tmp_path: Path) -> None:
    """It loads anyway."""
    file = tmp_path / "validations.yaml"
    file.write_text(skeleton(found_in(case("One", ui("Click Element", "id=menu")), folder=tmp_path)), encoding="utf-8")
    assert not load_registry([file]).problems


@pytest.mark.parametrize(
    ("args", "pattern"),
    [
        (("id=pay",), "AppiumLibrary.Click Element    id=pay"),
        (("id=pay", "timeout=5"), "AppiumLibrary.Click Element    id=pay"),
        ((), "AppiumLibrary.Click Element"),
        (("a  b\tc",), "AppiumLibrary.Click Element    a*b*c"),
        (("",), "AppiumLibrary.Click Element    *"),
        (("x" * 200,), f"AppiumLibrary.Click Element    {'x' * 160}*"),
    ],
)
def test_steps_are_written_as_attachments_take_them(args: tuple[str, ...], pattern: str) -> None:
    """The locator identifies the step; `*` replaces what two spaces would separate."""
    assert pattern_of(Step("ui", "Click Element", args, owner="AppiumLibrary")) == pattern


def test_what_a_keyword_does_to_one_end_is_one_step(tmp_path: Path) -> None:
    """It is the last of its steps, unless the words of another one name the effect."""
    buy = kw("Buy Tea", ui("Click Element", "id=go"), ui("Click Element", "id=pay"), ui("Click Element", "id=close"))
    found = found_in(case("One", buy), folder=tmp_path)
    assert [step.pattern for _, steps in found.effects for step in steps] == ["AppiumLibrary.Click Element    id=pay"]


def test_most_frequent_step_comes_first(tmp_path: Path) -> None:
    """A validation there is worth the most."""
    tests = [case(f"T{n}", ui("Click Element", "id=pay" if n else "id=buy"), number=n + 1) for n in range(3)]
    [(_, steps)] = found_in(*tests, folder=tmp_path).effects
    assert [(step.pattern[-6:], len(step.tests)) for step in steps] == [("id=pay", 2), ("id=buy", 1)]
