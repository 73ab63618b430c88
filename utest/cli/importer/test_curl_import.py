"""`quash import curl` without a backend turns a curl command into an entry."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from QuashLibrary.cli.exit_codes import ExitCode
from QuashLibrary.cli.importer.entry_text import file_text
from QuashLibrary.cli.importer.imported import Importer, command_of_text
from QuashLibrary.cli.importer.messages import notes_of, run_line
from QuashLibrary.cli.main import main
from QuashLibrary.errors import CommandError

SECRETS = ("eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl", "s3cr3t-value", "hunter2-hunter", "918273")
"""The secrets that must never be shown."""

PLACES = (
    "curl h.example/a -H 'Authorization: Bearer SECRET'",
    "curl h.example/a -H 'Authorization: SECRET'",
    "curl h.example/a -H 'Api-Key: SECRET' -H 'X-Auth: SECRET'",
    "curl h.example/a -H 'Ocp-Apim-Subscription-Key: SECRET'",
    "curl h.example/a -H 'X-Refresh-Token: SECRET' -u 'a:b'",
    "curl 'h.example/a?token=SECRET&apikey=SECRET&hmac=SECRET'",
    "curl h.example/a -G -d 'client_secret=SECRET'",
    "curl h.example/a -b 'sid=SECRET; PHPSESSID=SECRET; remember_me=SECRET; XSRF-TOKEN=SECRET'",
    "curl h.example/a -u 'SECRET:SECRET'",
    "curl https://SECRET:SECRET@h.example/a",
    "curl h.example/tokens/SECRET",
    "curl h.example/sessions/SECRET/items",
    """curl h.example/a --json '{"newPassword": "SECRET", "a": [{"api_key": "SECRET"}]}'""",
    "curl h.example/a -d 'user[password]=SECRET&refresh_token=SECRET'",
    "curl h.example/a -F 'secret=SECRET'",
    "curl h.example/a -H 'Content-Type: text/plain' -d 'password: SECRET'",
    "curl h.example/a -H 'Content-Type: text/xml' -d '<a token=\"SECRET\"><pin>SECRET</pin></a>'",
)
"""Requests with secrets in every place."""

CHROME = f"""\
curl 'https://api.shop.staging.example/v1/orders/A-17/items?page=2&signature=s3cr3t-value&_=1700000000' \\
  -H 'accept: application/json' \\
  -H 'accept-language: en-GB,en;q=0.9' \\
  -H 'authorization: Bearer {SECRETS[0]}' \\
  -H 'cookie: session=s3cr3t-value; _ga=GA1.2.3; lang=en' \\
  -H 'sec-fetch-mode: cors' \\
  -H 'user-agent: Mozilla/5.0' \\
  -H 'x-csrf-token: s3cr3t-value' \\
  -H 'x-tenant: qa' --compressed
"""


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of this process names no registry."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("QUASH_REGISTRY", raising=False)


def told(line: str) -> str:
    """Return the whole output for a command: the entry and the notes."""
    imported = Importer.for_files((), "never").imported(command_of_text(line))
    return file_text(imported.sections) + "\n".join([*notes_of(imported), run_line(imported.draft)])


def entry(line: str, *files: Path, slug: str = "") -> str:
    """Return the entry of a command."""
    return file_text(Importer.for_files(files, "never").imported(command_of_text(line), slug).sections)


def test_a_browser_line_becomes_an_entry_as_written_by_hand() -> None:
    """The host names the connection, identifiers become inputs, and browser headers and secrets are left out."""
    assert (
        entry(CHROME)
        == """\
connections:
  shop:
    base_url: https://api.shop.staging.example/v1
    auth: {bearer: {env: SHOP_TOKEN}}

validations:
  order-items-listed:
    description: The order items are listed.
    connection: shop
    inputs:
      order_id: Identifies the order, for example A-17.
    request:
      path: /orders/${order_id}/items
      query: {page: 2, signature: {env: SHOP_SIGNATURE}}
      headers: {Accept: application/json, X-Csrf-Token: {env: SHOP_CSRF_TOKEN}, X-Tenant: qa}
      cookies: {session: {env: SHOP_SESSION}, lang: en}
    expect:
      status: 200  # TODO: write what a test should check, for example  $.state: paid
"""
    )


def test_the_console_says_what_was_left_out_and_which_variables_to_set() -> None:
    """The notes contain no value of a variable."""
    imported = Importer.for_files((), "never").imported(command_of_text(CHROME))
    notes = "\n".join(notes_of(imported, "validations.yaml"))
    assert "@order-items-listed is in validations.yaml." in notes
    assert "Left out: the headers Accept-Language, Sec-Fetch-Mode and User-Agent; " in notes
    assert "; the query parameter _; the cookie _ga\n" in notes
    assert "export SHOP_TOKEN='…'  # the Authorization header, without \"Bearer\"" in notes
    assert not any(secret in notes for secret in SECRETS)
    assert run_line(imported.draft) == "quash run @order-items-listed order_id=A-17"


@pytest.mark.parametrize(
    "line",
    [
        f"curl https://shop.example/a -H 'Authorization: Bearer {SECRETS[0]}'",
        f"curl https://shop.example/a -H 'Authorization: Token {SECRETS[1]}'",
        "curl https://shop.example/a -H 'Authorization: Basic cWE6aHVudGVyMi1odW50ZXI='",
        f"curl https://shop.example/a -u 'qa:{SECRETS[2]}'",
        f"curl --digest https://shop.example/a -u 'qa:{SECRETS[2]}'",
        f"curl https://qa:{SECRETS[2]}@shop.example/a",
        f"curl https://shop.example/a --oauth2-bearer {SECRETS[0]}",
        f"curl https://shop.example/a -H 'X-API-Key: {SECRETS[1]}'",
        f"curl https://shop.example/a -H 'X-Session-Id: {SECRETS[1]}' -H 'X-Signature: {SECRETS[1]}'",
        f"curl https://shop.example/a -H 'X-Anything: {SECRETS[0]}'",
        f"curl 'https://shop.example/a?api_key={SECRETS[1]}&access_token={SECRETS[1]}&sig={SECRETS[1]}'",
        f"curl 'https://shop.example/a?X-Amz-Signature={SECRETS[1]}&X-Amz-Credential={SECRETS[1]}'",
        f"curl 'https://shop.example/reset/{SECRETS[0]}'",
        f"curl https://shop.example/a -b 'JSESSIONID={SECRETS[1]}; connect.sid={SECRETS[1]}; auth={SECRETS[1]}'",
        f"curl https://shop.example/a -b 'x={SECRETS[0]}'",
        f"""curl https://shop.example/a --json '{{"user": {{"password": "{SECRETS[2]}", "otp": "{SECRETS[3]}"}}}}'""",
        f"""curl https://shop.example/a --json '{{"pin": {SECRETS[3]}, "list": [{{"token": "{SECRETS[1]}"}}]}}'""",
        f"curl https://shop.example/a -d password={SECRETS[2]} -d otp={SECRETS[3]} -d client_secret={SECRETS[1]}",
        f"curl https://shop.example/a -F password={SECRETS[2]} -F pin={SECRETS[3]}",
        f"curl https://shop.example/a -H 'Content-Type: text/xml' -d '<a><password>{SECRETS[2]}</password></a>'",
        f"""curl https://h.example/gql --json '{{"query": "{{ a }}", "variables": {{"password": "{SECRETS[2]}"}}}}'""",
        f"""curl https://h.example/graphql --json '{{"query": "{{ login(password: \\"{SECRETS[2]}\\") {{ a }} }}"}}'""",
        f"""curl https://h.example/graphql --json '{{"query": "not JSON (password: \\\\"{SECRETS[2]}\\\\")"}}'""",
    ],
)
def test_no_secret_gets_into_the_entry(line: str) -> None:
    """A secret in any place of the request reaches neither the entry nor the console."""
    text = told(line)
    assert [secret for secret in (*SECRETS, "cWE6aHVudGVyMi") if secret in text] == []


@given(place=st.sampled_from(PLACES), random=st.from_regex(r"[A-Za-z0-9_-]{6,40}", fullmatch=True))
def test_no_secret_of_any_form_gets_out(place: str, random: str) -> None:
    """The name of the key alone makes a value secret, no matter how plain it looks."""
    secret = f"zq{random}7"
    assert secret not in told(place.replace("SECRET", secret))


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "curl https://shop.example/a -u qa:x",
            ["auth: {basic: {username: {env: SHOP_USER}, password: {env: SHOP_PASSWORD}}}"],
        ),
        (
            "curl https://shop.example/a -H 'X-API-Key: k'",
            ["auth: {api_key: {header: X-API-Key, value: {env: SHOP_API_KEY}}}"],
        ),
        ("curl 'https://shop.example/a?api_key=k'", ["auth: {api_key: {query: api_key, value: {env: SHOP_API_KEY}}}"]),
        ("curl https://shop.example/a -b 'sid=k'", ["cookies: {sid: {env: SHOP_SID}}"]),
        ("curl https://shop.example/a -H 'Cookie: sid=k'", ["cookies: {sid: {env: SHOP_SID}}"]),
        (
            "curl https://shop.example/a -b csrftoken=k7 -H 'X-CSRF-Token: k7'",
            ["headers: {X-CSRF-Token: {env: SHOP_CSRF_TOKEN}}", "cookies: {csrftoken: {env: SHOP_CSRF_TOKEN}}"],
        ),
        ("curl https://shop.example/a -d password=k7", ["form: {password: {env: SHOP_PASSWORD}}"]),
        ('curl https://shop.example/a --json \'{"token": "x"}\'', ["json: {token: {env: SHOP_TOKEN}}"]),
        ("curl https://shop.example/a --json '{\"token\": \"'$my_token'\"}'", ['json: {token: "%{my_token}"}']),
        ("curl https://shop.example/uploads -F file=@cup.png", ["      file: A file below", 'file: {file: "${file}"}']),
        ("curl https://shop.example/a", ["description: The backend answers GET /a."]),
        ("curl https://shop.example/", ["description: The backend answers GET /."]),
        ("curl -X PUT https://shop.example/upload -d a=1", ["  upload-accepted:", "The upload is accepted."]),
        ("curl https://shop.example/17", ["id: Identifier in the path, for example 17.", "GET /${id}"]),
        ('curl https://shop.example/a -H "Authorization: Bearer $MY_TOKEN"', ["auth: {bearer: {env: MY_TOKEN}}"]),
        ("curl -kL https://shop.example/a", ["tls: {verify: false}", "redirects: same-origin"]),
        (
            "curl http://127.0.0.1:8080/api/health",
            ["  backend:\n    base_url: http://127.0.0.1:8080/api\n", "request: GET /health"],
        ),
        (
            "curl -X DELETE https://h.example/orders/7",
            ["  order-deleted:", "request: DELETE /orders/${order_id}", "status: 2xx"],
        ),
        (
            "curl 'https://shop.example/o?customer_id=7&limit=5'",
            ["customer_id: customer_id in the query, for example 7.", "limit: 5"],
        ),
        ("curl https://shop.example/a -H 'X-A: {{tenant}}'", ["tenant: A variable", 'X-A: "${tenant}"']),
        ("curl 'https://shop.example/a?value=A1'", ["a_value: value in the query", 'value: "${a_value}"']),
        ("curl 'https://shop.example/a?Größe=A1'", ["grosse: Größe in the query"]),
        (
            "curl 'https://shop.example/orders/{{orderId}}'",
            ["order_id: orderId in the path.", "GET /orders/${order_id}"],
        ),
        ('curl https://shop.example/login --json \'{"otp": "123456"}\'', ["secret: true", 'json: {otp: "${otp}"}']),
        (
            'curl https://shop.example/a --json \'{"sum": 12345678901234567890.12, "t": "${x} %{Y}"}\'',
            ["sum: 12345678901234567890.12", '"\\\\${x} \\\\%{Y}"'],
        ),
        (
            "curl https://shop.example/a -F 'photo=@cup.png;type=image/png'",
            ['photo: {file: "${photo_file}", type: image/png}'],
        ),
        ("curl https://shop.example/a -d a=1 -d a=2", ['form: {a: ["1", "2"]}']),
        ("curl 'https://shop.example/search?q=true&v=1.0'", ['q: "true"', 'v: "1.0"']),
        (
            'curl https://shop.example/graphql --json \'{"query": "query Order {\\n  order { state }\\n}"}\'',
            [
                "  order-answered:",
                "graphql:\n        query: |\n          query Order {\n            order { state }\n          }",
            ],
        ),
    ],
)
def test_each_part_of_a_request_has_its_place(line: str, parts: list[str]) -> None:
    """Each part gets its key, and the entry passes the registry's own checks."""
    text = entry(line)
    assert [part for part in parts if part not in text] == []


def test_a_registry_that_knows_the_backend_lends_its_connection(tmp_path: Path) -> None:
    """The longest matching address is used, also of an environment; existing slugs get a number."""
    file = tmp_path / "v.yaml"
    file.write_text(
        "connections:\n"
        "  all: {base_url: 'https://shop.example'}\n"
        "  shop: {base_url: 'https://shop.example/api', auth: {bearer: {env: T}},"
        " environments: {staging: {base_url: 'https://staging.example/api'}}}\n"
        "validations:\n  order-found: {connection: shop, request: GET /orders/1}\n"
    )
    text = entry("curl https://shop.example/api/orders/7 -H 'Authorization: Bearer x'", file)
    assert "connections:" not in text
    assert "  order-found-2:\n" in text
    assert "connection: shop\n" in text
    assert "GET /orders/${order_id}" in text
    imported = Importer.for_files([file], "never").imported(command_of_text("curl https://staging.example/api/o"))
    assert (imported.draft.connection, imported.draft.environment) == ("shop", "staging")
    assert "run with --environment staging" in "\n".join(notes_of(imported))
    assert "connection: all\n" in entry("curl https://shop.example/apix", file)


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("curl https://shop.example/a ; rm -rf /", "Left out: the text after the command: ; rm …"),
        ("curl https://a:b@h.example/a -u c:d", "Left out: the credentials of the URL, because -u overrides them"),
        (
            "curl https://h.example/a -H 'Authorization: Bearer x' -u c:d",
            "Left out: the credentials of -u, because the Authorization header overrides them",
        ),
        ("curl https://a:b@h.example/a", "SHOP_USER='…'  # the user name of the URL"),
        (
            "curl https://h.example/a -H 'Content-Type: application/json' -d '{\"a\": 1,}'",
            "TODO in the registry: the body is not JSON, even though its Content-Type says so",
        ),
        ("curl https://h.example/a -d x=1", "POST may change something, so it was not sent"),
    ],
)
def test_nothing_is_dropped_silently(line: str, note: str) -> None:
    """The console names every part that the registry cannot express."""
    imported = Importer.for_files((), "reads" if "-d x" in line else "never").imported(command_of_text(line))
    assert note.replace("SHOP_", f"{imported.draft.connection.upper()}_") in "\n".join(notes_of(imported))


def test_a_body_that_is_no_json_keeps_its_content_type() -> None:
    """Such a body keeps its Content-Type and gets a comment."""
    text = entry("curl https://h.example/a -H 'content-type: application/json' -d '{\"a\": 1,}'")
    assert "headers: {Content-Type: application/json}\n" in text
    assert "# TODO: the body is not JSON, even though its Content-Type says so\n" in text


def test_only_options_that_the_line_has_are_left_out(tmp_path: Path) -> None:
    """Only options of the command are listed as left out in favour of the connection's settings."""
    file = tmp_path / "v.yaml"
    file.write_text("connections: {shop: {base_url: 'https://shop.example'}}\nvalidations: {}\n")

    def note(options: str) -> str:
        command = command_of_text(f"curl {options} https://shop.example/a")
        return "\n".join(notes_of(Importer.for_files([file], "never").imported(command)))

    assert "Left out" not in note("")
    assert "Left out: the option -L" in note("-L")
    assert "Left out: the options -k and -L" in note("-kL")


def test_the_slug_may_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    """The slug may have an @ or not; an invalid slug is refused."""
    assert main(["import", "curl", "--offline", "--slug", "@order-paid", "curl https://h.example/a"]) == ExitCode.DONE
    assert "  order-paid:\n" in capsys.readouterr().out
    assert (
        main(["import", "curl", "--offline", "--slug", "Order Paid", "curl https://h.example/a"]) == ExitCode.BAD_INPUT
    )
    assert "order-paid" in capsys.readouterr().err


def test_the_line_comes_from_an_argument_a_file_words_or_standard_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every source of the command leads to the same entry."""
    line = "curl https://shop.example/health -H 'X-Tenant: qa'"
    (tmp_path / "line.txt").write_text(line)
    found = []
    for words in ([line], ["line.txt"], ["--", "curl", "https://shop.example/health", "-H", "X-Tenant: qa"]):
        assert main(["import", "curl", "--offline", *words]) == ExitCode.DONE
        found.append(capsys.readouterr().out)
    for words in ([], ["-"]):
        with (tmp_path / "line.txt").open() as file:
            monkeypatch.setattr("sys.stdin", file)
            assert main(["import", "curl", "--offline", *words]) == ExitCode.DONE
        found.append(capsys.readouterr().out)
    assert len(set(found)) == 1
    assert "request: {path: /health, headers: {X-Tenant: qa}}" in found[0]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["curl 'https://h.example"], ExitCode.BAD_INPUT, "is never closed"),
        (["no-such-file"], ExitCode.BAD_INPUT, "cannot read no-such-file"),
        (["fetch('https://h.example')"], ExitCode.BAD_INPUT, "this is JavaScript"),
        (["curl h", "curl i"], ExitCode.USAGE, "only one curl command is allowed"),
        (["curl"], ExitCode.USAGE, '"curl" alone is not a request; put the whole command in quotes'),
        ([""], ExitCode.BAD_INPUT, "the curl command is empty"),
        (
            ["--offline", "curl", "https://h", "-X", "POST"],
            ExitCode.USAGE,
            'unknown option "-X"; put the curl command in quotes, or write  --  before it',
        ),
        (["curl", "h", "-H", "a: b"], ExitCode.USAGE, "put the curl command in quotes"),
        (["curl", "h", "-uqa:s3cr3t"], ExitCode.USAGE, 'unknown option "-u"; put the curl command in quotes'),
        (["--ofline", "curl h"], ExitCode.USAGE, 'did you mean "--offline"?\n'),
        (["--ask", "--offline", "curl h"], ExitCode.USAGE, "not allowed with"),
        (["--registry", "none.yaml", "curl h"], ExitCode.BAD_INPUT, "none.yaml does not exist"),
    ],
)
def test_what_cannot_be_imported_is_one_clear_message(
    words: list[str], code: ExitCode, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message is clear, and stdout stays empty."""
    assert main(["import", "curl", *words]) == code
    told = capsys.readouterr()
    assert (message in told.err, told.out) == (True, "")


@pytest.mark.parametrize(
    "line",
    [
        f"curl https://h.example/a -H 'Authorization: Bearer {SECRETS[0]}",
        f"curl https://h.example/a -H Authorization: Bearer {SECRETS[0]}",
        f"curl https://h.example/a -b {SECRETS[0]}",
        f"curl https://h.example/a -F {SECRETS[0]}",
        f"curl https://qa:{SECRETS[2]}@h.example:port/a?token={SECRETS[1]}",
        f"curl ftp://qa:{SECRETS[2]}@h.example/a?token={SECRETS[1]}",
    ],
)
def test_no_message_shows_a_secret(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Messages about unreadable or wrongly quoted commands show no secret."""
    main(["import", "curl", "--offline", line])
    told = capsys.readouterr()
    assert [secret for secret in SECRETS if secret in told.out + told.err] == []


def test_formats_that_are_planned_are_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    """The help lists only available formats."""
    assert main(["import", "openapi"]) == ExitCode.USAGE
    assert "curl" in capsys.readouterr().err


def test_a_request_that_cannot_be_a_validation_is_refused() -> None:
    """The refusal contains the reason."""
    with pytest.raises(CommandError, match="this request cannot be written as a validation"):
        entry("curl -X BREW https://h.example/pot")
