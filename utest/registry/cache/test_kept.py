"""A registry from the user's cache means the same as its files, and nothing else is accepted as one."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from QuashLibrary.language.json_schema import Schema
from QuashLibrary.registry import checked
from QuashLibrary.registry.cache import entries, secrets
from QuashLibrary.registry.cache.kept import KeptRegistry, kept_registry
from QuashLibrary.registry.load import LoadedRegistry, load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.registry.model.later import MadeLater
from utest.docs.pages import registries

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = [
    ROOT / "resources" / "examples" / "minimal.yaml",
    ROOT / "resources" / "examples" / "shop",
    *sorted((ROOT / "atest" / "registries").glob("*.yaml")),
    *sorted(path for path in (ROOT / "atest" / "registries").iterdir() if path.is_dir()),
    *sorted((ROOT / "atest" / "registries").glob("*/*.yaml")),
]
ORDER = """\
connections:
  shop: {base_url: "http://127.0.0.1:1", headers: {X-Run: "%{RUN}"}}
validations:
  order-created:
    inputs: {order_id: Number on the screen.}
    request: GET /orders/${order_id}
    expect: {$.state: paid}
"""

Writing = Callable[..., Path]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own cache."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("QUASH_CACHE", str(folder))
    return folder


@pytest.fixture
def write(tmp_path: Path) -> Writing:
    """Return a function that writes a registry."""

    def written(text: str = ORDER, name: str = "validations.yaml") -> Path:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return written


def is_from_cache(loaded: LoadedRegistry) -> bool:
    """Return whether a registry came from the cache."""
    return isinstance(loaded.registry.validations, MadeLater)


def facts(value: Any) -> Any:
    """Return everything in compiled data, including what its comparison ignores."""
    if isinstance(value, Schema):
        return value.name, value._validator.schema
    if is_dataclass(value):
        return type(value).__name__, [facts(getattr(value, item.name)) for item in fields(value)]
    if hasattr(value, "items"):
        return {str(key): facts(item) for key, item in value.items()}
    return [facts(item) for item in value] if isinstance(value, list | tuple) else (type(value).__name__, value)


def assert_same(one: Registry, other: Registry) -> None:
    """Fail unless two registries have the same content, entry by entry."""
    assert (one.files, one.slugs, one.environments) == (other.files, other.slugs, other.environments)
    for slug in one.slugs:
        assert facts(one.validations[slug]) == facts(other.validations[slug])
        assert facts(one.positions[slug]) == facts(other.positions[slug])
        assert facts(one.outlines[slug]) == facts(other.outlines[slug])
        assert one.inputs_of(slug) == other.inputs_of(slug)
    assert facts(one.connections) == facts(other.connections)
    assert facts(list(one.attachments)) == facts(list(other.attachments))
    assert facts(one.app_proxy) == facts(other.app_proxy)
    assert (one.listening, facts(one.variables)) == (other.listening, facts(other.variables))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_entry_from_the_cache_equals_that_of_its_file(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This holds for every registry of the project; in this test only, those with credentials are kept too."""
    monkeypatch.setattr(secrets, "has_credentials", lambda *_: False)
    direct, again = load_registry([example]), load_registry([example])
    assert not is_from_cache(direct)
    assert is_from_cache(again) is not bool(direct.problems)
    assert (again.problems, again.environments) == (direct.problems, direct.environments)
    if not direct.problems:
        assert_same(again.registry, direct.registry)


@pytest.mark.parametrize("number", range(len(registries())))
def test_an_entry_of_a_documentation_example_equals_that_of_its_file(
    number: int, write: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each example in README and docs/ is loaded as a separate registry."""
    monkeypatch.setattr(secrets, "has_credentials", lambda *_: False)
    file = write(registries()[number])
    direct, again = load_registry([file]), load_registry([file])
    assert is_from_cache(again) is not bool(direct.problems)
    if not direct.problems:
        assert_same(again.registry, direct.registry)


def test_every_kind_of_part_is_kept(write: Writing) -> None:
    """Merged, shared, masked, attached and login parts are kept, and numbers keep all their digits."""
    file = write("""\
redact: [$..holder, {matches: "[0-9]{16}"}]
connections:
  base: &base
    base_url: https://shop.example/api
    app: {listen: 8888}
    environments: {staging: {base_url: "https://%{STAGING}/api", redact: $.pin}}
  shop: {extends: base, auth: {from: "@logged-in"}, timeout: 3s}
  data: {type: sql, url: "sqlite:///shop.db", environments: {}}
validations:
  logged-in:
    connection: base
    inputs: {user: {default: "${name} of %{TEAM}"}, tenant: {lease: [1, "b", "${third}"]}}
    request: {method: POST, path: /login, json: {user: "${user}", tenant: "${tenant}"}}
    fetch: {token: $.token}
  order-paid: &order
    connection: shop
    inputs: {order_id: {default: {a: [1, 2.5, null]}}}
    request: {path: "/orders/${order_id}", query: {q: ["%{Q}", x]}}
    expect:
      $.total: 1.000000000000000000001
      $.items[?(@.name == ${order_id})].size: {one of: [1, 2]}
      schema: {type: object}
    eventually: {within: 5s, holds_for: 1s}
  order-sent: {<<: *order, needs: "@order-paid"}
  order-back: {extends: order-sent, expect: {$.total: 2}}
  rows-found: {connection: data, sql: "SELECT 1 WHERE :a = 1", parameters: {a: "${b}"}}
attach: [{validate: rows-found, after: Click Element    id=pay}]
""")
    direct, again = load_registry([file]), load_registry([file])
    assert direct.problems == ()
    assert is_from_cache(again)
    assert_same(again.registry, direct.registry)
    assert [item.name for item in again.registry.variables] == [item.name for item in direct.registry.variables]
    assert again.registry.validations["logged-in"].fetch[0].secret
    assert again.registry.listening == {"base", "shop"}


def test_a_whole_registry_from_the_cache_equals_that_of_its_files(write: Writing) -> None:
    """Lazy mappings compare by their values."""
    file = write()
    assert load_registry([file]) == load_registry([file])


def test_a_changed_registry_is_rebuilt(write: Writing) -> None:
    """One changed character or one other file in the folder is enough."""
    file = write()
    load_registry([file])
    file.write_text(ORDER.replace("paid", "paiD"), encoding="utf-8")
    loaded = load_registry([file])
    assert not is_from_cache(loaded)
    assert "paiD" in str(loaded.registry.validations["order-created"].expect)
    assert is_from_cache(load_registry([file]))


def test_a_file_that_is_added_to_a_folder_is_noticed(tmp_path: Path) -> None:
    """A removed file is noticed too."""
    folder = tmp_path / "registry"
    folder.mkdir()
    (folder / "a.yaml").write_text(ORDER, encoding="utf-8")
    load_registry([folder])
    more = folder / "b.yaml"
    more.write_text("validations: {b: {request: GET /}}\n", encoding="utf-8")
    assert load_registry([folder]).registry.slugs == ("order-created", "b")
    more.unlink()
    assert load_registry([folder]).registry.slugs == ("order-created",)


@pytest.mark.parametrize("change", ["content", "gone"])
def test_a_changed_schema_is_noticed(write: Writing, tmp_path: Path, change: str) -> None:
    """A file that is read when a registry is loaded belongs to its origin."""
    schema = tmp_path / "order.json"
    schema.write_text('{"type": "object"}')
    file = write(ORDER.replace("$.state: paid", "schema: order.json"))
    load_registry([file])
    assert is_from_cache(load_registry([file]))
    if change == "gone":
        schema.unlink()
    else:
        schema.write_text('{"type": "array"}')
    loaded = load_registry([file])
    assert not is_from_cache(loaded)
    assert bool(loaded.problems) is (change == "gone")


def test_a_file_to_send_is_looked_for_each_time(write: Writing, tmp_path: Path) -> None:
    """It may have any content, but it must exist."""
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"one")
    file = write(ORDER.replace("GET /orders/${order_id}", '{method: POST, path: "/${order_id}", file: photo.png}'))
    load_registry([file])
    photo.write_bytes(b"another")
    assert is_from_cache(load_registry([file]))
    photo.unlink()
    assert [problem.message for problem in load_registry([file]).problems] == [
        'the file "photo.png" does not exist (validation "order-created")'
    ]


def test_named_files_keep_their_state_at_loading(write: Writing, tmp_path: Path) -> None:
    """As without the cache, a schema that a test rewrites takes effect in the next run."""
    schema = tmp_path / "order.json"
    schema.write_text('{"type": "object"}')
    file = write(ORDER.replace("$.state: paid", "schema: order.json"))
    load_registry([file])
    loaded = load_registry([file])
    schema.unlink()
    assert is_from_cache(loaded)
    argument = loaded.registry.validations["order-created"].expect[-1].argument
    assert isinstance(argument, Schema)


def test_another_working_directory_is_another_registry(
    write: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages show paths relative to it."""
    file = write()
    load_registry([file])
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    loaded = load_registry([file])
    assert not is_from_cache(loaded)
    assert loaded.registry.positions["order-created"].file == os.path.join("..", "validations.yaml")


def test_a_folder_change_during_the_run_moves_no_file(
    write: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files are relative to the registry, even if the process changes its folder before an entry is first used."""
    (tmp_path / "photo.png").touch()
    file = write(ORDER.replace("GET /orders/${order_id}", '{method: POST, path: "/${order_id}", file: photo.png}'))
    direct, loaded = load_registry([file]), load_registry([file])
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")
    assert is_from_cache(loaded)
    assert_same(loaded.registry, direct.registry)


def test_another_version_of_the_library_rebuilds_it(write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    """The meaning of a key may have changed."""
    from QuashLibrary.registry.cache import origin

    file = write()
    load_registry([file])
    monkeypatch.setattr(origin, "__version__", "999")
    assert not is_from_cache(load_registry([file]))


def test_an_edited_module_of_the_library_rebuilds_it(
    write: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a checkout the version stays the same."""
    from QuashLibrary.registry.cache import origin

    for name in ("registry", "language"):
        (tmp_path / "package" / name).mkdir(parents=True)
    module = tmp_path / "package" / "registry" / "forms.py"
    module.write_text("one = 1\n")
    monkeypatch.setattr(origin, "_PACKAGE", tmp_path / "package")
    file = write()
    load_registry([file])
    assert is_from_cache(load_registry([file]))
    module.write_text("one = 11\n")
    assert not is_from_cache(load_registry([file]))


def test_a_registry_with_problems_is_not_kept(write: Writing, cache: Path) -> None:
    """Its problems are found again each time."""
    file = write(ORDER.replace("expect:", "expects:"))
    assert load_registry([file]).problems == load_registry([file]).problems != ()
    assert not cache.exists()


def test_a_table_of_sources_is_not_kept(write: Writing, cache: Path) -> None:
    """The cache knows only the sources of the library."""
    from QuashLibrary.registry.sources.table import SOURCES

    load_registry([write()], SOURCES)
    assert not cache.exists()


@pytest.mark.parametrize("value", ["off", "OFF"])
def test_the_cache_can_be_turned_off(
    write: Writing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str
) -> None:
    """An environment variable turns the cache off."""
    monkeypatch.setenv("QUASH_CACHE", value)
    monkeypatch.chdir(tmp_path)
    file = write()
    before = sorted(tmp_path.iterdir())
    load_registry([file])
    assert not is_from_cache(load_registry([file]))
    assert sorted(tmp_path.iterdir()) == before


def kept_file(cache: Path) -> Path:
    """Return the only file of the cache."""
    [found] = cache.glob("*.quash")
    return found


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "one byte": lambda content: content.replace(b"paid", b"paiD"),
    "more": lambda content: content + b"\n[]",
    "binary": lambda _: bytes(range(256)) * 10,
    "other JSON": lambda _: b'{"a": 1}\n[]\n',
    "deep": lambda _: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_a_miss(write: Writing, cache: Path, damage: str) -> None:
    """It is replaced silently."""
    file = write()
    direct = load_registry([file])
    kept = kept_file(cache)
    kept.write_bytes(DAMAGES[damage](kept.read_bytes()))
    again = load_registry([file])
    assert not is_from_cache(again)
    assert again == direct
    assert is_from_cache(load_registry([file]))


def with_check_sum(body: bytes) -> bytes:
    """Return a body as a file with the right checksum."""
    from QuashLibrary.registry.cache.kept import _check_sum

    return _check_sum(body) + b"\n" + body


FORGERIES: dict[str, Callable[[list[Any]], list[Any]]] = {
    "no lines": lambda _: [],
    "a head of another kind": lambda lines: [5, *lines[1:]],
    "no catalogue": lambda lines: [lines[0]],
    "a catalogue of another kind": lambda lines: [lines[0], [], *lines[2:]],
    "names without entries": lambda lines: [lines[0], {**lines[1], "validations": {"a": [], "b": []}}, *lines[2:]],
    "variables of another kind": lambda lines: [lines[0], {**lines[1], "variables": [5]}, *lines[2:]],
    "files of another kind": lambda lines: [[*lines[0][:-2], [5, {}], lines[0][-1]], *lines[1:]],
    "an entry less": lambda lines: lines[:-1],
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_file_of_another_shape_is_a_miss(write: Writing, cache: Path, forgery: str) -> None:
    """A right checksum does not help."""
    file = write()
    direct = load_registry([file])
    kept = kept_file(cache)
    lines = FORGERIES[forgery]([json.loads(line) for line in kept.read_bytes().split(b"\n")[1:]])
    kept.write_bytes(with_check_sum(b"\n".join(json.dumps(line).encode() for line in lines)))
    again = load_registry([file])
    assert not is_from_cache(again)
    assert again == direct


def test_an_entry_of_another_shape_is_one_clear_problem(write: Writing, cache: Path) -> None:
    """Only somebody who can write the user's files can forge such an entry."""
    file = write()
    load_registry([file])
    kept = kept_file(cache)
    lines = kept.read_bytes().split(b"\n")[1:]
    kept.write_bytes(with_check_sum(b"\n".join([*lines[:-1], b'["validation"]'])))
    loaded = load_registry([file])
    with pytest.raises(Exception, match=re.escape("set QUASH_CACHE=off")):
        loaded.registry.validations["order-created"]


def test_a_warm_start_reads_no_yaml_and_compiles_nothing(write: Writing) -> None:
    """Neither the reader, the forms, the compilers nor their dependencies are imported."""
    text = "connections: {shop: {base_url: http://h}}\nvalidations:\n"
    text += "".join(
        f"  v-{number}: {{request: GET /{number}, inputs: {{a: Used.}}, headers: {{A: '${{a}}'}}}}\n"
        for number in range(1000)
    )
    file = write(text)
    assert load_registry([file]).problems == ()
    code = (
        "import sys; from pathlib import Path\n"
        "from QuashLibrary.registry.load import load_registry\n"
        f"loaded = load_registry([Path({str(file)!r})])\n"
        "registry = loaded.registry\n"
        "[registry.inputs_of(slug) for slug in registry.slugs]\n"
        "registry.variables, registry.environments, registry.listening, loaded.environments\n"
        "print(len(registry.slugs), *sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=os.getcwd(),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    count, *modules = done.stdout.split()
    assert count == "1000"
    outside = {name.partition(".")[0] for name in modules} & HEAVY
    assert outside == set()
    ours = {
        name.removeprefix("QuashLibrary.registry.") for name in modules if name.startswith("QuashLibrary.registry.")
    }
    assert ours == ON_A_HIT


HEAVY = {
    "yaml",
    "jsonschema",
    "referencing",
    "regex",
    "jsonpath_ng",
    "httpx",
    "httpcore",
    "jinja2",
    "sqlalchemy",
    "pydantic",
}
ON_A_HIT = {
    *("load", "compile", "compile.files"),
    *("cache", "cache.catalogues", "cache.entries", "cache.folder", "cache.kept", "cache.origin"),
    *("model", "model.catalogue", "model.later", "model.loaded", "model.registry", "model.input"),
}  # fmt: skip
"""The registry modules that a warm start may import."""


def test_only_used_entries_are_read(write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a thousand entries, only the one that a test uses and its connection are read."""
    text = "connections: {shop: {base_url: http://h}}\nvalidations:\n"
    file = write(text + "".join(f"  v-{number}: {{request: GET /{number}}}\n" for number in range(1000)))
    load_registry([file])
    from QuashLibrary.registry.cache import trees

    read: list[bytes] = []
    read_part = trees.read_part
    monkeypatch.setattr(trees, "read_part", lambda line, lines: read.append(line) or read_part(line, lines))
    monkeypatch.setattr(checked, "check_registry", None)
    registry = load_registry([file]).registry
    assert read == []
    for _ in range(3):
        assert registry.validations["v-7"].slug == "v-7"
        assert registry.connections["shop"][""].name == "shop"
    assert len(read) == 2


def test_several_threads_may_need_the_same_entry(write: Writing) -> None:
    """All threads get the same entry."""
    from QuashLibrary.threads import run_in_threads

    file = write()
    load_registry([file])
    registry = load_registry([file]).registry
    made = run_in_threads([lambda: registry.validations["order-created"]] * 8)
    assert all(item == made[0] for item in made)


def test_processes_that_write_at_the_same_time_keep_a_whole_file(write: Writing, cache: Path) -> None:
    """The processes of pabot do this."""
    file = write()
    code = (
        "from pathlib import Path; from QuashLibrary.registry.load import load_registry\n"
        "for _ in range(20):\n"
        f"    assert not load_registry([Path({str(file)!r})]).problems\n"
        f"    [found.unlink(missing_ok=True) for found in Path({str(cache)!r}).glob('*.quash')]\n"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)}) for _ in range(4)
    ]
    assert [process.wait() for process in started] == [0] * 4
    assert [path.name for path in cache.iterdir() if path.name.startswith(".")] == []


def test_nothing_is_kept_of_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Unreadable files have problems."""
    assert kept_registry([tmp_path / "missing.yaml"]) is None
    assert load_registry([tmp_path / "missing.yaml"]).problems


def test_every_use_of_the_cache_imports_its_compilers_in_a_thread(
    monkeypatch: pytest.MonkeyPatch, write: Writing
) -> None:
    """No exception of Robot can be raised in that other thread."""
    file = write()
    load_registry([file])
    registry = load_registry([file]).registry
    started: list[int] = []
    real = entries.run_in_threads
    monkeypatch.setattr(entries, "run_in_threads", lambda works: started.append(len(works)) or real(works))
    monkeypatch.delitem(sys.modules, "QuashLibrary.registry.cache.trees")
    assert registry.validations["order-created"].slug == "order-created"
    assert started == [1]
    assert isinstance(kept_registry([file]), KeptRegistry)
