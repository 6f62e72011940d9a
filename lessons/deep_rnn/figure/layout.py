"""Where the boxes of the grid of time × depth stand."""

from dataclasses import dataclass

from figures.columns import MOST_ROWS, View
from figures.graph import PADDING
from lessons.deep_rnn.model import Reading

LEFT, RIGHT, ABOVE, BELOW = 82, 28, 34, 30
MOST_NUMBERS = 4
"""Up to so many units are printed; more become colored fields."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the boxes stand, states and norms from layer 1 up; side: a norm's shift to the right.

    row: the height of a printed number. unit: that of a unit's cell; columns: units side by side.
    """

    width: float
    space: float
    row: float
    unit: float
    columns: int
    side: float
    loss: float
    output: float
    states: tuple[float, ...]
    norms: tuple[float, ...]
    input: float
    height: float
    printed: bool

    @classmethod
    def of(cls, reading: Reading, view: View, *, heat: bool) -> "Layout":
        """Stack the boxes of the reading from the top down."""
        n = reading.run.model.cell.n_hidden
        printed = n <= MOST_NUMBERS and not heat
        row, gap = (20.0, 19.0) if view.dense else (22.0, 26.0)
        if heat:
            tall = min(88, (120 if view.dense else 176) / reading.layers)
            columns, unit, width, space, gap = 1, max(4.0, tall / n), 46.0, 2.0, 14.0
        else:
            columns, unit = (n, row + 2) if printed else (min(n, 8), 20.0)
            width, space = (118.0, 30.0) if view.dense else (122.0, 42.0)
        box = -(-n // columns) * unit + 2 * PADDING
        norm = row + 2 * PADDING
        loss = ABOVE + norm / 2
        output_height = -(-min(len(reading.vocabulary), MOST_ROWS) // 2) * row + 2 * PADDING
        output = loss + norm / 2 + gap + output_height / 2
        bottom = output + output_height / 2 + gap
        states: list[float] = []
        norms: list[float] = []
        for _ in range(reading.layers):
            states.append(bottom + box / 2)
            norms.append(bottom + box + 2 + norm / 2)
            bottom += box + 2 + norm + gap
        entry = box if not heat else norm
        return cls(
            width,
            space,
            row,
            unit,
            columns,
            0 if heat else width / 2 - 28,
            loss,
            output,
            tuple(reversed(states)),
            tuple(reversed(norms)),
            bottom + entry / 2,
            bottom + entry + (12 if heat else BELOW),
            printed,
        )

    def center(self, t: int) -> float:
        """The middle of the column of time ``t``."""
        return LEFT + self.width / 2 + (t - 1) * (self.width + self.space)
