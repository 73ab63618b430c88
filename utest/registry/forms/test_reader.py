"""An entry is read in one pass: readable parts are kept, and everything else is a problem at its place."""

from typing import Any

from QuashLibrary.problems import Problem
from QuashLibrary.registry.forms.entries import NamedEntry
from QuashLibrary.registry.forms.form import Fault, Form, ListOf, MappingOf, OneOf, field
from QuashLibrary.registry.forms.reader import read_entry
from QuashLibrary.registry.forms.rules import at_most_one
from QuashLibrary.registry.forms.validation import ValidationForm
from QuashLibrary.registry.forms.values import ANY, DURATION, FLAG, TEXT, TEXTS
from QuashLibrary.registry.yaml.nodes import Key, Node
from QuashLibrary.registry.yaml.reader import read_yaml


class InnerForm(Form):
    """A nested form; the short form is its name."""

    short = TEXT

    name: str = field(TEXT, "", "name: a", default="", required="always")
    flag: bool = field(FLAG, default=False)

    @classmethod
    def long_form(cls, value: object) -> Any:
        """Return the mapping for a name."""
        return {"name": value} if isinstance(value, str) else Fault("should be a name")


class OuterForm(Form):
    """A form with every kind of value."""

    rules = (at_most_one(("inner", "inners"), "has {}", "remove one"),)

    inner: InnerForm | None = field(InnerForm)
    inners: list[InnerForm] = field(ListOf(InnerForm, alone=(str,)))
    wait: float = field(DURATION, "", "wait: 1s", default=1.0)
    texts: dict[str, str] = field(TEXTS)
    either: Any = field(OneOf(lambda value: InnerForm if isinstance(value, dict) else FLAG, (InnerForm, FLAG)))
    named: dict[str, InnerForm] = field(MappingOf(InnerForm, can_be_empty=False, example="{name}: b"))
    anything: Any = field(ANY, can_be_null=True)
    own: str = field(TEXT, required="unless inherited")


def entry_of(text: str) -> NamedEntry:
    """Return an entry of one line."""
    node, problems = read_yaml(text, "v.yaml")
    assert node is not None
    assert problems == []
    return NamedEntry(node, "validation", Key("x", node.position))


def read(text: str, *, is_whole: bool = True) -> tuple[OuterForm, list[str]]:
    """Read an entry of one line; return the form, and the problems with their columns."""
    found: list[Problem] = []
    form = read_entry(OuterForm, entry_of(text), found, is_whole=is_whole)
    assert form is not None
    return form, [str(problem).removeprefix("v.yaml:1:") for problem in sorted(found)]


def test_correct_values_are_read() -> None:
    """Short forms are expanded, and shapes select the kind of a value."""
    form, problems = read(
        "{own: a, inners: b, wait: 2s, texts: {c: 1}, either: {name: d}, named: {e: f}, anything: null}"
    )
    assert problems == []
    assert ([inner.name for inner in form.inners], form.wait, form.texts) == (["b"], 2.0, {"c": "1"})
    assert (form.either.name, form.named["e"].name, form.anything) == ("d", "f", None)
    assert "anything" in form.given
    assert "inner" not in form.given


def test_all_mistakes_are_found_in_one_pass() -> None:
    """The correct values next to them are read."""
    form, problems = read("{inner: {flag: yes, nam: a}, wait: soon, texts: {a: [], b: c}, named: {d: 1}, either: 5}")
    assert problems == [
        '1 validation "x" has no "own"; add "own"',
        '16 "inner.flag" of validation "x" should be true or false, but is the text "yes"; write true',
        '21 unknown key "nam" in "inner" of validation "x"; did you mean "name"?',
        '36 "wait" of validation "x": "soon" is not a duration; write 10s, 500ms or 2 min',
        '53 "texts.a" of validation "x" should be a text or {env: NAME}, but is the list []',
        '75 "named.d" of validation "x" should be a name',
        '87 "either" of validation "x" should be true or false, but is the number 5; write true or false',
    ]
    assert (form.wait, form.texts, form.named, form.either) == (1.0, {"b": "c"}, {}, None)
    assert form.inner is not None
    assert form.inner.name == "a"


def test_members_of_a_list_keep_their_numbers() -> None:
    """An empty form replaces an unreadable one."""
    form, problems = read("{own: a, inners: [b, {flag: true, name: 1}, 5, c]}")
    assert [inner.name for inner in form.inners] == ["b", "", "", "c"]
    assert problems == [
        '41 "name" of item 2 of "inners" of validation "x" should be a text, but is the number 1; write it in quotes',
        '45 item 3 of "inners" of validation "x" should be a name',
    ]


def test_a_problem_of_a_short_form_names_the_key_that_is_written() -> None:
    """The key of the long form is not in the file."""
    found: list[Problem] = []
    read_entry(ValidationForm, entry_of("{eventually: soon, always: {within: never}}"), found)
    assert [problem.message.partition(":")[0] for problem in found] == [
        '"eventually" of validation "x"',
        '"always.within" of validation "x"',
    ]


def test_an_example_is_shown_if_the_type_is_wrong() -> None:
    """It is the example of the key, or of an item with its own name."""
    assert read("{own: a, named: {}}")[1] == ['17 "named" of validation "x" is empty; write a value, or remove the key']
    assert read("{own: a, wait: }")[1] == ['16 "wait" of validation "x" is empty; write for example  wait: 1s']


def test_a_rule_is_checked_if_its_keys_can_be_read() -> None:
    """Mistakes in other keys do not matter."""
    assert read("{own: a, inner: b, inners: c, x: 1}")[1] == [
        '1 validation "x" has inner and inners; remove one',
        '31 unknown key "x" in validation "x"; choose inner, inners, wait, texts, either, named, anything, own',
    ]


def test_inheritable_keys_are_not_required_in_an_entry_that_is_not_whole() -> None:
    """The missing part is reported elsewhere."""
    assert read("{wait: 1}", is_whole=False)[1] == []
    assert read("{inner: {}}", is_whole=False)[1] == [
        '2 "inner" of validation "x" has no "name"; write for example  name: a'
    ]


def test_an_entry_that_is_not_a_mapping_cannot_be_read() -> None:
    """The example of its first required key shows how to start."""
    found: list[Problem] = []
    assert read_entry(InnerForm, entry_of("[a]"), found) is None
    at = found[0].position
    empty = NamedEntry(Node(None, at), "validation", Key("x", at))
    assert read_entry(InnerForm, empty, found) is None
    assert [str(problem) for problem in found] == [
        'v.yaml:1:1 validation "x" should be keys with values, but is the list ["a"]; write for example  name: a',
        'v.yaml:1:1 validation "x" is empty; write for example  name: a  below it',
    ]
