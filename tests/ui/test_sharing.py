"""The link for the audience, and the QR code that says exactly that link."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from ui.sharing import for_audience, qr_code

BASE = "http://lecture.local:8501/hello"
SVG = "{http://www.w3.org/2000/svg}"
BORDER = 3


def modules(picture: bytes) -> list[list[int]]:
    """The dark (1) and light (0) squares of a drawn code, without its border."""
    root = ElementTree.fromstring(picture)
    (path,) = (p for p in root.iter(f"{SVG}path") if p.get("stroke") == "#1f2430")
    (size,) = {int(root.attrib[side]) // 6 for side in ("width", "height")}
    grid = [[0] * size for _ in range(size)]
    x = y = 0.0
    commands = re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", path.attrib["d"])
    for command, first, second in commands:
        if command == "h":
            for k in range(int(first)):
                grid[int(y - 0.5)][int(x) + k] = 1
            x += int(first)
        elif command == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)
    inner = slice(BORDER, size - BORDER)
    assert not any(any(row) for row in grid[:BORDER])
    return [row[inner] for row in grid[inner]]


@pytest.mark.parametrize("query", ["present=1", "present=1&present=1", "present=", "present=0"])
def test_the_audience_does_not_get_presenter_mode(query: str) -> None:
    assert for_audience(f"{BASE}?{query}") == BASE
    assert for_audience(f"{BASE}?word=hi&{query}&step=3") == f"{BASE}?word=hi&step=3"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["word", "seed", "tape", "step", "presents", "Present"]),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
        )
    )
)
def test_everything_else_in_the_link_stays(pairs: list[tuple[str, str]]) -> None:
    link = for_audience(f"{BASE}?{urlencode([*pairs[:1], ('present', '1'), *pairs[1:]])}")
    assert parse_qsl(urlsplit(link).query, keep_blank_values=True) == pairs
    assert link.partition("?")[0] == BASE


@pytest.mark.parametrize(
    "link",
    [
        BASE,
        f"{BASE}?network=random&hidden=8&seed=42&tape=20%400.1-5%401&step=7",
        f"{BASE}?word=%F0%9F%91%A9%E2%80%8D%F0%9F%9A%80",
        BASE + "?word=" + "x" * 500,
    ],
)
def test_the_drawn_qr_code_is_the_links(link: str) -> None:
    picture = qr_code(link)
    assert picture is not None
    code = segno.make(link, error="m", micro=False)
    assert modules(picture) == [list(row) for row in code.matrix]
    assert modules(picture) != modules(qr_code(link + "0") or b"")


def test_the_qr_code_is_dark_on_white_in_both_themes() -> None:
    picture = (qr_code(BASE) or b"").decode()
    assert re.search(r'<path fill="#fff(fff)?" d="M0 0h', picture)
    assert 'stroke="#1f2430"' in picture


def test_a_link_too_long_for_a_qr_code_has_none() -> None:
    assert qr_code(BASE + "?word=" + "x" * 2000) is not None
    assert qr_code(BASE + "?word=" + "x" * 10_000) is None
