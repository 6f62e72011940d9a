"""What is dragged, with a mouse or a finger: it follows, can be given up, and makes no click."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.components.conftest import FixtureStage, OpenFixture


def middle(place: Locator) -> tuple[float, float]:
    """The middle of an element on the screen."""
    box = place.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def take(page: Page, place: Locator, by: float, down: float = 0) -> None:
    """Press on an element and move the mouse, without letting go."""
    x, y = middle(place)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by, y + down, steps=5)


class Screen:
    """A screen that is touched with one finger or more."""

    def __init__(self, page: Page) -> None:
        self._client = page.context.new_cdp_session(page)

    def touch(self, kind: str, *places: tuple[float, float]) -> None:
        """Tell the page where the fingers are now."""
        points = [{"x": x, "y": y, "id": k} for k, (x, y) in enumerate(places)]
        self._client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def swipe(self, place: Locator, by: float, down: float = 0) -> None:
        """Draw one finger from the middle of an element."""
        x, y = middle(place)
        self.touch("touchStart", (x, y))
        for k in range(1, 6):
            self.touch("touchMove", (x + by * k / 5, y + down * k / 5))
        self.touch("touchEnd")


@pytest.fixture
def backward(harness: OpenFixture) -> FixtureStage:
    """A drawing with scissors on one of four arrows."""
    return harness("backward")


def scissors(h: FixtureStage) -> Locator:
    return h.graph.locator(".scissors")


def pitch(h: FixtureStage) -> float:
    """The distance between two arrows on the screen."""
    return middle(h.node("h.3"))[0] - middle(h.node("h.2"))[0]


def cuts(h: FixtureStage) -> list[tuple[str, str]]:
    return [(cut["from"], cut["to"]) for cut in h.sent("cut")]


def held(h: FixtureStage) -> Locator:
    """What is drawn only while the scissors are held."""
    return h.graph.locator(".spots")


# ---- scissors -------------------------------------------------------------------------------


def test_escape_gives_the_scissors_up_and_keeps_the_selection(backward: FixtureStage) -> None:
    h = backward
    h.cell("h.2.1").click()
    take(h.page, scissors(h), pitch(h))
    expect(held(h)).to_have_count(1)
    h.press("Escape")
    expect(held(h)).to_have_count(0)
    h.page.mouse.up()
    assert cuts(h) == []
    h.selected("h.2.1")
    expect(scissors(h)).to_have_attribute("data-id", "back.3")


def test_a_right_button_takes_nothing(backward: FixtureStage) -> None:
    h = backward
    x, y = middle(scissors(h))
    h.page.mouse.move(x, y)
    h.page.mouse.down(button="right")
    h.page.mouse.move(x + pitch(h), y, steps=5)
    h.page.mouse.up(button="right")
    assert cuts(h) == []


def test_a_press_that_hardly_moves_is_a_click(backward: FixtureStage) -> None:
    h = backward
    take(h.page, scissors(h), 2)
    expect(held(h)).to_have_count(0)
    h.page.mouse.up()
    h.selected("back.3")


def test_the_scissors_are_let_go_outside_of_the_window(backward: FixtureStage) -> None:
    h = backward
    take(h.page, scissors(h), 3 * pitch(h), 2000)
    h.page.mouse.move(3000, -200)
    h.page.mouse.up()
    assert cuts(h) == [("back.3", "back.5")]
    h.selected(None)


def test_a_window_that_loses_the_focus_gives_the_scissors_up(backward: FixtureStage) -> None:
    h = backward
    take(h.page, scissors(h), pitch(h))
    h.page.evaluate("dispatchEvent(new Event('blur'))")
    expect(held(h)).to_have_count(0)
    h.page.mouse.up()
    assert cuts(h) == []


@pytest.mark.parametrize("lost", ["pointercancel", "lostpointercapture"])
def test_a_pointer_that_is_lost_gives_the_scissors_up(backward: FixtureStage, lost: str) -> None:
    h = backward
    take(h.page, scissors(h), pitch(h))
    event = {"pointerId": 1, "bubbles": True}
    scissors(h).evaluate("(g, [name, init]) => g.dispatchEvent(new PointerEvent(name, init))", [lost, event])
    expect(held(h)).to_have_count(0)
    h.page.mouse.up()
    assert cuts(h) == []


@pytest.mark.parametrize("zoom", [0.8, 1.5])
def test_the_scissors_go_where_they_are_let_go_under_scroll_and_zoom(harness: OpenFixture, zoom: float) -> None:
    h = harness("backward")
    h.page.evaluate("zoom => { document.body.style.zoom = zoom; document.body.style.paddingTop = '9rem'; }", zoom)
    h.page.mouse.wheel(0, 60)
    x, y = middle(h.edge("back.4").locator(".line"))
    h.page.mouse.move(*middle(scissors(h)))
    h.page.mouse.down()
    h.page.mouse.move(x, y, steps=5)
    h.page.mouse.up()
    assert cuts(h) == [("back.3", "back.4")]


def test_a_finger_moves_the_scissors(harness: OpenFixture) -> None:
    h = harness("backward", touch=True)
    Screen(h.page).swipe(scissors(h), pitch(h))
    assert cuts(h) == [("back.3", "back.4")]
    h.selected(None)


# ---- the time bar ---------------------------------------------------------------------------


def test_escape_puts_the_walk_back_where_the_drag_began(harness: OpenFixture) -> None:
    h = harness(query="&step=3")
    take(h.page, h.graph.locator(".thumb"), 300)
    expect(h.track).not_to_have_attribute("aria-valuenow", "3")
    h.press("Escape")
    h.at(3)
    h.page.mouse.move(5, 5)
    h.page.mouse.up()
    h.at(3)


def test_a_finger_drags_the_time_bar(harness: OpenFixture) -> None:
    h = harness(touch=True)
    rail = h.graph.locator(".rail").bounding_box()
    assert rail is not None
    Screen(h.page).swipe(h.graph.locator(".thumb"), rail["width"])
    h.at(12)


# ---- the surface ----------------------------------------------------------------------------
