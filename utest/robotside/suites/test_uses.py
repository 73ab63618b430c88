"""The uses of validations in suites: every way in which a step names one, and the number of tests."""

from pathlib import Path

import pytest

from QuashLibrary.robotside.suites.files import find_files
from QuashLibrary.robotside.suites.model import WrittenStep
from QuashLibrary.robotside.suites.project import Project, read_project
from QuashLibrary.robotside.suites.steps import all_calls, own_keyword

SLUGS = ("order-paid", "otp", "shop-healthy")


def project(folder: Path, files: dict[str, str]) -> Project:
    """Return the project of some files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return read_project(find_files([folder]).suites)


def calls(folder: Path, step: str) -> list[list[str]]:
    """Return a step and all steps that it runs, as texts."""
    read = project(folder, {"a.robot": f"*** Test Cases ***\nA\n    {step}\n"})
    return [_texts(call) for of_file in read.files[0].steps for call in all_calls(of_file)]


def _texts(step: WrittenStep) -> list[str]:
    return [step.name.text, *(cell.text for cell in step.cells)]


@pytest.mark.parametrize(
    ("step", "inner"),
    [
        ("Run Keyword    @otp    1", [["@otp", "1"]]),
        ("BuiltIn.Run Keyword    @otp    1", [["@otp", "1"]]),
        ("Run Keywords    @otp    @shop-healthy", [["@otp"], ["@shop-healthy"]]),
        ("Run Keywords    @otp    1    AND    Log    x", [["@otp", "1"], ["Log", "x"]]),
        ("Run Keyword If    $x    @otp    1    ELSE IF    $y    Log    ELSE    @a", [["@otp", "1"], ["Log"], ["@a"]]),
        ("Run Keyword And Expect Error    *    @otp", [["@otp"]]),
        ("Wait Until Keyword Succeeds    3x    1s    Run Keyword    @otp", [["Run Keyword", "@otp"], ["@otp"]]),
        ("Repeat Keyword    2x    @otp", [["@otp"]]),
        ("Run Only Once    @otp    1", [["@otp", "1"]]),
        ("Run Keyword If    $x", []),
        ("Run Keywords    AND", []),
        ("Do And Validate    @otp    Log    x", []),
        ("Validate Backend    @otp    Run Keyword", []),
    ],
)  # fmt: skip
def test_what_a_step_runs_is_found(tmp_path: Path, step: str, inner: list[list[str]]) -> None:
    """Steps inside Robot's wrappers and similar keywords are found."""
    assert calls(tmp_path, step)[1:] == inner


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("@order-paid", "@order-paid"),
        ("Shop.@order-paid", "@order-paid"),
        ("My.Shop.Validate Backend", "Validate Backend"),
        ("validate_backend", "Validate Backend"),
        ("Await Backend", "Await Backend"),
        ("@order-${kind}", "@order-${kind}"),
        ("@", ""),
        ("@{list}", ""),
        ("@order paid: $.state", ""),
        ("Log", ""),
    ],
)
def test_keywords_of_this_library_are_known(name: str, own: str) -> None:
    """Keyword names match as in Robot."""
    assert own_keyword(name) == own


def test_tests_are_counted_by_what_they_get_to(tmp_path: Path) -> None:
    """User keywords, setups of the folder, tags and templates count; each test counts once."""
    read = project(
        tmp_path,
        {
            "__init__.robot": "*** Settings ***\nTest Setup    @shop-healthy\n",
            "some.resource": "*** Keywords ***\nPay ${what} Now\n    Pay It\nPay It\n    @order-paid\n    Pay It\n",
            "a.robot": (
                "*** Settings ***\nResource    some.resource\n*** Test Cases ***\n"
                "A\n    Given Pay Tea Now\n    Pay It\n"
                "B\n    [Setup]    NONE\n    [Tags]    after:@otp\n    No Operation\n"
                "C\n    [Template]    @otp\n    1\n    2\n"
                "D\n    Validate Backend    otp\n"
            ),
        },
    )
    assert read.tests_by_slug(SLUGS) == {"order-paid": 1, "otp": 3, "shop-healthy": 3}


def test_any_text_counts_as_a_use(tmp_path: Path) -> None:
    """Even a comment counts: in doubt, a validation is used."""
    read = project(tmp_path, {"a.robot": "*** Test Cases ***\nA\n    # later: @otp\n    Log    @order-paid\n"})
    uses = read.uses_of(read.files)
    assert [slug for slug in SLUGS if uses.may_use(slug)] == ["order-paid", "otp"]


def test_a_slug_without_its_sign_counts_if_a_variable_is_one(tmp_path: Path) -> None:
    """Without `@`, a word may be the value of a variable that contains a slug."""
    text = "*** Variables ***\n${slug}    otp\n*** Test Cases ***\nA\n    {}    ${{slug}}\n"
    for step, used in (("Log", False), ("Validate Backend", True)):
        read = project(tmp_path, {"a.robot": text.replace("{}", step).replace("${{slug}}", "${slug}")})
        assert read.uses_of(read.files).may_use("otp") is used


@pytest.mark.parametrize("text", ["", "\n", "no section", "*** Test Cases ***", "*** Settings ***\nLibrary"])
def test_odd_files_are_read(tmp_path: Path, text: str) -> None:
    """Robot's parser reports mistakes in a file, if there are any."""
    [file] = project(tmp_path, {"a.robot": text}).files
    assert file.is_readable
    assert file.steps == []


def test_resource_files_may_import_each_other(tmp_path: Path) -> None:
    """Each resource file is read once."""
    read = project(
        tmp_path,
        {
            "a.resource": "*** Settings ***\nResource    b.resource\n",
            "b.resource": "*** Settings ***\nResource    a.resource\nLibrary    QuashLibrary    registry=x.yaml\n",
            "x.yaml": "",
            "a.robot": "*** Settings ***\nResource    a.resource\n*** Test Cases ***\nA\n    @otp\n",
        },
    )
    assert {item.paths for file in read.files for item in read.registry_imports(file)} == {(tmp_path / "x.yaml",)}
