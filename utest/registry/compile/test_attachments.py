"""What `attach` of a registry becomes; what is told of a wrong one stands in approved/attachments.txt."""

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


def test_a_step_is_attached_to(tmp_path: Path) -> None:
    """With all that an attachment may have."""
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
    """To Robot `smoke AND NOT slow` means no test: AND is left out. Nothing else is changed."""
    patterns = ["smoke AND NOT slow", "smokeANDNOTslow", "smoke NOT slow", "a AND b", "NOT slow", "a OR nothing"]
    written = VALIDATIONS + f"attach: [{{validate: stock, when: both, tests: {{tags: {patterns}}}}}]\n"
    [attachment] = load(tmp_path, written).registry.attachments
    tags = ("smoke NOT slow", "smokeNOTslow", "smoke NOT slow", "a AND b", "NOT slow", "a OR nothing")
    assert attachment.tests.tags == tags


def test_tests_are_attached_to(tmp_path: Path) -> None:
    """`both` is before and after."""
    [attachment] = load(
        tmp_path, VALIDATIONS + "attach: [{validate: [stock, stock], when: both}]\n"
    ).registry.attachments
    assert (attachment.slugs, attachment.step, str(attachment)) == (("stock",), None, "when: both")
    assert attachment.is_used("before")
    assert attachment.is_used("after")


def test_attachments_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    """What is defined in any file can be attached; the order is that of the files."""
    loaded = load(
        tmp_path,
        "attach: [{validate: stock, when: after}]\n",
        VALIDATIONS + "attach: [{validate: order-created, when: after}]\n",
    )
    assert loaded.problems == ()
    assert [attachment.slugs for attachment in loaded.registry.attachments] == [("stock",), ("order-created",)]


def test_one_with_problems_is_left_out(tmp_path: Path) -> None:
    """The others stand, so that they can be used where the registry need not be right."""
    attach = "attach: [{validate: stok, when: after}, {validate: stock, when: never}, {validate: stock, when: after}]\n"
    loaded = load(tmp_path, VALIDATIONS + attach)
    assert len(loaded.problems) == 2
    assert [attachment.position.column for attachment in loaded.registry.attachments] == [73]


def test_one_of_a_broken_validation_stands(tmp_path: Path) -> None:
    """Its step tells what is wrong when it is used."""
    text = "connections: {shop: {base_url: 'http://h'}}\nvalidations: {stock: {requst: GET /s}}\n"
    loaded = load(tmp_path, text + "attach: [{validate: stock, when: after}]\n")
    assert len(loaded.problems) == 1
    assert len(loaded.registry.attachments) == 1


def test_nothing_is_unknown_where_a_file_could_not_be_read(tmp_path: Path) -> None:
    """It may be defined there."""
    loaded = load(tmp_path, "attach: [{validate: stock, when: after}]\n", "- no mapping\n")
    assert len(loaded.problems) == 1


def test_secrets_of_the_environment_are_known(tmp_path: Path) -> None:
    """What inputs read from the environment is masked like all else that is read from it."""
    attach = "attach: [{validate: order-created, when: after, inputs: {order_id: '%{SHOP_TOKEN}'}}]\n"
    assert [item.name for item in load(tmp_path, VALIDATIONS + attach).registry.variables] == ["SHOP_TOKEN"]
