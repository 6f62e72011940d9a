"""The controls of the lesson text-generation."""

from dataclasses import dataclass, replace
from typing import Literal, Self

from datasets import toycode_sample
from lessons.text_generation.model import networks, plans, texts
from lessons.text_generation.model.plans import Plan
from lessons.text_generation.model.texts import (
    LEAST,
    MOST,
    MOST_LINES,
    MOST_MEGABYTES,
    MOST_START,
    MOST_SYMBOLS,
    MOST_TEXT,
)
from rnn_core.cells.registry import CELLS
from ui import fields
from ui.fields import choice, kept, live, number, option, stop
from ui.network_controls import MOST_SEED
from ui.state import PageState

View = Literal["read", "write", "train"]
VIEWS = {"read": "read", "write": "write", "train": "train"}
RATES = (0.001, 0.003, 0.01, 0.02, 0.05, 0.2)
BRACKET_DEPTH = "bracket depth"
LIMITS = (
    f"From {LEAST} characters on, pasted or as a .txt file of up to {MOST_MEGABYTES} MB. The first {MOST:,} are "
    f"learned; beyond {MOST_SYMBOLS} different ones the rarest become one. It stays in the server's memory while this "
    "page is open, is seen by nobody else, and is not in the link."
)
"""What a text of the reader's own may be, and where it stays."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read or written: by whose network, the text or its start, and what colors it.

    temperature and dice: for writing only.
    """

    mine: bool
    text: str
    color: str
    writes: bool = False
    temperature: float = 1.0
    dice: int = 1


def _read_checkpoint(text: str) -> tuple[int, int] | None:
    branch, dot, step = text.partition(".")
    usable = dot and all(part.isascii() and part.isdigit() and len(part) <= 4 for part in (branch, step))
    return (int(branch) - 1, int(step)) if usable and int(branch) else None


def _show_checkpoint(checkpoint: tuple[int, int]) -> str:
    return f"{checkpoint[0] + 1}.{checkpoint[1]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextGeneration(PageState):
    """Whose network reads or writes which text, colored by what; and what is trained, how.

    program: the number of the example program drawn last. dice: the seed of what is written. trained: the branches of
    the training of this text, size, cell and seed, None where they are as at first or as they were left. inside: the
    branch, from 0, and step of the checkpoint that is looked into, None for the latest.
    """

    view: View = choice("read", VIEWS, "View", help="Read a text that is given, write one, or train a network on one.")
    whose: Literal["shipped", "mine"] = choice(
        "shipped",
        {"shipped": "stored", "mine": "yours"},
        "Network",
        help="The stored one, trained on 3 million characters of toy code; or the one that you "
        "train in the view *train*, at the checkpoint chosen there.",
    )
    text: str = fields.text(
        texts.example(texts.FIRST),
        "Text (yours: type here)",
        check=texts.unreadable,
        noun="text",
        lines=True,
        trimmed=False,
        help=f"Up to {MOST_TEXT} characters and {MOST_LINES} lines, Ctrl+Enter to read. What "
        "is not in the network's vocabulary is marked and not read.",
    )
    program: int = number(texts.FIRST, 1, MOST_SEED)
    begin: str = fields.text(
        "",
        "Begin with",
        check=texts.no_start,
        noun="start",
        trimmed=False,
        help=f"Up to {MOST_START} characters, read before it writes; may be empty.",
    )
    temperature: float = live(
        0.7,
        0.0,
        2.0,
        0.1,
        "Temperature τ",
        help="p = softmax(y / τ). Near 0 the most likely character always wins; a large τ makes all characters "
        "about equally likely.",
        low_text="0: most likely",
    )
    dice: int = number(1, 1, MOST_SEED)
    cell: str = option(
        BRACKET_DEPTH,
        "Color by the unit for",
        options=networks.colors(),
        width=176,
        help="One number of the cell state C after each character, of h where a network has no C. For each mark of the "
        "text it is the unit that follows it best, found by search; the same unit can be the best for several marks.",
    )
    learns: Literal["sample", "own"] = choice(
        "sample",
        {"sample": "toy code", "own": "yours"},
        "Text",
        help=f"What is learned. Toy code: {toycode_sample.LENGTH:,} characters from our grammar. Yours: {LIMITS}",
    )
    size: Literal[16, 32, 64] = choice(
        64,
        {16: "16", 32: "32", 64: "64"},
        "Hidden units",
        help="H: how many numbers h has, and the cell state C of an LSTM.",
    )
    cell_type: str = choice(
        "lstm",
        {name: cell.label for name, cell in CELLS.items()},
        "Cell",
        help="Which cell carries the past: a vanilla RNN in h, an LSTM in its cell state C, a GRU in h.",
    )
    rate: float = stop(
        0.01,
        RATES,
        "Learning rate η",
        help="The size of Adam's steps. Another rate goes on in a branch of its own, from the last checkpoint.",
    )
    seed: int = number(1, 1, MOST_SEED)
    trained: tuple[Plan, ...] | None = kept(None, plans.parse, plans.show, "not usable")
    inside: tuple[int, int] | None = kept(None, _read_checkpoint, _show_checkpoint, "no checkpoint of a branch")

    def fitted(self, changed: frozenset[str]) -> Self:
        """Another example program is the text; another text to learn, size, cell or seed has a training of its own.

        What is chosen in the figure of one view is nothing in that of another.
        """
        state = self
        if "view" in changed and "selected" not in changed:
            state = replace(state, selected=None)
        if "program" in changed and "text" not in changed:
            state = replace(state, text=texts.example(state.program))
        if changed & {"learns", "size", "cell_type", "seed"}:
            if "trained" not in changed:
                state = replace(state, trained=None)
            if "inside" not in changed:
                state = replace(state, inside=None)
        return state

    def asked(self, *, mine: bool) -> Asked:
        """What is read or written, by the reader's own network where ``mine``."""
        if self.view == "write":
            return Asked(mine, self.begin, self.cell, True, self.temperature, self.dice)
        return Asked(mine, self.text, self.cell)
