"""`junit.xml`: valid for CI servers, with the reason in one line and the evidence after it."""

from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from QuashLibrary.report.write import write_report
from utest.report.outputs import (
    app_record,
    app_request,
    blind_test,
    case,
    kw,
    order_test,
    record,
    robot,
    sent,
    suite,
    swallowing_test,
    told,
    ui,
    written,
)
from utest.report.reports import report_of

ALLOWED = {
    "testsuites": ({"name", "tests", "failures", "errors", "skipped", "time"}, ["testsuite"]),
    "testsuite": (
        {"name", "timestamp", "tests", "failures", "errors", "skipped", "time"},
        ["testcase", "system-out"],
    ),
    "testcase": ({"classname", "name", "time", "file"}, ["failure", "error", "skipped", "system-out"]),
    "failure": ({"message", "type"}, []),
    "error": ({"message", "type"}, []),
    "skipped": ({"message"}, []),
    "system-out": (set(), []),
}
"""Elements with their attributes and their children in order, as in the schema of Jenkins' xUnit plugin."""


def read(folder: Path) -> Element:
    """Return the root of the file, after checking its form."""
    root = ElementTree.parse(folder / "quash" / "junit.xml").getroot()  # noqa: S314 - written by ourselves
    for element in root.iter():
        attributes, children = ALLOWED[element.tag]
        assert set(element.keys()) <= attributes
        places = [children.index(child.tag) for child in element]
        assert places == sorted(places)
    return root


def junit(folder: Path, *tests: str) -> Element:
    """Return the junit.xml for these tests."""
    report_of(folder, *tests)
    return read(folder)


def only(root: Element, path: str) -> Element:
    """Return the only element at a path."""
    [found] = root.findall(path)
    return found


def test_counts_are_those_of_the_tests(tmp_path: Path) -> None:
    """The counts are correct for the file and for each suite."""
    error = record(verdict="error")
    root = junit(
        tmp_path,
        order_test(number=1),
        case("Error", told(error), number=2, result="FAIL", message=error.message),
        case("Skipped", number=3, result="SKIP", message="not today"),
        blind_test(number=4),
    )
    counts = {"tests": "4", "failures": "1", "errors": "1", "skipped": "1", "time": "4.000"}
    for element in (root, only(root, "testsuite")):
        assert {name: element.get(name) for name in counts} == counts


def test_each_suite_of_robot_is_a_suite(tmp_path: Path) -> None:
    """A suite has its full name, which is also the class name of its tests."""
    path = tmp_path / "output.xml"
    path.write_text(
        robot(suite("All", suite("One", case("A"), case("B", number=2)), suite("Two", case("C")))), encoding="utf-8"
    )
    write_report([path], tmp_path / "quash")
    root = read(tmp_path)
    names = {item.get("name"): [case.get("name") for case in item.findall("testcase")] for item in root}
    assert names == {"All.One": ["A", "B"], "All.Two": ["C"]}
    assert {case.get("classname") for case in root.iterfind("testsuite/testcase")} == {"All.One", "All.Two"}


def test_silent_failure_is_a_failure_with_evidence(tmp_path: Path) -> None:
    """Lists show the first line; the request and the answer follow."""
    failure = only(junit(tmp_path, order_test()), "testsuite/testcase/failure")
    assert failure.get("message") == '@order-created failed: $.state should be "paid", was "pending"'
    assert failure.get("type") == "silent-failure"
    assert failure.text == (
        '@order-created failed: $.state should be "paid", was "pending"\n  GET /orders/7\n\nGET /orders/7\n\n200 OK'
    )


@pytest.mark.parametrize(
    ("verdicts", "element", "kind"),
    [
        (["failed"], "failure", "failed"),
        (["error"], "error", "error"),
        (["error", "failed"], "failure", "failed"),
        ([], "failure", "robot"),
    ],
)
def test_error_means_that_nothing_failed(tmp_path: Path, verdicts: list[str], element: str, kind: str) -> None:
    """An unreachable backend is a different finding from a wrong answer."""
    steps = [told(record(f"slug-{verdict}", verdict)) for verdict in verdicts]
    root = junit(tmp_path, case("One", *steps, result="FAIL", message="it broke"))
    found = only(root, f"testsuite/testcase/{element}")
    assert found.get("type") == kind
    assert (found.text or "").startswith("it broke")


def test_test_with_a_warning_passes(tmp_path: Path) -> None:
    """The warning is in the output of the test."""
    outcome = record(verdict="failed", policy="warn")
    root = junit(tmp_path, case("One", told(outcome)))
    assert only(root, "testsuite/testcase/system-out").text == outcome.summary
    assert root.get("failures") == "0"


SWALLOWED = "POST /checkout -> 500, at Click Element    id=pay"


def test_swallowed_failure_that_only_warns_is_in_the_output(tmp_path: Path) -> None:
    """It is in the output, like a validation that only warns."""
    root = junit(tmp_path, swallowing_test())
    assert only(root, "testsuite/testcase/system-out").text == f"swallowed failure: {SWALLOWED}"
    assert root.get("failures") == "0"


def test_swallowed_failure_that_fails_the_test_is_its_failure(tmp_path: Path) -> None:
    """The reason, the request and the answer follow Robot's message."""
    request = app_request(why="an answer of 500", request="POST /checkout", answer="no such cart")
    failure = only(junit(tmp_path, swallowing_test(request, policy="fail")), "testsuite/testcase/failure")
    assert failure.get("type") == "swallowed-failure"
    assert failure.get("message") == "POST /checkout -> 500 was swallowed"
    assert failure.text == (
        f"POST /checkout -> 500 was swallowed\n\n{SWALLOWED}\n\nan answer of 500\n\nPOST /checkout\n\nno such cart"
    )


def test_swallowed_failure_in_a_test_with_an_error_is_a_failure(tmp_path: Path) -> None:
    """An error means that nothing failed; a warning does not count as a failure."""
    error = told(record(verdict="error"))
    tests = [
        case("Pay", error, sent(app_record(app_request(), policy=policy)), number=number, result="FAIL", message="both")
        for number, policy in enumerate(("fail", "warn"), 1)
    ]
    root = junit(tmp_path, *tests)
    assert [test[0].tag for test in root.iterfind("testsuite/testcase")] == ["failure", "error"]


def test_evidence_of_very_many_swallowed_failures_is_bounded(tmp_path: Path) -> None:
    """Only the first failures are written in full; the rest are counted."""
    requests = [app_request(answer=f"{number} {'x' * 2000}") for number in range(500)]
    failure = only(junit(tmp_path, swallowing_test(*requests, policy="fail")), "testsuite/testcase/failure")
    assert len(failure.text or "") < 50_000
    lines = (only(junit(tmp_path, swallowing_test(*requests)), "testsuite/testcase/system-out").text or "").splitlines()
    assert (len(lines), lines[-1]) == (21, "480 more swallowed failures")


def test_skipped_test_says_why(tmp_path: Path) -> None:
    """A skipped test shows Robot's own message."""
    root = junit(tmp_path, case("One", result="SKIP", message="not today"))
    assert only(root, "testsuite/testcase/skipped").get("message") == "not today"


def test_fixture_of_a_suite_is_output_of_the_suite(tmp_path: Path) -> None:
    """A suite setup is not counted as a test."""
    root = junit(tmp_path, kw("Open", ui("Open Application"), told(record()), kind="SETUP"), case("One"))
    assert root.get("tests") == "1"
    assert only(root, "testsuite/system-out").text == "suite setup: Open\n@order-created passed"


def with_screenshot(folder: Path) -> str:
    """Return a test with an existing screenshot and a missing page source."""
    shot = folder / "quash" / "a.png"
    shot.parent.mkdir()
    shot.write_bytes(b"png")
    return case("One", told(record(), '<img src="quash/a.png"><a href="quash/gone.xml">source</a>'))


def test_attachments_are_the_files_that_exist(tmp_path: Path) -> None:
    """Each attachment has an absolute path on its own line, as Jenkins and Azure expect."""
    text = only(junit(tmp_path, with_screenshot(tmp_path)), "testsuite/testcase/system-out").text
    assert text == f"@order-created passed\n[[ATTACHMENT|{tmp_path / 'quash' / 'a.png'}]]"


def test_attachments_for_gitlab_are_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitLab accepts only paths relative to the project folder."""
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    monkeypatch.setenv("GITLAB_CI", "true")
    text = only(junit(tmp_path, with_screenshot(tmp_path)), "testsuite/testcase/system-out").text or ""
    assert text.endswith("[[ATTACHMENT|quash/a.png]]")


@pytest.mark.parametrize("text", ["<b>&\"'</b>", "]]>", "a\x7f\x9bb", "שלום \u202e 🛒", "line\nbreak"])
def test_any_text_is_safe(tmp_path: Path, text: str) -> None:
    """The file is readable with any names and messages."""
    root = junit(tmp_path, case(text, result="FAIL", message=text))
    assert only(root, "testsuite/testcase/failure") is not None


def test_many_tests_have_room_for_their_counts(tmp_path: Path) -> None:
    """The counts of many tests fit into the space reserved for them."""
    tests = (case(f"T{number}", number=number, elapsed=1e7) for number in range(1, 1001))
    path = written(tmp_path, *tests)
    write_report([path], tmp_path / "quash")
    assert read(tmp_path).get("tests") == "1000"


def test_failure_says_why_the_test_failed(tmp_path: Path) -> None:
    """A warning, or a failure that the test caught, is not the reason."""
    warned = told(record(verdict="failed", policy="warn"))
    report_of(tmp_path, case("Other", warned, kw("Fail", result="FAIL"), result="FAIL", message="something else"))
    [failure] = read(tmp_path).iter("failure")
    assert failure.get("message") == "something else"
