"""A form declares its keys once: their order, which of them are required, and their defaults."""

import pytest

from QuashLibrary.registry.forms.form import Form, ListOf, MappingOf, field
from QuashLibrary.registry.forms.values import FLAG, TEXT


class BaseForm(Form):
    """The keys that both forms have."""

    name: str = field(TEXT, "Its name.", "name: a")
    from_: str = field(TEXT, default="here")


class OwnForm(BaseForm):
    """The keys that the derived form adds."""

    tags: list[str] = field(ListOf(TEXT))
    name: str = field(TEXT, required="always")
    pairs: dict[str, str] = field(MappingOf(TEXT))
    is_new: bool = field(FLAG, default=False)


def test_keys_are_in_the_order_of_the_declarations() -> None:
    """Keys of the base come first, even if declared again; a trailing underscore is not part of a key."""
    assert list(BaseForm.fields) == ["name", "from"]
    assert list(OwnForm.fields) == ["name", "from", "tags", "pairs", "is_new"]


def test_required_keys_are_known() -> None:
    """Each form has its own required keys."""
    assert BaseForm.required == ()
    assert [item.key for item in OwnForm.required] == ["name"]


def test_a_missing_value_has_its_default() -> None:
    """Lists and mappings are empty, and other values are None unless a default is declared."""
    form = OwnForm(frozenset({"name"}), name="a")
    assert (form.name, form.from_, form.tags, form.pairs, form.is_new) == ("a", "here", (), {}, False)
    assert form.given == {"name"}
    assert BaseForm().name is None


def test_a_form_cannot_be_changed() -> None:
    """It contains what was read."""
    with pytest.raises(AttributeError, match=r"OwnForm\.name cannot be changed"):
        OwnForm().name = "b"
