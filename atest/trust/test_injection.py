"""No text of a test, a registry or an answer becomes markup or code on any page of a run."""

from __future__ import annotations

import json
from collections.abc import Callable

from atest.backend import Backend
from atest.browsers import chromium
from atest.robot_process import Robot
from atest.trust.conftest import Figures

HIT = "window.quashHit=1"
PAYLOADS = [
    f"<script>{HIT}</script>",
    f"</script><script>{HIT}</script>",
    f'"><img src=x onerror="{HIT}">',
    f"'><svg/onload='{HIT}'>",
    f"--><script>{HIT}</script><!--",
    f"]]><script>{HIT}</script>",
    f"</style><script>{HIT}</script>",
    f"</title><script>{HIT}</script>",
    f"</textarea><script>{HIT}</script>",
    f'<iframe srcdoc="<script>parent.{HIT}</script>"></iframe>',
    f"<details open ontoggle={HIT}>",
    f'<a href="javascript:{HIT}">here</a>',
    f"javascript:{HIT}",
    f"*HTML*<img src=x onerror={HIT}>",
    f"[here](javascript:{HIT})",
    f"<!--quash {{}}--><script>{HIT}</script>",
    f"{{{{ {HIT} }}}} {{% raw %}}",
    f"\\u003cscript\\u003e{HIT}\\u003c/script\\u003e",
    f"&lt;script&gt;{HIT}&lt;/script&gt;",
    f"<style>@import '//127.0.0.1:9/x'</style><script>{HIT}</script>",
    f'<base href="//127.0.0.1:9/"><meta http-equiv=refresh content="0;url=javascript:{HIT}">',
    f"<math><mtext></p><script>{HIT}</script>",
]
REGISTRY = """\
connections: {{shop: {{base_url: '{url}'}}}}
validations:
"""
VALIDATION = """\
  number-{number}:
    description: {text}
    inputs: {{text: {text}}}
    request: {{method: POST, path: /echo, query: {{q: '${{text}}'}}, json: ['${{text}}']}}
    expect: {{$.query.q: {text}, $.body: {text}, $.query: {{equals: {{q: {text}, r: {text}}}}}, headers: {{X: {text}}}}}
    fetch: {{kept: $.query.q}}
"""
HEAD = """\
*** Settings ***
Library    QuashLibrary    registry={folder}/shop.yaml
Metadata    Payload    {first}

*** Test Cases ***
"""
TEST = """\
{number} {cell}
    [Documentation]    {cell}
    [Tags]    tag {cell}
    Run Keyword And Continue On Failure    @number-{number}    text={cell}
    Log    {cell}
    Fail    {number}: {cell}

"""


def test_no_page_runs_foreign_code(
    robot: Robot,
    backend: Backend,
    chromium_path: str,
    new_folder: Callable[[], object],
    figures: Figures,
) -> None:
    """Each page of Robot and QuashLibrary is opened, with everything on it expanded."""
    folder = robot.new_folder()
    validations = [VALIDATION.format(number=number, text=json.dumps(text)) for number, text in enumerate(PAYLOADS)]
    registry = REGISTRY.format(url=backend.url) + "".join(validations)
    (folder / "shop.yaml").write_text(registry, encoding="utf-8")
    suite = folder / "injection.robot"
    tests = [TEST.format(number=number, cell=_cell(text)) for number, text in enumerate(PAYLOADS)]
    suite.write_text(HEAD.format(folder=folder, first=_cell(PAYLOADS[0])) + "".join(tests), encoding="utf-8")
    run = robot.run(suite)
    assert run.code == len(PAYLOADS), run.console
    assert run.errors == []
    pages = sorted(run.folder.rglob("*.html"))
    hits = []
    with chromium(chromium_path, robot.new_folder()) as browser:
        for page in pages:
            browser.open(page.as_uri())
            browser.run("document.querySelectorAll('details').forEach(one => one.open = true)")
            if browser.run("return window.quashHit") or browser.driver.current_url.partition("#")[0] != page.as_uri():
                hits.append(page.name)
    figures(f"{len(PAYLOADS)} payloads on {len(pages)} pages in Chromium: {len(hits)} pages ran one")
    assert len(pages) > len(PAYLOADS)
    assert hits == []


def _cell(text: str) -> str:
    """Return a text escaped as a cell of a suite."""
    return text.replace("\\", "\\\\").replace("{{", "{ {")
