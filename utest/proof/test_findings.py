"""The result of a proof in one sentence that claims only what was tried."""

import pytest

from QuashLibrary.proof.cells import cells_of, kind_of
from QuashLibrary.proof.findings import blind_pairs, rest, sentence
from QuashLibrary.proof.model import Proof, ProvenTest, Result, Write
from utest.proof.proofs import CHECKOUT, OTP, PROFILE, everything, proof, proven, sent, shop, trial

ORDERS = Write("shop", "POST", "/orders")


def caught(name: str = "Caught") -> ProvenTest:
    """Return a test that notices a lost order."""
    return proven(name, trial(CHECKOUT, "caught by the UI"))


SENTENCES = [
    (shop(), "2 of 6 tests would stay green if the backend lost POST /checkout"),
    (
        proof(proven("A", trial(CHECKOUT))),
        "The only test that was tried would stay green if the backend lost POST /checkout",
    ),
    (
        proof(proven("A", trial(CHECKOUT)), proven("B", trial(OTP))),
        "Both tests would stay green if the backend lost POST /checkout or POST /otp",
    ),
    (
        proof(proven("A", *map(trial, (CHECKOUT, OTP, PROFILE, ORDERS))), caught()),
        "1 of 2 tests would stay green if the backend lost one of 4 writes",
    ),
    (
        proof(proven("A", trial(CHECKOUT, fault="error")), caught(), faults=("lost", "error")),
        "1 of 2 tests would stay green if the backend failed on POST /checkout",
    ),
    (
        proof(proven("A", trial(CHECKOUT, fault="error"), trial(OTP)), faults=("lost", "error")),
        "The only test that was tried would stay green if the backend lost or failed on POST /checkout or POST /otp",
    ),
    (proof(caught(), caught("B")), "Both tests would notice if the backend lost a write"),
    (
        proof(caught(), note="interrupted"),
        "So far, the only test that was tried would notice if the backend lost a write",
    ),
    (proof(), "No test ran, so no write was lost"),
    (proof(proven("A")), "The app sent no write in any test, so there was none to lose"),
    (proof(proven("A", writes=[sent(CHECKOUT)])), "No test was tried with a lost write"),
    (proof(proven("A", trial(CHECKOUT, "not reached"))), "No test was tried with a lost write"),
    (
        proof(proven("A", trial(CHECKOUT, fault="late")), proven("B", trial(OTP, "caught by the UI", "late"))),
        "1 of 2 tests still passes if an answer is late",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "expected"), SENTENCES, ids=[text for _, text in SENTENCES])
def test_proof_in_one_sentence(made: Proof, expected: str) -> None:
    """The sentence says how many of the tried tests are blind, for which writes and which fault."""
    assert sentence(made) == expected


def test_names_in_the_sentence_do_nothing() -> None:
    """Paths in the sentence are harmless; a caller may show them as code."""
    made = proof(proven("A", trial(Write("shop", "POST", "/\u202e\n" + "x" * 500))))
    assert "lost POST /\\u202e xxx" in sentence(made)
    assert len(sentence(made)) < 200
    assert sentence(made, lambda text: "[it]").endswith("lost [it]")


def test_rest_counts_the_other_tests() -> None:
    """The second sentence counts the tests that were not tried."""
    assert rest(shop()) == (
        "Of 8 tests, 6 were tried, 1 is not provable and 1 sends no write. "
        "1 write was not sent again, so it was not lost."
    )
    assert rest(proof(caught())) == ""
    assert rest(everything()) == (
        "Of 8 tests, 3 were tried, 1 did not send its writes again, 2 are not provable and 2 were not tried. "
        "1 of 3 tests still passes if an answer is late."
    )


def test_blind_pairs_count_a_write_once() -> None:
    """A write counts once for all faults; a late answer makes no blind pair."""
    [pair] = blind_pairs(everything())
    assert pair.faults == ("lost", "error")
    assert blind_pairs(proof(proven("A", trial(CHECKOUT, fault="late")))) == ()


@pytest.mark.parametrize(
    ("result", "fault", "word"),
    [
        ("blind", "lost", "BLIND"),
        ("blind", "error", "BLIND"),
        ("blind", "late", "passes"),
        ("caught by the UI", "lost", "caught by the UI"),
        ("caught by a validation", "lost", "caught by @order-created"),
        ("caught by a validation", "late", "fails"),
        ("not reached", "late", "not reached"),
    ],
)
def test_word_of_a_trial(result: Result, fault: str, word: str) -> None:
    """Each result has its word; with a late answer, a test passes or fails."""
    test = proven("A", trial(CHECKOUT, result, fault))  # type: ignore[arg-type]
    [mark] = cells_of(test, (fault,))[CHECKOUT].marks  # type: ignore[arg-type]
    assert mark.word == word


def test_write_without_a_trial_has_one_word_for_all_faults() -> None:
    """A write without a trial has one word for all faults."""
    faults = ("lost", "error", "late")
    failed = proven("A", control="failed", message="no", writes=[sent(CHECKOUT)])
    other = proven("B", trial(PROFILE, "not tried"), writes=[sent(OTP, why_not="it got 402")])
    words = {
        write.line: [mark.word for mark in cell.marks]
        for test in (failed, other)
        for write, cell in cells_of(test, faults).items()
    }
    assert words == {
        "POST /checkout": ["not provable"],
        "POST /otp": ["not lost"],
        "PUT /customers/*": ["not tried"],
    }


def test_fault_that_was_not_tried_has_a_mark_of_its_own() -> None:
    """A fault that was not tried has its own mark, because a budget may end between two faults."""
    [cell] = cells_of(proven("A", trial(CHECKOUT)), ("lost", "error")).values()
    assert [(mark.fault, mark.word) for mark in cell.marks] == [("lost", "BLIND"), ("error", "not tried")]


@pytest.mark.parametrize(
    ("test", "kind"),
    [
        (proven("A", trial(CHECKOUT), trial(OTP, "caught by the UI")), "blind"),
        (proven("A", trial(CHECKOUT, "not reached"), trial(OTP, "caught by the UI")), "notices"),
        (proven("A", trial(CHECKOUT, fault="late")), "late"),
        (proven("A", trial(CHECKOUT, "not reached")), "not-reached"),
        (proven("A", control="failed", writes=[sent(CHECKOUT)]), "not-provable"),
        (proven("A", control="not run", message="it failed in the recording"), "not-provable"),
        (proven("A", writes=[sent(CHECKOUT, why_not="it got 402")]), "no-write"),
        (proven("A", trial(CHECKOUT, "not tried"), control="not run"), "not-tried"),
        (proven("A", control="not run"), "no-write"),
    ],
)
def test_kind_of_a_test(test: ProvenTest, kind: str) -> None:
    """The kind of a test is its worst result."""
    assert kind_of(test) == kind
