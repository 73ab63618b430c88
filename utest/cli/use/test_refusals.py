"""Validations that the command line cannot run are refused with a reason before anything is sent."""

from pathlib import Path

import pytest

from QuashLibrary.cli.main import main

REGISTRY = """\
version: 1
connections:
  shop: {base_url: http://127.0.0.1:9, app: {listen: 8888}}
  bare: {base_url: "${SHOP_ADDRESS}"}
validations:
  code: {connection: shop, request: GET /code, expect: {$.code: {changed: true}}}
  waiting: {connection: shop, request: GET /, eventually: {within: 1s, give_up_if: {$.n: {changed: true}}}}
  uses-code: {connection: shop, needs: "@code", request: GET /order}
  sent: {connection: shop, app_sent: POST /orders, expect: {$.count: 1}}
  broken: {connection: shop, request: GET /orders, expcet: {status: 200}}
  uses-broken: {connection: shop, needs: "@broken", request: GET /order}
  typed: {connection: shop, inputs: {count: {type: integer}}, request: "GET /${count}"}
  bare: {connection: bare, request: GET /}
  leased: {connection: shop, inputs: {phone: {lease: []}}, request: "GET /${phone}"}
  order: {connection: shop, request: POST /orders}
  uses-order: {connection: shop, needs: "@order", request: GET /orders}
  asks:
    connection: shop
    request: {method: POST, path: /graphql, graphql: {query: "{ orders { id } }"}}
"""
SNAPSHOT = "compares with a snapshot from earlier in a test (validations.yaml:"


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a folder with the registry; the environment of this process names no other."""
    monkeypatch.chdir(tmp_path)
    for name in ("QUASH_REGISTRY", "QUASH_ENVIRONMENT"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "validations.yaml").write_text(REGISTRY, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("@code", f"@code {SNAPSHOT}6), and there is none here; run it in a test, after Remember Backend"),
        ("waiting", f"@waiting {SNAPSHOT}7)"),
        ("uses-code", f"@uses-code uses @code {SNAPSHOT}6)"),
        ("sent", "@sent checks the app's requests, which only a robot run records; run it in a test"),
        ("broken", '@broken cannot run: its definition in the registry has problems:\nvalidations.yaml:10:52'),
        ("uses-broken", 'validations.yaml:10:52 unknown key "expcet" in validation "broken"; did you mean "expect"?'),
        ("typed count=many", '@typed: input count should be a whole number, but is the text "many"'),
        ("oder", 'no validation @oder in validations.yaml; did you mean "@order"?'),
        ("order --watch", "--watch repeats the request after each registry change, and POST may change something"),
        ("uses-order --watch", "@uses-order needs @order: --watch repeats the request"),
        ("code --environment staging", "@code compares"),
        ("order --environment staging", "--environment staging: no connection has this environment"),
        ("order --registry other.yaml", "other.yaml does not exist"),
    ],
)  # fmt: skip
def test_unusable(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An unusable validation has the exit code 3."""
    assert main(["run", *words.split()]) == 3
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("order --watch --json", "argument --json: not allowed with argument --watch"),
        ("order --json a=1 --wach", 'unknown option "--wach"; did you mean "--watch"?'),
        ("order --wach", 'unknown option "--wach"; did you mean "--watch"?'),
        ("", "the following arguments are required: @slug\nusage:"),
    ],
)
def test_usage(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line has the exit code 2."""
    assert main(["run", *words.split()]) == 2
    assert message in capsys.readouterr().err


def test_a_variable_of_a_suite_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    """The error says that suite variables exist only in a robot run."""
    assert main(["run", "bare"]) == 5
    assert (
        "${SHOP_ADDRESS} is neither an input nor a fetched value, and suite variables exist only in a robot run"
        in capsys.readouterr().out
    )


def test_an_empty_input_is_wrong_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 3, because nothing was sent to the backend."""
    Path("validations.yaml").write_text(
        """\
connections: {shop: {base_url: http://127.0.0.1:9}}
validations:
  order: {connection: shop, inputs: {order_id: ""}, request: "GET /orders/${order_id}"}
""",
        encoding="utf-8",
    )
    assert main(["run", "order", "order_id="]) == 3
    assert "${order_id} is empty" in capsys.readouterr().out


def test_changes_are_tried_only_if_it_passes(capsys: pytest.CaptureFixture[str]) -> None:
    """If the validation does not pass, `--mutate` says why it tries no changes."""
    assert main(["run", "order", "--mutate"]) == 5
    assert "--mutate tries changes to the answer only if the validation passes" in capsys.readouterr().out
