"""`quash report`: its files, its output, its exit codes, and its low memory and import costs."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main
from QuashLibrary.registry.load import load_registry
from utest.report.outputs import blind_test, case, kw, order_test, record, swallowing_test, told, ui, written

ROOT = Path(__file__).parents[2]
MOST_MEMORY = 60 * 1024
"""The memory limit of the command in KiB, for an output of any size."""

MEASURED = """\
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "QuashLibrary", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def report(*words: str | Path) -> int:
    """Run the command."""
    return main(["report", *map(str, words)])


def test_report_is_beside_the_output(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The last line names the page to open, and the line before it is the verdict."""
    assert report(written(tmp_path, order_test(), blind_test(number=2))) == ExitCode.DONE
    page = tmp_path / "quash" / "index.html"
    assert capsys.readouterr().out == (
        "1 silent failure: the UI showed no failure, but the backend check failed. "
        "Of 2 tests, 1 passed without a backend check.\n"
        f"Quash:   {page}\n"
    )
    assert page.exists()


def test_folder_can_be_named(tmp_path: Path) -> None:
    """A missing folder is created."""
    report(written(tmp_path, order_test()), "--output", tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b" / "index.html").exists()


def test_shards_in_one_folder_have_their_report_there(tmp_path: Path) -> None:
    """Shards in one folder get their report there, like a single output."""
    shards = [written(tmp_path, case("A"), name="1.xml"), written(tmp_path, case("B"), name="2.xml")]
    report(*shards)
    assert (tmp_path / "quash" / "index.html").exists()


def test_a_rerun_that_was_not_merged_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report contains such tests twice, and the console says how to merge the outputs."""
    first = written(tmp_path, case("One"), case("Two"), name="first.xml")
    rerun = written(tmp_path, case("One"), case("Two"), name="rerun.xml")
    assert report(first, rerun) == ExitCode.DONE
    assert "2 tests are in several outputs and counted each time" in capsys.readouterr().err


def test_shards_of_several_folders_have_their_report_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards from several folders get their report in the current folder."""
    for name in ("a", "b", "here"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    report(written(tmp_path / "a", case("A")), written(tmp_path / "b", case("B")))
    assert (tmp_path / "here" / "quash" / "index.html").exists()


def test_further_ui_libraries_can_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keywords of a named library count as UI steps."""
    path = written(tmp_path, case("One", kw("Click It", owner="MyApp")))
    report(path, "--ui-library", "MyApp")
    assert capsys.readouterr().out.startswith("The only test passed, but only in the UI: no backend was checked.\n")


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ("silent", ExitCode.FOUND),
        ("failed", ExitCode.FOUND),
        ("error", ExitCode.DONE),
        ("blind", ExitCode.DONE),
        ("error,silent", ExitCode.FOUND),
    ],
)
def test_exit_code_says_whether_something_was_found(tmp_path: Path, found: str, code: ExitCode) -> None:
    """--fail-on sets the exit code; a silent failure is also a failed validation."""
    assert report(written(tmp_path, order_test()), "--fail-on", found) == code


def test_swallowed_failures_can_be_looked_for(tmp_path: Path) -> None:
    """Swallowed failures count even in silent failures, but ignored ones do not count."""
    ignored = swallowing_test(policy="ignore", tags=())
    assert report(written(tmp_path, swallowing_test()), "--fail-on", "swallowed") == ExitCode.FOUND
    assert report(written(tmp_path, ignored, order_test(number=2)), "--fail-on", "swallowed") == ExitCode.DONE


def test_unknown_finding_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message lists the known findings."""
    assert report(written(tmp_path), "--fail-on", "everything") == ExitCode.USAGE
    assert '"everything"; choose silent, swallowed, failed, error, blind' in capsys.readouterr().err


def test_wrong_file_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message is one line, without traceback."""
    path = tmp_path / "log.html"
    path.write_text("<html></html>", encoding="utf-8")
    assert report(path) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err == f"quash: {path} is not an output.xml of Robot Framework: it begins with <html>\n"


def test_folder_that_cannot_be_written_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message is one line, without traceback."""
    (tmp_path / "quash").write_text("", encoding="utf-8")
    assert report(written(tmp_path)) == ExitCode.NOT_WRITTEN
    assert capsys.readouterr().err == f"quash: the report cannot be written to {tmp_path / 'quash'}: File exists\n"


def test_truncated_output_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report shows the readable part, and a message says that the output is truncated."""
    path = written(tmp_path, case("One"), order_test(number=2))
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: whole.rindex("<tag>")], encoding="utf-8")
    assert report(path) == ExitCode.DONE
    printed = capsys.readouterr()
    assert printed.out.startswith("1 silent failure: ")
    assert printed.err.startswith("quash: output.xml is truncated: ")


def test_blind_spots_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list is printed, and no file is written."""
    path = written(tmp_path, case("Buy", ui("Click Element", "id=pay")), order_test(number=2))
    assert report("--blind-spots", path) == ExitCode.DONE
    assert capsys.readouterr().out == (
        "1 of 1 passed UI test ran no backend validation.\n"
        "  Shop.Buy  (1 UI step)  suggested: payment-captured\n"
        "\n"
        "Steps that seem to involve the backend:\n"
        "  payment-captured\n"
        "    AppiumLibrary.Click Element    id=pay  (1 test)\n"
        "\n"
        "--skeleton FILE writes a starter registry.\n"
    )
    assert [item.name for item in tmp_path.iterdir()] == ["output.xml"]


def test_run_without_ui_steps_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says that the run has no UI steps, not that it has no blind spots."""
    report("--blind-spots", written(tmp_path, case("One", kw("Click It", owner="MyApp"))))
    assert capsys.readouterr().out == (
        "No test that passed has UI steps.\n"
        "Known UI libraries are AppiumLibrary, Browser, SeleniumLibrary; --ui-library NAME adds another.\n"
    )


def test_skeleton_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--skeleton writes a registry to a new file."""
    path, file = written(tmp_path, case("Buy", ui("Click Element", "id=pay"))), tmp_path / "new" / "v.yaml"
    assert report("--blind-spots", "--skeleton", file, path) == ExitCode.DONE
    assert "  payment-captured:\n" in file.read_text(encoding="utf-8")
    assert capsys.readouterr().out.endswith(f"Starter registry: {file}\n")


def test_skeleton_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`-` prints the registry to stdout, and the list goes to stderr."""
    report("--blind-spots", "--skeleton", "-", written(tmp_path, case("Buy", ui("Click Element", "id=pay"))))
    printed = capsys.readouterr()
    assert printed.out.startswith("# A starter registry")
    assert printed.err.startswith("1 of 1 passed UI test")


def test_registry_is_never_overwritten_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An existing registry is replaced only with --overwrite."""
    path, file = written(tmp_path, blind_test()), tmp_path / "v.yaml"
    file.write_text("mine", encoding="utf-8")
    assert report("--blind-spots", "--skeleton", file, path) == ExitCode.NOT_WRITTEN
    assert capsys.readouterr().err == f"quash: {file} already exists; --overwrite replaces it\n"
    assert file.read_text(encoding="utf-8") == "mine"
    assert report("--blind-spots", "--skeleton", file, "--overwrite", path) == ExitCode.DONE
    assert file.read_text(encoding="utf-8").startswith("#")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--words", "bezahlen"], "--words needs --blind-spots"),
        (["--skeleton", "v.yaml", "--output", "x"], "--skeleton writes no report; leave out --output"),
        (["--skeleton", "v.yaml", "--fail-on", "blind"], "--skeleton cannot be combined with --fail-on blind"),
        (["--blind-spots", "--output", "x"], "--blind-spots writes no report; leave out --output"),
        (["--blind-spots", "--fail-on", "silent"], "--blind-spots cannot be combined with --fail-on silent"),
    ],
)
def test_options_that_contradict_are_refused(
    tmp_path: Path, words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Options that contradict each other are refused, not ignored."""
    assert report(*words, written(tmp_path, blind_test())) == ExitCode.USAGE
    assert capsys.readouterr().err == f"quash: {message}\n"


def traffic(folder: Path, *paths: str, test: str = "Shop.Buy") -> None:
    """Write a recording of an app's requests beside an output."""
    (folder / "quash").mkdir()
    lines = (
        {
            "test": test,
            "connection": "shop",
            "method": "POST",
            "path": path,
            "started": "2026-01-01T12:00:00",
            "status": 201,
            "failed": None,
            "ui_step": "Click Element    id=pay",
            "broken": None,
            "headers": [],
            "body": "",
            "answer_headers": [],
            "answer": '{"id": 17}',
        }
        for path in paths
    )
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / "quash" / "traffic.jsonl").write_text(text, encoding="utf-8")


def test_registry_is_made_of_traffic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --blind-spots, the new entries and the left-out requests are listed, and no report is written."""
    path, file = written(tmp_path, case("Buy", ui("Click Element", "id=pay"))), tmp_path / "v.yaml"
    traffic(tmp_path, "/orders", "/graphql")
    assert report("--skeleton", file, path) == ExitCode.DONE
    assert capsys.readouterr().out == (
        "2 writes by the app, 1 with a validation:\n"
        "  POST /orders  @order-created  TODO\n"
        "\n"
        "Left out:\n"
        "  POST /graphql: app_sent matches GraphQL by its path only; write a validation with a query\n"
        "\n"
        f"Starter registry: {file}\n"
    )
    assert [item.name for item in (tmp_path / "quash").iterdir()] == ["traffic.jsonl"]
    assert "  order-created:\n" in file.read_text(encoding="utf-8")


def test_registry_of_traffic_is_never_overwritten_unasked(tmp_path: Path) -> None:
    """A registry from traffic is replaced only with --overwrite, too."""
    path, file = written(tmp_path, case("Buy")), tmp_path / "v.yaml"
    traffic(tmp_path, "/orders")
    file.write_text("mine", encoding="utf-8")
    assert report("--skeleton", file, path) == ExitCode.NOT_WRITTEN
    assert file.read_text(encoding="utf-8") == "mine"
    assert report("--skeleton", file, "--overwrite", path) == ExitCode.DONE


def test_traffic_and_guesses_make_one_registry(tmp_path: Path) -> None:
    """Nothing is guessed for tests with recorded requests, and the slugs differ."""
    buy = [case(name, ui("Click Element", "id=order"), number=n) for n, name in enumerate(("Buy", "Unrecorded"), 1)]
    path, file = written(tmp_path, *buy), tmp_path / "v.yaml"
    traffic(tmp_path, "/orders")
    assert report("--blind-spots", "--skeleton", file, path) == ExitCode.DONE
    loaded = load_registry([file])
    assert not loaded.problems
    assert loaded.registry.slugs == ("orders-sent", "order-created", "order-created-2")
    assert len(loaded.registry.attachments) == 2
    text = file.read_text(encoding="utf-8")
    assert text.count("# in Shop.Unrecorded") == 1
    assert "from output.xml, traffic.jsonl." in text


def test_list_of_blind_spots_has_writes_where_they_are_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list shows recorded writes instead of guesses."""
    path = written(tmp_path, case("Buy", ui("Click Element", "id=order")))
    traffic(tmp_path, "/orders")
    report("--blind-spots", path)
    assert capsys.readouterr().out == (
        "1 of 1 passed UI test ran no backend validation.\n"
        "  Shop.Buy  (1 UI step)\n"
        "\n"
        "1 write by the app, 1 with a validation:\n"
        "  POST /orders  @order-created  TODO\n"
        "\n"
        "--skeleton FILE writes a starter registry.\n"
    )


def test_skeleton_without_traffic_says_what_else_makes_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the alternative, and a missing output is named as well."""
    path, file = written(tmp_path, blind_test()), tmp_path / "v.yaml"
    assert report("--skeleton", file, path) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err == (
        f"quash: no traffic.jsonl with the app's requests next to {path}, so --skeleton has no source; "
        "--blind-spots --skeleton writes a registry from the words in UI steps\n"
    )
    assert report("--skeleton", file, tmp_path / "none.xml") == ExitCode.BAD_INPUT
    assert capsys.readouterr().err == f"quash: {tmp_path / 'none.xml'} does not exist\n"
    assert not file.exists()


def test_words_of_another_language_find_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Words come from the command line, without a slug, or from a file, with a slug."""
    path = written(tmp_path, case("Kauf", ui("Click Element", "id=jetzt-bezahlen")))
    report("--blind-spots", path)
    assert "bezahlen" not in capsys.readouterr().out
    report("--blind-spots", "--words", "absenden,bezahlen", path)
    assert "  submission-stored\n    AppiumLibrary.Click Element    id=jetzt-bezahlen" in capsys.readouterr().out
    words = tmp_path / "words.txt"
    words.write_text("# Deutsch\n\npayment-captured: jetzt bezahlen, kaufen\n", encoding="utf-8")
    report("--blind-spots", "--words", words, path)
    assert "  payment-captured\n    AppiumLibrary.Click Element    id=jetzt-bezahlen" in capsys.readouterr().out


def test_words_may_name_an_effect_of_their_own(tmp_path: Path) -> None:
    """A slug of the words file becomes a validation with this slug."""
    path = written(tmp_path, case("Kauf", ui("Click Element", "id=jetzt-spenden")))
    words, file = tmp_path / "words.txt", tmp_path / "v.yaml"
    words.write_text("donation-made: spenden\n", encoding="utf-8")
    report("--blind-spots", "--words", words, "--skeleton", file, path)
    loaded = load_registry([file])
    assert not loaded.problems
    assert loaded.registry.slugs == ("donation-made",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "bezahlen\n",
            "words.txt:1: a line needs a slug, a colon and words; for example  order-created: bestellen, kaufen",
        ),
        (
            "# a\nMy Slug: b\n",
            "words.txt:2: a line needs a slug, a colon and words; for example  order-created: bestellen, kaufen",
        ),
        (
            "a-b: c,,d\n",
            "words.txt:1: write words separated by commas; for example  order-created: bestellen, kaufen",
        ),
    ],
)
def test_wrong_words_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the line of the wrong words."""
    monkeypatch.chdir(tmp_path)
    Path("words.txt").write_text(text, encoding="utf-8")
    assert report("--blind-spots", "--words", "words.txt", written(tmp_path, blind_test())) == ExitCode.BAD_INPUT
    assert capsys.readouterr().err == f"quash: {message}\n"


def test_blind_spots_can_fail_a_build(tmp_path: Path) -> None:
    """--fail-on blind fails a build with blind spots."""
    assert report("--blind-spots", "--fail-on", "blind", written(tmp_path, blind_test())) == ExitCode.FOUND
    assert report("--blind-spots", "--fail-on", "blind", written(tmp_path, order_test())) == ExitCode.DONE


@pytest.mark.parametrize("words", [[], ["--blind-spots"]])
def test_little_is_imported(tmp_path: Path, words: list[str]) -> None:
    """The report imports neither Robot Framework nor the HTTP client."""
    code = (
        "import sys; from QuashLibrary.cli.main import main; main(sys.argv[1:]);"
        "print(sorted({'robot', 'httpx', 'httpcore', 'selenium', 'yaml', 'pydantic', 'sqlalchemy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, "report", str(written(tmp_path, order_test())), *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


ONLY_FOR = {
    "jinja2": [],
    "QuashLibrary.engine.outcome": [],
    "html.parser": [],
    "fractions": ["report --blind-spots"],
    "urllib.request": [],
    "QuashLibrary.report.blind_spots.search": ["report --blind-spots"],
    "QuashLibrary.report.skeleton.registry": ["report --blind-spots"],
    "QuashLibrary.report.write": ["report"],
}
"""The modules that are slow to import, and the commands that need them."""


@pytest.mark.parametrize("words", ["--help", "report", "report --blind-spots"])
def test_a_command_imports_only_what_it_needs(tmp_path: Path, words: str) -> None:
    """Each command imports only its own modules, and the help imports almost nothing."""
    code = (
        "import sys\nfrom QuashLibrary.cli.main import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        f"print(sorted({set(ONLY_FOR)!r} & set(sys.modules)))"
    )
    outputs = [str(written(tmp_path, order_test()))] if words.startswith("report") else []
    command = [sys.executable, "-c", code, *words.split(), *outputs]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(sorted(name for name, users in ONLY_FOR.items() if words in users))


def large_output(folder: Path) -> Path:
    """Write an output with 1,000 tests and 100,000 keywords."""
    path = folder / "output.xml"
    outcome = record(verdict="failed", silent=True, ui_steps=1)

    def tests() -> Iterator[str]:
        for number in range(1, 1001):
            steps = (kw("Do It", ui("Click Element", f"id=b{step}")) for step in range(50))
            failed = number % 5 == 0
            yield case(
                f"Test {number}",
                *steps,
                told(outcome if failed else record()),
                number=number,
                result="FAIL" if failed else "PASS",
                message=outcome.message if failed else "",
            )

    with path.open("w", encoding="utf-8") as file:
        file.write('<robot generator="Robot 7.5"><suite id="s1" name="Big">')
        file.writelines(tests())
        file.write('<status status="FAIL" start="2026-01-01T12:00:00" elapsed="1"/></suite></robot>')
    return path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ru_maxrss is of another unit elsewhere")
def test_memory_does_not_grow_with_the_output(tmp_path: Path) -> None:
    """The report of a run with 100,000 keywords stays within the memory limit."""
    path = large_output(tmp_path)
    for words in ([], ["--blind-spots"]):
        command = [sys.executable, "-c", MEASURED, "report", *words, str(path)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        code, memory = map(int, done.stdout.split())
        assert code == ExitCode.DONE
        assert memory < MOST_MEMORY
