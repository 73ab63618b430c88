"""The keywords that are generated from a registry's slugs."""

from decimal import Decimal
from pathlib import Path

import pytest
from robot.errors import DataError
from robot.utils import html_format

from QuashLibrary.registry.load import load_registry
from QuashLibrary.registry.model import Registry
from QuashLibrary.robotside.keywords.slugs import LookedUp, SlugKeywords, StepName, slug_enum, unknown_slug

pytestmark = pytest.mark.usefixtures("both_ways")

REGISTRY = """\
connections:
  shop: {base_url: "http://127.0.0.1:1"}
validations:
  order-created:
    description: The order is stored & paid.
    inputs:
      order_id: Number on the screen.
      currency: {description: ISO code, default: EUR}
      pin: {default: "1234", secret: true}
      amount: {type: number, default: 1}
    request: GET /orders/${order_id}/${currency}/${pin}/${amount}
    expect: {$.state: paid}
    eventually: 10s
    fetch: {number: $.number}
  order2-sent:
    request: GET /orders
"""


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    """Return a loaded registry of two validations."""
    file = tmp_path / "validations.yaml"
    file.write_text(REGISTRY, encoding="utf-8")
    loaded = load_registry([file])
    assert not loaded.problems
    return loaded.registry


def test_a_keyword_has_the_name_of_the_slug(registry: Registry) -> None:
    """Every slug is a keyword, written with `@`."""
    assert SlugKeywords(registry).names == ["@order-created", "@order2-sent"]


def test_inputs_are_arguments_in_their_order(registry: Registry) -> None:
    """Inputs come in their declared order with their defaults, then the options of every validating keyword."""
    names = [item if isinstance(item, str) else item[0] for item in SlugKeywords(registry).arguments("order-created")]
    assert names == ["order_id", "currency", "pin", "amount", "*", "within", "on_failure", "on_error"]


def test_an_input_without_default_shows_the_variable_it_may_come_from(registry: Registry) -> None:
    """Robot does not require such an input, because it may be looked up."""
    _, default = SlugKeywords(registry).arguments("order-created")[0]
    assert isinstance(default, LookedUp)
    assert repr(default) == "${order_id}"


def test_a_typed_input_is_converted_by_robot(registry: Registry) -> None:
    """Robot converts inputs that declare a type."""
    assert SlugKeywords(registry).types("order-created")["amount"].convert("7.50") == Decimal("7.50")


def test_the_documentation_shows_no_secret_default(registry: Registry) -> None:
    """The default of a secret input is masked."""
    assert "1234" not in SlugKeywords(registry).documentation("order-created")


def test_markup_of_a_description_is_left_to_robot(registry: Registry) -> None:
    """Robot escapes descriptions; escaped twice, an apostrophe would read `&#x27;` in the log."""
    documentation = SlugKeywords(registry).documentation("order-created")
    assert documentation.startswith("The order is stored & paid.")
    assert html_format(documentation).startswith("<p>The order is stored &amp; paid.</p>")


def test_the_source_is_the_line_of_the_registry(registry: Registry) -> None:
    """Editors jump to the definition."""
    path, _, line = SlugKeywords(registry).source("order-created").rpartition(":")
    assert (Path(path).name, line) == ("validations.yaml", "4")


def test_an_unknown_slug_names_the_nearest(registry: Registry) -> None:
    """The message about a typo suggests the most similar slug."""
    with pytest.raises(DataError, match=r"No validation named @order-craeted in .*\. Did you mean @order-created\?"):
        slug_enum(registry)["@order-craeted"]


def test_the_path_of_the_registry_is_never_cut(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The path is relative to the working directory, as in all messages."""
    monkeypatch.chdir(tmp_path)
    file = f"{'builds/' * 20}validations.yaml"
    told = unknown_slug("@order-craeted", ["@order-created"], [str(tmp_path / file)])
    assert told == f"No validation named @order-craeted in {file}. Did you mean @order-created?"


def test_a_slug_may_be_written_without_at(registry: Registry) -> None:
    """If an argument can only be a slug, the `@` is optional."""
    assert slug_enum(registry)["order-created"].value == "@order-created"


def test_an_empty_registry_has_no_slugs() -> None:
    """Libdoc of the library works without a registry."""
    assert not list(slug_enum(Registry()))


def test_robot_shows_digits_as_they_are() -> None:
    """Robot shows `@order2`, not `@order 2`."""
    from robot.utils import printable_name

    assert printable_name(StepName("@order2-sent"), code_style=True) == "@order2-sent"
