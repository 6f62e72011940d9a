"""A text through a character network: which network, which text, colored by which of its units."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import streamlit as st

from datasets import toycode
from lessons.text_generation.model import reading as char_reading
from lessons.text_generation.model.reading import START, Reading
from lessons.text_generation.own import inside as own_inside
from rnn_core.model import Model
from rnn_core.text import Vocabulary, graphemes
from ui import controls, link, seed, shipped

NAME = "text_generation"
MOST_TEXT, MOST_LINES, MOST_START = 300, 14, 40
WRITES = 160
"""So many characters are written."""
EXAMPLES, FIRST = 8, 42
"""The seed of the example programs, and the one that the page opens with."""
WHOSE = {"shipped": "shipped", "mine": "yours"}
UNIT = re.compile(r"unit ([1-9]\d{0,2})")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read or written: by whose network, the text or its start, and the coloring unit.

    temperature and dice: for writing only.
    """

    whose: str
    text: str
    cell: str
    writes: bool = False
    temperature: float = 1.0
    dice: int = 1


def shipped_network() -> tuple[Vocabulary, Model]:
    """The shipped network and the symbols it knows."""
    found: tuple[Vocabulary, Model] = shipped.model(NAME)
    return found


def measured() -> dict[str, Any]:
    """What the card of the shipped network says."""
    found: dict[str, Any] = shipped.measured(NAME)
    return found


def cells() -> dict[str, int]:
    """The best unit, from 0, for each mark of the text, as the search of the training found it."""
    return {each["mark"]: each["unit"] - 1 for each in measured()["cells"]}


@lru_cache(maxsize=64)
def example(number: int) -> str:
    """A program that fits into the figure, drawn by the grammar; none of the training's."""
    for attempt in range(100):
        rng = np.random.default_rng([EXAMPLES, number, attempt][: 3 if attempt else 2])
        text, _ = toycode.program(rng, 200)
        if unusable(text) is None:
            return text
    return START


def unusable(text: str) -> str | None:
    """Why ``text`` cannot be read on the page; None if it can."""
    symbols = graphemes(text)
    if len(symbols) < 2:
        return "too short: two characters are the least"
    if len(symbols) > MOST_TEXT:
        return f"too long: {len(symbols)} characters, the figure shows at most {MOST_TEXT}"
    if text.count("\n") >= MOST_LINES + text.endswith("\n"):
        return f"too long: the figure shows at most {MOST_LINES} lines"
    if max(map(len, symbols)) > controls.LONGEST_SYMBOL:
        return f"not text: a symbol has more than {controls.LONGEST_SYMBOL} code points"
    return None


def unusable_start(text: str) -> str | None:
    """Why nothing can be written after ``text``; None if it can."""
    n = len(graphemes(text))
    return f"too long: {n} characters, at most {MOST_START}" if n > MOST_START else None


def choose(view: str) -> Choice:
    """The controls of reading or writing."""
    whose = controls.choice(
        "whose",
        "Network",
        WHOSE,
        help="The shipped one, trained on 3 million characters of toy code; or the one that you "
        "train in the view *train*, at the checkpoint chosen there.",
    )
    if whose == "mine" and not own_inside.has_weights():
        controls.remark("Nothing was trained here yet: the view *train* does. This is the shipped.")
        whose = "shipped"
    if view == "write":
        return _writes(whose)
    text = controls.passage(
        "text",
        "Text (yours: type here)",
        example(FIRST),
        problem=unusable,
        help=f"Up to {MOST_TEXT} characters and {MOST_LINES} lines, Ctrl+Enter to read. What "
        "the network has no number for is not read, and marked.",
    )
    cell = color()
    _another()
    return Choice(whose, text, cell)


def _another() -> None:
    """The button that draws another program."""
    number = link.recall("program", FIRST, seed.parse, mirror=False)

    def draw() -> None:
        link.remember("program", number % seed.LAST + 1)
        controls.set_to({"text": example(number % seed.LAST + 1)})

    st.button(
        "Another",
        key="another",
        icon=":material/casino:",
        on_click=draw,
        help="Another program from the same grammar, which training never saw.",
    )


def _writes(whose: str) -> Choice:
    start = controls.word(
        "begin",
        "Begin with",
        "",
        problem=unusable_start,
        help=f"Up to {MOST_START} characters, read before it writes; may be empty.",
    )
    temperature = controls.live(
        "temperature",
        "Temperature τ",
        0.0,
        2.0,
        0.1,
        0.7,
        low_text="0: best",
        help="p = softmax(y / τ). Near 0 the best character always wins, large τ makes all alike.",
    )
    dice = link.recall("dice", seed.FIRST, seed.parse)

    def throw() -> None:
        link.remember("dice", dice % seed.LAST + 1)

    st.button(
        f"Dice {dice}",
        key="throw_again",
        icon=":material/casino:",
        on_click=throw,
        disabled=temperature == 0,
        help="Throw the dice anew. The weights stay.",
    )
    return Choice(whose, start, color(), True, temperature, dice)


def color() -> str:
    """The unit whose memory colors the text: the best one for a mark, or any by its number."""
    return controls.option(
        "cell",
        "Color by the cell for",
        (*cells(), *(f"unit {n}" for n in range(1, units() + 1))),
        width=176,
        help="One number of the memory C after each character. For each mark of the "
        "text the unit that follows it best, found by search; or any unit by its number.",
    )


def units() -> int:
    """H of the shipped network."""
    return int(shipped_network()[1].cell.n_hidden)


def unit_of(choice: Choice) -> int:
    """The unit, from 0, that the choice names."""
    if found := UNIT.fullmatch(choice.cell):
        return int(found[1]) - 1
    return (own_inside.cells() if choice.whose == "mine" else cells())[choice.cell]


@lru_cache(maxsize=16)
def shipped_reading(text: str) -> Reading:
    """The shipped network reading ``text``."""
    vocabulary, model = shipped_network()
    return char_reading.read(model, vocabulary, text)


def reading_of(choice: Choice) -> Reading:
    """What the choice asks for."""
    if choice.whose == "shipped" and not choice.writes:
        return shipped_reading(choice.text)
    mine = choice.whose == "mine"
    vocabulary, model = own_inside.network() if mine else shipped_network()
    if not choice.writes:
        return char_reading.read(model, vocabulary, choice.text)
    return char_reading.write(model, vocabulary, choice.text, WRITES, choice.temperature, choice.dice)
