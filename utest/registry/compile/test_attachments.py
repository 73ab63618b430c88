"""The compiled `attach` of a registry; the messages for mistakes are in approved/attachments.txt."""

from pathlib import Path

import pytest

from QuashLibrary.language.templates import Reference, Template
from QuashLibrary.registry.load import LoadedRegistry, load_registry
from QuashLibrary.registry.model.attachment import WhichTests

pytestmark = pytest.mark.usefixtures("both_ways")

VALIDATIONS = """\
connections: {shop: {base_url: "http://h"}}
validations:
  order-created: {request: "GET /o/${order_id}", inputs: {order_id: Number.}}
  stock: {request: GET /s}
"""


def load(folder: Path, *texts: str) -> LoadedRegistry:
    """Load files with these texts."""
    paths = [folder / f"{number}.yaml" for number, _ in enumerate(texts)]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return load_registry(paths)


def test_a_step_can_have_an_attachment(tmp_path: Path) -> None:
    """The attachment has every possible key."""
    loaded = load(
        tmp_path,
        VALIDATIONS
        + "attach: [{validate: '@order-created', after: Click    id=pay, inputs: {order_id: '${order_id}'}, "
        "within: 2s, on_failure: warn, on_error: skip, tests: {tags: a*, names: [b, c], suites: d}}]\n",
    )
    assert loaded.problems == ()
    [attachment] = loaded.registry.attachments
    assert attachment.slugs == ("order-created",)
    assert str(attachment) == "after: Click    id=pay"
    assert attachment.inputs == {"order_id": Template((Reference("order_id"),))}
    assert (attachment.within, attachment.on_failure, attachment.on_error) == (2, "warn", "skip")
    assert attachment.tests == WhichTests(("a*",), ("b", "c"), ("d",))
    assert (attachment.is_used("before"), attachment.is_used("after")) == (False, True)
    assert (attachment.position.line, attachment.position.column) == (5, 10)


def test_tags_are_read_as_people_write_them(tmp_path: Path) -> None:
    """Robot reads `smoke AND NOT slow` as no test, so AND is left out; nothing else is changed."""
    patterns = ["smoke AND NOT slow", "smokeANDNOTslow", "smoke NOT slow", "a AND b", "NOT slow", "a OR nothing"]
    written = VALIDATIONS + f"attach: [{{validate: stock, when: both, tests: {{tags: {patterns}}}}}]\n"
    [attachment] = load(tmp_path, written).registry.attachments
    tags = ("smoke NOT slow", "smokeNOTslow", "smoke NOT slow", "a AND b", "NOT slow", "a OR nothing")
    assert attachment.tests.tags == tags


def test_tests_can_have_an_attachment(tmp_path: Path) -> None:
    """`both` means before and after."""
    [attachment] = load(
        tmp_path, VALIDATIONS + "attach: [{validate: [stock, stock], when: both}]\n"
    ).registry.attachments
    assert (attachment.slugs, attachment.step, str(attachment)) == (("stock",), None, "when: both")
    assert attachment.is_used("before")
    assert attachment.is_used("after")


def test_attachments_may_be_in_a_separate_file(tmp_path: Path) -> None:
    """Definitions of any file can be attached, in the order of the files."""
    loaded = load(
        tmp_path,
        "attach: [{validate: stock, when: after}]\n",
        VALIDATIONS + "attach: [{validate: order-created, when: after}]\n",
    )
    assert loaded.problems == ()
    assert [attachment.slugs for attachment in loaded.registry.attachments] == [("stock",), ("order-created",)]


def test_one_with_problems_is_left_out(tmp_path: Path) -> None:
    """The others can be used where problems of the registry are allowed."""
    attach = "attach: [{validate: stok, when: after}, {validate: stock, when: never}, {validate: stock, when: after}]\n"
    loaded = load(tmp_path, VALIDATIONS + attach)
    assert len(loaded.problems) == 2
    assert [attachment.position.column for attachment in loaded.registry.attachments] == [73]


def test_an_attachment_of_a_broken_validation_stays(tmp_path: Path) -> None:
    """Its step reports the problem when it runs."""
    text = "connections: {shop: {base_url: 'http://h'}}\nvalidations: {stock: {requst: GET /s}}\n"
    loaded = load(tmp_path, text + "attach: [{validate: stock, when: after}]\n")
    assert len(loaded.problems) == 1
    assert len(loaded.registry.attachments) == 1


def test_no_name_is_unknown_if_a_file_cannot_be_read(tmp_path: Path) -> None:
    """The unreadable file may define it."""
    loaded = load(tmp_path, "attach: [{validate: stock, when: after}]\n", "- no mapping\n")
    assert len(loaded.problems) == 1


def test_secrets_of_the_environment_are_known(tmp_path: Path) -> None:
    """Inputs that come from the environment are masked like all its other values."""
    attach = "attach: [{validate: order-created, when: after, inputs: {order_id: '%{SHOP_TOKEN}'}}]\n"
    assert [item.name for item in load(tmp_path, VALIDATIONS + attach).registry.variables] == ["SHOP_TOKEN"]
