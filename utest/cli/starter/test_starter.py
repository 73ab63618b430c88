"""`quash init`, `quash example` and `quash schema` write new files and change no existing ones."""

import json
import re
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main
from QuashLibrary.registry.editor_schema import schema_text
from QuashLibrary.registry.load import load_registry

FILES = {"validations.yaml", "tests/first.robot", "quash.schema.json", ".vscode/settings.json", "robot.toml"}


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this process names no registry."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)


def written(folder: Path) -> set[str]:
    """Return the names of all files."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_init_asks_nothing_off_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every question has a default or an option, and the registry names the schema for editors."""
    words = ["init", "checks", "--offline", "--url", "https://shop.example/base/api", "--path", "/health"]
    assert main([*words, "--token-variable", "MY_TOKEN"]) == ExitCode.DONE
    folder = tmp_path / "checks"
    assert written(folder) == FILES
    registry = (folder / "validations.yaml").read_text()
    assert registry.startswith("# yaml-language-server: $schema=quash.schema.json\n")
    assert "base_url: https://shop.example/base/api\n    auth: {bearer: {env: MY_TOKEN}}" in registry
    assert "request: GET /health" in registry
    assert load_registry([folder / "validations.yaml"]).problems == ()
    assert "    @health-found\n" in (folder / "tests" / "first.robot").read_text()
    settings = json.loads((folder / ".vscode" / "settings.json").read_text())
    assert "./quash.schema.json" in settings["yaml.schemas"]
    told = capsys.readouterr()
    assert told.out.endswith("Next:\n  cd checks\n  quash run @health-found\n  robot tests\n")
    assert "export MY_TOKEN='…'" in told.err


def test_init_asks_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It asks three questions; an empty answer means the default."""
    answers = iter(["https://shop.example", "", "SHOP_TOKEN"])
    asked = []
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or next(answers))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["init", "--offline"]) == ExitCode.DONE
    assert asked == [
        "Address of the backend [http://127.0.0.1:8080]: ",
        "A path to request [/]: ",
        "Environment variable with the token (empty: none): ",
    ]
    text = (tmp_path / "validations.yaml").read_text()
    assert "base_url: https://shop.example\n" in text
    assert "{env: SHOP_TOKEN}" in text


def asked_on_a_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str | type[BaseException]) -> list[str]:
    """Answer the questions or end the input, and return the questions."""
    asked: list[str] = []
    left = iter(answers)

    def answer(question: str) -> str:
        asked.append(question.partition(" [")[0].partition(":")[0])
        found = next(left)
        if isinstance(found, str):
            return found
        raise found

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    return asked


def test_init_asks_again_for_what_it_cannot_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It keeps the other answers, mentions no option, and accepts a whole URL below the address as a path."""
    answers = ("shop", "https://shop.example/api", "https://h/a", "https://shop.example/api/orders/A-1", "/o", "T")
    asked = asked_on_a_terminal(monkeypatch, *answers)
    assert main(["init", "--offline"]) == ExitCode.DONE
    assert [question.split()[0] for question in asked] == ["Address", "Address", "A", "A", "Environment", "Environment"]
    told = capsys.readouterr().out
    assert '  "shop" is not an address; write for example https://shop.example/api\n' in told
    assert '  "https://h/a" is not below https://shop.example/api; write a path, for example /health\n' in told
    assert '  "/o" is not a variable name; write for example SHOP_TOKEN\n' in told
    assert "--" not in told
    assert "GET /orders/${order_id}" in (tmp_path / "validations.yaml").read_text()


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_init_ends_with_its_input(
    end: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-D is not an answer, so nothing is written."""
    asked_on_a_terminal(monkeypatch, "https://shop.example", end)
    assert main(["init"]) == ExitCode.INTERRUPTED
    told = capsys.readouterr()
    assert (told.out, told.err) == ("\n", "quash: stopped; nothing was written\n")
    assert written(tmp_path) == set()


def test_init_leaves_what_exists(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Existing files stay unchanged, and the suite uses a validation of the existing registry."""
    (tmp_path / "validations.yaml").write_text(
        "connections: {shop: {base_url: 'http://h'}}\nvalidations:\n  of-mine: {request: GET /a}\n"
    )
    (tmp_path / "robot.toml").write_text("# mine\n")
    before = (tmp_path / "validations.yaml").read_text()
    assert main(["init", "--yes", "--curl", "curl https://h.example/a"]) == ExitCode.DONE
    assert (tmp_path / "validations.yaml").read_text() == before
    assert (tmp_path / "robot.toml").read_text() == "# mine\n"
    assert "    @of-mine\n" in (tmp_path / "tests" / "first.robot").read_text()
    told = capsys.readouterr().out
    assert "Kept  validations.yaml, which already exists" in told
    assert "Kept  robot.toml, which already exists" in told
    assert "To add a request:  quash import curl --output validations.yaml" in told


def test_init_twice_changes_nothing(tmp_path: Path) -> None:
    """The second call finds all files and changes none."""
    assert main(["init", "--yes", "--offline"]) == ExitCode.DONE
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    assert main(["init", "--yes", "--offline"]) == ExitCode.DONE
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--url", "ftp://h"], '--url: "ftp://h" is not an address; write for example https://shop.example/api'),
        (["--url", "notaurl"], '--url: "notaurl" is not an address'),
        (["--url", "http://h?a=1"], "write the address without it"),
        (["--url", "http://h/api", "--path", "http://i/a"], '--path: "http://i/a" is not below http://h/api'),
        (["--path", "a b"], "--path:"),
        (["--token-variable", "1 2"], '--token-variable: "1 2" is not a variable name; write for example SHOP_TOKEN'),
        (["--curl", "curl"], "no URL"),
        (["--curl", "curl h", "--url", "http://h"], "--curl cannot be combined with --url"),
    ],
)
def test_init_refuses_what_it_cannot_use(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unusable options are refused before anything is written, even in an existing project."""
    for files in (set(), {"validations.yaml"}):
        for name in files:
            (tmp_path / name).write_text("connections: {}\n")
        assert main(["init", "--yes", *words]) in (ExitCode.USAGE, ExitCode.BAD_INPUT)
        assert message in capsys.readouterr().err
        assert written(tmp_path) == files


def test_examples_are_listed_printed_and_copied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy names the schema beside it and loads without problems."""
    assert main(["example"]) == ExitCode.DONE
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["NAME", "minimal", "shop", "tutorial"]
    assert main(["example", "minimal"]) == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.out.startswith("connections:\n")
    assert "order-created:" in printed.out
    assert printed.err == "To copy it:  quash example minimal FOLDER\n"
    assert main(["example", "shop", "mine"]) == ExitCode.DONE
    assert capsys.readouterr().out.endswith("\nNext:\n  quash list --registry mine\n")
    assert main(["list", "--registry", "mine"]) == ExitCode.DONE
    assert load_registry([tmp_path / "mine"]).problems == ()
    assert (
        (tmp_path / "mine" / "login.yaml").read_text().startswith("# yaml-language-server: $schema=quash.schema.json")
    )
    assert (tmp_path / "mine" / "quash.schema.json").read_text() == schema_text()


@pytest.mark.parametrize(
    ("name", "step"), [("minimal", "quash list --registry mine/minimal.yaml"), ("tutorial", "python mine/shop.py")]
)
def test_a_copy_comes_with_the_next_step(
    name: str, step: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next step names files that exist."""
    assert main(["example", name, "mine"]) == ExitCode.DONE
    assert f"\nNext:\n  {step}" in capsys.readouterr().out
    assert (tmp_path / re.findall(r"mine/\S+", step)[0]).exists()
    assert ("minimal.yaml" in step) == (tmp_path / "mine" / "quash.schema.json").exists()


def test_an_example_never_replaces_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If one file exists, no file is written."""
    (tmp_path / "login.yaml").write_text("mine")
    assert main(["example", "shop", "."]) == ExitCode.NOT_WRITTEN
    assert written(tmp_path) == {"login.yaml"}
    assert "login.yaml already exists; nothing was written" in capsys.readouterr().err
    assert main(["example", "shp"]) == ExitCode.USAGE
    assert 'did you mean "shop"?' in capsys.readouterr().err


def test_the_schema_is_printed_or_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The schema is printed, or written to a file that does not exist yet."""
    assert main(["schema"]) == ExitCode.DONE
    assert capsys.readouterr().out == schema_text()
    assert main(["schema", "--output", "s.json"]) == ExitCode.DONE
    assert (tmp_path / "s.json").read_text() == schema_text()
    assert main(["schema", "--output", "s.json"]) == ExitCode.NOT_WRITTEN


def test_a_curl_command_that_lost_its_quotes_is_recognised(capsys: pytest.CaptureFixture[str]) -> None:
    """Single quotes in single quotes end the argument. The message says what to do, and shows no part of a token."""
    words = ["curl http://shop.example -H Authorization:", "Bearer", "s3cr3t-t0ken"]
    assert main(["init", "--curl", *words]) == ExitCode.USAGE
    printed = capsys.readouterr().err
    assert printed.startswith(
        'quash: unknown argument "…"; save a curl command that contains quotes in a file: quash init --curl - < FILE\n'
    )
    assert "s3cr3t" not in printed
