"""Tests of the changed copies of an answer."""

from QuashLibrary.engine.answer_parts import AnswerParts
from QuashLibrary.engine.check.redactions import redact
from QuashLibrary.engine.mutate.changes import Change, changes_of, layout_of
from QuashLibrary.language.jsonpath.path import compile_path
from QuashLibrary.registry.model import Redaction, Subject
from utest.engine.mutate.answers import parts_of, text_parts, with_status


def changes(parts: AnswerParts, snapshot: AnswerParts | None = None) -> dict[str, Change]:
    """Return the changes to an answer by their names."""
    return {change.name: change for change in changes_of(parts, snapshot)}


def test_names_are_those_that_a_tester_reads() -> None:
    """A name has a path and the change, or only the change if it affects the whole answer."""
    names = list(changes(parts_of({"total": 7, "items": ["tea"]})))
    assert names == [
        *("status 500", "no body", "$ null", "$ empty", "$ a list"),
        *("$.total dropped", "$.total null", "$.total + 1", "$.total a text"),
        *("$.items dropped", "$.items null", "$.items empty", "$.items one more", "$.items an object"),
        *("$.items[0] null", "$.items[0] empty", "$.items[0] another text", "$.items[0] a number"),
    ]


def test_a_copy_has_the_changed_document() -> None:
    """It keeps the status, the headers and the time of the answer."""
    parts = parts_of({"state": "paid", "total": 7})
    copy = changes(parts)["$.state dropped"].copy()
    assert copy.json == {"total": 7}
    assert (copy.answer.status, copy.elapsed) == (200, parts.elapsed)
    assert parts.json == {"state": "paid", "total": 7}


def test_rows_have_no_status() -> None:
    """A database answers without a status, and always with a document."""
    names = changes(parts_of({"rows": [], "count": 0}, status=None))
    assert not {"status 500", "no body"} & set(names)


def test_an_answer_without_a_body_has_only_its_status() -> None:
    """Nothing else in it can change."""
    assert list(changes(with_status(text_parts(""), 304))) == ["status 500"]


def test_the_answer_of_the_snapshot_is_a_change_if_it_was_another_one() -> None:
    """A validation must notice an app that shows the old state."""
    old = parts_of({"code": "111111"})
    assert changes(parts_of({"code": "222222"}), old)["the answer of the snapshot"].copy() is old
    assert "the answer of the snapshot" not in changes(parts_of({"code": "111111"}, layout=2), old)


def test_the_lines_of_a_text_change() -> None:
    """Lines of an invoice, a page or a CSV list change; blank lines do not."""
    found = changes(text_parts("Invoice A-1\n\nTotal 17.80\n"))
    names = ["line 1 dropped", "line 1 another text", "line 3 dropped", "line 3 another text"]
    assert list(found) == ["status 500", "no body", *names]
    assert found["line 3 another text"].copy().text == "Invoice A-1\n\nUpubm 28.91\n"


def test_a_picture_has_no_lines() -> None:
    """Binary data is not a text."""
    assert list(changes(text_parts("\x89PNG\0\0"))) == ["status 500", "no body"]


def test_the_text_of_a_copy_has_the_layout_of_the_answer() -> None:
    """Expectations on the body must not notice that the copy was written again."""
    parts = parts_of({"state": "paid", "total": 7}, layout=2)

    def passes(copy: AnswerParts) -> bool:
        return '"state": "paid",\n' in copy.text

    copies = {change.name: change.copy() for change in changes_of(parts, None, layout_of(parts, passes))}
    assert passes(copies["$.total + 1"])
    assert not passes(copies["$.state null"])


def test_a_text_whose_layout_is_not_known_stays() -> None:
    """Expectations on the body then notice nothing instead of everything."""
    parts = text_parts('{"state" : "paid"}')

    def passes(copy: AnswerParts) -> bool:
        return '"state" :' in copy.text

    assert layout_of(parts, passes) is None
    assert all(passes(change.copy()) for change in changes_of(parts, None) if change.steps is not None)


def test_no_name_has_a_value_or_a_masked_key() -> None:
    """Names contain no values and no redacted keys."""
    answer = parts_of({"ann@shop.example": {"street": "Lime Street 4"}}).answer
    rules = [Redaction(matches="[a-z]+@[a-z.]+"), Redaction(Subject("path", "$..street", compile_path("$..street")))]
    names = " ".join(changes(AnswerParts(redact(rules, answer).answer, 0.0)))
    assert "ann" not in names
    assert "Lime" not in names
    assert "street null" in names
