"""The state that library and listener share."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from QuashLibrary.registry.load import load_registry
from QuashLibrary.robotside.state.run import RunState
from QuashLibrary.robotside.state.suite import SuiteState
from QuashLibrary.robotside.state.test import UiStep, Wait

pytestmark = pytest.mark.usefixtures("both_ways")

EARLY = datetime(2026, 1, 1, tzinfo=UTC)
LATE = EARLY + timedelta(seconds=1)


def test_a_wait_forgets_what_a_later_try_asks_again() -> None:
    """A later attempt replaces a repeated call's failure; failures of calls that it does not repeat stay."""
    wait = Wait(data=None)
    for attempts, key in ((1, "order"), (1, "order"), (1, "stock"), (2, "order")):
        wait.attempts = attempts
        wait.run_again(key)
        wait.note(key, "failed")
    assert [item[:2] for item in wait.failures] == [(1, "stock"), (2, "order")]
    wait.run_again("order")
    assert len(wait.failures) == 2


def test_the_ui_context_knows_whether_a_step_failed() -> None:
    """After one failed UI step, a failure is no longer silent."""
    run = RunState()
    assert run.test.ui_context() is None
    run.test.ui_steps += [UiStep("Click Element    a", EARLY), UiStep("Click Element    b", LATE, failed=True)]
    context = run.test.ui_context()
    assert context is not None
    assert (context.steps, context.failed, context.last) == (2, True, "Click Element    b")


def test_the_ui_context_of_a_moment_knows_the_steps_begun_before_it() -> None:
    """A UI step that began after the outcome was known does not count."""
    run = RunState()
    run.test.ui_steps += [UiStep("Click Element    a", EARLY), UiStep("Click Element    b", LATE, failed=True)]
    context = run.test.ui_context(EARLY)
    assert context is not None
    assert (context.steps, context.failed, context.last) == (1, False, "Click Element    a")
    assert run.test.ui_context(EARLY - timedelta(seconds=1)) is None


def test_every_environment_variable_of_a_registry_is_known(tmp_path: Path) -> None:
    """Secrets are masked before their first use."""
    file = tmp_path / "v.yaml"
    file.write_text(
        "connections:\n"
        "  a:\n"
        "    base_url: http://127.0.0.1\n"
        "    auth: {bearer: {env: ONE}}\n"
        "    headers: {X-Key: 'Token %{TWO}'}\n"
        "    environments: {staging: {auth: {basic: {username: u, password: {env: THREE}}}}}\n"
        "validations:\n"
        "  x:\n"
        "    request: {method: POST, path: /x, json: {key: '%{FOUR}'}}\n",
        encoding="utf-8",
    )
    assert {item.name for item in load_registry([file]).registry.variables} == {
        "ONE",
        "TWO",
        "THREE",
        "FOUR",
    }


def test_secrets_of_the_environment_are_learned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value from the environment is masked from the import on."""
    monkeypatch.setenv("SHOP_TOKEN", "shop-test-token")
    file = tmp_path / "v.yaml"
    file.write_text("connections: {a: {base_url: x, auth: {bearer: {env: SHOP_TOKEN}}}}\n", encoding="utf-8")
    run = RunState()
    run.redactor.add_variables(load_registry([file]).registry.variables)
    assert run.redactor.clean("Bearer shop-test-token") == "Bearer ***"


def test_the_address_of_a_backend_is_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an address, only user, password and values that are secret elsewhere are masked."""
    monkeypatch.setenv("SHOP_URL", "https://ann:pass%2Fword@shop.example")
    monkeypatch.setenv("HOST", "localhost")
    monkeypatch.setenv("SHOP_USER", "tester-of-shop")
    file = tmp_path / "v.yaml"
    file.write_text(
        "connections:\n"
        "  a: {base_url: '%{SHOP_URL}/api'}\n"
        "  b: {base_url: {env: HOST}, environments: {x: {base_url: 'http://%{SHOP_USER}@%{HOST}/'}}}\n"
        "  c: {base_url: x, auth: {oauth2: {token_url: '%{HOST}/token', client_id: a, client_secret: b}}}\n"
    )
    run = RunState()
    run.redactor.add_variables(load_registry([file]).registry.variables)
    shown = run.redactor.clean("https://shop.example localhost tester-of-shop ann pass/word pass%2Fword")
    assert shown == "https://shop.example localhost *** *** *** ***"


def test_the_nearest_input_counts() -> None:
    """An input of the test overrides one of the suite, which overrides one of the suite above."""
    run = RunState()
    run.suites += [SuiteState(), SuiteState()]
    run.suites[-2].inputs, run.suites[-1].inputs = {"a": 1, "b": 1}, {"b": 2, "c": 2}
    run.test.inputs["c"] = 3
    assert run.set_inputs() == {"a": 1, "b": 2, "c": 3}


def test_inputs_are_set_for_the_test_else_for_the_suite() -> None:
    """An input that is set outside a test stays for all tests."""
    run = RunState()
    run.current_inputs()["a"] = 1
    run.test.in_test = True
    run.current_inputs()["a"] = 2
    assert (run.suites[-1].inputs, run.test.inputs) == ({"a": 1}, {"a": 2})


def test_the_nearest_environment_counts() -> None:
    """None restores the import's environment; other registries are not affected."""
    run, files = RunState(), ("v.yaml",)
    assert run.environment_for(files, "imported") == "imported"
    run.suites += [SuiteState(), SuiteState()]
    run.suites[-2].environments[files], run.suites[-1].environments[files] = "above", "here"
    assert run.environment_for(files, "imported") == "here"
    assert run.environment_for(("w.yaml",), "") == ""
    run.suites[-1].environments[files] = None
    assert run.environment_for(files, "imported") == "imported"
