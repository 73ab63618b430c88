"""Example proofs: a small shop, one with everything under any name, and large proofs."""

from collections.abc import Iterable
from datetime import datetime

from QuashLibrary.proof.model import FAULTS, Control, Fault, Proof, ProvenTest, Result, SentWrite, Trial, Write

NOON = datetime(2026, 1, 1, 12)
CHECKOUT = Write("shop", "POST", "/checkout")
OTP = Write("shop", "POST", "/otp")
PROFILE = Write("shop", "PUT", "/customers/*")
ADVICE = """\
validations:
  order-read-back:
    inputs: {number: Number of the order.}
    request: GET /orders/${number}
    expect: {$.state: paid}
    attach:
      after: Click Element    id=pay
"""


def sent(write: Write, why_not: str = "", advice: str = ADVICE, ui_step: str = "Click Element    id=pay") -> SentWrite:
    """Return a write that a test sent."""
    return SentWrite(write, 1, ui_step, why_not, "" if why_not else advice)


def trial(write: Write, result: Result = "blind", fault: Fault = "lost", by: str = "", **more: object) -> Trial:
    """Return a trial."""
    if not by:
        by = {
            "caught by the UI": "Wait Until Page Contains    Thank you",
            "caught by a validation": "@order-created",
        }.get(result, "")
    message = f"{by} failed" if by else ""
    return Trial(
        **({"write": write, "fault": fault, "result": result, "by": by, "message": message, "elapsed": 3.2} | more)
    )  # type: ignore[arg-type]


def proven(name: str, *trials: Trial, writes: Iterable[SentWrite] = (), **more: object) -> ProvenTest:
    """Return a test that sent the writes of its trials and these additional writes."""
    broken = dict.fromkeys(item.write for item in trials)
    values = {"suite": ("Demo", "Shop"), "control": "passed", "trials": trials}
    return ProvenTest(name, writes=(*map(sent, broken), *writes), **(values | more))  # type: ignore[arg-type]


def proof(*tests: ProvenTest, **more: object) -> Proof:
    """Return a proof of these tests."""
    values = {
        "registry": "validations.yaml",
        "environment": "staging",
        "started": NOON,
        "elapsed": 74.0,
        "recording": 21.0,
    }
    return Proof(**(values | {"tests": tests} | more))  # type: ignore[arg-type]


def shop() -> Proof:
    """Return the proof of a small suite in which two tests do not notice a lost order."""
    return proof(
        proven("Customer Orders A Lamp", trial(CHECKOUT), trial(OTP, "caught by the UI")),
        proven("Customer Orders Twice", trial(CHECKOUT), trial(PROFILE, "not reached")),
        proven("Order Is Paid", trial(CHECKOUT, "caught by a validation")),
        proven("Customer Logs In", trial(OTP, "caught by the UI")),
        proven("Customer Moves", trial(PROFILE, "caught by a validation", by="@customer-moved", warned=True)),
        proven("Voucher Is Used Up", control="failed", message="Voucher is used up", writes=[sent(CHECKOUT)]),
        proven(
            "Declined Card", trial(OTP, "caught by the UI"), writes=[sent(CHECKOUT, why_not="it was answered with 402")]
        ),
        proven("Customer Looks Around"),
        setup_writes=(sent(Write("shop", "POST", "/admin/reset"), why_not="it was sent by a suite setup"),),
    )


def everything(name: str = "Order") -> Proof:
    """Return a proof with each fault and each result, and with one text in every place."""
    write, other = Write(name, name, name, name), Write(name, "POST", "/orders")
    results: list[Result] = [
        *("caught by the UI", "caught by a validation", "blind"),
        *("not reached", "not tried"),
    ]
    tests = [
        ProvenTest(
            f"{name} {number}",
            (name, name),
            "passed",
            writes=(SentWrite(write, 2, name, advice=name), SentWrite(other, 1, name, name)),
            trials=tuple(
                Trial(write, fault, result, name, f"{name}\n{name}", fault == "error", name, 3.2) for fault in FAULTS
            ),
        )
        for number, result in enumerate(results)
    ]
    controls: list[Control] = ["failed", "not run", "passed"]
    tests += [ProvenTest(f"{name} {control}", (name,), control, name, (SentWrite(write),)) for control in controls]
    return Proof(name, name, NOON, FAULTS, 74.0, 21.0, name, tuple(tests), (SentWrite(write, 1, name, name),))


def large(tests: int = 500, writes: int = 40, each: int = 4, faults: tuple[Fault, ...] = ("lost",)) -> Proof:
    """Return a proof of many tests in suites of 25; each sends some of many writes, and every tenth trial is blind."""
    known = [Write("shop", "POST", f"/resource-{number}/items") for number in range(writes)]
    results: list[Result] = ["blind", *["caught by the UI"] * 6, *["caught by a validation"] * 3]  # type: ignore[list-item]
    return proof(
        *(
            proven(
                f"Customer Does Thing Number {test}",
                *(
                    trial(known[(test // 25 * 5 + index) % writes], results[(test + index) % 10], fault)
                    for index in range(each)
                    for fault in faults
                ),
                suite=("Demo", f"Suite {test // 25}"),
            )
            for test in range(tests)
        ),
        faults=faults,
    )
