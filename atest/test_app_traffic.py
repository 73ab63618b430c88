"""The app's requests, recorded beside an unchanged suite: swallowed failures are found, and other failures are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from atest.output_reader import Step, Test
from atest.report_reader import by_name, of_run, quash
from atest.robot_process import REGISTRIES, Robot, Run

LISTENER = f"QuashLibrary.Listener;{REGISTRIES / 'app_traffic' / 'apps.yaml'};ui_library=PhoneApp"
SWALLOWED = "swallowed-failure"


@pytest.fixture(scope="module")
def unchanged(app: Robot) -> Run:
    """The suite without QuashLibrary."""
    return app.given("--listener", LISTENER).run("app_traffic/unchanged.robot")


@pytest.fixture(scope="module")
def exempt(app: Robot) -> Run:
    """The suite of failures that do not count."""
    return app.run("app_traffic/exempt.robot")


def closing(test: Test) -> str:
    """Return the title of the last step of a test."""
    return titles(test)[-1]


def titles(item: Step | Test) -> list[str]:
    """Return the titles of the direct child steps."""
    return [step.name.removeprefix("› ") for step in item.steps]


def why(run: Run, name: str) -> list[str]:
    """Return, from the report, why each request of a test failed and why the failure does not count."""
    return [item["why"] for item in by_name(of_run(run))[name]["app_requests"] if item["failed"]]


def test_swallowed_failures_of_an_unchanged_suite(unchanged: Run) -> None:
    """They warn in the test's message or fail the test, as the connection says."""
    unchanged.assert_as_documented()


def test_other_failures_are_not_swallowed_failures(exempt: Run) -> None:
    """Retries, announced and ignored failures, images, cancelled requests, and failures that the UI showed."""
    exempt.assert_as_documented()


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Every Request Succeeds", "the app sent 2 requests"),
        ("Checkout Fails And The App Shows Thanks", "the app sent 2 requests, 1 failed"),
        ("Backend Hangs Up", "the app sent 1 request, 1 failed"),
        ("Fails By Its Policy", "the app sent 1 request, 1 failed"),
        ("Only Lists By Its Policy", "the app sent 1 request, 1 failed"),
    ],
)
def test_last_step_counts_what_the_app_sent(unchanged: Run, name: str, title: str) -> None:
    """It does so whatever the test's status and policy."""
    assert closing(unchanged.test(name)) == title


def test_nothing_is_shown_if_nothing_was_sent(unchanged: Run) -> None:
    """Such a test ends as it would without the library."""
    assert closing(unchanged.test("App Sends Nothing")) == "See"


def test_step_after_the_ui_step_shows_the_failed_request(unchanged: Run) -> None:
    """The step passes, and contains the answer."""
    steps = unchanged.test("Checkout Fails And The App Shows Thanks").steps
    assert titles(unchanged.test("Checkout Fails And The App Shows Thanks")) == [
        "Tap",
        "Tap",
        "app request failed: POST /checkout -> 500",
        "See",
        "the app sent 2 requests, 1 failed",
    ]
    assert steps[2].status == "PASS"
    assert "not charged" in steps[2].messages[0].text


def test_tests_with_swallowed_failures_have_the_tag(unchanged: Run, exempt: Run) -> None:
    """Only tests with such a message have it; the policy `ignore` sets no tag."""
    for run in (unchanged, exempt):
        tests = list(run.suite.all_tests())
        said = {test.name for test in tests if "swallowed failure" in test.message}
        assert {test.name for test in tests if SWALLOWED in test.tags} == said


def test_report_has_every_request(unchanged: Run) -> None:
    """Each has its UI step, its status and whether it was swallowed."""
    tests = by_name(of_run(unchanged))
    cart, checkout = tests["Checkout Fails And The App Shows Thanks"]["app_requests"]
    assert (cart["line"], cart["status"], cart["swallowed"]) == ("GET /cart -> 200", 200, False)
    assert (checkout["line"], checkout["status"], checkout["swallowed"]) == ("POST /checkout -> 500", 500, True)
    assert checkout["ui_step"].split()[:3] == ["Tap", "POST", "/checkout"]
    assert "not charged" in checkout["answer"]
    assert tests["Backend Is Unreachable"]["app_requests"][0]["fault"] == "refused"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Retry Succeeds", "a later equal request succeeded"),
        ("Token Is Refreshed", "a later equal request succeeded"),
        ("Request Is Ignored", "ignored by the registry"),
        ("Answer Would Be An Image", "an image, a font or a style"),
        ("Request Is For A Style Sheet", "an image, a font or a style"),
        ("App Cancels The Request", "the app cancelled it"),
        ("Failure Is Announced", "announced by Expect App Failure"),
        ("UI Shows The Failure", "a UI step failed after it"),
        ("Step That Sent It Shows The Failure", "a UI step failed after it"),
        ("Text Of The UI Is Compared", "a UI step failed after it"),
    ],
)
def test_report_says_why_a_failure_does_not_count(exempt: Run, name: str, reason: str) -> None:
    """The reader sees the reason beside the request."""
    assert [text.endswith(f"; {reason}") for text in why(exempt, name)] == [True], why(exempt, name)


def test_write_that_was_sent_twice_has_a_note(exempt: Run) -> None:
    """The note fails nothing."""
    sent = by_name(of_run(exempt))["Same Write Is Sent Twice"]["app_requests"]
    assert [item["note"] for item in sent] == ["", "sent twice"]


def test_requests_outside_tests_belong_to_their_suite(unchanged: Run) -> None:
    """They are listed below its setup and teardown, and in no test."""
    setup, teardown = unchanged.suite.steps
    assert titles(setup) == titles(teardown) == ["the app sent 1 request, 1 failed"]
    kinds = {item["line"]: test["kind"] for test in of_run(unchanged)["tests"] for item in test["app_requests"]}
    assert kinds["GET /config -> 503"] == "suite setup"
    assert kinds["POST /logout -> 500"] == "suite teardown"


def test_file_has_every_request_of_the_run(unchanged: Run) -> None:
    """Each has headers, bodies and the test that it belongs to."""
    lines = (unchanged.folder / "quash" / "traffic.jsonl").read_text(encoding="utf-8").splitlines()
    requests = [json.loads(line) for line in lines]
    assert (requests[0]["test"], requests[0]["path"]) == ("Unchanged", "/config")
    assert (requests[-1]["test"], requests[-1]["path"]) == ("Unchanged", "/logout")
    [profile] = [item for item in requests if item["path"] == "/profile"]
    assert (profile["test"], profile["body"]) == ("Unchanged.Write Is Rejected", '{"name": "Ada"}')


@pytest.mark.parametrize(("what", "code"), [("swallowed", 1), ("silent", 0)])
def test_command_line_can_fail_on_swallowed_failures(unchanged: Run, tmp_path: Path, what: str, code: int) -> None:
    """The exit code reports them to CI."""
    done = quash("report", "--fail-on", what, "--output", tmp_path, unchanged.folder / "output.xml")
    assert done.returncode == code, done.stdout
