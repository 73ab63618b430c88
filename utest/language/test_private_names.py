"""Names mark values as secret, and are found in texts."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.language.json_values import JSON
from QuashLibrary.language.printable import MASK
from QuashLibrary.language.private_names import (
    hide_private,
    is_private,
    is_private_header,
    without_private_fields,
    without_private_texts,
)

PRIVATE = [
    "password", "Password", "newPassword", "new_password", "userpassword", "passwd", "pwd", "passphrase", "passcode",
    "token", "accessToken", "access_token", "refresh-token", "accesstoken", "secret", "client_secret", "pin", "userPin",
    "otp", "smsOtp", "cvv", "api_key", "apiKey", "x-api-key", "privateKey", "secret_key", "otpCode", "otp_code",
    "verificationCode", "smsCode", "one_time_code", "user[password]", "user.password", "user%5Bpassword%5D",
]  # fmt: skip
PUBLIC = [
    "id", "pins", "shipping", "spin", "tokens_left", "passwordHint", "secretary", "errorCode", "statusCode", "zipCode",
    "countryCode", "postal_code", "couponCode", "key", "keyboard", "author", "user[name]", "password.length", "",
]  # fmt: skip


@pytest.mark.parametrize("name", PRIVATE)
def test_names_of_secrets_are_private(name: str) -> None:
    """Names of secrets are private in the spellings of JSON, forms and headers."""
    assert is_private(name, "a")


@pytest.mark.parametrize("name", PUBLIC)
def test_other_names_are_not(name: str) -> None:
    """A name that only resembles a secret's name is not private; the tester may need the value."""
    assert not is_private(name, "123456")


@pytest.mark.parametrize(
    "value", ["1234", "123456", "12345678", "123-456", "1234 5678", "SplxlOBeZQQYbYS6WxSbIA", "4/0AX4XfWh1abcDEF2345"]
)
def test_code_is_private_if_it_looks_like_a_one_time_code(value: str) -> None:
    """A code is private if it is a text of four to eight digits or a random text as from OAuth."""
    assert is_private("code", value)


@pytest.mark.parametrize(
    "value",
    ["CARD_DECLINED", "E1042", "ERR-402", "insufficient_funds", "404.1", "123", "123456789", 4001, 123456, None, "",
     "SUMMER20", "payment_required_402", {"a": "123456"}, True],
)  # fmt: skip
def test_error_code_is_shown(value: object) -> None:
    """An error code is shown, even if it is a number."""
    assert not is_private("code", value)


@pytest.mark.parametrize(
    "name", ["Authorization", "cookie", "Set-Cookie", "Proxy-Authorization", "X-API-Key", "X-Auth-Token", "X-Otp"]
)
def test_headers_that_authenticate_are_private(name: str) -> None:
    """Headers with credentials are private by a known name or by a word in the name."""
    assert is_private_header(name)


@pytest.mark.parametrize("name", ["Content-Type", "X-Request-Id", "Code", "Host"])
def test_other_headers_are_not(name: str) -> None:
    """Other headers are shown, because they help with diagnosis."""
    assert not is_private_header(name)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("user=a&password=b%26c&x=1", "user=a&password=***&x=1"),
        ("access_token=abc", "access_token=***"),
        ("a=1;pin=2;b=3", "a=1;pin=***;b=3"),
        ("password=", "password="),
        ("user%5Bpassword%5D=x&user[otp]=y", "user%5Bpassword%5D=***&user[otp]=***"),
        ("code=123456&code=E17", "code=***&code=E17"),
        ("code=123%20456", "code=***"),
        ("https://h/a?token=b#c", "https://h/a?token=***#c"),
        ("", ""),
    ],
)
def test_fields_are_masked(text: str, masked: str) -> None:
    """Private fields of forms, queries and addresses are masked; everything else is unchanged."""
    assert without_private_fields(text, MASK) == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('{"password": "a\\"b", "x": 1', '{"password": "***", "x": 1'),
        ('{"pin": 1234, "token":"cut o', '{"pin": "***", "token":"***"'),
        (')]}\',\n{"otp": "1"}', ')]}\',\n{"otp": "***"}'),
        ('{"code": "123456"} {"code": "E1"} {"code": 4001}', '{"code": "***"} {"code": "E1"} {"code": 4001}'),
        ("<a><s:Pin t='x'>1</s:Pin><user>c</user></a>", "<a><s:Pin t='x'>***</s:Pin><user>c</user></a>"),
        (
            '--b\r\nContent-Disposition: form-data; name="password"\r\nX: y\r\n\r\nse\r\ncret\r\n--b\r\n'
            'Content-Disposition: form-data; name="a"\r\n\r\nc\r\n--b--',
            '--b\r\nContent-Disposition: form-data; name="password"\r\nX: y\r\n\r\n***\r\n--b\r\n'
            'Content-Disposition: form-data; name="a"\r\n\r\nc\r\n--b--',
        ),
        ("password is needed", "password is needed"),
    ],
)  # fmt: skip
def test_texts_are_searched(text: str, masked: str) -> None:
    """Secrets are found in incomplete or repeated JSON, XML and multipart bodies."""
    assert without_private_texts(text, MASK) == masked


@given(st.text() | st.text('"{}:[]<>/=&-\r\n password1'))
def test_any_text_is_searched(text: str) -> None:
    """Any text is accepted, and is unchanged if it contains no private name."""
    assert without_private_fields(text.replace("p", ""), MASK) == text.replace("p", "")
    assert without_private_texts(text.replace("p", ""), MASK) == text.replace("p", "")
    without_private_fields(text, MASK)
    without_private_texts(text, MASK)


names = st.sampled_from([*PRIVATE, "code", *PUBLIC])
values: st.SearchStrategy[JSON] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("123456"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=10,
)


@given(values)
def test_every_private_member_is_hidden(value: JSON) -> None:
    """Private members are hidden at any depth, and other members keep place and value."""

    def expected(item: JSON) -> JSON:
        if isinstance(item, dict):
            return {key: "HIDDEN" if is_private(key, inner) else expected(inner) for key, inner in item.items()}
        return [expected(inner) for inner in item] if isinstance(item, list) else item

    before = json.dumps(value)
    assert hide_private(value, lambda item: "HIDDEN") == expected(value)
    assert json.dumps(value) == before
