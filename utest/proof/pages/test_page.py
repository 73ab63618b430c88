"""The page of a proof: the sentence, the matrix, and an explanation behind each cell."""

from dataclasses import replace
from pathlib import Path

import pytest

from QuashLibrary.proof.model import FAULTS, Proof, Write
from utest.proof.pages.conftest import Writing
from utest.proof.proofs import ADVICE, CHECKOUT, OTP, everything, large, proof, proven, sent, shop, trial
from utest.report.pages.html_reader import Node

PNG = b"\x89PNG not really"


def section(page: Node, name: str) -> Node:
    """Return the section under a heading."""
    return page.one("section", **{"aria-labelledby": name})


def rows(page: Node) -> dict[str, list[str]]:
    """Return the cells of the matrix by test, without the labels for phones."""
    return {
        row.one("th").text: [" ".join(mark.text for mark in cell.all(kind="mark")) for cell in row.all("td")]
        for table in page.all("table")
        for row in table.one("tbody").all("tr")
    }


def target(page: Node, link: Node) -> Node:
    """Return the target of a link."""
    return page.one(id=link.attributes["href"].removeprefix("#"))


def test_sentence_and_matrix(write: Writing) -> None:
    """The page begins with the sentence and the matrix."""
    page = write(shop())
    assert page.one("h1").text == "2 of 6 tests would stay green if the backend lost POST /checkout"
    assert page.one("title").text == f"{page.one('h1').text} · Proof"
    heads = [head.text for head in page.one("thead").all("th")]
    assert heads == ["Test", "POST /checkout", "POST /otp", "PUT /customers/*"]
    assert rows(page) == {
        "Customer Orders A Lamp": ["BLIND", "caught by the UI", ""],
        "Customer Orders Twice": ["BLIND", "", "not reached"],
        "Order Is Paid": ["caught by @order-created", "", ""],
        "Customer Logs In": ["", "caught by the UI", ""],
        "Customer Moves": ["", "", "caught by @customer-moved, only a warning"],
        "Voucher Is Used Up": ["not provable", "", ""],
        "Declined Card": ["not lost", "caught by the UI", ""],
    }
    assert page.one("p", kind="without").text == "No write: Customer Looks Around"


def test_each_cell_leads_to_its_explanation(write: Writing) -> None:
    """Each cell links its explanation: the fault, what noticed it and the duration, or why nothing was broken."""
    page = write(shop())
    links = {link.text: target(page, link).text for link in page.one("table").all("a")}
    done = "The backend never received this write, but the app got a success answer."
    assert f"{done} Nothing noticed it: the test passed." in links["BLIND"]
    assert "took 3.2 s" in links["BLIND"]
    assert f"{done} This failed first: @order-created @order-created failed" in links["caught by @order-created"]
    assert "sent at the step Click Element id=pay" in links["caught by the UI"]
    assert (
        "The test passed, but this validation warned: @customer-moved"
        in links["caught by @customer-moved, only a warning"]
    )
    assert "The test did not send this write when it ran again, so nothing was broken." in links["not reached"]
    not_provable = [target(page, link).text for link in page.one("table").all("a") if link.text == "not provable"]
    assert "Voucher Is Used Up Demo › Shop Voucher is used up" in not_provable[0]
    assert section(page, "not-lost").one("li").text == "POST /checkout it was answered with 402"


@pytest.mark.parametrize("made", [shop(), everything(), large(), everything("\u202e<b>")])
def test_every_anchor_exists_once(write: Writing, made: Proof) -> None:
    """Every link on the page has exactly one target."""
    page = write(made)
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    anchors = {node.attributes["href"][1:] for node in page.walk() if node.attributes.get("href", "").startswith("#")}
    assert anchors <= set(ids)


def test_every_shape_is_drawn(write: Writing) -> None:
    """Each mark has a shape and a word."""
    page = write(everything())
    symbols = {node.attributes["id"] for node in page.all("symbol")}
    assert {node.attributes["href"][1:] for node in page.all("use")} <= symbols
    for mark in page.all(kind="mark"):
        assert mark.all("svg")
        assert mark.text


def test_with_several_faults_a_cell_has_a_mark_for_each(write: Writing) -> None:
    """With several faults, a cell has a mark for each; a test passes or fails with a late answer."""
    page = write(everything("Order"))
    assert rows(page)["Order 2"][0] == "lost BLIND error BLIND late passes"
    assert rows(page)["Order 0"][0] == "lost caught by the UI error caught by the UI late fails"
    assert rows(page)["Order 4"][0] == "not tried"
    assert len(section(page, "matrix").one("ul", kind="faults").all("li")) == len(FAULTS)


def test_blind_tests_that_need_the_same_yaml_are_one_card(write: Writing) -> None:
    """Blind tests that need the same YAML share a card, with the step of each test."""
    blind = section(write(shop()), "blind")
    assert blind.one("h2").text == "Blind tests, and the YAML that they need 2"
    assert blind.one("h3").text == "2 tests stay green if POST /checkout is lost"
    assert [item.text for item in blind.one("ul", kind="same").all("li")] == [
        "Customer Orders A Lamp Demo › Shop sent at the step Click Element id=pay",
        "Customer Orders Twice Demo › Shop sent at the step Click Element id=pay",
    ]
    [advice] = blind.one("pre").parts
    assert advice == ADVICE.rstrip("\n")


def test_blind_test_without_advice_has_none(write: Writing) -> None:
    """A blind test without advice has no empty box."""
    made = proof(replace(proven("A", trial(CHECKOUT)), writes=(sent(CHECKOUT, advice=""),)))
    blind = section(write(made), "blind")
    assert (blind.one("h2").text, blind.all("pre")) == ("Blind tests 1", [])


def test_picture_of_the_app_is_linked_from_the_folder(write: Writing, tmp_path: Path) -> None:
    """A picture is shown with the blind pair and in the trial; a missing picture is named in a sentence."""
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / "screen 1.png").write_bytes(PNG)
    made = proof(
        proven("A", trial(CHECKOUT, screen="screens/screen 1.png")),
        proven("B", trial(OTP, "caught by the UI", screen="gone.png")),
    )
    page = write(made)
    assert [image.attributes["src"] for image in page.all("img")] == ["screens/screen%201.png"] * 2
    assert page.one("p", kind="missing").text == "The picture gone.png is missing."


def test_writes_of_setups_are_listed(write: Writing) -> None:
    """Writes of suite setups are listed with their number."""
    reset = replace(sent(Write("shop", "POST", "/reset"), why_not="a setup sent it"), times=2)
    page = write(replace(shop(), setup_writes=(reset, reset)))
    [item] = section(page, "setup").all("li")
    assert item.text == "POST /reset 4 times sent at the step Click Element id=pay"


def test_incomplete_proof_says_so(write: Writing) -> None:
    """An incomplete proof says so and lists untried tests."""
    made = proof(proven("A", trial(CHECKOUT, "not tried"), control="not run"), note="the budget of 1 s was used up")
    page = write(made)
    assert section(page, "notes").text == "This proof is incomplete the budget of 1 s was used up"
    assert "A Demo › Shop 1 trial" in section(page, "not-tried").text


def test_connections_are_named_if_there_are_several(write: Writing) -> None:
    """Columns name connections if there are several."""
    made = proof(proven("A", trial(CHECKOUT), trial(replace(CHECKOUT, connection="bank"))))
    heads = write(made).one("thead").all("th")
    assert [head.text for head in heads] == ["Test", "POST /checkout bank", "POST /checkout shop"]


def test_proof_without_tests_is_a_page(write: Writing) -> None:
    """A proof without tests has a page."""
    assert write(proof()).one("h1").text == "No test ran, so no write was lost"


def test_many_tests_are_folded_and_each_suite_has_its_own_columns(write: Writing) -> None:
    """With many tests, suites are collapsed, and each table has only the columns of its suite."""
    page = write(large())
    groups = section(page, "matrix").all("details")
    assert len(groups) == 20
    assert not [group for group in groups if "open" in group.attributes]
    assert {len(group.one("thead").all("th")) for group in groups} == {5}
    assert groups[0].one("summary").text == "Demo › Suite 0 25 tests: 9 blind and 16 notice lost writes"


def test_page_is_bounded(write: Writing, tmp_path: Path) -> None:
    """The size of the page is bounded, and blind tests take precedence."""
    page = write(large(400, writes=40, each=40))
    assert (tmp_path / "index.html").stat().st_size < 4_000_000
    assert "more pairs of a test and a write are not explained here" in section(page, "trials").text
    assert all("BLIND" in " ".join(cells) for cells in rows(page).values())
    assert section(page, "matrix").all("p", kind="without")


def test_long_messages_are_shortened(write: Writing, tmp_path: Path) -> None:
    """Long messages are shortened."""
    write(proof(proven("A", trial(CHECKOUT, "caught by the UI", message="x" * 1_000_000))))
    assert (tmp_path / "index.html").stat().st_size < 30_000
