"""Everything that leaves the app, of every view of every lesson, opened as its reader would open it."""

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import NewPage, OpenPage
from tests.browser.reader import take_home
from tests.browser.server import wait_until_still
from tests.notebooks import LARGEST, called_by_itself, faults
from tools.promote import script_of
from ui import fields
from ui.fields import Choice
from ui.registry import ready_lessons

VIEW_CONTROLS = ("view", "mode", "wiring", "drawing")
"""The control that chooses among a lesson's figures, by the first of these names."""
FONTS = re.compile(r"font-family=\"[^\"]*sans-serif\"")
OVERLAP = 4
"""Px that two different texts may share in a font of another machine."""
PLACES = """() => {
  const root = document.documentElement, page = root.getBoundingClientRect();
  const seen = [...root.querySelectorAll('text')].filter((text) => text.textContent.trim());
  const texts = seen.filter((text) => getComputedStyle(text).opacity !== '0').map((text) => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.top, box.right, box.bottom];
  });
  const scale = page.width / root.viewBox.baseVal.width;
  return { page: [page.left, page.top, page.right, page.bottom], texts, scale };
}"""


def views() -> list[tuple[str, str, str]]:
    """Lesson, control and option of every figure that a lesson can show."""
    found = []
    for lesson in ready_lessons():
        known = fields.of(type(script_of(lesson.slug).state(0)))
        name = next((name for name in VIEW_CONTROLS if isinstance(known.get(name), Choice)), "")
        control = known.get(name)
        options = list(control.options.values()) if isinstance(control, Choice) else [""]
        found += [(lesson.slug, name, option) for option in options]
    return found


def saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=f"Save the drawing as {kind}").first.click()
    return Path(found.value.path()).read_bytes()


@pytest.mark.parametrize(("slug", "control", "option"), views())
def test_what_a_view_exports_is_whole(
    slug: str, control: str, option: str, open_page: OpenPage, new_page: NewPage, tmp_path: Path
) -> None:
    page = open_page(f"/{slug}", query={control: option} if control else {})
    wait_until_still(page)
    drawing, picture = saved(page, "SVG"), saved(page, "PNG")
    notebook, table = take_home(page)

    assert FONTS.search(drawing.decode())
    assert b"<script" not in drawing
    assert b"url(" not in drawing
    alone = tmp_path / "alone.svg"
    alone.write_bytes(drawing)
    viewer = new_page()
    viewer.goto(alone.as_uri())
    places = viewer.evaluate(PLACES)
    left, top, right, bottom = places["page"]
    texts = places["texts"]
    assert [text for text, x, y, to_x, to_y in texts if x < left or y < top or to_x > right or to_y > bottom] == []
    assert _overlapping(texts, places["scale"]) == []

    image = Image.open(io.BytesIO(picture))
    box = re.search(rb'viewBox="\S+ \S+ (\S+) (\S+)"', drawing)
    assert box is not None
    assert image.width / image.height == pytest.approx(float(box[1]) / float(box[2]), rel=0.01)
    assert image.width >= float(box[1])
    assert len(set(image.convert("L").resize((200, 200)).tobytes())) > 10

    assert "np." not in table
    rows = pd.read_csv(io.StringIO(table))
    assert len(rows) > 0
    assert faults(notebook) == []
    assert len(notebook.encode()) < LARGEST
    called_by_itself(notebook)


def _overlapping(texts: list[tuple[str, float, float, float, float]], scale: float) -> list[tuple[str, str]]:
    """The pairs of different texts that lie on each other; a copy of one text behind it is no other text."""
    found = []
    for number, (one, x, y, to_x, to_y) in enumerate(texts):
        for other, x_2, y_2, to_x_2, to_y_2 in texts[number + 1 :]:
            wide, high = min(to_x, to_x_2) - max(x, x_2), min(to_y, to_y_2) - max(y, y_2)
            if one != other and wide > OVERLAP * scale and high > OVERLAP * scale:
                found.append((one, other))
    return found
