"""Phones, clickers, pages of other sites, insecure addresses, zoom, forced colors: the app as people hold it."""

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import NewPage, OpenPage
from tests.browser.reader import choose_answer, expect_step, figure, graph, guide, options, press, track
from tests.browser.server import PHONE, PROJECTOR, ROOT, Server, wait_until_settled, wait_until_still
from ui.registry import ready_lessons

SLUGS = [lesson.slug for lesson in ready_lessons()]
LANDSCAPE = (844, 390)
ZOOMED = (683, 384)
"""A laptop's window at 200 %."""
LEAST = 24
"""Px that a target is wide and high at least (WCAG 2.2)."""
TOO_SMALL = """(least) => {
    const roots = (from) => [from, ...[...from.querySelectorAll('*')]
        .flatMap((element) => element.shadowRoot ? roots(element.shadowRoot) : [])];
    const targets = 'button, input, textarea, select, summary, [role="slider"], [role="radio"], [role="combobox"]';
    const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        && element.closest('svg, [data-testid="stSidebar"]') === null;
    const small = ({ width, height }) => width && height && (width < least - 0.1 || height < least - 0.1);
    return roots(document).flatMap((root) => [...root.querySelectorAll(targets)])
        .filter((element) => seen(element) && small(element.getBoundingClientRect()))
        .map((element) => `${element.ariaLabel ?? element.textContent} ${element.outerHTML.slice(0, 80)}`);
}"""
IN_FRONT = """element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""
NO_CLIPBOARD = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined, configurable: true });"


def in_sight(page: Page) -> float:
    """How much of the drawing is in the window, in px of its height."""
    box = figure(page).locator(".stage").bounding_box()
    assert box is not None
    assert page.viewport_size is not None
    return min(box["y"] + box["height"], page.viewport_size["height"]) - box["y"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_target_on_a_phone_is_large_enough_for_a_finger(slug: str, open_page: OpenPage) -> None:
    page = open_page(slug, width=PHONE[0], height=PHONE[1], touch=True)
    wait_until_still(page)
    assert in_sight(page) >= 150
    assert page.evaluate(TOO_SMALL, LEAST) == []
    press(page, "Controls")
    wait_until_still(page)
    assert page.evaluate(TOO_SMALL, LEAST) == []

    page.set_viewport_size({"width": LANDSCAPE[0], "height": LANDSCAPE[1]})
    wait_until_still(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= LANDSCAPE[0]
    press(page, "Hide controls")
    wait_until_still(page)
    assert in_sight(page) >= 150


def test_a_phone_on_its_side_opens_with_the_figure_and_without_the_menu(open_page: OpenPage) -> None:
    page = open_page("/hello", width=LANDSCAPE[0], height=LANDSCAPE[1], touch=True)
    wait_until_still(page)
    expect(page.get_by_role("button", name="Collapse sidebar")).not_to_be_visible()
    assert in_sight(page) >= 150
    title = page.get_by_role("heading", level=1)
    assert title.evaluate(IN_FRONT)
    press(page, "Expand sidebar")
    expect(page.get_by_test_id("stSidebarNav").get_by_text("The map")).to_be_visible()


@pytest.mark.parametrize("slug", ["hello", "sentiment"])
def test_at_twice_the_size_the_page_needs_no_scrolling_to_the_side(slug: str, open_page: OpenPage) -> None:
    page = open_page(slug, width=ZOOMED[0], height=ZOOMED[1])
    wait_until_still(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED[0]
    assert in_sight(page) >= 120
    press(page, "Controls")
    expect(page.get_by_role("button", name="Share")).to_be_visible()


def test_a_drawing_that_goes_on_to_the_side_fades_there_until_its_end_is_in_sight(open_page: OpenPage) -> None:
    page = open_page("/hello", width=PHONE[0], height=PHONE[1], touch=True)
    stage = graph(page).locator(".stage")
    expect(stage).to_have_class(re.compile("goes-on"))
    stage.evaluate("stage => stage.scrollTo(stage.scrollWidth, 0)")
    expect(stage).not_to_have_class(re.compile("goes-on"))


def test_a_link_is_copied_where_the_browser_offers_no_clipboard(new_page: NewPage, base_url: str) -> None:
    page = new_page()
    page.add_init_script(NO_CLIPBOARD)
    page.goto(f"{base_url}/hello?network=random")
    wait_until_settled(page)
    press(page, "Share")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("code").first).to_contain_text("network=random")
    page.evaluate(
        "document.addEventListener('copy', () => { globalThis.copied = getSelection().toString(); }, { capture: true })"
    )
    dialog.locator("code").first.hover()
    dialog.get_by_role("button", name=re.compile("Copy")).click()
    page.wait_for_function("() => globalThis.copied?.includes('network=random')")
    assert page.evaluate("globalThis.copied") == dialog.locator("code").first.inner_text()


@pytest.mark.parametrize("key", [".", "b", "B"])
def test_the_blank_key_of_a_clicker_makes_the_screen_black_until_any_key(key: str, open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "state"}, width=PROJECTOR[0], height=PROJECTOR[1])
    expect_step(page, 2)
    black = page.locator(".blank-screen")
    page.keyboard.press(key)
    expect(black).to_have_css("background-color", "rgb(0, 0, 0)")
    assert black.bounding_box() == {"x": 0, "y": 0, "width": PROJECTOR[0], "height": PROJECTOR[1]}
    page.keyboard.press("PageDown")
    expect(black).to_have_count(0)
    expect_step(page, 2)
    page.keyboard.press("PageDown")
    expect_step(page, 3)


def test_the_blank_key_also_covers_what_fills_the_screen_and_escape_brings_it_back(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1}, width=PROJECTOR[0], height=PROJECTOR[1])
    page.evaluate("document.documentElement.requestFullscreen()")
    page.keyboard.press("b")
    black = page.locator(".blank-screen")
    expect(black).to_be_visible()
    assert page.evaluate("document.elementFromPoint(600, 300).className") == "blank-screen"
    page.keyboard.press("Escape")
    expect(black).to_have_count(0)


def test_a_reader_and_a_presenter_who_types_get_no_black_screen(open_page: OpenPage) -> None:
    page = open_page("/hello")
    page.keyboard.press("b")
    expect(page.locator(".blank-screen")).to_have_count(0)
    press(page, "Present")
    field = page.get_by_role("textbox", name="Word")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()
    field.fill("")
    field.press_sequentially("bob.")
    expect(field).to_have_value("bob.")
    expect(page.locator(".blank-screen")).to_have_count(0)


@pytest.mark.parametrize("keys", [("PageDown", "PageUp"), ("ArrowRight", "ArrowLeft"), ("ArrowDown", "ArrowUp")])
def test_the_two_buttons_of_clickers_of_all_makers_walk(keys: tuple[str, str], open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "state"}, width=PROJECTOR[0], height=PROJECTOR[1])
    expect_step(page, 2)
    page.keyboard.press(keys[0])
    expect_step(page, 3)
    page.keyboard.press(keys[1])
    expect_step(page, 2)


def test_a_clicker_s_start_key_and_escape_lose_neither_stop_nor_step_nor_presenter_mode(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "state"}, width=PROJECTOR[0], height=PROJECTOR[1])
    expect_step(page, 2)
    page.keyboard.press("PageDown")
    expect_step(page, 3)
    page.wait_for_function("() => location.search.includes('step=3')")
    page.keyboard.press("Escape")
    title = guide(page).locator("h6").inner_text()
    page.reload()
    wait_until_settled(page)
    expect_step(page, 3)
    expect(guide(page).locator("h6")).to_have_text(title)
    expect(page.get_by_role("button", name="Leave")).to_be_visible()


def test_boxes_keep_their_colors_where_the_system_forces_its_own(open_page: OpenPage) -> None:
    page = open_page("/hello")
    boxes = graph(page).locator(".node .frame")
    expect(boxes.first).to_be_visible()
    fills = boxes.evaluate_all("all => all.map(each => getComputedStyle(each).fill)")
    page.emulate_media(forced_colors="active")
    assert boxes.evaluate_all("all => all.map(each => getComputedStyle(each).fill)") == fills
    assert graph(page).evaluate("graph => getComputedStyle(graph).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.emulate_media(forced_colors="none")


COURSE = """<!doctype html><html lang="en"><title>A course</title><h1>Week 5</h1>
<iframe src="ADDRESS/hello?embed=true&stop=scores" title="Unrolled" width="800" height="640"></iframe>"""


class Quiet(SimpleHTTPRequestHandler):
    """A course's own server, which writes nothing."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture
def course(tmp_path: Path, base_url: str) -> Iterator[str]:
    """A course page on another port, which is another origin, with a lesson in it."""
    (tmp_path / "index.html").write_text(COURSE.replace("ADDRESS", base_url), encoding="utf-8")
    (tmp_path / "favicon.ico").touch()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_lesson_in_a_course_page_of_another_origin_is_guide_question_and_figure_alone(
    course: str, page: Page, base_url: str
) -> None:
    page.goto(course)
    lesson: FrameLocator = page.frame_locator("iframe")
    card = lesson.locator('[data-card="guide"]')
    expect(card.get_by_role("group", name="Your prediction")).to_be_visible()
    expect(lesson.locator(".graph .node").first).to_be_visible()
    for name in ("Share", "Present", "Start values", "The code that ran", "Controls"):
        expect(lesson.get_by_role("button", name=name).locator("visible=true")).to_have_count(0)
    for gone in ("stSidebar", "stHeading", "stExpander"):
        expect(lesson.get_by_test_id(gone).locator("visible=true")).to_have_count(0)
    card.get_by_role("group", name="Your prediction").get_by_text("o", exact=True).click()
    expect(card.get_by_text("is right.")).to_be_visible()
    card.get_by_role("button", name="Next:").click()
    expect(card.locator("h6")).to_contain_text("5 of")
    whole = lesson.get_by_role("link", name="Open the whole lesson")
    expect(whole).to_have_attribute("href", re.compile(r"hello\?stop=(?!scores)"))
    expect(whole).not_to_have_attribute("href", re.compile("embed"))
    page.goto(f"{base_url}/_stcore/health")  # the answer is stored there, and is forgotten when the test is over


def test_an_embedded_lesson_stays_embedded_after_a_reload(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"embed": "true", "stop": "scores"}, width=800, height=640)
    choose_answer(page, "o")
    expect(page).to_have_url(re.compile("embed=true"))
    page.reload()
    wait_until_settled(page)
    expect(page.get_by_role("button", name="Share")).to_have_count(0)
    expect(guide(page)).to_contain_text("is right.")
    expect(options(page)).to_have_count(0)


def test_a_server_that_is_killed_and_started_again_finds_its_readers_where_they_were(
    new_page: NewPage, complaints: list[str], tmp_path: Path
) -> None:
    with Server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page = new_page()
        page.goto(f"{server.url}/hello?network=random&stop=state")
        wait_until_settled(page)
        press(page, "One gradient step")
        expect(page).to_have_url(re.compile("tape=1"))
        track(page).focus()
        page.keyboard.press("Home")
        expect_step(page, 1)
        page.wait_for_function("() => location.search.includes('step=1')")
        wait_until_still(page)
        numbers, address = graph(page).locator("text[data-cell]").all_text_contents(), page.url
        server.kill()
        page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'"
        )
        server.start()
        server.wait_until_healthy()
        for come_back in (lambda: None, page.reload):  # connected again by itself, and after a reload
            come_back()
            wait_until_settled(page)
            expect_step(page, 1)
            expect(page).to_have_url(address)
            expect(graph(page).locator("text[data-cell]")).to_have_text(numbers)
        page.goto("about:blank")
    complaints.clear()  # the browser complains that nobody answered while the server was gone


def test_a_log_holds_nothing_that_a_reader_typed(new_page: NewPage, tmp_path: Path) -> None:
    with Server(ROOT / "app.py", tmp_path / "log.txt") as server:
        page = new_page()
        for path in ("hello?word=zzyzx", "sentiment?sentence=zzyzx&nothing=zzyzx", "translation?sentence=zzyzx"):
            page.goto(f"{server.url}/{path}")
            wait_until_settled(page)
            field = page.get_by_role("textbox").first
            for text in ("zzyzx 🫨", "zzyzx" * 900):
                field.fill(text)
                field.press("Enter")
                wait_until_settled(page)
        assert "zzyzx" not in server.tail(10**6)
        assert "Traceback" not in server.tail(10**6)


@pytest.mark.parametrize("slug", ["sequences", "translation", "video-to-text"])
def test_all_options_of_a_control_are_in_sight_of_a_presenter(slug: str, open_page: OpenPage) -> None:
    width, height = PROJECTOR
    page = open_page(f"/{slug}", width=width, height=height, query={"present": 1})
    wait_until_still(page)
    for group in page.get_by_test_id("stButtonGroup").get_by_role("radiogroup").all():
        assert group.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    for option in page.get_by_test_id("stButtonGroup").get_by_role("radio").all():
        box = option.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
