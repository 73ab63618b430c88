"""No secret reaches a file of a run in a promised form, whoever writes it and at any log level."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

import pytest

from atest.backend import Backend
from atest.disguises import readable_files
from atest.robot_process import Robot
from atest.trust.conftest import Figures

SECRETS = {
    "PLAIN": "plain-secret-one",
    "SHORT": "k7#q",
    "DIGITS": "9081726354",
    "TOKEN": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0ZXIifQ.c2lnbmF0dXJl",
    "SLASHES": "a/b+c=d//e+f==",
    "BLANKS": "two words and more",
    "QUOTES": 'say "it\'s" here',
    "MARKUP": "<b>&amp;'x'</b>",
    "BACKSLASHES": "C:\\keys\\new",
    "UMLAUTS": "Schlüssel-Größe",
    "WRITING": "秘密の鍵-テスト",
    "EMOJI": "key-🔑-🎉-end",
    "PERCENT": "50%25-of%20it",
    "VARIABLE": "${HOME}-%{PATH}-@{x}",
    "LINES": "-----BEGIN TEST KEY-----\nMIIBsecretLineOne0001\nMIIBsecretLineTwo0002\n-----END TEST KEY-----",
    "LONG": "-".join(f"part{number:04}" for number in range(400)),
    "QUERY": "a=b&c=d;e",
    "REGEX": "(a|b)*[c]+$^.",
    "TABS": "tab\tseparated\tsecret",
    "JSON": '{"key": "of-json", "n": 1}',
}
_ENCODINGS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "percent-encoded": lambda text: quote(text, safe=""),
    "percent-encoded as a path": quote,
    "percent-encoded as a form": quote_plus,
    "percent-encoded in small letters": lambda text: re.sub("%..", lambda m: m[0].lower(), quote(text, safe="")),
    "percent-encoded by JavaScript": lambda text: quote(text, safe="!'()*"),
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON in Unicode": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON by PHP": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "HTML": html.escape,
    "XML": lambda text: html.escape(text, quote=False),
    "Python": lambda text: repr(text)[1:-1],
    "Base64": lambda text: base64.b64encode(text.encode()).decode(),
    "Base64 for URLs": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "Base64 without padding": lambda text: base64.b64encode(text.encode()).decode().rstrip("="),
    "Basic": lambda text: base64.b64encode(f"tester:{text}".encode()).decode(),
    "Basic of a longer name": lambda text: base64.b64encode(f"tester1:{text}".encode()).decode(),
    "Base64 among others": lambda text: base64.b64encode(f"{{'a': {text}}}".encode()).decode(),
    "in a URL": lambda text: f"https://user:{quote(text, safe='')}@host/?q={quote_plus(text)}",
}
SHORTEST_INSIDE_BASE64 = 6
LIBRARY = '''
import json, logging, sys
from robot.api import logger

FORMS = json.loads(open({forms!r}, encoding="utf-8").read())

def write_all_forms(name):
    """Write them in every way that a library has."""
    for form, text in FORMS[name].items():
        logger.info(f"{{form}}: {{text}}")
        logger.info(f"<pre>{{text}}</pre>", html=True)
        logger.debug(text)
        logger.trace(text)
        logger.console(f"console: {{text}}")
        logging.getLogger("app").info("by logging: %s", text)
        print(f"printed: {{text}}")
        print(f"*WARN* warned: {{text}}", file=sys.stderr)

def form_of(name, form):
    return FORMS[name][form]

def fail_with(name, form):
    raise AssertionError(f"wrong: {{FORMS[name][form]}}")

def secret(name):
    return FORMS[name]["raw"]
'''
REGISTRY = """\
connections: {{shop: {{base_url: '{url}'}}}}
validations:
  echo:
    inputs: {{key: {{description: A secret., secret: true}}}}
    request: {{method: POST, path: /echo, query: {{key: '${{key}}'}}, json: {{key: '${{key}}', note: 'a ${{key}} b'}}}}
    expect: {{$.query.key: never, $.body: {{contains: never}}}}
"""
HEAD = """\
*** Settings ***
Library    {folder}/forms_library.py
Library    QuashLibrary    registry={folder}/shop.yaml

*** Test Cases ***
"""
TEST = """\
{name}
    Run Keyword And Ignore Error    @echo    key=%{{SECRET_{name}}}
    ${{key}} =    Secret    {name}
    Log Many    ${{key}}    again ${{key}}
    Set Test Documentation    doc ${{key}}
    Set Test Variable    ${{kept}}    ${{key}}
    Write All Forms    {name}
    FOR    ${{form}}    IN    @{{FORMS}}
        ${{text}} =    Form Of    {name}    ${{form}}
        Log    ${{text}}
        Log To Console    ${{text}}
        Run Keyword And Ignore Error    Should Be Equal    ${{text}}    something else
        Run Keyword And Ignore Error    Fail With    {name}    ${{form}}
    END
    Fail    the test ends with ${{key}}

"""


@dataclass(frozen=True)
class Form:
    """A secret in one form, and the part of it that no file may contain."""

    secret: str
    name: str
    written: str
    looked_for: str


@pytest.mark.parametrize("level", ["INFO", "DEBUG", "TRACE"])
def test_no_file_has_a_secret(
    level: str, robot: Robot, backend: Backend, amount: Callable[[int, int], int], figures: Figures
) -> None:
    """The secret enters the run as a validation's input; then a library writes it in every form."""
    names = list(SECRETS)[:: amount(4, 1)]
    forms = [form for name in names for form in _forms(name)]
    folder = robot.new_folder()
    by_name = {name: {form.name: form.written for form in forms if form.secret == name} for name in names}
    (folder / "forms.json").write_text(json.dumps(by_name), encoding="utf-8")
    (folder / "forms_library.py").write_text(LIBRARY.format(forms=str(folder / "forms.json")), encoding="utf-8")
    (folder / "shop.yaml").write_text(REGISTRY.format(url=backend.url), encoding="utf-8")
    suite = folder / "secrets.robot"
    variables = "*** Variables ***\n@{FORMS}    " + "    ".join(next(iter(by_name.values()))) + "\n\n"
    tests = "".join(TEST.format(name=name) for name in names)
    suite.write_text(variables + HEAD.format(folder=folder) + tests, encoding="utf-8")
    environment = {f"SECRET_{name}": SECRETS[name] for name in names}
    options = ["--loglevel", level, "--xunit", "xunit.xml"]
    run = robot.given(*options, environment=environment).run(suite)
    files = list(readable_files(run))
    leaks = [
        f"{form.secret} as {form.name} in {file}" for file, text in files for form in forms if form.looked_for in text
    ]
    figures(
        f"{len(names)} secrets x {len(_ENCODINGS)} forms x {len(files) // 2} files at {level}: {len(leaks)} readable"
    )
    assert leaks == []
    assert "***" in dict(files)["log.html"]
    assert [test.name for test in run.suite.all_tests()] == names


def _forms(name: str) -> Iterator[Form]:
    secret = SECRETS[name]
    for form, encode in _ENCODINGS.items():
        written = encode(secret)
        if form.startswith("Bas") and len(secret.encode()) < SHORTEST_INSIDE_BASE64:
            continue
        yield Form(name, form, written, _inner(form, secret, written))


def _inner(form: str, secret: str, written: str) -> str:
    """Return the part that no file may contain; in Base64, only characters that depend on the secret alone."""
    prefix = {"Basic": "tester:", "Basic of a longer name": "tester1:", "Base64 among others": "{'a': "}.get(form)
    if form == "in a URL":
        return quote(secret, safe="")
    if prefix is None:
        return written
    start, end = len(prefix.encode()), len(prefix.encode()) + len(secret.encode())
    return written[-(-8 * start // 6) : 8 * end // 6]
