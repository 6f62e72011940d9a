"""The walk backwards as a page needs it: controls, the chosen weight, finite differences."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from figures.numbers import significant, small
from lessons.bptt.figure.boxes import window
from lessons.bptt.figure.graph import entry_name
from lessons.bptt.model import Backwards, walk
from rnn_core.studies import parameter_gradient as followed
from rnn_core.text import Vocabulary
from rnn_core.types import Array
from ui import cards, controls, link, networks
from ui import page as lesson
from ui.networks import Choice, Tape, Training

DERIVATIVES = {"total": "total", "immediate": "immediate"}
MATRICES = {"W_hh": "hh", "W_xh": "xh", "W_hy": "hy"}
GATES = {"W_f": "f", "W_i": "i", "W_o": "o", "W_C": "C"}
MOST_OPTIONS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What the page shows: the choice, the network after its training, the walk, one weight."""

    choice: Choice
    training: Training
    walk: Backwards
    entry: tuple[int, int]

    @property
    def vocabulary(self) -> Vocabulary:
        """The vocabulary of the network."""
        return self.training.vocabulary

    @property
    def name(self) -> str:
        """The chosen weight as it is written: W_hh[3,1]."""
        return entry_name(self.walk, self.vocabulary, self.entry)


def derivative() -> bool:
    """True for the immediate derivative."""
    chosen = controls.choice(
        "derivative",
        "Derivative",
        DERIVATIVES,
        help="Total: through every later step. Immediate: each loss blames its own step alone, "
        "as if the states before had no past. Textbooks mix them up.",
    )
    return chosen == "immediate"


def matrix(choice: Choice) -> str:
    """The matrix whose gradient is collected."""
    if choice.cell == "lstm":
        return controls.choice(
            "gate",
            "Gradient of W_",
            GATES,
            help="Which gate's W is followed, or the candidate's: the columns that act on h.",
        )
    return controls.choice(
        "matrix",
        "Gradient of W_",
        MATRICES,
        help="Whose gradient is collected. W_hy needs no walk through time; the others do.",
    )


def show(choice: Choice, training: Training, matrix: str, *, immediate: bool) -> Shown:
    """The walk of ``choice`` after its training; the weight is the one chosen in the figure last.

    Before any is chosen it is the one with the largest gradient.
    """
    run = networks.read(choice, training.model)
    found = walk(run, matrix, immediate=immediate)
    return Shown(choice, training, found, _entry(choice, found))


def _entry(choice: Choice, b: Backwards) -> tuple[int, int]:
    """The weight of the last cell of a share or of the sum that was clicked."""
    of = (choice, b.matrix)
    rows, columns = b.total.shape
    place = b.largest_entry[0] * columns + b.largest_entry[1] + 1
    kind, *rest = (lesson.chosen("bptt") or "").split(".")
    clicked = kind in ("share", "sum") and len(rest) == 2

    def parse(text: str) -> int | None:
        usable = text.isascii() and text.isdigit() and len(text) < 6
        return int(text) if usable and 1 <= int(text) <= rows * columns else None

    if clicked and (asked := parse(rest[1])) is not None:
        link.remember("entry", asked, of=of)
    i, j = divmod(link.recall("entry", place, parse, of=of) - 1, columns)
    return i, j


def slopes(shown: Shown) -> Array:
    """The finite differences of the visible entries of the followed matrix."""
    rows, columns = window(shown.walk)
    return _slopes(shown.choice, shown.training.tape, shown.walk.matrix, tuple(rows), tuple(columns))


@lru_cache(maxsize=64)
def _slopes(choice: Choice, tape: Tape, matrix: str, rows: tuple[int, ...], columns: tuple[int, ...]) -> Array:
    run = networks.read(choice, networks.replay(choice, tape).model)
    return followed.numeric(run, matrix, rows, columns)


def hints(shown: Shown) -> list[str]:
    """What stands beside the cells of the finished sum: the finite difference of each."""
    rows, columns = window(shown.walk)
    numeric = slopes(shown)
    return [
        f"{entry_name(shown.walk, shown.vocabulary, (i, j))}: "
        f"{_compared(float(shown.walk.gradient[i, j]), float(numeric[i, j]), shown.walk)}"
        for j in columns
        for i in rows
    ]


def _compared(gradient: float, numeric: float, b: Backwards) -> str:
    difference = abs(gradient - numeric)
    if difference <= 1e-9 * max(float(np.abs(b.total).max()), 1e-12) or not difference:
        verdict = "agrees"
    elif difference < 1e-6 * abs(numeric):
        verdict = f"agrees to {small(difference / abs(numeric))}"
    else:
        verdict = f"{significant(numeric - gradient)} is missing"
    return f"{significant(gradient, 4)} · finite difference {significant(numeric, 4)}, {verdict}"


def verdict(shown: Shown) -> None:
    """The card that compares the chosen weight's gradient with how the loss really changes."""
    b, (i, j) = shown.walk, shown.entry
    gradient = float(b.gradient[i, j])
    (numeric,) = _slopes(shown.choice, shown.training.tape, b.matrix, (i,), (j,)).ravel().tolist()
    kind = "immediate" if b.immediate else "total"
    lines = [
        f"{kind} dL/d{shown.name} = :violet[**{significant(gradient, 4)}**]",
        f"the slope of the loss is **{significant(numeric, 4)}** (finite difference)",
    ]
    missing = numeric - gradient
    if abs(missing) > 1e-6 * float(np.abs(b.total).max()):
        lines.append(f":orange[**{significant(missing, 4)}** is missing: it comes from the future]")
    elif b.immediate and b.matrix == "W_hy":
        lines.append("Nothing is missing: W_hy acts after h, no way leads through the future.")
    elif b.immediate:
        lines.append("Nothing is missing here.")
    else:
        lines.append(f":green[✓] They differ by {small(abs(missing))}.")
    cards.note("Is it right?", "  \n".join(plain_but_markup(line) for line in lines))


def plain_but_markup(line: str) -> str:
    """``line`` with the brackets of a weight's name escaped, its own Markdown left alone."""
    return line.replace("_", r"\_")


def options(shown: Shown) -> tuple[str, list[str]]:
    """The step that adds most to the chosen weight's gradient, and up to six to choose from."""
    i, j = shown.entry
    pulls = np.abs(shown.walk.shares[:, i, j])
    likeliest = sorted(np.argsort(-pulls, kind="stable")[:MOST_OPTIONS].tolist())
    answer = shown.walk.largest_share(shown.entry)
    return f"t = {answer}", [f"t = {k + 1}" for k in likeliest]


def errors(shown: Shown) -> dict[str, float]:
    """Relative errors: of every set of weights along a random direction, of each visible entry."""
    found = networks.gradient_errors(shown.choice, shown.walk.run.model)
    rows, columns = window(shown.walk)
    numeric, exact = slopes(shown), shown.walk.total[np.ix_(rows, columns)]
    scale = np.maximum(np.abs(exact), 1e-7 * abs(shown.walk.run.loss or 1.0))
    worst = float((np.abs(numeric - exact) / scale).max())
    return found | {f"{shown.walk.matrix}, each entry": worst}
