"""The drawing of every view of every lesson, saved as a reader saves it and opened alone."""

import math
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import OpenPage
from tests.browser.server import wait_until_still
from tests.views import EVERY_VIEW, named
from ui.registry import Lesson

FONTS = ("DejaVu Sans", "DejaVu Serif", "DejaVu Sans Mono", "Liberation Sans", "Noto Sans")
"""What other machines may have in place of the font of the page; those that are missing here count as the default."""
OVERLAP = 0.3
"""The share of the smaller of two texts' areas from which on they cannot be read; boxes are taller than letters."""
READ_ALONE = """(fonts) => {
    const root = document.documentElement, view = root.viewBox.baseVal, faults = [];
    const texts = [...root.querySelectorAll('text')].filter((text) => text.textContent.trim() && text.getAttribute('fill') !== 'none');
    const boxOf = (text) => {
        const box = text.getBBox(), matrix = text.getCTM();
        const middle = box.height * 0.15;
        const corners = [[box.x, box.y + middle], [box.x + box.width, box.y + box.height - middle]]
            .map(([x, y]) => new DOMPoint(x, y).matrixTransform(root.getCTM().inverse().multiply(matrix)));
        const xs = corners.map((p) => p.x), ys = corners.map((p) => p.y);
        return { text: text.textContent, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    };
    for (const font of fonts) {
        root.setAttribute('font-family', `'${font}'`);
        const boxes = texts.map(boxOf);
        for (const box of boxes) {
            const inside = box.left >= view.x - 0.5 && box.right <= view.x + view.width + 0.5
                && box.top >= view.y - 0.5 && box.bottom <= view.y + view.height + 0.5;
            if (!inside) faults.push(`${font}: “${box.text}” is cut off`);
        }
        const area = (box) => (box.right - box.left) * (box.bottom - box.top);
        boxes.sort((a, b) => a.left - b.left);
        boxes.forEach((one, place) => {
            for (let other = place + 1; other < boxes.length && boxes[other].left < one.right; other++) {
                const two = boxes[other];
                const common = (Math.min(one.right, two.right) - two.left) * (Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top));
                const high = Math.min(one.bottom, two.bottom) > Math.max(one.top, two.top);
                const halo = one.text === two.text && Math.abs(one.left - two.left) + Math.abs(one.top - two.top) < 1;
                if (high && !halo && common > OVERLAP * Math.min(area(one), area(two))) faults.push(`${font}: “${one.text}” lies on “${two.text}”`);
            }
        });
    }
    const foreign = [...root.querySelectorAll('script, foreignObject, style')].map((element) => `holds <${element.localName}>`);
    for (const element of root.querySelectorAll('*')) {
        for (const { name, value } of element.attributes) {
            if (/href$/.test(name)) {
                if (!/^(data:|#)/.test(value)) foreign.push(`refers to ${value}`);
            } else if (/url\\((?!['"]?#)|var\\(|NaN|undefined/.test(value)) foreign.push(`${name}="${value}"`);
        }
    }
    return { faults: [...new Set([...faults, ...foreign])], texts: texts.length };
}""".replace("OVERLAP", str(OVERLAP))


@pytest.fixture
def empty_page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that knows nothing of the app."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("lesson", "query"), EVERY_VIEW, ids=named)
def test_a_saved_drawing_is_whole_alone(
    lesson: Lesson, query: Mapping[str, str], open_page: OpenPage, empty_page: Page, tmp_path: Path
) -> None:
    page = open_page(lesson.slug, query=query)
    wait_until_still(page)
    drawing, picture = saved(page, "SVG", tmp_path), saved(page, "PNG", tmp_path)
    empty_page.goto(drawing.as_uri())
    found: dict[str, Any] = empty_page.evaluate(READ_ALONE, list(FONTS))
    assert found["faults"] == []
    assert found["texts"]
    width, height = map(float, re.findall(r'(?:width|height)="([\d.]+)"', drawing.read_text(encoding="utf-8"))[:2])
    image = Image.open(BytesIO(picture.read_bytes())).convert("RGB")
    assert image.width / image.height == pytest.approx(width / height, rel=0.01)
    assert image.width >= math.floor(width)
    assert min(image.getpixel((0, 0))) >= 240
    assert len(image.getcolors(1 << 24) or ()) > 10


def saved(page: Page, kind: str, folder: Path) -> Path:
    """The file that the main figure's button saves."""
    with page.expect_download() as found:
        page.get_by_role("button", name=f"Save the drawing as {kind}").first.click()
    path = folder / found.value.suggested_filename
    found.value.save_as(path)
    return path
