"""Files and folders are found, read and joined; every problem with them is reported, and none is raised."""

import gc
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from QuashLibrary.errors import RegistryError
from QuashLibrary.registry.load import load_registry, unknown_environment
from QuashLibrary.registry.model import BASE

pytestmark = pytest.mark.usefixtures("both_ways")

SHOP = "connections: {shop: {base_url: 'http://h', environments: {staging: {base_url: 'http://s'}}}}\n"
SHOULD_BE = "a registry should have keys such as connections and validations"
KNOWN = "choose version, redact, connections, validations, attach, app_proxy; your own keys start with x-"
ORDER = "validations: {order-created: {request: GET /orders}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    """Write a file below the working directory."""
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(*paths: Path) -> list[str]:
    """Load, and return the problems as a tester reads them."""
    return [str(problem) for problem in load_registry(paths).problems]


def test_a_folder_means_the_yaml_files_below_it() -> None:
    """Both suffixes count at any depth; other files are ignored."""
    write("r/shop.yaml", SHOP)
    write("r/deep/orders.yml", ORDER)
    write("r/notes.txt", "@")
    loaded = load_registry([Path("r")])
    assert loaded.problems == ()
    assert loaded.registry.files == ("r/deep/orders.yml", "r/shop.yaml")
    assert loaded.registry.slugs == ("order-created",)


def test_a_folder_accepts_suffixes_in_any_case() -> None:
    """Some file systems ignore case."""
    write("r/shop.YAML", SHOP)
    write("r/orders.Yml", ORDER)
    assert load_registry([Path("r")]).registry.slugs == ("order-created",)


def test_hidden_files_of_a_folder_belong_to_other_programs() -> None:
    """Files that macOS writes next to others, settings of tools, and everything in hidden folders are ignored."""
    write(".r/shop.yaml", SHOP)
    write(".r/._shop.yaml", "\0")
    write(".r/.pre-commit-config.yaml", "repos: []")
    write(".r/.github/workflows/test.yml", "jobs: {}")
    loaded = load_registry([Path(".r")])
    assert loaded.problems == ()
    assert loaded.registry.files == (".r/shop.yaml",)


def test_a_hidden_file_is_read_if_it_is_named() -> None:
    """A file that is named is intended."""
    assert problems(write(".shop.yaml", SHOP)) == []


@pytest.mark.parametrize("path", ["/dev/zero", "pipe"])
def test_a_pipe_or_a_device_is_a_problem(path: str) -> None:
    """Reading a pipe would block, and a device has no end."""
    os.mkfifo("pipe")
    [problem] = problems(Path(path))
    assert "the registry file cannot be read: it is a pipe or a device, not a file" in problem


def test_a_file_that_is_too_large_is_a_problem() -> None:
    """Such a file is hardly a registry."""
    write("a.yaml", "")
    os.truncate("a.yaml", 20_000_001)
    [problem] = problems(Path("a.yaml"))
    assert "the registry file cannot be read: it is larger than 20 MB" in problem


def test_keys_that_begin_with_x_are_free() -> None:
    """Every mapping with known keys has room for keys such as anchors."""
    text = (
        "x-checks: &ok {$.success: true}\n"
        "connections: {shop: {x-team: tea, base_url: 'http://h'}}\n"
        "validations: {sold: {x-ticket: 7, request: {path: /, x-note: a}, expect: *ok}}\n"
        "attach: [{x-a: 1, validate: sold, when: after}]\n"
    )
    assert problems(write("a.yaml", text)) == []


def test_expectations_have_no_free_keys() -> None:
    """A header in the wrong place must not be ignored."""
    text = SHOP + "validations: {sold: {request: GET /, expect: {x-request-id: {exists: true}}}}"
    [problem] = problems(write("a.yaml", text))
    assert 'unknown key "x-request-id" in "expect"' in problem


def test_a_file_named_twice_is_read_once() -> None:
    """A folder and a file in it, or two spellings of one path, are not duplicates."""
    write("r/a.yaml", SHOP + ORDER)
    assert problems(Path("r"), Path("r/a.yaml"), Path("r/../r/a.yaml").absolute()) == []


def test_a_missing_file_is_one_problem_that_says_where_it_was_looked_for(tmp_path: Path) -> None:
    """The working directory may not be the expected one."""
    assert problems(Path("nope.yaml")) == [
        f"nope.yaml:1:1 the registry file does not exist; the working directory is {tmp_path}"
    ]


def test_a_file_that_cannot_be_read_is_one_problem() -> None:
    """Examples are an impossible file name, and a path below a file."""
    write("a.yaml", SHOP)
    below, impossible = problems(Path("a.yaml/b.yaml")), problems(Path("a\0b"))
    assert below == ["a.yaml/b.yaml:1:1 the registry file cannot be read: Not a directory"]
    assert "the registry file cannot be read: embedded null byte" in impossible[0]


def test_an_empty_file_is_a_problem() -> None:
    """The message is that of the YAML reader."""
    assert problems(write("a.yaml", "")) == ["a.yaml:1:1 the file is empty; add connections and validations"]


def test_a_folder_without_yaml_is_a_problem() -> None:
    """It is most likely the wrong folder."""
    Path("r").mkdir()
    message = "the folder contains no *.yaml or *.yml file; write the name of a registry file"
    assert problems(Path("r")) == [f"r:1:1 {message}"]


def test_a_file_far_from_the_working_directory_is_shown_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An absolute path is easier to read than one with many `..`."""
    file = write("a.yaml", "- 1").absolute()
    write("very/deep/down/below/x", "")
    assert problems(file)[0].startswith("a.yaml:1:1 ")
    monkeypatch.chdir(tmp_path / "very" / "deep")
    assert problems(file)[0].startswith("../../a.yaml:1:1 ")
    monkeypatch.chdir(tmp_path / "very" / "deep" / "down" / "below")
    assert problems(file)[0].startswith(f"{tmp_path}/a.yaml:1:1 ")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("- a\n", [f'1:1 {SHOULD_BE}, but is the list ["a"]; {KNOWN}']),
        ("validation: {}\n", ['1:1 unknown key "validation" in the registry; write "validations"']),
        ("order: {request: GET /x}\n", ['1:1 unknown key "order" in the registry; write it below "validations"']),
        ("shop: {base_url: x}\n", ['1:1 unknown key "shop" in the registry; write it below "connections"']),
        ("zzz: 1\n", [f'1:1 unknown key "zzz" in the registry; {KNOWN}']),
        ("version: 2\n", ['1:10 "version" should be 1, but is the number 2; write  version: 1']),
        ("version: true\n", ['1:10 "version" should be 1, but is true; write  version: 1']),
        ("connections: [a]\n", [
            '1:14 "connections" should be names with their connections, but is the list ["a"]; '
            "write for example  connections: {shop: {base_url: http://127.0.0.1:8080/api}}",
        ]),
        ("connections:\nvalidations:\n", []),
    ],
)  # fmt: skip
def test_the_top_of_a_file_is_checked(text: str, messages: list[str]) -> None:
    """The keys, their types and the version are checked; empty sections are fine."""
    assert problems(write("a.yaml", text)) == [f"a.yaml:{message}" for message in messages]


def test_a_name_in_two_files_is_a_problem_at_the_second() -> None:
    """The message names the place of the first; other problems of the second are reported too."""
    write("a.yaml", SHOP + ORDER)
    write("b.yaml", "connections: {shop: {base_ulr: 'http://x'}}\nvalidations: {order-created: {request: GET}}\n")
    assert problems(Path("a.yaml"), Path("b.yaml")) == [
        'b.yaml:1:15 connection "shop" is defined twice, first at a.yaml:1:15; remove or rename one of them',
        'b.yaml:1:22 unknown key "base_ulr" in connection "shop"; did you mean "base_url"?',
        'b.yaml:2:15 validation "order-created" is defined twice, first at a.yaml:2:15; remove or rename one of them',
        'b.yaml:2:40 "request" of validation "order-created" should be a method and a path, but is the text "GET"; '
        "write for example  request: GET /orders/${order_id}",
    ]


def test_a_file_that_cannot_be_read_leads_to_no_other_problems() -> None:
    """A connection that the unreadable file may define is not reported as missing."""
    write("a.yaml", "connections: {shop: {base_url: @x}}\n")
    write("b.yaml", "validations: {order-created: {connection: shop, request: GET /orders}}\n")
    loaded = load_registry([Path("a.yaml"), Path("b.yaml")])
    assert [problem.position.file for problem in loaded.problems] == ["a.yaml"]
    assert set(loaded.registry.broken) == {"order-created"}


def test_problems_are_listed_by_file_and_line() -> None:
    """They are not in the order in which they are found."""
    write(
        "a.yaml",
        SHOP + "validations:\n  b: {connection: x, request: GET}\n  c: {request: GET /, expect: {status: 1}}\n",
    )
    write("b.yaml", "x: 1\n")
    places = [problem.position for problem in load_registry([Path("b.yaml"), Path("a.yaml")]).problems]
    assert len(places) == 4
    assert places == sorted(places)


def test_an_entry_with_problems_is_broken_and_the_others_work() -> None:
    """Its slug is known, so a step with it can say why it cannot run."""
    text = "validations:\n  order-created: {request: GET}\n  order-paid: {request: GET /paid}\n"
    registry = load_registry([write("a.yaml", SHOP + text)]).registry
    assert registry.slugs == ("order-created", "order-paid")
    assert set(registry.validations) == {"order-paid"}
    assert "a method and a path" in str(registry.broken["order-created"][0])


@pytest.mark.parametrize("wrong", ["{}", "{base_url: 'http://${x'}", "{base_url: 'http://h', tls: {ca: nope.pem}}"])
def test_a_validation_of_a_broken_connection_is_broken(wrong: str) -> None:
    """It has the problems of the connection, which are reported once."""
    loaded = load_registry([write("a.yaml", f"connections: {{shop: {wrong}}}\n{ORDER}")])
    assert loaded.registry.broken["order-created"] == loaded.problems
    assert not loaded.registry.validations


def test_both_of_two_equal_names_are_broken() -> None:
    """It is unclear which of them is meant."""
    write("a.yaml", SHOP + ORDER)
    write("b.yaml", ORDER)
    registry = load_registry([Path("a.yaml"), Path("b.yaml")]).registry
    assert not registry.validations
    assert set(registry.broken) == {"order-created"}


def test_files_of_tls_are_beside_the_registry() -> None:
    """The working directory does not matter; the problem of a missing file shows the searched path."""
    write("r/ca.pem", "")
    file = write("r/a.yaml", "connections: {shop: {base_url: 'https://h', tls: {ca: ca.pem, cert: me.pem}}}\n")
    loaded = load_registry([file])
    assert loaded.registry.connections["shop"][BASE].tls.ca == str(Path("r/ca.pem").absolute())
    assert [str(problem) for problem in loaded.problems] == [
        'r/a.yaml:1:69 "cert" in "tls" of connection "shop": the file "me.pem" does not exist; looked for r/me.pem'
    ]


def test_an_environment_that_no_connection_has_is_a_problem() -> None:
    """The advice is a similar name, or else all names; an empty name and a known name are fine."""
    loaded = load_registry([write("a.yaml", SHOP)])
    assert unknown_environment(loaded, "") == ""
    assert unknown_environment(loaded, "staging") == ""
    assert unknown_environment(loaded, "stagin") == 'did you mean "staging"?'
    assert unknown_environment(loaded, "xyz") == "choose staging"


@pytest.mark.parametrize(
    "connection",
    ["{environments: {staging: {}}}", "{base_url: 'http://h', bogus: 1, environments: {staging: 7}}"],
)
def test_an_environment_of_a_broken_connection_is_known(connection: str) -> None:
    """The problems of the connection are reported, but not the name of its environment."""
    loaded = load_registry([write("a.yaml", f"connections: {{shop: {connection}}}\n")])
    assert loaded.problems
    assert unknown_environment(loaded, "staging") == ""
    assert unknown_environment(loaded, "dev") == "choose staging"


def test_no_environment_is_unknown_if_a_file_cannot_be_read() -> None:
    """The unreadable file may define it."""
    loaded = load_registry([write("a.yaml", SHOP), write("b.yaml", "connections: [\n")])
    assert unknown_environment(loaded, "stagin") == ""


def test_the_error_lists_every_problem() -> None:
    """A failed import shows this text."""
    one, two = (
        load_registry([write("a.yaml", "- 1")]).problems,
        load_registry([write("b.yaml", "x: 1\ny: 2\n")]).problems,
    )
    assert str(RegistryError(one)).startswith("the registry has 1 problem:\n  a.yaml:1:1 ")
    assert str(RegistryError(two)).startswith("the registry has 2 problems:\n  b.yaml:1:1 ")


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    """It is off only while loading."""
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load_registry([write("a.yaml", "a: @b\n")])
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


KEYS = st.sampled_from(
    ["version", "connections", "validations", "shop", "order-created", "base_url", "auth", "bearer", "basic", "env",
     "environments", "tls", "ca", "timeout", "headers", "inputs", "request", "method", "path", "query", "json", "form",
     "expect", "status", "time", "body", "$.a", "$..b", "cookies", "eventually", "within", "give_up_if", "fetch",
     "from", "matches", "default", "type", "greater than", "each", "count", "all", "as", "equals", "connection",
     "retry_errors"]
)  # fmt: skip
SCALARS = st.sampled_from(
    [None, True, 0, -1, 200, 1.5, 1e300, "", "GET /x", "shop", "${x", "${x}", "%{X}", "{{x}}", "10s", "$.a", "2xx",
     "http://h", "\0", "\ud800", "number", "[", "("]
)  # fmt: skip
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25
)


def as_yaml(tree: object) -> str:
    """Write a tree in YAML's flow style, with every text in double quotes."""
    if isinstance(tree, dict):
        return "{" + ", ".join(f'"{key}": {as_yaml(value)}' for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(map(as_yaml, tree)) + "]"
    if isinstance(tree, str):
        return '"' + "".join(char if " " <= char < "\x7f" else f"\\u{ord(char):04x}" for char in tree) + '"'
    return {None: "null", True: "true"}.get(tree, str(tree)) if tree in (None, True) else str(tree)


SECTIONS = st.fixed_dictionaries(
    {
        "connections": st.dictionaries(st.just("shop"), st.dictionaries(KEYS, TREES, max_size=5)) | TREES,
        "validations": st.dictionaries(st.just("order-created"), st.dictionaries(KEYS, TREES, max_size=6)) | TREES,
    }
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(SECTIONS | TREES)
def test_loading_never_raises_whatever_the_tree(tree: object) -> None:
    """Every odd tree becomes a registry with problems, each at a place in the file."""
    loaded = load_registry([write("a.yaml", as_yaml(tree))])
    for problem in loaded.problems:
        assert problem.position.file == "a.yaml"
        assert problem.message


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60))
def test_loading_never_raises_whatever_the_bytes(data: bytes) -> None:
    """A picture in place of a registry is one problem."""
    path = Path("a.yaml")
    path.write_bytes(data)
    loaded = load_registry([path])
    assert all(problem.position.file == "a.yaml" for problem in loaded.problems)
