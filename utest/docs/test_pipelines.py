"""The pipelines on the pages are whole, and what `quash check` prints on its page is real."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.main import main, parsed
from utest.docs.pages import DOCS, PAGES, Page, blocks
from utest.docs.test_reports import output_of_a_run

HOW_TO = DOCS / "how-to"
SERVERS = {"jenkins": "groovy", "github-actions": "yml", "gitlab": "yml", "azure-pipelines": "yml"}
CHECKS = Page(HOW_TO / "check-registries-before-a-run.md")
PARTS = {
    "installs": r"pip install robotframework-quashlibrary",
    "checks before the run": r"quash check tests.*robot --outputdir results tests",
    "publishes after a failed run too": r"robot --outputdir.*(?:always|succeededOrFailed)|when: always",
    "reads the token from the server's store": r"SHOP_TOKEN",
}
_PATH = re.compile(r"results/[\w./]+\w")
PIPELINES = [(page, text) for page in PAGES for language in ("yml", "groovy") for text in page.blocks(language)]


@pytest.mark.parametrize(("server", "language"), SERVERS.items())
@pytest.mark.parametrize("part", PARTS)
def test_each_server_has_a_whole_pipeline(server: str, language: str, part: str) -> None:
    """The first example on its page has each part; GitLab sets variables of its store by itself."""
    page = Page(HOW_TO / f"{server}.md")
    text = page.text if part.startswith("reads") else page.blocks(language)[0]
    assert re.search(PARTS[part], text, re.DOTALL)


@pytest.mark.parametrize("text", blocks("yml"))
def test_pipelines_are_yaml_that_uses_the_results(text: str) -> None:
    """Each can be parsed. If it runs tests, it names a file of theirs."""
    assert yaml.safe_load(text)
    assert _PATH.search(text) or "results" not in text


@pytest.mark.parametrize(("page", "text"), PIPELINES, ids=str)
def test_commands_of_pipelines_exist(page: Page, text: str) -> None:
    """Each call of `quash` in a pipeline has the command and the options that it shows."""
    for call in re.findall(r"\bquash ((?:check|report|run|prove)\b[^|>'\n]*)", text):
        parsed(shlex.split(call))


@pytest.mark.parametrize(("page", "text"), PIPELINES, ids=str)
def test_pipelines_publish_files_that_exist(
    page: Page, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each path below the folder of results is a file that a run writes."""
    monkeypatch.chdir(tmp_path)
    output_of_a_run(tmp_path / "results")
    main(["report", "results/output.xml"])
    for path in _PATH.findall(text):
        assert (tmp_path / path).exists(), path


def test_the_output_of_quash_check_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The registry and the suite of the page have the findings that it shows."""
    suite, shown = re.findall(r"(?<=\n\n)```\n(.*?)^```$", CHECKS.text, re.DOTALL | re.MULTILINE)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "validations.yaml").write_text(CHECKS.blocks("yaml")[0], encoding="utf-8")
    (tmp_path / "tests" / "shop.robot").write_text(suite, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHOP_TOKEN", raising=False)
    assert main(["check", "tests/"]) == ExitCode.FOUND
    assert f"$ quash check tests/\n{capsys.readouterr().out}" == shown
