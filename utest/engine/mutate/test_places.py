"""Tests of the places in a document where something can change."""

from copy import deepcopy

from hypothesis import given

from QuashLibrary.engine.mutate.places import DROPPED, path_of, places_of, spread, with_other_value
from QuashLibrary.language.json_values import JSON
from utest.language.json_strategies import JSONS

ORDER: JSON = {"state": "paid", "items": [{"sku": "tea"}, {"sku": "cup"}], "customer": {"id": 7}}


def test_places_are_in_the_order_of_the_document() -> None:
    """The document itself is the first place."""
    paths = [path_of(place.steps) for place in places_of(ORDER)]
    expected = "$ $.state $.items $.items[0] $.items[0].sku $.items[1] $.items[1].sku $.customer $.customer.id"
    assert paths == expected.split()


def test_of_a_long_list_three_members_are_chosen() -> None:
    """The first, the middle and the last member represent all of them."""
    paths = [path_of(place.steps) for place in places_of(list(range(101)))]
    assert paths == ["$", "$[0]", "$[50]", "$[100]"]


def test_a_wide_and_deep_document_is_bounded() -> None:
    """Upper levels come first, and all keys have the same chance."""
    document: JSON = {f"k{number}": {f"m{inner}": [number, inner] for inner in range(300)} for number in range(1000)}
    places = places_of(document)
    assert len(places) == 2000
    assert {place.steps[0] for place in places if len(place.steps) == 1} >= {"k0", "k999"}


def test_keys_are_names_of_paths() -> None:
    """Paths are written as in a registry: unusual keys are quoted, and `[*]` means any member."""
    steps = ("ship to", 0, "street")
    assert path_of(steps) == "$['ship to'][0].street"
    assert path_of(steps, of_any_member=True) == "$['ship to'][*].street"


def test_a_copy_differs_at_one_place() -> None:
    """The rest of the copy is unchanged."""
    changed = with_other_value(ORDER, ("items", 1, "sku"), None)
    assert changed == {"state": "paid", "items": [{"sku": "tea"}, {"sku": None}], "customer": {"id": 7}}
    dropped = with_other_value(ORDER, ("customer", "id"), DROPPED)
    assert dropped == {"state": "paid", "items": [{"sku": "tea"}, {"sku": "cup"}], "customer": {}}
    assert with_other_value(ORDER, (), None) is None


@given(JSONS)
def test_the_document_itself_is_never_changed(document: JSON) -> None:
    """The document stays the same, wherever the copy differs."""
    before = deepcopy(document)
    for place in places_of(document):
        with_other_value(document, place.steps, "changed")
        if place.is_member:
            with_other_value(document, place.steps, DROPPED)
    assert document == before


def test_a_choice_is_spread() -> None:
    """The first and the last item are always chosen."""
    assert spread(range(10), 3) == [0, 4, 9]
    assert spread(range(2), 3) == [0, 1]
