"""`proof.md`: the summary of a CI job, bounded in size and without markup from the run."""

import re

import pytest

from QuashLibrary.proof.markdown import proof_markdown
from utest.proof.proofs import CHECKOUT, OTP, everything, large, proof, proven, sent, shop, trial

SHOP = """\
## 2 of 6 tests would stay green if the backend lost `POST /checkout`

`staging`, 2026-01-01 12:00, in 1 min 14 s. Faults: lost. 2 blind pairs of a test and a write. Of 8 tests, 6 were \
tried, 1 is not provable and 1 sends no write. 1 write was not sent again, so it was not lost.

### Which tests notice which broken writes

| test | `POST /checkout` | `POST /otp` | `PUT /customers/*` |
| --- | --- | --- | --- |
| `Demo.Shop.Customer Orders A Lamp` | **BLIND** | caught by the UI |  |
| `Demo.Shop.Customer Orders Twice` | **BLIND** |  | not reached |
| `Demo.Shop.Order Is Paid` | caught by `@order-created` |  |  |
| `Demo.Shop.Customer Logs In` |  | caught by the UI |  |
| `Demo.Shop.Customer Moves` |  |  | caught by `@customer-moved`, only a warning |
| `Demo.Shop.Voucher Is Used Up` | not provable |  |  |
| `Demo.Shop.Declined Card` | not lost | caught by the UI |  |

### Blind pairs (2)

- `Demo.Shop.Customer Orders A Lamp` stays green if `POST /checkout` is lost, sent at `Click Element    id=pay`
- `Demo.Shop.Customer Orders Twice` stays green if `POST /checkout` is lost, sent at `Click Element    id=pay`

### To catch them, paste this into the registry

```yaml
validations:
  order-read-back:
    inputs: {number: Number of the order.}
    request: GET /orders/${number}
    expect: {$.state: paid}
    attach:
      after: Click Element    id=pay
```
"""


def test_proof_of_a_suite() -> None:
    """The sentence comes first, then the matrix and the blind pairs; equal YAML appears once."""
    assert proof_markdown(shop()) == SHOP


def test_many_writes_are_rows() -> None:
    """Many writes become rows, blind tests first."""
    text = proof_markdown(large())
    rows = [line for line in text.splitlines() if line.startswith("| `Demo")]
    assert len(rows) == 40
    assert rows[0] == "| `Demo.Suite 0.Customer Does Thing Number 0` | `POST /resource-0/items` | **BLIND** |"
    assert "and 1,960 more; all are in proof.json." in text
    assert "- and 180 more; all are in proof.json." in text


def test_size_is_bounded() -> None:
    """The size stays bounded for any number of tests with names and advice of any length."""
    tests = (
        proven(f"{'N' * 500} {number}", trial(CHECKOUT), writes=[sent(OTP, advice=f"{number}" * 2_000)])
        for number in range(1_000)
    )
    made = proof(*tests)
    assert len(proof_markdown(made).encode()) < 100_000


def test_faults_have_a_result_each() -> None:
    """With several faults, a cell has a result for each."""
    text = proof_markdown(everything("x"))
    assert "| `x.x.x 2` | not lost | lost: **BLIND**, error: **BLIND**, late: passes |" in text
    assert "> `x`" in text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "@team", "a|b `c` ``` d", "\u202ex", "# x\n```\n# y", "~~~", "\ud800"]
)
def test_nothing_of_the_run_is_markup(text: str) -> None:
    """Every text from the run is in a code span or a code block."""
    shown = proof_markdown(everything(text))
    fences = re.compile(r"^(`{3,})yaml\n.*?^\1$", re.MULTILINE | re.DOTALL)
    assert len(fences.findall(shown)) == 1
    without = re.sub(r"<code>[^<]*</code>|`[^`\n]+`", "", fences.sub("", shown))
    assert not re.search(r"[<@~#]|script|team|\u202e", re.sub(r"^##+ ", "", without, flags=re.MULTILINE)), without
