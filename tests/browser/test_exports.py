"""Everything that leaves the app, of every view of every lesson, saved as a reader saves it and opened alone.

That the notebooks run and that the tables hold numbers is tested for the same views without a browser.
"""

import io
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage
from tests.browser.reader import take_home
from tests.browser.server import wait_until_still
from tests.notebooks import LARGEST, faults
from tests.views import EVERY_VIEW, named
from ui.registry import Lesson

FONTS = ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Liberation Sans", "Noto Sans")
"""What other machines may have in place of the font of the page; those that are missing here count as the default."""
OVERLAP = 0.3
"""The share of the smaller of two texts' areas from which on they cannot be read; boxes are taller than letters."""
READ_ALONE = """(fonts) => {
    const root = document.documentElement, view = root.viewBox.baseVal, faults = new Set();
    const texts = [...root.querySelectorAll('text')].filter((text) => text.textContent.trim());
    const boxOf = (text) => {
        const { x, y, width, height } = text.getBBox(), line = 0.15 * height;
        const onto = root.getCTM().inverse().multiply(text.getCTM());
        const place = (h, v) => new DOMPoint(h, v).matrixTransform(onto);
        const ends = [place(x, y + line), place(x + width, y + height - line)];
        const [left, right] = ends.map((end) => end.x).sort((a, b) => a - b);
        const [top, bottom] = ends.map((end) => end.y).sort((a, b) => a - b);
        return { text: text.textContent, left, right, top, bottom, area: (right - left) * (bottom - top) };
    };
    const within = (box) => box.left >= view.x - 0.5 && box.right <= view.x + view.width + 0.5
        && box.top >= view.y - 0.5 && box.bottom <= view.y + view.height + 0.5;
    const halo = (one, two) => one.text === two.text && Math.hypot(one.left - two.left, one.top - two.top) < 1;
    const common = (one, two) => Math.max(0, Math.min(one.right, two.right) - Math.max(one.left, two.left))
        * Math.max(0, Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top));
    for (const font of fonts) {
        root.setAttribute('font-family', `'${font}'`);
        const boxes = texts.map(boxOf);
        for (const [place, one] of boxes.entries()) {
            if (!within(one)) faults.add(`${font}: “${one.text}” is cut off`);
            for (const two of boxes.slice(place + 1)) {
                if (common(one, two) > OVERLAP * Math.min(one.area, two.area) && !halo(one, two)) {
                    faults.add(`${font}: “${one.text}” lies on “${two.text}”`);
                }
            }
        }
    }
    for (const element of root.querySelectorAll('*')) {
        if (/^(script|style|foreignObject)$/.test(element.localName)) faults.add(`holds <${element.localName}>`);
        for (const { name, value } of element.attributes) {
            const foreign = /href$/.test(name) ? /^(?!data:|#)/ : /url\\((?!['"]?#)|var\\(|NaN|undefined/;
            if (foreign.test(value)) faults.add(`${name}="${value}"`);
        }
    }
    return { faults: [...faults], texts: texts.length };
}""".replace("OVERLAP", str(OVERLAP))  # fmt: skip


@pytest.fixture
def empty_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing of the app."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("lesson", "query"), EVERY_VIEW, ids=named)
def test_what_a_view_exports_is_whole_alone(
    lesson: Lesson, query: Mapping[str, str], open_page: OpenPage, empty_page: Page, tmp_path: Path
) -> None:
    page = open_page(lesson.slug, query=query)
    wait_until_still(page)
    drawing, picture = saved(page, "SVG", tmp_path), saved(page, "PNG", tmp_path)
    notebook, table = take_home(page)
    assert faults(notebook) == []
    assert len(notebook.encode()) < LARGEST
    assert len(pd.read_csv(io.StringIO(table)))
    empty_page.goto(drawing.as_uri())
    found: dict[str, Any] = empty_page.evaluate(READ_ALONE, list(FONTS))
    assert found["faults"] == []
    assert re.search(r'font-family="[^"]*sans-serif"', drawing.read_text(encoding="utf-8"))
    assert found["texts"]
    width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', drawing.read_text(encoding="utf-8"))[:2])
    pixels = np.asarray(Image.open(picture).convert("RGB"))
    assert pixels.shape[1] / pixels.shape[0] == pytest.approx(width / height, rel=0.01)
    assert pixels.shape[1] >= math.floor(width)
    assert pixels[0, 0].min() >= 240
    assert np.ptp(pixels.reshape(-1, 3), axis=0).min() > 100


def saved(page: Page, kind: str, folder: Path) -> Path:
    """The file that the main figure's button saves."""
    with page.expect_download() as found:
        page.get_by_role("button", name=f"Save the drawing as {kind}").first.click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path
