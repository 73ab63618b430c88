"""The app's requests on a test's page: between UI and backend, in the waterfall and in the timeline."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from QuashLibrary.report.read import model
from utest.report.pages.conftest import Report, Writing
from utest.report.pages.html_reader import Node
from utest.report.pages.test_safety import FORBIDDEN_TAGS, HOSTILE
from utest.report.runs import app, at, failed, made, passed, request, step, swallowed

OPEN = request("GET /events -> open", start=2.0, failed=False)
RETRIED = request("GET /cart -> 503", start=0.3, why="a later equal request succeeded")
PAY = step("Click Element", "id=pay", start=0.4)


def cells(page: Node) -> list[list[str]]:
    """Return the lanes with content in each row of the timeline."""
    lanes = {"in-ui": "ui", "in-app": "app", "in-backend": "backend"}
    rows = page.one("ol", kind="timeline").all("li", kind="row")
    return [[lanes[part.attributes["class"]] for part in row.parts if isinstance(part, Node)] for row in rows]


@pytest.mark.parametrize("traffic", [None, app()], ids=["no record", "nothing sent"])
def test_page_without_requests_has_no_trace_of_the_app(write: Writing, traffic: object) -> None:
    """Without app requests, the page contains nothing about the app."""
    page = write(made(step(), failed(), app=traffic)).page()
    assert page.one("h2", id="timeline").text == "UI and backend on one clock"
    assert [head.text for head in page.one("div", kind="lane-heads").all("span")] == ["UI", "Backend"]
    assert not [node for node in page.walk() if "app" in node.attributes.get("class", "")]
    assert not page.all("symbol", id="s-swallowed")


def test_request_is_next_to_the_step_that_sent_it(write: Writing) -> None:
    """The lanes are UI, app and backend, in this order, in the timeline and in the waterfall."""
    steps = (step("Open", start=0.0), step("Type", start=0.2), PAY)
    page = write(made(*steps, failed(), app=app(request("GET /me -> 200", start=0.1), swallowed(start=0.45)))).page()
    assert page.one("h2", id="timeline").text == "UI, app and backend on one clock"
    assert [head.text for head in page.one("div", kind="lane-heads").all("span")] == ["UI", "App", "Backend"]
    assert [text.text for text in page.all("text", kind="lane-name")] == ["UI", "App", "Backend"]
    assert cells(page) == [["ui", "app"], ["ui"], ["ui", "app"], ["backend"]]
    pay = page.one("ol", kind="timeline").all("li", kind="row")[2]
    assert "id=pay" in pay.one("div", kind="in-ui").text
    assert "POST /checkout -> 500" in pay.one("div", kind="in-app").text


def test_request_that_succeeded_is_a_compact_line(write: Writing) -> None:
    """The line shows the time, the request, the answer, a remark and the duration."""
    page = write(made(step(), app=app(request("POST /cart -> 201", start=0.25, note="sent twice")))).page()
    assert page.one("ul", kind="of-app").one("li").text == "+250 ms POST /cart -> 201 sent twice 100 ms"


def test_request_without_an_answer_yet_says_so(write: Writing) -> None:
    """A request that was still running at the end of the test says so."""
    line = write(made(step(), app=app(OPEN))).page().one("ul", kind="of-app").one("li")
    assert line.one("span", kind="chip").text == "No answer yet"


def test_swallowed_failure_is_a_card(write: Writing) -> None:
    """The card shows the failure, its UI step, that the UI did not show it, and the next backend check."""
    unseen = swallowed(start=0.45, why="$.success should be true, was false", broken="error")
    card = write(made(PAY, passed(start=0.1), failed(start=1), app=app(unseen))).page().one("article", id="request-1")
    assert card.one("header").one("span", kind="chip").text == "Swallowed failure"
    assert card.one("h3").text == "POST /checkout -> 500"
    assert card.one("p", kind="unseen").text == "The UI did not show it: no UI step failed afterwards."
    assert "$.success should be true, was false" in card.text
    assert "only a warning: the test can still pass" in card.text
    assert [item.text for item in card.one("dl").all("div")] == [
        "UI step Click Element id=pay",
        "Connection shop",
        "Broken by the test error",
        "Next backend check @order-created Silent failure",
    ]
    assert card.one("dl").one("a").attributes["href"] == "#outcome-2"
    assert "open" in card.one("details").attributes
    assert [excerpt.text for excerpt in card.all("pre")] == [
        'POST /api/checkout {"cart": 7}',
        '500 Internal Server Error {"error": "no such cart"}',
    ]


def test_failure_that_was_not_swallowed_says_why(write: Writing) -> None:
    """It is a card, too, with the reason why it does not count."""
    card = write(made(step(), passed(), app=app(RETRIED))).page().one("article", id="request-1")
    assert card.one("header").one("span", kind="chip").text == "Failed"
    assert "a later equal request succeeded" in card.text
    assert not card.all("p", kind="unseen")
    assert "Next backend check" not in card.text


def test_ignored_failure_counts_for_nothing(write: Writing) -> None:
    """It is shown with the reason why it is not counted."""
    written = write(made(step(), passed(), app=app(swallowed(), policy="ignore")))
    card = written.page().one("article", id="request-1")
    assert card.one("header").one("span", kind="chip").text == "Swallowed, ignored"
    assert "not counted" in card.text
    assert written.index.one("h1").text == "The only test passed, and the backend agreed each time"


def test_head_says_what_the_ui_did_not_show(write: Writing) -> None:
    """The head mentions UI steps only if they are known."""
    unseen = "The app sent a request that failed, but the UI did not show it"
    for steps, text in (([PAY], f"{unseen}: no UI step failed."), ([], f"{unseen}.")):
        head = write(made(*steps, app=app(swallowed()))).page().one("section", kind="verdict")
        assert head.one("p", kind="result").text.startswith("Swallowed failure POST /checkout -> 500, at Click")
        assert text in head.text


def test_head_says_once_that_a_failure_was_swallowed(write: Writing) -> None:
    """The head does not repeat a message that begins with the same text."""
    message = "swallowed failure: POST /checkout -> 500 (UI showed no failure)\n  the answer was 500"
    head = (
        write(made(PAY, app=app(swallowed(), message=message), message=message)).page().one("section", kind="verdict")
    )
    assert head.one("p", kind="result").text == "Swallowed failure POST /checkout -> 500, at Click Element id=pay"
    assert not head.all("details")


def test_head_of_a_silent_failure_names_the_request(write: Writing) -> None:
    """The head also names the app request that failed."""
    head = write(made(PAY, failed(), app=app(swallowed()))).page().one("section", kind="verdict")
    assert head.one("p", kind="app-failure").text == (
        "A request of the app failed as well: POST /checkout -> 500, at Click Element id=pay"
    )


def test_picture_has_a_line_for_each_failed_request(write: Writing) -> None:
    """The line links the card and repeats the meaning of its colour as a word and a shape."""
    requests = [request(start=0.1), RETRIED, swallowed(start=0.45), OPEN]
    fall = write(made(PAY, failed(), app=app(*requests))).page().one("figure", kind="fall")
    kinds = [group.attributes["class"] for group in fall.all("g") if "step-" in group.attributes.get("class", "")]
    assert kinds == ["step-ui", "step-app", "step-failed", "step-swallowed", "step-open"]
    tracks = fall.all("a", kind="of-app")
    assert [(track.attributes["href"], track.one("text").text) for track in tracks] == [
        ("#request-2", "GET /cart -> 503 Failed"),
        ("#request-3", "POST /checkout -> 500 Swallowed failure at Click Element id=pay"),
    ]
    assert [track.one("use").attributes["href"] for track in tracks] == ["#s-broken", "#s-swallowed"]
    sentence = "1 UI step, 4 app requests, 2 of them failed, and 1 validation in 3 s."
    assert fall.one("figcaption").text.startswith(sentence)


def test_lanes_of_the_picture_do_not_overlap(write: Writing) -> None:
    """Each failed request pushes the backend lane down."""
    requests = [swallowed(start=number / 10) for number in range(9)]
    fall = write(made(PAY, failed(), failed("stock"), app=app(*requests))).page().one("figure", kind="fall")
    tops = [int(lane.attributes["y"]) for lane in fall.all("rect", kind="lane")]
    assert all(later - earlier >= 28 for earlier, later in pairwise(tops))
    assert tops[-1] + 32 <= int(fall.one("svg").attributes["height"])
    assert len(fall.all("a", kind="of-app")) == 5
    assert "4 more failed requests are in the list below." in fall.one("figcaption").text


def test_swallowed_failures_are_drawn_before_others(write: Writing) -> None:
    """Swallowed failures take precedence if there is not enough room for all requests."""
    requests = [*(request("GET /a -> 500", start=number / 10) for number in range(8)), swallowed(start=2)]
    tracks = write(made(PAY, app=app(*requests))).page().one("figure", kind="fall").all("a", kind="of-app")
    assert [track.attributes["href"] for track in tracks][-1] == "#request-9"


def test_many_requests_are_folded_but_the_last_ones(write: Writing) -> None:
    """Only the last requests are shown expanded, like steps."""
    requests = [request(f"GET /{number} -> 200", start=number / 100) for number in range(20)]
    app_lane = write(made(step(), passed(), app=app(*requests))).page().one("div", kind="in-app")
    assert app_lane.one("summary").text == "14 requests before, none failed"
    assert len(app_lane.one("details").all("li")) == 14
    assert len(app_lane.all("li")) == 20


def test_requests_of_folded_steps_are_folded_with_them(write: Writing) -> None:
    """Requests of collapsed steps are collapsed, too, so both lanes show the same time."""
    steps = [step(start=number / 10) for number in range(20)]
    requests = [request(f"GET /{number} -> 200", start=number / 10 + 0.01) for number in range(20)]
    page = write(made(*steps, passed(start=5), app=app(*requests))).page()
    first = page.one("ol", kind="timeline").all("li", kind="row")[0]
    assert [item.text for item in first.all("summary")] == [
        "14 steps before, none failed",
        "14 requests before, none failed",
    ]


def test_keywords_around_steps_are_named_once(write: Writing) -> None:
    """Rows do not repeat the names of keywords."""
    steps = [step(start=number / 10, within=("Log In",)) for number in range(3)]
    requests = [request(start=number / 10 + 0.01) for number in range(3)]
    page = write(made(*steps, passed(start=2), app=app(*requests))).page()
    assert [item.text for item in page.all("p", kind="within")] == ["Log In"]


def test_page_of_very_many_requests_is_bounded(write: Writing) -> None:
    """The first of 500 failures are cards, the others are lines with a chip."""
    requests = [request("GET /a -> 500", start=number / 1000, request="x" * 2000) for number in range(450)]
    requests += [swallowed(start=1 + number / 1000, answer="y" * 2000) for number in range(50)]
    written = write(made(PAY, app=app(*requests, sent=10_000)))
    page = written.page()
    cards = page.all("article")
    assert len(cards) == 30
    assert {card.one("header").one("span", kind="chip").text for card in cards} == {"Swallowed failure"}
    assert "394 requests before, 394 failed" in [summary.text for summary in page.all("summary")]
    assert (written.folder / "tests" / "s1-t1.html").stat().st_size < 1_000_000
    assert len(page.one("figure", kind="fall").all("g", kind="step-failed")) < 50


def test_test_in_which_only_the_app_did_something_has_a_page(write: Writing) -> None:
    """Such a test has a waterfall and a timeline."""
    page = write(made(app=app(swallowed()))).page()
    assert cells(page) == [["app"]]
    assert page.one("figure", kind="fall").all("a", kind="of-app")


@pytest.mark.parametrize(
    "traffic",
    [app(request(start=-10)), app(request(start=9e6)), app(request(elapsed=-1)), app(request(elapsed=1e9))],
    ids=["before the test", "after it", "damaged duration", "a long one"],
)
def test_odd_times_do_not_prevent_a_page(write: Writing, traffic: object) -> None:
    """The page is written even if times are wrong."""
    assert write(made(step(), app=traffic)).page().one("h1").text == "Order Is Paid"


def everywhere(text: str) -> model.TestRun:
    """Return a test whose app requests contain a text in every place."""
    parts = ("why", "ui_step", "broken", "note", "request", "answer", "connection", "fault", "path", "method")
    unseen = replace(swallowed(), **dict.fromkeys(parts, text))
    fine = replace(request("GET /y -> 200", start=0.2), method=text, path=text, broken=text, note=text)
    return made(step(), failed(), app=app(unseen, fine, policy=text, message=text, note=text))


def with_lines(text: str) -> model.TestRun:
    """Return a test with app requests that have a text as their line."""
    lines = [replace(item, line=text) for item in (swallowed(start=0.2), request(start=0.3))]
    return made(step(), app=app(*lines), id="s1-t2")


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, write: Writing) -> tuple[str, Report]:
    """A text, and a report on an app that sent it."""
    text: str = request.param
    return text, write(everywhere(text), with_lines(text))


def test_nothing_that_the_app_sent_becomes_markup(hostile: tuple[str, Report]) -> None:
    """Markup in a path or a body is shown as text."""
    text, written = hostile
    for page in (written.index, written.page(), written.page("s1-t2")):
        for node in page.walk():
            assert node.tag not in FORBIDDEN_TAGS
            assert not [name for name in node.attributes if name.startswith("on") or name == "style"]
        assert "�" not in page.text
    shown = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    assert shown in written.page().text
    assert shown in written.page("s1-t2").text


def test_index_has_swallowed_failures_by_their_request(write: Writing) -> None:
    """They follow silent failures; equal requests of equal steps are one cause."""
    tests = [
        made(PAY, app=app(swallowed()), id="s1-t1", name="Tea"),
        made(PAY, app=app(swallowed()), id="s1-t2", name="Coffee"),
        made(PAY, app=app(swallowed("PUT /cart -> 503"), swallowed()), id="s1-t3", name="Cart"),
        made(PAY, failed(), app=app(swallowed()), id="s1-t4", name="Both"),
        made(failed(silent=False), id="s1-t5", name="Backend"),
    ]
    index = write(*tests).index
    headings = [section.one("h2").text for section in index.all("section", kind="problems")]
    assert headings == ["Silent failures 1", "Swallowed failures 3", "Failed backend checks 1"]
    section = index.one("section", **{"aria-labelledby": "swallowed"})
    assert section.one("p", kind="explained").text == (
        "The app sent a request that failed, but the UI did not show it."
    )
    assert [item.text for item in section.all("li", kind="problem")] == [
        "POST /checkout -> 500, at Click Element id=pay 2 tests Tea Shop Coffee Shop",
        "Cart Shop PUT /cart -> 503, at Click Element id=pay 2 swallowed failures in this test",
    ]
    silent = index.one("section", **{"aria-labelledby": "silent"}).one("li", kind="problem").text
    assert "1 silent failure and 1 swallowed failure in this test" in silent
    assert "A request of the app failed as well: POST /checkout -> 500" in silent


def test_share_of_swallowed_failures_links_their_section(write: Writing) -> None:
    """The share is in the bar, in words and with a shape."""
    index = write(made(PAY, app=app(swallowed())), made(step(), passed(), id="s1-t2")).index
    [share] = [item for item in index.one("nav", kind="shares").all("li") if "Swallowed" in item.text]
    assert (share.text, share.one("a").attributes["href"]) == ("1 Swallowed failure", "#swallowed")
    assert index.one("nav", kind="shares").all("rect", kind="f-swallowed")
    assert index.one("symbol", id="s-swallowed")


def test_every_shape_has_its_colours() -> None:
    """The style sheet has colours for chips and for the bar."""
    style = (Path(model.__file__).parents[1] / "pages" / "report.css").read_text(encoding="utf-8")
    for name in (".k-swallowed", ".f-swallowed", ".step-swallowed", ".step-app", ".step-open"):
        assert f"{name} " in style
    assert style.count("--swallowed: #") == style.count("--app: #") == 2


def test_moment_of_a_request_is_on_the_clock_of_the_test(write: Writing) -> None:
    """A bar starts with its request, in percent of the test's time."""
    page = write(made(step(), app=app(request(start=5.0, elapsed=2.0)), elapsed=10.0)).page()
    bar = page.one("g", kind="step-app").one("rect").attributes
    assert (bar["x"], bar["width"]) == ("50.0%", "20.0%")
    assert at(5.0) == request(start=5.0).started
