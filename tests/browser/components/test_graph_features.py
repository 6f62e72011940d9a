"""What single lessons need of diagrams: frames, hints, typing, cuts, growing, pictures."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.components.conftest import FixtureStage, OpenFixture
from tests.browser.components.stage import TWO_FRAMES
from tests.browser.graph_page import focused

# ---- frames ---------------------------------------------------------------------------------


def test_a_box_shows_the_frame_of_each_step(harness: OpenFixture) -> None:
    h = harness("rolled")
    expect(h.cell("h.1.1")).to_have_text("0.3")
    h.press(*["ArrowRight"] * 4)
    expect(h.node("h.1").locator(".number")).to_have_text(["1.0", "0.3", "0.1"])
    expect(h.node("x.1").locator(".caption")).to_have_text("“e”")
    expect(h.node("h.1")).to_have_attribute("aria-label", "h, h.2: 1.0, 0.3, 0.1")
    expect(h.edge("W_hh")).to_have_attribute("aria-label", "Whh: from h, h.2 to h, h.2")
    h.press("ArrowLeft", "ArrowLeft")
    expect(h.node("h.1").locator(".number")).to_have_text(["0.3", "−0.1", "0.9"])


def test_a_click_means_the_frame_that_is_shown(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8")
    h.cell("h.3.2").click()
    h.selected("h.3.2")
    ring = h.graph.locator(".ring")
    expect(ring).to_be_visible()
    h.press("ArrowLeft")
    expect(ring).to_be_hidden()
    expect(h.node("h.1")).to_have_attribute("aria-pressed", "false")
    h.press("ArrowRight")
    expect(ring).to_be_visible()
    h.node("h.1").locator(".frame").click(position={"x": 2, "y": 20})
    h.selected("h.3")


def test_the_keyboard_selects_in_the_frame_that_is_shown(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=2")
    h.node("h.1").focus()
    h.press("ArrowDown", "ArrowDown", *["ArrowRight"] * 3, "Enter")
    h.selected("h.2.2")
    h.press("ArrowDown")
    expect(h.graph.locator(".said")).to_have_text("h, h.2, row 3: 0.1")


def test_an_open_question_hides_the_frames_that_come_later(harness: OpenFixture) -> None:
    h = harness("rolled", "&veil=1&step=4")
    expect(h.cell("h.1.1")).to_have_text("0.3")
    h.press("ArrowRight")
    expect(h.cell("h.2.1")).to_have_text("?")
    expect(h.node("h.1")).to_have_attribute("aria-label", "h, h.2: hidden until the question is answered")
    h.press("ArrowLeft")
    expect(h.cell("h.1.1")).to_have_text("0.3")
    h.press("ArrowRight")
    h.unveil()
    expect(h.cell("h.2.1")).to_have_text("1.0")


def test_new_values_arrive_in_the_frame_that_is_shown(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=5")
    h.train()
    expect(h.cell("h.2.1")).to_have_text("1.1")
    h.jump()
    h.at(8)
    expect(h.graph.locator(".halo")).to_have_count(1)
    expect(h.page).to_have_url(re.compile("step=8"))
    h.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(h.graph.locator(".halo")).to_have_count(0)


# ---- hints ----------------------------------------------------------------------------------


def around(place: Locator) -> FloatRect:
    """The place's rectangle on the screen."""
    box = place.bounding_box()
    assert box is not None
    return box


def apart(a: FloatRect, b: FloatRect) -> bool:
    """True if the rectangles do not overlap."""
    return (
        a["x"] + a["width"] <= b["x"]
        or b["x"] + b["width"] <= a["x"]
        or a["y"] + a["height"] <= b["y"]
        or b["y"] + b["height"] <= a["y"]
    )


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("query", ["", "&present=1"])
def test_a_hint_stands_beside_the_cell_under_the_pointer_and_inside_the_stage(
    harness: OpenFixture, width: int, query: str
) -> None:
    h = harness("weights", f"&step=2{query}", width=width)
    tip, stage = h.graph.locator(".tip"), around(h.graph.locator(".stage"))
    expect(tip).to_be_hidden()
    for name in ("W.1", "W.6", "g.1.1", "s.1.3"):
        h.cell(name).hover()
        h.page.evaluate(TWO_FRAMES)
        expect(tip).to_be_visible()
        box, cell = around(tip), around(h.cell(name))
        assert apart(box, cell)
        assert stage["x"] <= box["x"]
        assert box["x"] + box["width"] <= stage["x"] + stage["width"]
        assert stage["y"] <= box["y"]
        assert box["y"] + box["height"] <= stage["y"] + stage["height"]
    h.cell("W.6").hover()
    expect(tip).to_have_text("from unit 2 to unit 2")
    h.page.mouse.move(5, 5)
    expect(tip).to_be_hidden()


def test_the_keyboard_cursor_shows_and_says_the_hint(harness: OpenFixture) -> None:
    h = harness("weights")
    h.node("W").focus()
    h.press("ArrowDown", "ArrowDown")
    expect(h.graph.locator(".tip")).to_have_text("from unit 2 to unit 1")
    expect(h.graph.locator(".said")).to_have_text("Whh, row 2: −0.30. Enter edits it. from unit 2 to unit 1")
    h.press("Tab")
    expect(h.graph.locator(".tip")).to_be_hidden()


def test_an_open_question_hides_the_hints_too(harness: OpenFixture) -> None:
    h = harness("weights", "&veil=1")
    h.cell("s.1.1").hover()
    expect(h.cell("s.1.1")).to_have_text("?")
    expect(h.graph.locator(".tip")).to_be_hidden()


# ---- bars -----------------------------------------------------------------------------------


def test_bars_start_at_the_zero_line_and_are_as_long_as_their_values(harness: OpenFixture) -> None:
    h = harness("weights", "&step=2")
    spans: list[list[float]] = h.graph.locator(".length").evaluate_all(
        "all => all.map(e => [+e.getAttribute('x'), +e.getAttribute('width')])"
    )
    (up, down, clipped), shares = spans[:3], spans[3:]
    zero, full = up[0], clipped[1]
    assert up[1] == full / 2
    assert down == [zero - full / 4, full / 4]
    assert clipped[0] == zero == 330  # the middle of the box
    assert [width / shares[0][1] for _, width in shares] == pytest.approx([1, 0.5, 0.125], abs=1e-3)
    assert {x for x, _ in shares} == {500 - 45 + 3}


# ---- typing numbers -------------------------------------------------------------------------


def field(h: FixtureStage) -> Locator:
    """The field that lies over a cell while a number is typed."""
    return h.graph.locator("input")


def test_a_double_click_opens_a_field_over_the_cell_and_enter_sends_the_number(harness: OpenFixture) -> None:
    h = harness("weights")
    number = around(h.cell("W.2"))
    h.cell("W.2").dblclick()
    expect(field(h)).to_be_focused()
    expect(field(h)).to_have_value("-0.3")
    box = around(field(h))
    assert box["x"] <= number["x"]
    assert number["x"] + number["width"] <= box["x"] + box["width"]
    assert box["y"] <= number["y"] + 2
    assert number["y"] + number["height"] <= box["y"] + box["height"] + 2
    h.page.keyboard.type("−2.5")
    h.press("Enter")
    h.edited("W.2", "-2.5")
    expect(h.cell("W.2")).to_have_text("−2.50")
    expect(field(h)).to_be_hidden()
    assert focused(h.page) == "W"
    h.press("ArrowDown")
    expect(h.graph.locator(".said")).to_contain_text("row 3: 0.50")


def test_a_single_click_selects_and_opens_nothing(harness: OpenFixture) -> None:
    h = harness("weights")
    h.cell("W.2").click()
    h.selected("W.2")
    expect(field(h)).to_be_hidden()
    h.node("W").get_by_text("⋮").first.dblclick()
    expect(field(h)).to_be_hidden()
    h.cell("g.1.1").dblclick()
    expect(field(h)).to_be_hidden()


def test_the_keyboard_types_through_a_box(harness: OpenFixture) -> None:
    h = harness("weights")
    h.node("W").focus()
    h.press("ArrowDown")
    h.page.keyboard.type("7")
    expect(field(h)).to_have_value("7")
    h.page.keyboard.type(".5")
    h.press("Tab")
    expect(field(h)).to_have_value("-0.3")
    h.press("ArrowLeft", "Home", "End", "Tab")
    expect(field(h)).to_have_value("0.5")
    h.press("Tab")  # over the row that stands for others
    expect(field(h)).to_have_value("1")
    h.press("Shift+Tab", "Shift+Tab")
    expect(field(h)).to_have_value("-0.3")
    h.press("Escape", "ArrowDown", "Enter")
    expect(field(h)).to_have_value("0.5")
    h.press("Enter")
    h.edited("W.1", "7.5")
    h.at(1)


def test_a_long_value_is_rounded_to_what_the_field_takes(harness: OpenFixture) -> None:
    h = harness("weights")
    h.cell("W.7").dblclick()
    expect(field(h)).to_have_value("0.123456789")
    h.press("Enter", "ArrowUp")
    expect(field(h)).to_be_hidden()
    assert h.sent("edited") == []


def test_tab_leaves_the_box_behind_its_last_cell(harness: OpenFixture) -> None:
    h = harness("weights")
    h.cell("W.7").dblclick()
    h.press("Tab")
    assert focused(h.page) == "g.1"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("abc", "Not a number"),
        ("", "Not a number"),
        ("1e999", "Not a number"),
        ("0x10", "Not a number"),
        ("0.1234567890123", "At most 12"),
    ],
)
def test_what_is_no_number_is_marked_with_a_reason_and_not_sent(harness: OpenFixture, typed: str, reason: str) -> None:
    h = harness("weights")
    h.cell("W.1").dblclick()
    h.selected("W.1")
    field(h).fill(typed)
    for key in ("Enter", "Tab"):
        h.press(key)
        expect(field(h)).to_have_attribute("aria-invalid", "true")
        expect(field(h)).to_have_attribute("title", re.compile(reason))
        expect(h.graph.locator(".tip")).to_contain_text(reason)
        expect(h.graph.locator(".said")).to_contain_text(reason)
    h.page.get_by_label("Text").focus()
    expect(field(h)).to_be_visible()
    field(h).fill("4")
    expect(field(h)).not_to_have_attribute("aria-invalid", "true")
    h.press("Escape")
    expect(field(h)).to_be_hidden()
    assert h.sent("edited") == []
    expect(h.cell("W.1")).to_have_text("0.10")


def test_leaving_the_field_keeps_what_was_typed(harness: OpenFixture) -> None:
    h = harness("weights")
    h.cell("W.1").dblclick()
    h.page.keyboard.type("3")
    h.page.get_by_label("Text").click()
    h.edited("W.1", "3")


def test_keys_of_the_field_neither_step_nor_reach_the_page(harness: OpenFixture) -> None:
    h = harness("weights", "&present=1")
    h.cell("W.1").dblclick()
    h.selected("W.1")
    h.press("ArrowRight", "ArrowLeft", "PageDown", "End", " ")
    h.at(1)
    h.press("Escape")
    h.selected("W.1")


def test_a_second_tap_on_the_selected_cell_opens_it(harness: OpenFixture) -> None:
    h = harness("weights", touch=True)
    h.cell("W.3").tap()
    h.selected("W.3")
    expect(field(h)).to_be_hidden()
    h.cell("W.3").tap()
    expect(field(h)).to_be_focused()


def test_a_box_says_that_its_numbers_can_be_edited(harness: OpenFixture) -> None:
    h = harness("weights")
    expect(h.node("W")).to_have_attribute("aria-label", re.compile("; numbers can be edited$"))
    expect(h.node("g.1")).not_to_have_attribute("aria-label", re.compile("edited"))
    expect(h.node("W").locator(".rule")).to_have_count(8)
    h.cell("W.3").hover()
    assert h.cell("W.3").evaluate("e => getComputedStyle(e).cursor") == "text"


# ---- the cut --------------------------------------------------------------------------------


def scissors(h: FixtureStage) -> Locator:
    """The scissors of the drawing."""
    return h.graph.locator(".scissors")


def drag(h: FixtureStage, by: float) -> None:
    """Take the scissors and move the pointer sideways, without letting go."""
    box = around(scissors(h))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    h.page.mouse.move(x, y)
    h.page.mouse.down()
    h.page.mouse.move(x + by, y + 30, steps=5)


def pitch(h: FixtureStage) -> float:
    """The distance between two boxes on the screen."""
    return around(h.node("h.3"))["x"] - around(h.node("h.2"))["x"]


def test_scissors_are_dragged_to_the_nearest_arrow_of_their_kind(harness: OpenFixture) -> None:
    h = harness("backward")
    expect(h.edge("back.3")).to_have_class(re.compile("cut"))
    drag(h, 0.8 * pitch(h))
    expect(h.graph.locator(".spots circle")).to_have_count(3)
    h.page.mouse.up()
    h.moved("back.3", "back.4")
    expect(h.edge("back.4")).to_have_class(re.compile("cut"))
    expect(h.edge("back.3")).not_to_have_class(re.compile("cut"))
    expect(scissors(h)).to_have_count(1)
    expect(h.graph.locator(".spots")).to_have_count(0)
    middle = around(scissors(h).locator(".grip"))
    arrow = around(h.edge("back.4").locator(".line"))
    assert middle["x"] + middle["width"] / 2 == pytest.approx(arrow["x"] + arrow["width"] / 2, abs=8)
    h.selected(None)


def test_scissors_let_go_where_they_were_send_nothing_and_a_click_selects(harness: OpenFixture) -> None:
    h = harness("backward")
    drag(h, 1.2 * pitch(h))
    h.page.mouse.move(0, 0)
    box = around(h.edge("back.3").locator(".line"))
    h.page.mouse.move(box["x"] + box["width"] / 2, box["y"])
    h.page.mouse.up()
    assert h.sent("cut") == []
    h.selected(None)
    scissors(h).click()
    h.selected("back.3")


def test_left_and_right_move_the_scissors_that_have_the_focus(harness: OpenFixture) -> None:
    h = harness("backward")
    scissors(h).focus()
    expect(scissors(h)).to_have_attribute("aria-valuenow", "2")
    h.press("ArrowRight")
    expect(scissors(h)).to_have_attribute("aria-valuetext", "The gradient from 4 to 3")
    h.press("ArrowRight", "ArrowRight")
    h.moved("back.4", "back.5")
    expect(scissors(h)).to_be_focused()
    h.press("ArrowLeft")
    h.moved("back.5", "back.4")
    h.at(1)


def test_a_move_that_the_page_does_not_take_is_undone(harness: OpenFixture) -> None:
    h = harness("backward", clock=True)
    scissors(h).focus()
    h.press("ArrowLeft")
    assert [(cut["from"], cut["to"]) for cut in h.sent("cut")] == [("back.3", "back.2")]
    expect(h.edge("back.2")).to_have_class(re.compile("cut"))
    h.page.clock.run_for(4100)
    expect(h.edge("back.2")).not_to_have_class(re.compile("cut"))
    expect(h.edge("back.3")).to_have_class(re.compile("cut"))


def test_scissors_without_another_place_cannot_be_taken(harness: OpenFixture) -> None:
    h = harness("gallery")
    expect(scissors(h)).to_have_attribute("role", "img")
    expect(scissors(h)).not_to_have_attribute("tabindex", "0")
    drag(h, 100)
    h.page.mouse.up()
    assert h.sent("cut") == []


# ---- growing --------------------------------------------------------------------------------

MOVING = "root => root.getAnimations({ subtree: true }).length"
DRAWN = """root => [...root.querySelectorAll('.drawing :not(g, tspan)')]
    .map(e => [e, e.getBoundingClientRect()])
    .filter(([e, b]) => (b.width || b.height) && getComputedStyle(e).opacity > 0)
    .map(([e, b]) => [e.getAttribute('class'), e.textContent, b.x, b.y, b.width, b.height].join())
    .sort()"""
OTHER = "box => box.click()"
STILL = """() => {
    const root = [...document.querySelectorAll('*')].find(
        e => e.shadowRoot?.querySelector('.graph')).shadowRoot.querySelector('.graph');
    return root.getAnimations({ subtree: true }).length === 0;
}"""
SLOW = """() => {
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...args) {
        const animation = animate.apply(this, args);
        animation.playbackRate = 0.001;
        return animation;
    };
}"""
AT_THE_START = """root => {
    for (const animation of root.getAnimations({ subtree: true })) animation.currentTime = 0;
}"""
AT_THE_END = """root => {
    for (const animation of root.getAnimations({ subtree: true })) animation.finish();
}"""


def test_boxes_grow_out_of_the_rolled_drawing_and_leave_nothing_behind(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8")
    before = around(h.node("h.1").locator(".frame"))
    h.page.evaluate(SLOW)
    h.other_word()
    expect(h.node("h.4")).to_have_count(1)
    assert h.graph.evaluate(MOVING) > 8
    h.graph.evaluate(AT_THE_START)
    for name in ("h.1", "h.3"):
        assert around(h.node(name).locator(".frame"))["x"] == pytest.approx(before["x"], abs=2)
    h.graph.evaluate(AT_THE_END)
    expect(h.graph.locator(".ghosts")).to_have_count(0)
    assert h.graph.evaluate(MOVING) == 0
    grown: list[str] = h.graph.evaluate(DRAWN)
    fresh = harness("hello", "&step=8")
    fresh.page.wait_for_function(STILL)
    assert grown == fresh.graph.evaluate(DRAWN)


def test_boxes_go_back_into_the_rolled_drawing(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8")
    expected: list[str] = h.graph.evaluate(DRAWN)
    h.other_word()
    expect(h.node("h.4")).to_have_count(1)
    h.page.wait_for_function(STILL)
    h.page.evaluate(SLOW)
    h.other_word()
    expect(h.graph.locator(".ghosts > .node")).to_have_count(9)
    h.graph.evaluate(AT_THE_END)
    expect(h.graph.locator(".ghosts")).to_have_count(0)
    assert h.graph.evaluate(DRAWN) == expected


def test_clicks_and_keys_count_while_boxes_travel(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8")
    h.other_word()
    expect(h.node("h.4")).to_have_count(1)
    h.page.wait_for_function(STILL)
    h.page.evaluate(SLOW)
    h.other_word()
    expect(h.graph.locator(".ghosts > .node")).to_have_count(9)
    h.cell("h.3.1").click(force=True)
    h.selected("h.3.1")
    h.press("ArrowRight")
    h.at(9)


def test_another_drawing_in_the_middle_of_growing_ends_at_the_last(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8")
    for count in (4, 0, 4):
        h.other_word()
        expect(h.node("h.4")).to_have_count(count // 4)
    h.page.wait_for_function(STILL)
    expect(h.graph.locator(".ghosts")).to_have_count(0)
    assert len(h.lit()) == 15


def test_a_reader_who_wants_no_motion_gets_the_new_drawing_at_once(harness: OpenFixture) -> None:
    h = harness("rolled", "&step=8", reduced_motion=True)
    h.other_word()
    expect(h.node("h.4")).to_have_count(1)
    assert h.graph.evaluate(MOVING) == 0
    expect(h.graph.locator(".ghosts")).to_have_count(0)


# ---- pictures -------------------------------------------------------------------------------

SEEN = """node => {
    const seen = [...node.querySelectorAll('.picture.seen')];
    if (seen.length !== 1) return `${seen.length} pictures`;
    const canvas = document.createElement('canvas'), image = new Image();
    image.src = seen[0].getAttribute('href');
    return image.decode().then(() => {
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).join(' ');
    });
}"""
PAINTED = """node => { window.painted = new Promise((done) => {
    const pictures = () => [...node.querySelectorAll('.picture')], loaded = new Set(pictures());
    const blank = [], look = () => {
        for (const image of pictures()) image.addEventListener(
            'load', () => loaded.add(image), { capture: true });
        const seen = pictures().some((image) =>
            loaded.has(image) && getComputedStyle(image).opacity === '1');
        if (!seen) blank.push(performance.now());
    };
    const watch = setInterval(look, 1);
    new MutationObserver(look).observe(node, { subtree: true, childList: true, attributes: true });
    window.looked = () => { clearInterval(watch); done(blank.length); };
}); }"""


def test_a_picture_fills_its_box_and_its_pixels_are_squares(harness: OpenFixture) -> None:
    h = harness("squares")
    box, picture = h.node("still"), h.node("still").locator(".picture")
    expect(picture).to_have_attribute("image-rendering", "pixelated")
    outer, inner = around(box.locator(".frame")), around(picture)
    assert inner["width"] == pytest.approx(outer["width"] * 112 / 120, abs=3)
    assert inner["height"] == pytest.approx(inner["width"], abs=1)
    expect(box).to_have_attribute("aria-label", "a still")
    assert around(box.get_by_text("v", exact=True))["y"] < outer["y"]
    h.node("still").click()
    h.selected("still")


def test_each_step_shows_its_picture_and_loads_nothing(harness: OpenFixture) -> None:
    h = harness("squares")
    h.graph.evaluate("""root => {
        root.made = 0;
        new MutationObserver((all) => all.forEach((one) => { root.made += one.addedNodes.length; }))
            .observe(root.querySelector('[data-id="film"]'), { subtree: true, childList: true });
    }""")
    for color in ("214 40 40", "40 160 60", "40 90 214", "40 160 60"):
        assert h.node("film").evaluate(SEEN) == color
        h.press("ArrowLeft" if color == "40 90 214" else "ArrowRight")
    assert h.graph.evaluate("root => root.made") == 0
    h.node("film").click()
    h.selected("film.3")


def test_an_open_question_hides_a_picture_that_comes_later(harness: OpenFixture) -> None:
    h = harness("squares", "&veil=1")
    assert h.node("late").evaluate(SEEN) == "0 pictures"
    expect(h.node("late").get_by_text("?")).to_be_visible()
    expect(h.node("late")).to_have_attribute("aria-label", re.compile("hidden until"))
    h.unveil()
    expect(h.node("late").locator(".picture.seen")).to_have_count(1)
    assert h.node("late").evaluate(SEEN) == "0 0 0"


def test_a_new_picture_takes_the_place_of_the_old_one_without_a_blank_moment(harness: OpenFixture) -> None:
    h = harness("squares")
    assert h.node("still").evaluate(SEEN) == "0 0 0"
    h.node("still").evaluate(PAINTED)
    for _ in range(3):
        h.train()
        expect(h.node("still").locator(".picture")).to_have_count(1)
    expect(h.node("still").locator(".picture")).to_have_count(1)
    assert h.node("still").evaluate(SEEN) == "30 0 0"
    h.page.evaluate("window.looked()")
    assert h.page.evaluate("window.painted") == 0


def test_saved_files_hold_the_picture_that_is_seen(harness: OpenFixture) -> None:
    h = harness("squares", "&step=2")
    with h.page.expect_download() as waiting:
        h.button("Save the drawing as SVG").click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert text.count("<image") == 3
    assert text.count('image-rendering="pixelated"') == 3
    seen = h.node("film").locator(".picture.seen").get_attribute("href")
    assert seen is not None
    assert seen in text
    with h.page.expect_download() as waiting:
        h.button("Save the drawing as PNG").click()
    saved = np.asarray(Image.open(waiting.value.path()).convert("RGB"))
    assert (saved == (40, 160, 60)).all(-1).sum() > 5000
