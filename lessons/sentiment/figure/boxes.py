"""The boxes of a sentence that is read word by word, and the rows they stand in."""

from dataclasses import dataclass

from figures.graph import PADDING, Cell, Node
from figures.numbers import quoted, signed, subscript
from lessons.sentiment.model import Reading

WIDTH, HEAT_COLUMNS = 72.0, 8


@dataclass(frozen=True, slots=True)
class Rows:
    """The middles of the rows from the top down, the curve's room, and the whole height."""

    top: float
    bottom: float
    verdict: float
    change: float
    hidden: float
    unit: float
    word: float
    twin: float
    height: float
    row: float
    cell: float

    @classmethod
    def of(cls, units: int, *, twin: bool, dense: bool) -> "Rows":
        """The rows for so many hidden units."""
        row, gap, cell, band = (19.0, 17.0, 6.0, 62.0) if dense else (23.0, 24.0, 7.5, 84.0)
        box, heat = row + 2 * PADDING, -(-units // HEAT_COLUMNS) * cell + 2 * PADDING
        top = 16.0
        bottom = top + band
        change = bottom + 14 + box / 2
        verdict = change + box + 4
        hidden = verdict + box / 2 + gap + heat / 2
        word = hidden + heat / 2 + gap + box / 2
        unit = word + box + 20
        last = unit + box + 6 if twin else unit
        return cls(top, bottom, verdict, change, hidden, unit, word, last, last + box / 2 + 8, row, cell)

    def level(self, p: float) -> float:
        """How high p stands in the curve's room."""
        return self.bottom + (self.top - self.bottom) * p


def word(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """The word as it was typed; marked where it is not in the vocabulary."""
    word, known = reading.words[t - 1], bool(reading.tokens[t - 1])
    return Node(
        f"x.{t}",
        "input" if known else "plain",
        x,
        rows.word,
        WIDTH,
        rows.row,
        (
            Cell(
                word,
                index=0,
                mark="" if known else "wrong",
                hint="" if known else f"{quoted(word)} is not in the vocabulary",
            ),
        ),
        title=f"x{subscript(t)}",
        caption="" if known else "<unk>",
        caption_mark="wrong",
        alt=f"Word {t}" if known else f"Word {t}, unknown, read as <unk>",
        veil="none",
    )


def state(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """All units after word t, as colors."""
    h = reading.h[t].tolist()
    return Node(
        f"h.{t}",
        "hidden",
        x,
        rows.hidden,
        WIDTH,
        rows.cell,
        tuple(Cell("", value, hint=f"h{subscript(t)}[{unit}] = {signed(value, 3)}") for unit, value in enumerate(h, 1)),
        title=f"h{subscript(t)}",
        alt=f"State after word {t}, {len(h)} units",
        display="heat",
        columns=HEAT_COLUMNS,
        scale=max(1e-9, float(abs(reading.h).max())),
    )


def unit(reading: Reading, number: int, t: int, x: float, rows: Rows) -> Node:
    """One unit after word t, with its number."""
    value = float(reading.h[t, number])
    return Node(
        f"u.{t}",
        "hidden",
        x,
        rows.unit,
        WIDTH,
        rows.row,
        (Cell(signed(value), value, index=0),),
        display="heat",
        scale=max(1e-9, float(abs(reading.h[:, number]).max())),
        alt=f"Unit {number + 1} after word {t}",
    )


def verdict(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """p(positive) after word t."""
    p = float(reading.p[t])
    return Node(
        f"p.{t}",
        "output",
        x,
        rows.verdict,
        WIDTH,
        rows.row,
        (Cell(signed(p), p, index=0),),
        alt=f"p(positive) after word {t}",
        display="bars",
    )


def change(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """What word t did to the log-odds."""
    value = float(reading.changes[t - 1])
    return Node(
        f"d.{t}",
        "output",
        x,
        rows.change,
        WIDTH,
        rows.row,
        (Cell(f"+{signed(value, 1)}" if value > 0.05 else signed(value, 1), value, index=0),),
        alt=f"Change of the log-odds by word {t}",
        display="bars",
        scale=max(1e-9, float(abs(reading.changes).max())),
    )


def twin_word(twin: Reading, s: int, x: float, rows: Rows) -> Node:
    """A word of the other sentence."""
    p = float(twin.p[s])
    return Node(
        f"other.{s}",
        "plain",
        x,
        rows.twin,
        WIDTH,
        rows.row,
        (Cell(f"{twin.words[s - 1]}", p, index=0, hint=f"p(positive) = {signed(p)}"),),
        alt=f"Word {s} of the other sentence, then p(positive) is {signed(p)}",
        veil="none",
    )
