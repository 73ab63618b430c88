"""No secret is shown, in any of the forms in which it is sent."""

import html
import json
import re
import threading
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.engine.redactor import MOST_LEARNED, Redactor, masked_headers
from QuashLibrary.engine.sources.http.messages import basic_credentials
from QuashLibrary.language.json_display import show
from QuashLibrary.language.printable import MASK
from utest.calls import calls_of_ours

SECRETS = st.text(min_size=4, max_size=40).filter(lambda text: text.strip() and text.strip(" \t\r\n*"))
FORMS: dict[str, Callable[[str], str]] = {
    "raw": str,
    "percent-encoded": lambda text: quote(text, safe=""),
    "percent-encoded in small letters": lambda text: re.sub("%..", lambda match: match[0].lower(), quote(text)),
    "percent-encoded in a path": quote,
    "in a form": quote_plus,
    "in JSON": lambda text: json.dumps(text)[1:-1],
    "in JSON with Unicode": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "in JSON in JSON": lambda text: json.dumps(json.dumps(text))[3:-3],
    "in Python": lambda text: repr(text)[1:-1],
    "in JSON as PHP writes it": lambda text: json.dumps(text)[1:-1].replace("/", r"\/"),
    "percent-encoded in JSON as PHP writes it": lambda text: quote(text).replace("/", r"\/"),
    "in HTML": html.escape,
    "in HTML's text": lambda text: html.escape(text, quote=False),
    "JSON in HTML": lambda text: html.escape(json.dumps(text)[1:-1]),
    "in Base64": lambda text: b64encode(text.encode()).decode(),
    "in Base64 for URLs": lambda text: urlsafe_b64encode(text.encode()).decode().rstrip("="),
}


def knowing(*secrets: object) -> Redactor:
    """Return a redactor that knows secrets."""
    redactor = Redactor()
    for secret in secrets:
        redactor.add(secret)
    return redactor


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
def test_a_secret_is_masked_in_each_form(form: Callable[[str], str]) -> None:
    """All encodings of requests, responses and logs are masked."""
    secret = "pä$s/wörd & \"quoted\" 'it' \\ 10%\n<tag>"
    assert knowing(secret).clean(f"before {form(secret)} after") in (f"before {MASK} after", f"before {MASK}= after")


@given(st.lists(SECRETS, min_size=1, max_size=4), st.text(), st.sampled_from(sorted(FORMS)))
def test_no_form_of_a_secret_survives(secrets: list[str], around: str, name: str) -> None:
    """Several secrets are masked in any text, even nested or adjacent ones."""
    form = FORMS[name]
    try:
        text = around + around.join(map(form, secrets)) + around
    except UnicodeEncodeError:
        return
    cleaned = knowing(*secrets).clean(text)
    for secret in secrets:
        assert secret not in cleaned
        assert form(secret) not in cleaned


@given(st.lists(st.text(alphabet="ab*-", min_size=1, max_size=8), max_size=5), st.text(alphabet="ab*-", max_size=40))
def test_a_mask_never_makes_a_secret(secrets: list[str], text: str) -> None:
    """Text next to a mask is checked again; cleaning twice changes nothing."""
    redactor = knowing(*secrets)
    cleaned = redactor.clean(text)
    assert redactor.clean(cleaned) == cleaned
    assert not any(secret in cleaned for secret in secrets if len(secret) > 3 and secret.strip("*"))


def test_basic_credentials_are_masked_where_they_were_made_known() -> None:
    """User and password together have their own Base64."""
    encoded = basic_credentials("tester", "pä€ss")
    assert encoded == b64encode("tester:pä€ss".encode()).decode()
    assert knowing(encoded).clean(f"Basic {encoded}") == "Basic ***"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "tester:", "qa:", "user1:", "ü:"])
@pytest.mark.parametrize("after", ["", "x", "xy", "\n"])
@pytest.mark.parametrize("encode", [b64encode, urlsafe_b64encode])
@pytest.mark.parametrize("secret", ["secret", "pä$s/wörd?>", "correct horse battery"])
def test_a_secret_in_base64_is_masked_among_other_bytes(
    before: str, after: str, encode: Callable[[bytes], bytes], secret: str
) -> None:
    """In `Authorization: Basic …` at most two characters at each end contain bits of the secret."""
    text = encode(f"{before}{secret}{after}".encode()).decode()
    head, mask, tail = knowing(secret).clean(f"Basic {text}").removeprefix("Basic ").partition(MASK)
    assert mask
    assert len(head) <= len(before.encode()) * 8 // 6 + 1
    assert len(tail.rstrip("=")) <= (len(after) * 8 + 5) // 6 + 1


def test_a_secret_of_few_bytes_is_masked_in_base64_only_alone() -> None:
    """Inside longer Base64 it would be found by chance."""
    redactor = knowing("pin:7")
    assert redactor.clean(b64encode(b"pin:7").decode()) == "***"
    assert MASK not in redactor.clean(b64encode(b"q:pin:7").decode())


def test_lines_of_a_key_are_secret_by_themselves() -> None:
    """Logs show a key line by line; its first and last line and short lines are not secret."""
    redactor = knowing(
        "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n  kqhkiG9w0BAQEFAASC\nshort\n-----END PRIVATE KEY-----\n"
    )
    text = "-----BEGIN PRIVATE KEY-----|MIIEvQIBADANBg|kqhkiG9w0BAQEFAASC|short"
    assert redactor.clean(text) == "-----BEGIN PRIVATE KEY-----|***|***|short"


def test_texts_that_redact_finds_are_masked_everywhere_from_six_characters_on() -> None:
    """A shorter text occurs in other texts by chance."""
    redactor = Redactor()
    redactor.learn(["paid", "30", "pending", "      ", "*******"])
    assert redactor.clean("paid 30 pending cGVuZGluZw==      *******") == "paid 30 *** ***      *******"


def test_the_oldest_of_too_many_texts_that_redact_finds_are_forgotten() -> None:
    """The latest thousands stay masked everywhere, and secrets are never forgotten."""
    redactor = knowing("a-real-secret")
    redactor.learn(f"text-{number}!" for number in range(MOST_LEARNED))
    assert not redactor.has_forgotten
    assert redactor.clean("text-0! text-9999!") == "*** ***"
    redactor.learn(["text-0!", "one-more"])
    assert redactor.has_forgotten
    assert redactor.clean("text-0! text-1! text-9999! one-more a-real-secret") == "*** text-1! *** *** ***"


def test_a_short_secret_is_masked_as_a_word_only() -> None:
    """Otherwise a PIN of one digit would fill every log with masks."""
    redactor = knowing("7", "abc")
    assert redactor.clean("7 17 a7 7.5 (7) _7_ abc abcd ABC") == "*** 17 a7 ***.5 (***) _***_ *** abcd ABC"


def test_a_secret_in_another_is_masked_with_it() -> None:
    """The longer secret is masked first."""
    assert knowing("token", "token-of-shop").clean("token-of-shop token") == "*** ***"


def test_a_form_of_one_secret_may_be_another_secret() -> None:
    """It is then masked in all of its own forms."""
    redactor = knowing("a b&c", "a%20b%26c")
    assert redactor.clean(b64encode(b"a%20b%26c").decode()) == "***"


def test_lists_and_objects_stand_for_their_scalars() -> None:
    """Texts and numbers in them are secret; true, false, null and keys are not."""
    redactor = knowing({"key": ["nested-secret", {"pin": 123456}], "on": True, "off": None})
    assert redactor.clean("key nested-secret 123456 pin True None") == "key *** *** pin True None"


@pytest.mark.parametrize("nothing", ["", "  ", "\n", None, True, [], {}, "*", "***"])
def test_what_is_no_secret(nothing: object) -> None:
    """Blanks and asterisks are not masked."""
    text = "a  b\n True None * *** "
    assert knowing(nothing).clean(text) == text


def test_a_secret_is_masked_without_its_line_break() -> None:
    """Secrets are read from files, and used without the final line break."""
    assert knowing("s3cr3t-token\n").clean("Bearer s3cr3t-token") == "Bearer ***"


def test_the_beginning_of_a_secret_is_masked_where_a_text_is_cut() -> None:
    """Messages cut long values; the rest of a secret is still masked."""
    token = "eyJhbGciOiJIUzI1NiJ9." + "0123456789" * 30
    redactor = knowing(token)
    shown = redactor.clean(f"was {show(token)}, {show({'token': token})}, {show([1, token])}")
    assert "eyJh" not in shown
    assert "(321 characters)" in shown
    assert redactor.clean("eyJ…, cut… eyJhbGci") == "eyJ…, cut… eyJhbGci"


def test_a_large_text_is_cleaned_at_once() -> None:
    """Ten megabytes with thousands of occurrences are no problem."""
    redactor = knowing(*(f"secret-number-{number}" for number in range(20)))
    text = ("x" * 1000 + "secret-number-7 …") * 10_000
    assert redactor.clean(text) == ("x" * 1000 + "*** …") * 10_000


def test_threads_share_a_redactor() -> None:
    """An added secret is masked from then on, whatever other threads add."""
    redactor = Redactor()
    missed: list[str] = []

    def work(thread: int) -> None:
        for number in range(50):
            secret = f"secret-{thread}-{number}!"
            redactor.add(secret)
            if redactor.clean(secret) != MASK:
                missed.append(secret)

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not missed


def test_a_secret_that_robot_cuts_is_masked() -> None:
    """Robot shows the first 200 characters of a variable's value, and three dots."""
    redactor = Redactor()
    secret = "eyJhbGciOiJIUzI1NiJ9." + "abcdefghij" * 40
    redactor.add(secret)
    assert redactor.clean(f"${{token}} = {secret[:200]}...") == "${token} = ***..."


def test_headers_that_authenticate_are_masked() -> None:
    """They are masked in any letter case, even if they are not known secrets."""
    headers = (("authorization", "a"), ("Cookie", "b"), ("SET-COOKIE", "c"), ("Proxy-Authorization", "d"), ("X", "e"))
    assert [value for _, value in masked_headers(headers)] == ["***", "***", "***", "***", "e"]


@pytest.mark.parametrize("length", [100, 54_000])
def test_many_secrets_cost_no_more_than_some(length: int) -> None:
    """A long run may know ten thousand secrets, and every message of every library is cleaned."""
    text = "the order 4711 was paid by ann, as it should be; " * (length // 49)
    some = knowing(*(f"{number}-some-secret" for number in range(4_600, 4_800)))
    many = knowing(*(f"{number}-some-secret" for number in range(10_000)))
    assert calls_of_ours(lambda: many.clean(text)) <= calls_of_ours(lambda: some.clean(text))


def test_learning_secrets_one_by_one_costs_in_proportion() -> None:
    """Ten times as many secrets take ten times as many calls, not a hundred times."""

    def learn(number: int) -> None:
        redactor = Redactor()
        for index in range(number):
            redactor.add(f"{index}@shop.example")

    assert calls_of_ours(lambda: learn(5_000)) <= 11 * calls_of_ours(lambda: learn(500))


def test_a_long_text_is_known_as_it_is_shown() -> None:
    """A body is masked as a whole, even if a view shows only its beginning."""
    body = json.dumps([{"mail": f"{number}@shop.example"} for number in range(5_000)])
    redactor = knowing(body)
    for form in (body, json.dumps(body)[1:-1], repr(body)[1:-1], html.escape(body)):
        assert redactor.clean(f"was {form}") == "was ***"
        assert redactor.clean(f"was {form[:400]}… (of more)") == "was ***… (of more)"
