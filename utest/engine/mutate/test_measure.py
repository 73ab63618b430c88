"""Expectations notice some changes to an answer, and the measurement names the others."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.clock import Deadline
from QuashLibrary.engine.mutate.measure import MOST_CHANGES, measure
from QuashLibrary.engine.noticed_changes import NoticedChanges
from QuashLibrary.language.json_values import JSON
from utest.engine.mutate.answers import LONG, Passes, measured, parts_of, passing, text_parts
from utest.language.json_strategies import JSONS

ORDER: JSON = {"state": "paid", "total": 17.8, "items": [{"sku": "tea"}, {"sku": "cup"}], "customer": {"id": 7}}


def test_what_is_noticed_is_counted() -> None:
    """The result lists unnoticed changes in checked values first, then the values that nothing checks."""
    changes = measured("{$.state: paid, $.total: {greater than: 0}}", parts_of(ORDER))
    assert changes.not_noticed == ("$.total + 1",)
    assert changes.not_looked_at == ("$.items", "$.customer")
    assert changes.looked_at - changes.noticed == len(changes.not_noticed)
    assert changes.tried - changes.looked_at == 22 + 8


def test_an_exact_expectation_notices_everything_at_its_place() -> None:
    """If it describes the whole answer, it notices every change."""
    changes = measured("{$: {equals: {state: paid, total: 17}}}", parts_of({"state": "paid", "total": 17}))
    assert changes == NoticedChanges(changes.tried, changes.tried, changes.tried)


@pytest.mark.parametrize(
    ("expect", "not_noticed"),
    [
        ("{$.items: {count: {at least: 1}}}", ("$.items one less", "$.items one more")),
        ("{$.items: {exists: true}}", "$.items null;$.items empty;$.items one less;$.items one more;$.items an object"),
        ("{$.state: {type: string}}", ("$.state empty", "$.state another text")),
        ("{$.state: {contains: pai}, status: {at most: 599}}", ("status 500",)),
    ],
)
def test_a_blunt_expectation_says_what_it_lets_through(expect: str, not_noticed: object) -> None:
    """The names of the changes show what it misses."""
    names = tuple(not_noticed.split(";")) if isinstance(not_noticed, str) else not_noticed
    assert measured(expect, parts_of({"state": "paid", "items": ["tea", "cup"]})).not_noticed == names


def test_the_same_at_all_members_of_a_list_is_one_name() -> None:
    """A list of a hundred rows is named once; a member with another result is named by itself."""
    rows: JSON = [{"sku": f"tea-{number}", "price": 8.5} for number in range(100)]
    changes = measured("{'$.rows[*].price': {each: {greater than: 1}}}", parts_of({"rows": rows}))
    assert "$.rows[*].price + 1" in changes.not_noticed
    assert changes.not_looked_at == ("$.rows[*].sku",)
    one = measured("{'$.rows[0].price': 8.5}", parts_of({"rows": rows}))
    assert one.not_looked_at == ("$.rows[0].sku", "$.rows[49]", "$.rows[99]")


def test_an_unchecked_body_is_one_name() -> None:
    """An unchecked document or text has a single name."""
    assert measured("{status: 200}", parts_of(ORDER)).not_looked_at == ("$",)
    assert measured("{status: 200}", text_parts("Total 17.80\nPaid")).not_looked_at == ("body",)
    assert measured("{body: {contains: '17.80'}}", text_parts("Total 17.80\nPaid")).not_looked_at == ("line 2",)


def test_the_answer_of_the_snapshot_is_noticed_by_what_compares_with_it() -> None:
    """Only comparisons notice it, because the old code also has six digits."""
    old, new = parts_of({"code": "111111"}), parts_of({"code": "222222"})
    assert "the answer of the snapshot" in measured('{$.code: {matches: "^[0-9]{6}$"}}', new, old).not_noticed
    assert "the answer of the snapshot" not in measured("{$.code: {changed: true}}", new, old).not_noticed


def test_of_many_changes_two_hundred_are_tried() -> None:
    """They are spread over the document, and are the same each time."""
    document: JSON = {f"key-{number}": [number, str(number)] for number in range(400)}
    seen: list[JSON] = []

    def passes(parts: AnswerParts) -> bool:
        seen.append(parts.answer.status)
        return True

    changes = measure(parts_of(document), None, passes, Deadline.after(LONG))
    assert changes is not None
    assert changes.tried == MOST_CHANGES
    assert changes == measure(parts_of(document), None, lambda _: True, Deadline.after(LONG))
    assert len(seen) <= MOST_CHANGES + 5
    assert 500 in seen


def test_changes_of_many_places_are_chosen_all_over_the_document() -> None:
    """The choice is not simply the first two hundred."""
    document: dict[str, JSON] = {f"k{number}": "text" for number in range(150)}
    reached: set[str] = set()

    def passes(parts: AnswerParts) -> bool:
        changed = {} if parts.no_body else parts.json
        reached.update(key for key in document if isinstance(changed, dict) and changed.get(key) != "text")
        return True

    measure(parts_of(document), None, passes, Deadline.after(LONG))
    assert {f"k{number}" for number in range(140, 150)} & reached
    assert len(reached) > 75


def test_when_the_time_is_up_no_other_change_is_tried() -> None:
    """The result says how many were left out."""
    moments = iter([0.0, 0.0, 0.5, *[2.0] * 100])
    deadline = Deadline(1.0, lambda: next(moments))
    changes = measure(parts_of(ORDER), None, lambda _: True, deadline)
    assert changes is not None
    assert changes.tried > 0
    assert changes.left_out > 0
    whole = measured("{status: {at most: 599}}", parts_of(ORDER))
    assert changes.tried + changes.left_out == whole.tried


def test_without_any_time_nothing_is_tried() -> None:
    """A document that takes a second to check costs one more second, not two hundred."""
    deadline = Deadline(1.0, lambda: 2.0)
    assert measure(parts_of({"a": 1}), None, lambda _: True, deadline) == NoticedChanges(0, 0, 0, left_out=9)


def test_an_answer_that_no_longer_passes_is_not_measured() -> None:
    """If a time limit has passed meanwhile, every change would seem to be noticed."""
    assert measure(parts_of(ORDER), None, lambda _: False, Deadline.after(LONG)) is None


EXPECTATIONS = st.sampled_from(
    [
        "{$.a: {exists: true}}",
        "{$..a: {any: {is empty: true}}}",
        "{$.a.b: {matches: '^[a-z]+$'}}",
        "{'$[*]': {count: {at least: 1}}}",
        "{json: {a: {expect: {greater than: 1}}}}",
        "{$.a: {as: number, close to: {value: 3, tolerance: 1}}}",
        "{$.a: {newer than: 1 min}}",
        "{$.a: {as: time, less than: '2024-05-01T10:00:00Z'}}",
        "{$.a: {includes: [1]}}",
        "{'$[?(@.a > 1)].b': {count: 1}}",
        "{body: {contains: a}}",
        "{$.a: {changed: true}}",
    ]
)


@given(JSONS, EXPECTATIONS)
def test_nothing_is_raised_and_the_answer_stays(document: JSON, expect: str) -> None:
    """A measurement never costs an outcome, whatever the answer and the expectation."""
    parts = parts_of(document)
    before, snapshot = deepcopy(parts.json), parts_of({"a": 1})
    changes = measure(parts, snapshot, at_first(passing(expect, snapshot)), Deadline.after(LONG))
    assert changes is not None
    assert changes.noticed <= changes.tried <= MOST_CHANGES
    assert parts.json == before


def at_first(passes: Passes) -> Passes:
    """Return the same, but the answer itself passes."""
    first = iter([True])
    return lambda parts: next(first, False) or passes(parts)
