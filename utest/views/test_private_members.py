"""Bodies of the app are shown without its credentials."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.views.private_members import without_private_members

SECRET = "hidden-7391"


@pytest.mark.parametrize(
    ("body", "masked"),
    [
        (b'{"password": "a", "user": "b"}', {"password": "***", "user": "b"}),
        (b'{"pin": 1234}', {"pin": "***"}),
        (b'{"token": {"value": "a", "expires": 3600}}', {"token": {"value": "***", "expires": "***"}}),
        (b'{"otp": ["1", 2, null, true, ""]}', {"otp": ["***", "***", None, True, ""]}),
        (b'{"password": null, "a": {"secret": false}}', {"password": None, "a": {"secret": False}}),
        (b'[{"code": "123456"}, {"code": "DECLINED"}]', [{"code": "***"}, {"code": "DECLINED"}]),
        (b'\xef\xbb\xbf{"password": "a"}', {"password": "***"}),
    ],
)
def test_members_of_json_are_masked(body: bytes, masked: object) -> None:
    """Everything below them is masked; true, false and null stay."""
    assert json.loads(without_private_members(body)) == masked


@pytest.mark.parametrize("body", [b'{"a" : 1.50}', b"text", b"", b"\xff\x00", b"[1, 2"])
def test_body_without_private_members_stays_as_it_is(body: bytes) -> None:
    """Not a single byte changes."""
    assert without_private_members(body) == body


def test_form_is_read_as_one() -> None:
    """Its content type decides."""
    assert without_private_members(b"user=a&password=b", is_form=True) == b"user=a&password=***"


def test_repeated_member_is_masked_each_time() -> None:
    """A JSON parser sees only the last of two members with the same name."""
    assert without_private_members(b'{"pin": "1", "pin": null}') == b'{"pin": "***", "pin": null}'


def test_binary_part_of_a_multipart_body_stays() -> None:
    """The field next to it is masked."""
    body = b'--b\r\nContent-Disposition: form-data; name="pin"\r\n\r\n1\r\n--b\r\n\r\n\xff\xfe\r\n--b--'
    assert without_private_members(body) == body.replace(b"\n1\r", b"\n***\r")


values = st.recursive(
    st.none() | st.integers() | st.just(SECRET),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=8,
)


@given(values, st.integers(0, 60))
def test_secret_is_never_shown(value: object, cut: int) -> None:
    """It is masked in every form, complete or cut off."""
    whole = json.dumps({"user": "a", "password": value, "x": [{"newPassword": value}]}).encode()
    assert SECRET.encode() not in without_private_members(whole)
    text = json.dumps({"user": "a", "password": SECRET * 9}).encode()
    shown = without_private_members(text[: len(text) - cut])
    assert SECRET.encode() not in shown
    assert b'"user": "a"' in shown or b'"user":"a"' in shown


@given(st.binary(), st.booleans())
def test_any_body_is_searched(body: bytes, is_form: bool) -> None:
    """No body raises an exception."""
    without_private_members(body, is_form=is_form)
