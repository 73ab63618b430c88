"""The same check, written for each library: the order, its status and five of its values.

Every theme that compares libraries takes its suites from here, so all of them compare the same steps.
"""

from dataclasses import dataclass
from textwrap import indent

from bench.bench import SUITES

LOOP, STEP, REQUESTS, REST, OURS = "raw httpx", "one step of httpx", "RequestsLibrary", "RESTinstance", "QuashLibrary"
REGISTRY = SUITES / "validations.yaml"

_SETTINGS = """\
*** Settings ***
Library       RawHttp
{library}
Suite Setup       Prepare
Test Setup        Log Processor Time
Test Teardown     Log Processor Time

*** Test Cases ***
{name}
{body}

*** Keywords ***
Prepare
{prepare}
"""


@dataclass(frozen=True)
class Party:
    """A library: its import, the steps of one check, and steps needed once before; the first check is not counted."""

    name: str
    library: str
    steps: str
    prepare: str = ""

    def looped(self, rounds: int) -> str:
        """Return a suite whose test checks many times."""
        return self._suite(f"FOR    ${{_}}    IN RANGE    {rounds}\n{indent(self.steps, '    ')}\nEND")

    def repeated(self, times: int) -> str:
        """Return a suite with the check written many times, without a loop."""
        return self._suite("\n".join([self.steps] * times) or "No Operation")

    def _suite(self, body: str) -> str:
        prepare = indent(f"{self.prepare}\n{self.steps}".strip(), "    ")
        return _SETTINGS.format(library=self.library, name=self.name, body=indent(body, "    "), prepare=prepare)


@dataclass(frozen=True)
class Loop(Party):
    """The same check without Robot around each repetition."""

    def looped(self, rounds: int) -> str:
        """Return a suite with one step for all checks."""
        return self._suite(f"Ask In A Loop    ${{URL}}    ${{{rounds}}}")


PARTIES = {
    party.name: party
    for party in (
        Loop(LOOP, "", "Ask In A Loop    ${URL}    ${1}"),
        Party(STEP, "", "Ask Once    ${URL}"),
        Party(
            REQUESTS,
            "Library    RequestsLibrary",
            "${answer} =    GET On Session    shop    /orders/A-1001    expected_status=200\n"
            "${order} =    Set Variable    ${answer.json()}\n"
            "Should Be Equal    ${order}[state]    paid\n"
            "Should Be Equal    ${order}[currency]    EUR\n"
            "Should Be Equal    ${order}[total]    ${30.5}\n"
            "Should Be Equal    ${order}[number]    A-1001\n"
            "Should Be Equal    ${order}[customer][city]    Zürich",
            "VAR    &{headers}    Authorization=Bearer shop-test-token\n"
            "Create Session    shop    ${URL}    headers=${headers}",
        ),
        Party(
            REST,
            "Library    REST    ${URL}",
            "GET    /orders/A-1001\n"
            "Integer    response status    200\n"
            "String    response body state    paid\n"
            "String    response body currency    EUR\n"
            "Number    response body total    30.5\n"
            "String    response body number    A-1001\n"
            "String    response body customer city    Zürich",
            """Set Headers    {"Authorization": "Bearer shop-test-token"}""",
        ),
        Party(OURS, f"Library    QuashLibrary    registry={REGISTRY}", "@order-created    order_id=A-1001"),
    )
}
