"""`quash check`: its findings, the files that it reads, and its exit codes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.findings.model import RULES
from QuashLibrary.cli.main import main
from utest.cli.checked import HEAD, REGISTRY, USES_ALL, Find, steps, write

pytestmark = pytest.mark.usefixtures("in_an_empty_folder")

ROOT = Path(__file__).resolve().parents[2]


def test_nothing_is_found_where_nothing_is_wrong(find: Find, capsys: pytest.CaptureFixture[str]) -> None:
    """A correct suite has no findings, and the summary counts what was checked."""
    assert find(USES_ALL) == []
    assert main(["check"]) == ExitCode.DONE
    assert capsys.readouterr().out == "No problems found; 1 suite file and 2 validations checked.\n"


@pytest.mark.parametrize(
    ("step", "finding"),
    [
        (
            "@order-payd    7",
            "7:5: Q201 no validation named @order-payd in validations.yaml; did you mean @order-paid?",
        ),
        ("QuashLibrary.@order-payd    7", "7:5: Q201"),
        ("Given @order-payd    7", "7:11: Q201"),
        ("Validate Backend    @order-paid    @shop-helthy    order_id=7", "7:40: Q201"),
        ("validate_backend    order-payd", "7:25: Q201"),
        ("Fetch Into Variable    ${x}    @order-payd", "7:36: Q201"),
        ("Await Backend    @order-payd", "7:22: Q201"),
        ("UI Should Match Backend    id=x    @order-payd", "7:40: Q201"),
        ("Run Keyword And Ignore Error    Run Keyword    @order-payd    7", "7:52: Q201"),
        ("Run Keywords    @shop-healthy    AND    @order-payd    7", "7:45: Q201"),
        ("Run Keyword If    $x    @shop-healthy    ELSE    @order-payd    7", "7:54: Q201"),
        ("Wait Until Keyword Succeeds    3x    0s    @order-payd    7", "7:48: Q201"),
        ("IF    True    @order-payd    7", "7:19: Q201"),
        ("@order-paid    oder_id=7", '7:20: Q202 @order-paid: no input "oder_id"; did you mean "order_id"?'),
        ("Set Backend Input    oder_id    7", "7:26: Q202"),
        ("@order-paid", '7:5: Q203 @order-paid is missing its input "order_id"; add order_id=… to the step'),
        ("Remember Backend    @order-paid", "7:5: Q203"),
        ("@order-paid    7    within=soon", "7:32: Q204 within=soon is not a duration; write 10s, 500ms or 2 min"),
        ("@order-paid    7    on_failure=ignore", '7:36: Q204 unknown value on_failure="ignore"; choose fail'),
        ("Check Backend Connection    shoop", '7:33: Q205 no connection named "shoop"; did you mean "shop"?'),
        ("Set Backend Environment    stagin", '7:32: Q205 no connection has the environment "stagin"; did you mean'),
        ("Fetch Backend Value    @order-paid    value=$.[    order_id=7", "7:49: Q206"),
        ("Fetch Backend Value    @order-paid    totl    order_id=7", "7:43: Q206"),
        ("Fetch Backend Value    @shop-healthy", "7:5: Q206 @shop-healthy: it fetches no value"),
        ("[Tags]    before:@order-payd", "7:15: Q207 tag before:@order-payd: no validation named @order-payd"),
        ("RETURN    1", "7:5: Q208"),
    ],
)
def test_a_mistake_in_a_step_is_found(find: Find, step: str, finding: str) -> None:
    """The finding names the wrong cell and says what to write."""
    [found] = find(steps(step))
    assert found.startswith(f"a.robot:{finding}"), found


@pytest.mark.parametrize(
    "lines",
    [
        ["@order-paid    ${number}"],
        ["VAR    ${order_id}    7", "@order-paid"],
        ["Fetch Into Variable    ${order_id}    @shop-healthy    value=$.id", "@order-paid"],
        ["FOR    ${order_id}    IN    1    2", "    @order-paid", "END"],
        ["@order-paid    &{inputs}"],
        ["Validate Backend    @{slugs}"],
        ["@order-paid    7    within=${time}    on_failure=${policy}"],
        ["Log    @somebody    @order-payd"],
        ["Check Backend Connection    ${name}"],
        ["Fetch Backend Value    @order-paid    value=$.items[?(@.id==7)].total    order_id=7"],
        ["UI Should Match Backend    css=#a    @order-paid    value=total    as=money    order_id=7"],
    ],
)
def test_what_may_be_right_is_not_reported(find: Find, lines: list[str]) -> None:
    """Variables, which only a run knows, and cells of other keywords are not reported."""
    assert find(steps(*lines)) == []


def test_a_variable_of_another_test_is_not_known(find: Find) -> None:
    """A variable exists only until its test ends."""
    [found] = find(USES_ALL + "    VAR    ${order_id}    7\nOther\n    @order-paid\n")
    assert found.startswith("a.robot:9:5: Q203")


def test_templates_setups_and_resources_are_read(find: Find, tmp_path: Path) -> None:
    """Steps are checked wherever Robot allows them."""
    write(tmp_path, {"some.resource": "*** Keywords ***\nPay\n    @order-payd    7\n"})
    suite = (
        "*** Settings ***\nLibrary    QuashLibrary    registry=validations.yaml\nResource    some.resource\n"
        "Suite Setup    @shop-helthy\nTest Teardown    Run Keyword    @shop-healthi\nTest Template    @order-paid\n"
        "*** Test Cases ***\nA\n    7    curency=EUR\n    7\nB\n    [Template]    NONE\n    @shop-healthy\n"
    )
    assert [line.split()[0:2] for line in find(suite)] == [
        ["a.robot:4:16:", "Q201"],
        ["a.robot:5:33:", "Q201"],
        ["a.robot:9:10:", "Q202"],
        ["some.resource:3:5:", "Q201"],
    ]


@pytest.mark.parametrize(
    ("library", "finding"),
    [
        (
            "QuashLibrary    registry=validation.yaml",
            'Q102 the registry "validation.yaml" does not exist; did you mean',
        ),
        ("QuashLibrary    registri=validations.yaml", 'Q102 unknown argument "registri"; did you mean "registry"?'),
        (
            "QuashLibrary    validations.yaml    screenshots=alway",
            "Q102 screenshots must be failure, always or never",
        ),
        ("QuashLibrary    validations.yaml    environment=stagin", "Q205 no connection has the environment"),
    ],
)
def test_a_wrong_import_is_found(find: Find, library: str, finding: str) -> None:
    """A wrong import, which would fail all tests of a run, is a finding."""
    [found] = find(
        f"*** Settings ***\nLibrary    {library}\n*** Test Cases ***\nA\n    @order-paid    7\n    @shop-healthy\n"
    )
    assert finding in found


def test_each_suite_is_checked_by_its_own_registry(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The registry is relative to the suite, even if a resource file imports it; --registry applies to all suites."""
    other = REGISTRY.replace("order-paid", "order-sent")
    imports = "*** Settings ***\nLibrary    QuashLibrary    registry=${CURDIR}/validations.yaml\n"
    suite = USES_ALL.replace("Library    QuashLibrary    registry=validations.yaml", "Resource    ../common.resource")
    write(
        tmp_path,
        {
            "common.resource": "*** Settings ***\nLibrary    QuashLibrary    registry=validations.yaml\n",
            "one/validations.yaml": REGISTRY,
            "one/a.robot": suite,
            "two/validations.yaml": other,
            "two/a.robot": imports
            + "*** Test Cases ***\nA\n    @order-sent    7\n    @order-paid    7\n    @shop-healthy\n",
        },
    )
    assert main(["check"]) == ExitCode.FOUND
    [found, _] = capsys.readouterr().out.splitlines()
    assert found.startswith("two/a.robot:6:5: Q201 no validation named @order-paid in two/validations.yaml")
    assert main(["check", "--registry", "one", "--ignore", "Q301"]) == ExitCode.FOUND
    assert "two/a.robot:5:5: Q201" in capsys.readouterr().out


def test_what_nothing_uses_is_a_warning(find: Find) -> None:
    """An entry counts as used if a suite names it, or if another entry, an attachment or a login needs it."""
    registry = REGISTRY + (
        "  needed: {request: GET /a, fetch: {key: $.key}}\n"
        "  needing: {needs: needed, request: 'GET /a/${key}', expect: {status: 200}}\n"
        "  base: {request: GET /b, expect: {status: 200}}\n"
        "  heir: {extends: base}\n"
        "  attached: {request: GET /c, expect: {status: 200}}\n"
        "  lost: {request: GET /d, expect: {status: 200}}\n"
        "attach: [{validate: attached, after: Click Element}]\n"
    ).replace("{request", "{connection: shop, request").replace("{needs", "{connection: shop, needs")
    registry = registry.replace("validations:\n", "  idle: {base_url: http://127.0.0.1:7}\nvalidations:\n", 1)
    registry = registry.replace("    request:", "    connection: shop\n    request:")
    found = find(steps("Log    see @needing", "[Tags]    after:@heir"), registry=registry)
    assert [line.split("; ")[0] for line in found] == [
        'validations.yaml:6:3: Q302 nothing uses the connection "idle"',
        "validations.yaml:25:3: Q301 nothing uses @lost",
    ]


def test_what_is_named_by_something_broken_is_used(find: Find) -> None:
    """Only the problem of the broken entry is reported, not its consequences."""
    registry = REGISTRY + (
        "  login: {request: GET /login, fetch: {token: $.token}}\n"
        "  account: {request: GET /me, auth: {from: login}, expcet: {status: 200}}\n"
        "  attached: {request: GET /c, expect: {status: 200}}\n"
        "attach: [{validate: attached, aftr: Click Element}]\n"
    )
    found = find(steps("@account"), registry=registry)
    assert found
    assert {line.split()[1] for line in found} == {"Q101"}


def test_a_slug_in_a_variable_may_mean_any(find: Find, capsys: pytest.CaptureFixture[str]) -> None:
    """Validations that the slug may name are not reported, and one note says so."""
    suite = HEAD + "    Validate Backend    @order-${x}    order_id=7\n    Validate Backend    @${y}\n"
    assert find(suite) == []
    main(["check"])
    notes = capsys.readouterr().err
    assert notes == (
        "quash: a.robot:5 and 1 more: a slug contains a variable; all validations that it may name count as used\n"
    )
    [found] = find(HEAD + "    Validate Backend    @order-${x}    order_id=7\n")
    assert "nothing uses @shop-healthy" in found


def test_data_files_use_validations(find: Find, tmp_path: Path) -> None:
    """The rows of a DataDriver file use validations."""
    write(tmp_path, {"a.csv": "*** Test Cases ***;${slug}\nA;@shop-healthy\n"})
    suite = USES_ALL.replace("    @shop-healthy\n", "").replace("*** Test", "Library    DataDriver\n*** Test", 1)
    assert find(suite) == []


def test_problems_of_the_registry_are_findings(find: Find) -> None:
    """A problem is reported in the words of an import, and its consequences in the suites are not reported."""
    [found] = find(USES_ALL, registry=REGISTRY.replace("expect: {status", "expcet: {status"))
    assert found == (
        'validations.yaml:16:5: Q101 unknown key "expcet" in validation "shop-healthy"; did you mean "expect"?'
    )


def test_warnings_about_the_registry(find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables without a value, literal credentials and slow paths are warnings."""
    registry = REGISTRY.replace(
        "    base_url: http://127.0.0.1:9\n",
        "    base_url: http://127.0.0.1:9\n    auth: {bearer: s3cr3t-t0ken}\n    headers: {X-Key: '%{NO_SUCH_KEY}'}\n",
    ).replace("status: 200", "status: 200, $..state: {contains: paid}, \"$['a..b']\": 1")
    assert [line.split(";")[0] for line in find(USES_ALL, registry=registry)] == [
        "validations.yaml:5:20: Q304 this looks like a credential",
        "validations.yaml:6:22: Q303 the environment variable NO_SUCH_KEY is not set",
        "validations.yaml:18:27: Q305 $..state searches every value of the answer, which is slow on large answers",
    ]
    assert (
        "; run export NO_SUCH_KEY='…' first, or give it a default: %{NO_SUCH_KEY=…}"
        in find(USES_ALL, registry=registry)[1]
    )
    form = registry.replace("'%{NO_SUCH_KEY}'", "{env: NO_SUCH_KEY}")
    assert find(USES_ALL, registry=form)[1].endswith(', or write "%{NO_SUCH_KEY=…}" instead of {env: NO_SUCH_KEY}')
    monkeypatch.setenv("NO_SUCH_KEY", "x")
    assert not any("Q303" in line for line in find(USES_ALL, registry=registry))
    assert not any("s3cr3t" in line for line in find(USES_ALL, registry=registry))


def test_variables_of_other_environments_need_not_be_set(find: Find) -> None:
    """With a chosen environment, the variables of the others need not be set."""
    registry = REGISTRY.replace(
        "base_url: http://127.0.0.1:8", "base_url: http://127.0.0.1:8, headers: {A: '%{NO_KEY}'}"
    )
    registry = registry.replace("staging:", "local: {base_url: http://127.0.0.1:7}, staging:")
    assert "Q303" in find(USES_ALL, registry=registry)[0]
    assert "Q303" in find(USES_ALL, "--environment", "staging", registry=registry)[0]
    assert find(USES_ALL, "--environment", "local", registry=registry) == []
    assert main(["check", "--environment", "stagin"]) == ExitCode.BAD_INPUT


def test_a_tracked_env_file_is_found(tmp_path: Path, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    """An env_file that git tracks is a finding, and its variables count as set."""
    registry = "env_file: .env\n" + REGISTRY.replace("base_url: http://127.0.0.1:9", "base_url: '%{SHOP_URL}'")
    write(tmp_path, {".env": "export SHOP_URL=http://127.0.0.1:9\n"})
    for words in (["init", "-q"], ["add", "-f", ".env"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)  # noqa: S607
    codes = [line.split()[1] for line in find(USES_ALL, registry=registry)]
    assert "Q103" in codes
    assert "Q303" not in codes
    monkeypatch.setenv("PATH", "")
    assert not any("Q103" in line for line in find(USES_ALL, registry=registry))


def test_the_exit_code_is_the_verdict(find: Find, tmp_path: Path) -> None:
    """Errors fail a build; warnings do so only with --strict."""
    find(HEAD + "    @shop-healthy\n")
    assert main(["check"]) == ExitCode.DONE
    assert main(["check", "--strict"]) == ExitCode.FOUND
    assert main(["check", "--strict", "--ignore", "unused-validation"]) == ExitCode.DONE
    assert main(["check", "--ignore", "Q999"]) == ExitCode.USAGE
    find(steps("@order-payd"))
    assert main(["check"]) == ExitCode.FOUND
    assert main(["check", "--ignore", "Q201,Q203"]) == ExitCode.DONE


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["empty"], "no suite, resource file or registry to check"),
        (["missing", "note.txt"], "missing does not exist\nnote.txt is not a suite, resource file, registry or folder"),
        (["--registry", "validation.yaml"], "did you mean validations.yaml?"),
    ],
)
def test_there_must_be_something_to_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """All wrong paths are reported in one message."""
    (tmp_path / "empty").mkdir()
    write(tmp_path, {"note.txt": "", "checks/validations.yaml": REGISTRY, "checks/empty/.hidden": ""})
    if "--registry" in words:
        words = ["--registry", "checks/validation.yaml"]
        message = "did you mean checks/validations.yaml?"
    assert main(["check", *words]) == ExitCode.BAD_INPUT
    assert message in capsys.readouterr().err


def test_an_unreadable_suite_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding names the first byte that is not UTF-8; if no other file could be read, the exit code is 3."""
    (tmp_path / "a.robot").write_bytes("*** Test Cases ***\nMüller\n".encode("latin-1"))
    assert main(["check"]) == ExitCode.BAD_INPUT
    assert capsys.readouterr().out.startswith("a.robot:2:2: Q209 the file is not UTF-8; save it as UTF-8\n")
    write(tmp_path, {"validations.yaml": REGISTRY})
    assert main(["check"]) == ExitCode.FOUND


def test_folders_of_others_are_left_out(tmp_path: Path, find: Find) -> None:
    """Hidden folders, packages, virtual environments and results of runs are skipped."""
    bad = HEAD + "    @nothing-like-it\n"
    write(
        tmp_path,
        {
            ".git/a.robot": bad,
            "node_modules/a.robot": bad,
            "env/pyvenv.cfg": "",
            "env/lib/a.robot": bad,
            "results/output.xml": "",
            "results/a.robot": bad,
        },
    )
    assert find(USES_ALL) == []


def test_a_registry_alone_is_checked_without_robot(tmp_path: Path) -> None:
    """Without suites, unused entries are not reported and Robot is not loaded."""
    write(tmp_path, {"checks.yaml": REGISTRY})
    code = (
        "import sys; from QuashLibrary.cli.main import main; code = main(['check', 'checks.yaml']);"
        "print(code, sorted({'robot', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "No problems found; 2 validations checked.\n0 []\n"


def test_every_rule_is_documented() -> None:
    """The docs list every rule with its code, its name and its severity."""
    text = (ROOT / "docs" / "reference" / "check-codes.md").read_text(encoding="utf-8")
    missing = [rule for rule in RULES.values() if f"| `{rule.code}` `{rule.name}` | {rule.severity} |" not in text]
    assert missing == []


def test_the_hook_of_pre_commit_runs_the_command() -> None:
    """The hook runs once for all files, because only all files together show what is unused."""
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert (hook["id"], hook["language"], hook["pass_filenames"]) == ("quash-check", "python", False)
    assert hook["entry"].split() == ["quash", "check"]
    assert [name for name in ("a.robot", "b.resource", "c.yaml", "d.yml") if not re.search(hook["files"], name)] == []


@pytest.mark.parametrize(
    ("variables", "registry"),
    [
        ("${FOLDER}    checks", "${FOLDER}${/}validations.yaml"),
        ("${A}    ${B}\n${B}    checks", "${A}/validations.yaml"),
        ("${A}    x", "%{NO_SUCH_FOLDER=checks}/validations.yaml"),
        ("${A}    x", "${EXECDIR}/checks/validations.yaml"),
    ],
)
def test_variables_in_the_name_of_a_registry_are_looked_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], variables: str, registry: str
) -> None:
    """Variables of the suite and of the process, and Robot's own folder variables, are replaced."""
    suite = USES_ALL.replace("validations.yaml", registry).replace(
        "*** Test", f"*** Variables ***\n{variables}\n*** Test"
    )
    write(tmp_path, {"checks/validations.yaml": REGISTRY, "a.robot": suite})
    assert main(["check", "--strict"]) == ExitCode.DONE
    assert capsys.readouterr() == ("No problems found; 1 suite file and 2 validations checked.\n", "")


@pytest.mark.parametrize("variables", ["${A}    ${A}", "${A}    ${B}\n${B}    ${A}", "${B}    x"])
def test_a_registry_that_is_known_in_a_run_only_is_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], variables: str
) -> None:
    """Suites with such a registry are not checked, and the note recommends --registry."""
    suite = USES_ALL.replace("validations.yaml", "${A}").replace(
        "*** Test", f"*** Variables ***\n{variables}\n*** Test"
    )
    write(tmp_path, {"validations.yaml": REGISTRY, "a.robot": suite + "    @order-payd\n"})
    assert main(["check"]) == ExitCode.DONE
    assert "the registry of a.robot is in a variable; name the registry with --registry PATH" in capsys.readouterr().err
    assert main(["check", "--registry", "validations.yaml"]) == ExitCode.FOUND
