"""Diagrams alone on a page: walked, chosen, patched, sized, saved."""

import re
from typing import Any, Literal
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from tests.browser.components.conftest import FixtureStage, OpenFixture
from tests.browser.graph_harness import WEIRD
from tests.browser.graph_page import focused

SCREEN_NUMBER = """text => text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)"""
IN_VIEW = """node => {
    const box = node.getBoundingClientRect();
    const stage = node.closest('.stage').getBoundingClientRect();
    const rows = node.closest('.stage').querySelector('.rows').getBoundingClientRect();
    return box.left >= rows.right && box.right <= stage.right;
}"""


# ---- stepping -------------------------------------------------------------------------------


def test_a_walk_lights_boxes_and_arrows_in_the_order_of_its_steps(harness: OpenFixture) -> None:
    h = harness()
    seen = [h.lit()]
    for _ in range(4):
        h.press("ArrowRight")
        seen.append(h.lit())
    assert seen == [
        ["x.1"],
        ["W_xh.1", "h.1", "x.1"],
        ["W_hy.1", "W_xh.1", "h.1", "x.1", "y.1"],
        ["W_hy.1", "W_xh.1", "h.1", "x.1", "x.2", "y.1"],
        ["W_hh.2", "W_hy.1", "W_xh.1", "W_xh.2", "h.1", "h.2", "x.1", "x.2", "y.1"],
    ]
    expect(h.node("h.2")).to_have_attribute("aria-current", "step")
    expect(h.graph.locator("[aria-current]")).to_have_count(1)


def test_a_jump_back_dims_exactly_what_a_fresh_walk_has_not_reached(harness: OpenFixture) -> None:
    h = harness()
    h.press("ArrowRight")
    early = h.lit()
    h.button("One step forward").focus()
    h.press("End")
    assert len(h.lit()) == 23
    h.press("Home", "ArrowRight")
    assert h.lit() == early


def test_each_key_moves_the_walk(harness: OpenFixture) -> None:
    h = harness()
    h.node("x.1").focus()
    for keys, step in (
        (("ArrowLeft",), 1),
        (("ArrowRight",), 2),
        (("ArrowRight", "ArrowRight", "ArrowLeft"), 2),
        (("PageDown", "PageDown"), 3),
        (("PageDown", "PageDown", "PageUp"), 2),
        (("End",), 12),
        (("End", "ArrowRight"), 12),
        (("End", "Home"), 1),
    ):
        h.press("Home", *keys)
        h.at(step)


def test_space_plays_and_pauses(harness: OpenFixture) -> None:
    h = harness()
    h.node("x.1").focus()
    h.press(" ")
    expect(h.button("Pause")).to_be_visible()
    h.at(2)
    h.press(" ")
    expect(h.button("Play")).to_be_visible()
    h.at(2)


def test_playing_ends_at_the_last_step_and_starts_again_from_the_first(harness: OpenFixture) -> None:
    h = harness(query="&step=11")
    h.button("Play").click()
    h.at(12)
    expect(h.button("Play")).to_be_visible()
    h.button("Play").click()
    h.at(1)


def test_the_buttons_step_back_and_forward(harness: OpenFixture) -> None:
    h = harness()
    h.button("One step forward").click()
    h.button("One step forward").click()
    h.at(3)
    h.button("One step back").click()
    h.at(2)


def test_the_track_can_be_dragged(harness: OpenFixture) -> None:
    h = harness()
    rail = h.graph.locator(".rail").bounding_box()
    assert rail is not None
    h.page.mouse.move(rail["x"], rail["y"])
    h.page.mouse.down()
    h.page.mouse.move(rail["x"] + rail["width"] * 6 / 11, rail["y"] + 30, steps=5)
    h.at(7)
    h.page.mouse.move(rail["x"] + rail["width"] * 2, rail["y"], steps=5)
    h.page.mouse.up()
    h.at(12)
    h.page.mouse.move(rail["x"], rail["y"], steps=5)
    h.at(12)


def test_the_track_says_where_it_is(harness: OpenFixture) -> None:
    h = harness()
    track = h.graph.get_by_role("slider")
    track.focus()
    h.press("ArrowUp", "ArrowUp", "ArrowDown", "ArrowRight")
    expect(track).to_have_attribute("aria-valuenow", "3")
    expect(track).to_have_attribute("aria-valuemax", "12")
    expect(track).to_have_attribute("aria-valuetext", "t = 1 · predict the next character")
    expect(h.graph.locator(".text[role=status]")).to_have_text("t = 1 · predict the next character")
    expect(h.graph.get_by_text("step 3 of 12")).to_be_visible()


# ---- page-wide keys -------------------------------------------------------------------------


def test_arrows_step_when_nothing_has_the_focus(harness: OpenFixture) -> None:
    h = harness()
    h.press("ArrowRight", "ArrowRight", "ArrowLeft")
    h.at(2)
    h.page.mouse.click(5, 700)
    h.press("ArrowRight")
    h.at(3)


def test_a_clicker_steps_only_for_a_presenter(harness: OpenFixture) -> None:
    h = harness()
    h.press("PageDown", " ")
    h.at(1)
    h = harness(query="&present=1")
    h.press("PageDown", "PageDown", "PageUp")
    h.at(2)
    h.press(" ")
    expect(h.button("Pause")).to_be_visible()


# ---- selecting ------------------------------------------------------------------------------


def test_a_click_on_a_number_selects_its_cell(harness: OpenFixture) -> None:
    h = harness()
    h.cell("h.2.3").click()
    h.selected("h.2.3")
    expect(h.graph.locator(".ring")).to_be_visible()
    ring, number = h.graph.locator(".ring").bounding_box(), h.cell("h.2.3").bounding_box()
    assert ring is not None
    assert number is not None
    assert ring["y"] <= number["y"] <= ring["y"] + ring["height"]
    expect(h.node("h.2")).to_have_attribute("aria-pressed", "true")


def test_a_selected_number_shows_what_it_is_made_of(harness: OpenFixture) -> None:
    h = harness()
    h.cell("h.2.1").click()
    h.selected("h.2.1")
    feeds = "root => [...root.querySelectorAll('.feeds')].map(g => g.dataset.id).sort()"
    assert h.graph.evaluate(feeds) == ["W_hh.2", "W_xh.2", "h.1", "x.2"]
    h.press("Escape")
    h.selected(None)
    assert h.graph.evaluate(feeds) == []


def test_a_click_beside_the_number_selects_the_same_cell(harness: OpenFixture) -> None:
    h = harness()
    number = h.cell("y.3.2").bounding_box()
    assert number is not None
    h.page.mouse.click(number["x"] - 8, number["y"] + number["height"] / 2)
    h.selected("y.3.2")


def test_a_click_on_the_edge_of_a_box_selects_the_box(harness: OpenFixture) -> None:
    h = harness()
    box = h.node("h.2").locator(".frame").bounding_box()
    assert box is not None
    h.page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    h.selected("h.2")


def test_a_click_on_a_title_selects_the_box(harness: OpenFixture) -> None:
    h = harness("gallery")
    h.node("L.3").locator(".title").click()
    h.selected("L.3")


def test_a_row_that_cannot_be_selected_selects_its_box(harness: OpenFixture) -> None:
    h = harness("gallery")
    h.node("h.3").get_by_text("⋮").click()
    h.selected("h.3")
    h.cell("h.3.32").click()
    h.selected("h.3.32")


def test_a_click_near_an_arrow_selects_it(harness: OpenFixture) -> None:
    h = harness()
    arrow = h.edge("W_hh.3").locator(".line").bounding_box()
    assert arrow is not None
    h.page.mouse.click(arrow["x"] + arrow["width"] / 2, arrow["y"] + 5)
    h.selected("W_hh.3")


def test_escape_and_a_click_on_the_empty_drawing_clear_the_selection(harness: OpenFixture) -> None:
    h = harness()
    h.cell("h.2.3").click()
    h.selected("h.2.3")
    h.press("Escape")
    h.selected(None)
    h.cell("h.1.1").click()
    h.selected("h.1.1")
    stage = h.graph.locator(".drawing").bounding_box()
    assert stage is not None
    h.page.mouse.click(stage["x"] + stage["width"] - 4, stage["y"] + 4)
    h.selected(None)
    expect(h.graph.locator(".ring")).to_be_hidden()


def test_hovering_one_arrow_lights_all_copies_of_its_matrix(harness: OpenFixture) -> None:
    h = harness()
    h.edge("W_hh.2").locator(".hit").hover(force=True)
    hot = h.graph.locator(".edge.hot")
    expect(hot).to_have_count(3)
    names: list[str] = hot.evaluate_all("all => all.map(g => g.dataset.id)")
    assert names == ["W_hh.2", "W_hh.3", "W_hh.4"]
    h.node("h.1").hover()
    expect(hot).to_have_count(0)


# ---- the keyboard among the boxes -----------------------------------------------------------


def test_tab_visits_the_boxes_in_the_order_of_the_walk_and_enter_selects(harness: OpenFixture) -> None:
    h = harness()
    h.button("Save the drawing as PNG").focus()
    visited = []
    for _ in range(5):
        h.press("Tab")
        visited.append(focused(h.page))
    assert visited == ["x.1", "h.1", "y.1", "x.2", "h.2"]
    h.press("Enter")
    h.selected("h.2")
    assert focused(h.page) == "h.2"


def test_up_and_down_go_through_a_box_and_its_arrows(harness: OpenFixture) -> None:
    h = harness()
    h.node("h.2").focus()
    h.press("ArrowDown", "ArrowDown")
    expect(h.graph.locator(".cursor")).to_be_visible()
    expect(h.graph.locator(".said")).to_have_text("hidden state 2, row 2: 0.3")
    h.press("Enter")
    h.selected("h.2.2")
    h.press("ArrowDown", "ArrowDown", "ArrowDown", "Enter")
    h.selected("W_hh.2")
    h.at(1)


def test_every_box_has_a_name_with_its_values(harness: OpenFixture) -> None:
    h = harness()
    expect(h.node("h.1")).to_have_attribute("aria-label", "hidden state 1: 0.3, −0.1, 0.9")
    expect(h.node("y.1")).to_have_attribute("aria-label", "output 1: 1.0, 2.2 (target e), −3.0, 4.1 (wrong)")
    expect(h.edge("W_hh.2")).to_have_attribute(
        "aria-label", "Whh: from hidden state 1 to hidden state 2, one of 3 copies"
    )


def test_the_focused_box_shows_a_ring_for_the_keyboard_and_none_for_the_mouse(harness: OpenFixture) -> None:
    h = harness()
    ring = h.graph.locator(".focus")
    h.cell("x.2.1").click()
    expect(ring).to_be_hidden()
    h.press("Tab")
    expect(ring).to_be_visible()
    around, frame = ring.bounding_box(), h.node("h.2").locator(".frame").bounding_box()
    assert around is not None
    assert frame is not None
    assert around["x"] < frame["x"]
    assert around["y"] < frame["y"]
    h.button("Play").focus()
    expect(ring).to_be_hidden()


# ---- new values -----------------------------------------------------------------------------


def test_new_values_are_patched_without_rebuilding_and_keep_the_focus(harness: OpenFixture) -> None:
    h = harness()
    h.press("ArrowRight", "ArrowRight")
    h.node("h.1").focus()
    h.node("h.1").evaluate("node => { node.remembered = 'yes'; }")
    h.train()
    expect(h.cell("h.1.1")).to_have_text("0.4")
    assert h.node("h.1").evaluate("node => node.remembered") == "yes"
    assert focused(h.page) == "h.1"
    h.at(3)


def test_another_topology_is_drawn_anew_and_keeps_step_and_focus(harness: OpenFixture) -> None:
    h = harness()
    h.press(*["ArrowRight"] * 4)
    expect(h.edge("fed.2")).to_have_count(0)
    h.node("h.2").focus()
    h.other_word()
    expect(h.edge("fed.2")).to_have_count(1)
    h.at(5)
    assert focused(h.page) == "h.2"
    assert "h.2" in h.lit()
    assert "y.2" not in h.lit()


def test_show_me_jumps_once_and_new_values_do_not_jump_again(harness: OpenFixture) -> None:
    h = harness()
    h.jump()
    h.at(8)
    expect(h.graph.locator(".halo")).to_have_count(3)
    h.node("h.1").focus()
    h.press("Home")
    h.train()
    expect(h.cell("h.1.1")).to_have_text("0.4")
    h.at(1)


def test_an_open_question_hides_what_comes_later(harness: OpenFixture) -> None:
    h = harness(query="&veil=1&step=4")
    expect(h.cell("y.1.1")).to_have_text("1.0")
    expect(h.cell("h.2.1")).to_have_text("?")
    expect(h.node("y.2")).to_have_attribute("aria-label", "output 2: hidden until the question is answered")
    expect(h.node("y.2").locator(".wrong, .right, .best")).to_have_count(0)
    for told in ("textContent", "getAttribute('aria-label')"):
        words: list[str] = h.graph.locator(".drawing *").evaluate_all(f"all => all.map(e => e.{told})")
        assert not [text for text in words if text and ("1.9" in text or "0.7" in text)]
    h.unveil()
    expect(h.cell("h.2.1")).to_have_text("1.0")
    expect(h.node("y.2").locator(".glyph.wrong")).to_have_count(1)


# ---- the address ----------------------------------------------------------------------------


def test_a_malformed_step_in_the_address_opens_the_start(harness: OpenFixture) -> None:
    h = harness(query="&step=0")
    h.at(1)
    for step in ("13", "-1", "x", "1e3", "99999999"):
        h.open(f"step={step}")
        h.at(1)


def test_the_step_stands_in_the_address_and_opens_from_it(harness: OpenFixture) -> None:
    h = harness()
    h.press(*["ArrowRight"] * 4)
    expect(h.page).to_have_url(re.compile(r"[?&]step=5(&|$)"))
    h.reload()
    h.at(5)
    h.press(*["ArrowLeft"] * 4)
    expect(h.page).to_have_url(re.compile(r"^((?!step=).)*$"))


# ---- sizes ----------------------------------------------------------------------------------


def smallest_number(h: FixtureStage) -> float:
    """The smallest size of a number on the screen, in px."""
    sizes: list[float] = h.graph.locator(".number").evaluate_all(f"all => all.map({SCREEN_NUMBER})")
    return min(sizes)


@pytest.mark.parametrize("fixture", ["hello", "long"])
@pytest.mark.parametrize(("query", "least"), [("", 12), ("&present=1", 18)])
def test_numbers_stay_readable_at_every_width(harness: OpenFixture, fixture: str, query: str, least: float) -> None:
    h = harness(fixture, query)
    for width in (1920, 1366, 800, 390, 320):
        h.page.set_viewport_size({"width": width, "height": 768})
        h.resized(width)
        assert smallest_number(h) >= least


def test_a_walk_of_forty_steps_keeps_what_happens_now_and_the_row_names_in_view(harness: OpenFixture) -> None:
    h = harness("long", reduced_motion=True)
    for key, step, name in (("End", 120, "y.40"), ("Home", 1, "x.1")):
        h.node("x.1").evaluate("node => node.focus({ preventScroll: true })")
        h.press(key)
        h.at(step)
        expect(h.node(name)).to_have_attribute("aria-current", "step")
        assert h.node(name).evaluate(IN_VIEW)
    for t in range(1, 41):
        h.press(*["ArrowRight"] * (3 if t < 40 else 2))
        assert h.graph.locator(".node.now").evaluate(IN_VIEW)
    expect(h.graph.get_by_text("hidden h")).to_be_in_viewport()


def test_the_next_step_comes_into_view_after_the_reader_scrolled_away(harness: OpenFixture) -> None:
    h = harness("long", "&step=60", reduced_motion=True)
    h.graph.locator(".stage").hover()
    h.page.mouse.wheel(-4000, 0)
    h.page.wait_for_function(f"node => !({IN_VIEW})(node)", arg=h.node("y.20").element_handle())
    h.press("ArrowRight")
    now = h.graph.locator(".node.now")
    h.page.wait_for_function(IN_VIEW, arg=now.element_handle())


def test_smooth_scrolling_arrives_at_what_happens_now(harness: OpenFixture) -> None:
    h = harness("long")
    h.press(*["ArrowRight"] * 70)
    now = h.graph.locator(".node.now").element_handle()
    h.page.wait_for_function(IN_VIEW, arg=now)


def test_a_phone_gets_the_whole_bar_and_the_current_step(harness: OpenFixture) -> None:
    h = harness(query="&step=9", width=390, height=844)
    for part in (h.button("Play"), h.graph.get_by_role("slider"), h.node("y.3")):
        expect(part).to_be_in_viewport(ratio=0.99)
    assert h.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_drawing_without_steps_has_no_controls_of_time(harness: OpenFixture) -> None:
    h = harness("gallery")
    expect(h.graph.get_by_role("slider")).to_be_hidden()
    expect(h.button("Play")).to_be_hidden()
    expect(h.button("Save the drawing as SVG")).to_be_visible()


# ---- the drawing itself ---------------------------------------------------------------------

COLLISIONS = """root => {
    const box = (e) => e.getBoundingClientRect();
    const frames = [...root.querySelectorAll('.frame')].map(e => [e, box(e)]);
    const labels = [...root.querySelectorAll('.edge text, .title:not(.inside), .caption, .label')]
        .filter(e => e.textContent).map(e => [e, box(e)]);
    const apart = (a, b) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top
        || b.bottom <= a.top;
    const bad = [];
    labels.forEach(([label, a], i) => {
        for (const [frame, b] of frames)
            if (!apart(a, b)) bad.push(`${label.textContent} on ${frame.parentNode.dataset.id}`);
        for (const [other, b] of labels.slice(i + 1))
            if (!apart(a, b)) bad.push(`${label.textContent} on ${other.textContent}`);
    });
    return bad;
}"""
CROSSED = """root => {
    const texts = [...root.querySelectorAll('.drawing text')].filter(e => e.textContent)
        .map(e => [e.textContent, e.getBoundingClientRect()]);
    const bad = [];
    for (const line of root.querySelectorAll('.edge.feedback .line')) {
        const matrix = line.getScreenCTM();
        for (let s = 0; s < line.getTotalLength(); s += 2) {
            const p = line.getPointAtLength(s).matrixTransform(matrix);
            for (const [text, b] of texts)
                if (p.x > b.left && p.x < b.right && p.y > b.top && p.y < b.bottom) bad.push(text);
        }
    }
    return bad;
}"""
ENDS = """root => [...root.querySelectorAll('.edge')].map(g => {
    const head = g.querySelector('.head'), first = head.getPointAtLength(0);
    const gap = Math.min(...[...root.querySelectorAll('.frame')].map(frame => {
        const b = frame.getBBox();
        const dx = Math.max(b.x - first.x, 0, first.x - b.x - b.width);
        const dy = Math.max(b.y - first.y, 0, first.y - b.y - b.height);
        return Math.hypot(dx, dy);
    }));
    return [g.dataset.id, gap];
})"""


@pytest.mark.parametrize("fixture", ["hello", "generate", "symbols"])
def test_no_label_touches_a_box_or_another_label(harness: OpenFixture, fixture: str) -> None:
    h = harness(fixture)
    for width in (1366, 390):
        h.page.set_viewport_size({"width": width, "height": 768})
        h.resized(width)
        assert h.graph.evaluate(COLLISIONS) == []


def test_the_fed_back_symbol_crosses_no_text(harness: OpenFixture) -> None:
    h = harness("generate", "&step=12")
    expect(h.graph.locator(".edge.feedback")).to_have_count(3)
    assert h.graph.evaluate(CROSSED) == []


@pytest.mark.parametrize("fixture", ["hello", "generate", "gallery"])
def test_every_arrow_ends_at_the_border_of_a_box(harness: OpenFixture, fixture: str) -> None:
    ends: list[list[Any]] = harness(fixture).graph.evaluate(ENDS)
    off = {name: gap for name, gap in ends if not (0.5 < gap < 4 or name in {"l", "m", "q"})}
    assert ends
    assert off == {}


def test_right_wrong_and_target_are_not_told_by_color_alone(harness: OpenFixture) -> None:
    h = harness(query="&step=12")
    expect(h.node("y.1").locator(".glyph.wrong")).to_have_count(1)
    expect(h.node("y.1").locator(".pointer")).to_have_count(1)
    expect(h.node("y.1").locator(".label")).to_have_text("e")
    expect(h.node("y.3").locator(".glyph.right")).to_have_count(1)


def test_symbols_are_shown_literally(harness: OpenFixture) -> None:
    h = harness("symbols", "&step=12")
    for t, symbol in enumerate(WEIRD[:4], 1):
        expect(h.node(f"x.{t}").locator(".caption")).to_have_text(f"“{symbol}”")
    assert h.graph.locator("b").count() == 0


# ---- saving ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_saved_svg_stands_alone_with_all_numbers(harness: OpenFixture, theme: Literal["light", "dark"]) -> None:
    h = harness(query="&step=12", theme=theme)
    with h.page.expect_download() as waiting:
        h.button("Save the drawing as SVG").click()
    assert waiting.value.suggested_filename == "the-network-reads-a-word.svg"
    text = waiting.value.path().read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]
    for expected in ("0.3", "−3.0", "4.1", "Whh", "“e”", "hidden h"):
        assert expected in words
    assert "var(" not in text
    assert "color-mix" not in text
    assert "class=" not in text


def test_the_saved_svg_of_a_long_walk_holds_all_of_it(harness: OpenFixture) -> None:
    h = harness("long")
    with h.page.expect_download() as waiting:
        h.button("Save the drawing as SVG").click()
    root = ElementTree.fromstring(waiting.value.path().read_text(encoding="utf-8"))
    words = ["".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("Whh") == 39
    assert "hidden h" in words


def test_the_drawing_is_saved_as_png(harness: OpenFixture) -> None:
    h = harness(query="&step=12")
    with h.page.expect_download() as waiting:
        h.button("Save the drawing as PNG").click()
    data = waiting.value.path().read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) > 20_000
