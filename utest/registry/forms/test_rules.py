"""A rule finds in a form the mistakes that its JSON Schema refuses in a mapping."""

from itertools import combinations

import pytest
from jsonschema import Draft202012Validator

from QuashLibrary.registry.forms.form import Fault, Form, Rule, field
from QuashLibrary.registry.forms.rules import any_key, at_most_one, exactly_one, requires
from QuashLibrary.registry.forms.values import TEXT

KEYS = ("a", "b", "c")


class ThreeKeys(Form):
    """Three texts."""

    a: str = field(TEXT)
    b: str = field(TEXT)
    c: str = field(TEXT)


RULES = {
    "at most one": at_most_one(KEYS, "has {}", "remove one"),
    "exactly one": exactly_one(KEYS, "has {}", "remove one", Fault("has none")),
    "any key": any_key("is empty", "write one"),
    "requires": requires("a", "b", "has a without b", "add b"),
}
GIVEN = [keys for size in range(4) for keys in combinations(KEYS, size)]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize("given", GIVEN, ids=str)
def test_form_and_schema_agree(rule: Rule, given: tuple[str, ...]) -> None:
    """An editor underlines the mistakes that the loader reports."""
    form = ThreeKeys(frozenset(given), **dict.fromkeys(given, "x"))
    is_valid = Draft202012Validator(rule.schema).is_valid(dict.fromkeys(given, "x"))
    assert (rule.fault(form, True) is None) is is_valid


def test_the_message_lists_the_keys_that_are_set() -> None:
    """They are in the order of the rule; `exactly_one` quotes the keys."""
    form = ThreeKeys(frozenset({"c", "a"}), a="x", c="x")
    assert RULES["at most one"].fault(form, True) == Fault("has a and c", "remove one")
    assert RULES["exactly one"].fault(form, True) == Fault('has "a" and "c"', "remove one")


def test_a_missing_key_may_be_one_that_could_not_be_read() -> None:
    """A missing key is not reported then, but too many keys are."""
    none, two = ThreeKeys(), ThreeKeys(frozenset({"a", "c"}), a="x", c="x")
    assert [name for name, rule in RULES.items() if rule.fault(none, False)] == []
    assert [name for name, rule in RULES.items() if rule.fault(two, False)] == ["at most one"]
