"""Nothing flickers or changes its size while a page computes, and what can be answered here asks nobody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, OpenPage
from tests.browser.reader import card, choose, expect_step, figure, go_on, graph, guide, press, to_the_end, track
from tests.browser.server import PROJECTOR, wait_until_settled, wait_until_still

# What runs for more than half a second fades on a slow machine, and what goes may be pale in its last frame; what is
# new, pale at once and stays flickers on any.
WATCH = """() => {
    const since = new WeakMap();
    const isNew = each => {
        if (!since.has(each)) since.set(each, performance.now());
        return performance.now() - since.get(each) < 400;
    };
    const pale = () => [...document.querySelectorAll('[data-testid="stElementContainer"]')]
        .filter(each => isNew(each) && Number(getComputedStyle(each).opacity) < 1);
    const size = () => {
        const root = [...document.querySelectorAll('*')].map(each => each.shadowRoot?.querySelector('.graph, .curves'))
            .find(found => found);
        const box = root?.getBoundingClientRect();
        return box ? `${Math.round(box.width)}×${Math.round(box.height)}` : 'none';
    };
    const seen = globalThis.seen = { pale: new Set(), sizes: new Set(), frames: 0 };
    const look = () => {
        for (const each of pale()) seen.pale.add(each);
        seen.sizes.add(size());
        seen.frames += 1;
        if (globalThis.seen === seen) requestAnimationFrame(look);
    };
    look();
}"""
SEEN = """() => [
    [...seen.pale].filter(each => each.isConnected).map(each => each.className), [...seen.sizes], seen.frames
]"""


def train(page: Page) -> None:
    press(page, "Train")
    expect(page.get_by_text("Loss after")).to_be_visible()
    page.wait_for_timeout(2500)
    press(page, "Pause")


def change_the_view(page: Page) -> None:
    choose(page, "write")
    expect(page.get_by_role("heading", name="Written")).to_be_visible()
    choose(page, "read")
    expect(page.get_by_role("heading", name="Written")).to_have_count(0)


def follow_the_guide(page: Page) -> None:
    go_on(page)
    go_on(page)
    expect(graph(page).locator(".halo").first).to_be_attached()
    page.wait_for_timeout(700)


@pytest.mark.parametrize("does", [train, change_the_view, follow_the_guide])
def test_nothing_turns_pale_and_the_figure_keeps_its_width(does: Callable[[Page], None], open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "loss"})
    wait_until_still(page)
    page.evaluate(WATCH)
    does(page)
    wait_until_still(page)
    pale, sizes, frames = page.evaluate(SEEN)
    assert frames > 10
    assert pale == []
    assert len({size.split("×")[0] for size in sizes}) == 1, sizes


def test_stops_follow_each_other_without_turning_pale(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"present": 1, "stop": "two-l"}, width=PROJECTOR[0], height=PROJECTOR[1])
    wait_until_still(page)
    page.evaluate(WATCH)
    for place in (8, 9):
        page.keyboard.press("PageDown")
        expect(guide(page).locator("h6")).to_contain_text(f"{place} of")
        wait_until_still(page)
    wait_until_still(page)
    pale, _, _ = page.evaluate(SEEN)
    assert pale == []


def test_pointing_at_numbers_and_stepping_send_nothing_to_the_server(new_page: NewPage, base_url: str) -> None:
    page, sent = new_page(), list[int]()
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(len(frame))))
    page.goto(f"{base_url}/hello?stop=two-l")
    wait_until_settled(page)
    track(page).focus()
    to_the_end(page)
    wait_until_still(page)
    before = len(sent)
    assert before
    for name, result in (("h.2.1", "= 0.960"), ("y.3.3", "= 1.900"), ("L.4.1", "0.231 nats"), ("h.4.2", "= 0.900")):
        graph(page).locator(f'[data-cell="{name}"]').hover(force=True)
        expect(graph(page).locator(".tip")).to_contain_text(result)
    expect_step(page, 12)
    page.keyboard.press("Home")
    for step in range(2, 13):
        page.keyboard.press("ArrowRight")
        expect_step(page, step)
    assert len(sent) == before
    graph(page).locator('[data-cell="h.3.1"]').click(force=True)
    expect(card(page).get_by_text("h at t = 3, unit 1: how this number was made")).to_be_visible()


def test_the_keyboard_hears_the_same_arithmetic_that_the_pointer_shows(open_page: OpenPage) -> None:
    page = open_page("/hello", query={"stop": "two-l"})
    track(page).focus()
    to_the_end(page)
    figure(page).locator('.node[data-id="h.2"]').focus()
    page.keyboard.press("ArrowDown")
    expect(figure(page).locator(".said")).to_contain_text("= tanh( 1.946 ) = 0.960")
    expect(figure(page).locator(".tip")).to_contain_text("= 0.960")
