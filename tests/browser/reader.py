"""What a reader does on a lesson's page, and what stands there then."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Locator, Page, expect


def graph(page: Page) -> Locator:
    """The diagram."""
    return page.locator(".graph")


def curves(page: Page) -> Locator:
    """The main figure with curves; a card may hold others."""
    return page.locator(".curves").filter(has=page.get_by_role("slider", name="Step", exact=True))


def figure(page: Page) -> Locator:
    """The main figure, of whatever kind it is."""
    return page.locator(".graph, .curves, .letters, .plot").first


def card(page: Page) -> Locator:
    """The card that keeps how the chosen number was made."""
    return page.get_by_role("region", name="How the chosen number was made")


def track(page: Page) -> Locator:
    """The track of the main figure's bar, whatever figure it is."""
    return page.get_by_role("slider", name="Step", exact=True)


def expect_step(page: Page, step: int) -> None:
    """The main figure shows this step, counted from 1."""
    expect(track(page)).to_have_attribute("aria-valuenow", str(step))


def last_step(page: Page) -> int:
    """How many steps the walk of the main figure has."""
    expect(track(page)).to_be_attached()
    return int(track(page).get_attribute("aria-valuemax") or 0)


def walk_to(page: Page, last: int) -> None:
    """A lecturer's walk from the first step to ``last``, PageDown by PageDown."""
    expect_step(page, 1)
    for step in range(2, last + 1):
        page.keyboard.press("PageDown")
        expect_step(page, step)


def numbers(page: Page, node: str) -> list[str]:
    """What is printed in the box ``node`` of the diagram now."""
    box = graph(page).locator(f'.node[data-id="{node}"]')
    expect(box).to_be_attached()
    return box.locator("text[data-cell]").all_text_contents()


def drawn_size(text: Locator) -> float:
    """The height in px of the type of a text in a drawing."""
    size: float = text.evaluate("text => text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)")
    return size


def smallest_number(within: Locator) -> float:
    """The height in px of the smallest type of the numbers in a part of a drawing."""
    size: float = within.evaluate(
        """part => Math.min(...[...part.querySelectorAll('text[data-cell], text.number')]
            .filter(text => text.textContent)
            .map(text => text.getScreenCTM().a * parseFloat(getComputedStyle(text).fontSize)))"""
    )
    return size


def bottom(found: Locator) -> float:
    """How far below the window's top an element ends, in px."""
    box = found.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def rows_fit(page: Page) -> bool:
    """Whether all rows of the main figure are in sight; a long sequence may go on to the side."""
    fits: bool = figure(page).locator(".stage").evaluate("s => s.scrollHeight <= s.clientHeight + 1")
    return fits


def to_the_end(page: Page) -> None:
    """Go to the last step of the main figure's walk, once a scene that was asked for is drawn."""
    page.wait_for_function("() => !globalThis.unrolled?.scene")
    last = last_step(page)
    page.keyboard.press("End")
    expect_step(page, last)


def to_the_start(page: Page) -> None:
    """Go to the first step, once a scene that was asked for is drawn."""
    page.wait_for_function("() => !globalThis.unrolled?.scene")
    page.keyboard.press("Home")
    expect_step(page, 1)


def press(page: Page, name: str) -> None:
    """Press the button of exactly this name."""
    page.get_by_role("button", name=name, exact=True).click()


def choose(page: Page, option: str) -> None:
    """Choose among a control's options, once the control that a run has replaced is gone."""
    found = page.get_by_test_id("stButtonGroup").get_by_text(option, exact=True)
    expect(found).to_have_count(1)
    found.click()


def guide(page: Page) -> Locator:
    """The guide's card."""
    return page.locator('[data-card="guide"]')


def options(page: Page) -> Locator:
    """The options that the guide's open question offers."""
    return guide(page).get_by_role("group", name="Your prediction")


def choose_answer(page: Page, option: str) -> None:
    """Commit to an answer of the question, and wait until the options are gone: till then the keys are theirs."""
    options(page).get_by_text(option, exact=True).click()
    expect(options(page)).to_have_count(0)


def skip(page: Page) -> None:
    """Skip the guide's question."""
    guide(page).get_by_role("button", name="Skip").click()
    expect(options(page)).to_have_count(0)


def go_on(page: Page) -> None:
    """To the guide's next stop, once it is there."""
    title = guide(page).locator("h6").inner_text()
    guide(page).get_by_role("button", name="Next:").click()
    expect(guide(page).locator("h6")).not_to_have_text(title)


def share(page: Page, holding: str = "") -> str:
    """The path and query of the link that the page offers, once it has ``holding`` in it."""
    press(page, "Share")
    link = page.get_by_role("dialog").locator("code").first
    expect(link).to_contain_text(holding)
    return "/" + link.inner_text().split("/", 3)[3]


def take_home(page: Page) -> tuple[str, str]:
    """The notebook and the table as texts."""
    press(page, "Take it home")
    texts = []
    for name in ("Notebook that recomputes these numbers", "The figure's numbers as CSV"):
        with page.expect_download() as found:
            page.get_by_role("button", name=name).click()
        texts.append(Path(found.value.path()).read_text(encoding="utf-8"))
    return texts[0], texts[1]


def read_table(table: str) -> list[dict[str, str]]:
    """The rows of a table that was taken home, by the names of its columns."""
    return list(csv.DictReader(io.StringIO(table)))
