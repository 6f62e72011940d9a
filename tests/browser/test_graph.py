"""The graph component as Streamlit runs it: echoes, addresses, themes, keys, and how often it runs.

What it draws and how it answers is tested in components/, without Streamlit.
"""

import re

from playwright.sync_api import expect

from tests.browser.graph_page import OpenGraph, focused


def test_stepping_dragging_and_playing_send_nothing_to_the_server(harness: OpenGraph) -> None:
    h = harness()
    h.page.wait_for_timeout(300)
    sent, runs = h.sent, h.runs()
    h.press(*["ArrowRight"] * 11, *["ArrowLeft"] * 11)
    h.graph.get_by_role("slider").click()
    h.press("Home")
    h.button("Play").click()
    h.at(3)
    h.button("Pause").click()
    h.page.wait_for_timeout(400)
    assert (h.sent, h.runs()) == (sent, runs)


def test_keys_belong_to_a_text_field_or_a_slider_while_it_has_the_focus(harness: OpenGraph) -> None:
    h = harness(query="&present=1")
    field = h.page.get_by_label("Text")
    field.fill("abc")
    h.press("ArrowLeft", "ArrowRight", "PageDown", " ")
    h.at(1)
    expect(field).to_have_value("abc ")
    h.page.get_by_role("slider", name="Bound").focus()
    h.press("ArrowRight")
    expect(h.page).to_have_url(re.compile("bound=1"))
    h.at(1)


def test_the_page_and_the_reader_can_select_in_turn(harness: OpenGraph) -> None:
    h = harness()
    for _ in range(2):
        h.cell("h.2.3").click()
        h.selected("h.2.3")
        expect(h.node("h.2")).to_have_attribute("aria-pressed", "true")
        h.page.get_by_role("button", name="Point").click()
        h.selected("h.1.1")
        expect(h.node("h.1")).to_have_attribute("aria-pressed", "true")
        expect(h.node("h.2")).to_have_attribute("aria-pressed", "false")


def test_quick_clicks_end_at_the_last_one(harness: OpenGraph) -> None:
    h = harness()
    for name in ("h.1.1", "h.2.2", "y.1.4", "h.3.1", "x.2.1"):
        h.cell(name).click(no_wait_after=True)
    h.selected("x.2.1")
    h.page.wait_for_timeout(300)
    expect(h.node("x.2")).to_have_attribute("aria-pressed", "true")
    expect(h.graph.locator('[aria-pressed="true"]')).to_have_count(1)


def test_new_values_are_patched_without_rebuilding_and_keep_the_focus(harness: OpenGraph) -> None:
    h = harness()
    h.press("ArrowRight", "ArrowRight")
    h.node("h.1").focus()
    h.node("h.1").evaluate("node => { node.remembered = 'yes'; }")
    # a click on the button would take the focus away, so the button is clicked by script
    h.page.get_by_role("button", name="Train").evaluate("button => button.click()")
    expect(h.cell("h.1.1")).to_have_text("0.4")
    assert h.node("h.1").evaluate("node => node.remembered") == "yes"
    assert focused(h.page) == "h.1"
    h.at(3)


def test_a_theme_change_recolors_without_rebuilding(harness: OpenGraph) -> None:
    h = harness()
    frame = h.node("h.1").locator(".frame")
    frame.evaluate("e => { e.remembered = 'yes'; }")
    light: str = frame.evaluate("e => getComputedStyle(e).fill")
    h.page.emulate_media(color_scheme="dark")
    h.page.wait_for_function(
        """light => {
            const host = [...document.querySelectorAll('*')].find(
                e => e.shadowRoot?.querySelector('.graph'));
            const frame = host.shadowRoot.querySelector('.node.hidden .frame');
            return getComputedStyle(frame).fill !== light;
        }""",
        arg=light,
    )
    assert frame.evaluate("e => e.remembered") == "yes"


def test_a_number_that_is_typed_reaches_the_script_and_comes_back(harness: OpenGraph) -> None:
    h = harness("weights")
    field = h.graph.locator("input")
    h.cell("W.2").dblclick()
    expect(field).to_have_value("-0.3")
    h.page.keyboard.type("−2.5")
    h.press("Enter")
    expect(h.page.get_by_text("edited {'W.2': '-2.5'}")).to_be_visible()
    expect(h.cell("W.2")).to_have_text("−2.50")
    expect(field).to_be_hidden()
    assert focused(h.page) == "W"
    h.press("ArrowDown")
    expect(h.graph.locator(".said")).to_contain_text("row 3: 0.50")


def test_a_move_that_the_page_refuses_is_undone(harness: OpenGraph) -> None:
    h = harness("backward")
    h.graph.locator(".scissors").focus()
    h.press("ArrowLeft")
    expect(h.page.get_by_text("moved back.3 to back.2")).to_be_visible()
    expect(h.edge("back.2")).to_have_class(re.compile("cut"))
    expect(h.edge("back.2")).not_to_have_class(re.compile("cut"))
    expect(h.edge("back.3")).to_have_class(re.compile("cut"))
