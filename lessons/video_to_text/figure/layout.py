"""Where the boxes of a clip's reading and writing stand: two lines, as of a text.

The first line holds a column for each frame, and beside it what is seen and said at the step of the
walk. The second begins with the states that the first ended in and holds a column for each word.
"""

from dataclasses import dataclass

from lessons.video_to_text.model.s2vt_trace import Told

LEFT, NARROW, GAP = 44, 24, 12
"""The room for the rows' names, the width of a state's box, the room of an arrow between two."""
BAR, TOP, BETWEEN, LINE = 20, 22, 16, 26
"""A text's height; the room above, between two rows, and between the lines."""
LETTER, MARK = 8.3, 14
"""How wide a letter of a word is, and the mark of a wrong one."""
BEST = 5
SHOWN = {"v": 3, "h": 5}
"""How many numbers of v' and of a state are shown, those that change most in this clip."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Of each step, from 1, the column's middle and width; of each row its middle.

    rows: by name, of the first line "pad", "h2", "h1", "v", "x", of the second "word", "second2",
    "second1", "nothing". again: the middle of the column of states repeated. panel: the left and
    right end of what stands beside the first line.
    """

    n: int
    centers: tuple[float, ...]
    widths: tuple[float, ...]
    rows: dict[str, float]
    cell: float
    again: float
    panel: tuple[float, float]
    tall: float
    width: float
    height: float

    @classmethod
    def of(cls, told: Told, wrong: frozenset[int], pictures: int, *, dense: bool) -> "Layout":
        """The layout of a clip told; wrong: places of words; pictures: so many in a column."""
        n, cell, between, line = told.n_frames, 9.0, BETWEEN, LINE
        side, beside = 26.0, 232.0
        if dense:
            cell, between, line, side, beside = 4.5, 10, 46 - 20 * pictures, 20.0, 168.0
        tall = 8 + side * pictures
        centers = [LEFT + (NARROW + GAP) * (j + 0.5) for j in range(n)]
        widths = [float(NARROW + GAP - 2)] * n
        x = float(LEFT + NARROW + 3 * GAP)
        for number, token in enumerate(told.tokens):
            x += MARK if number in wrong else 0
            widths.append(max(NARROW + GAP, LETTER * len(told.vocabulary.symbols[token]) + 12))
            centers.append(x + widths[-1] / 2)
            x += widths[-1] + 6
        state, seen = 8 + cell * SHOWN["h"], 8 + cell * SHOWN["v"]
        rows, y = {}, float(TOP)
        for name, high in (
            ("pad", BAR + 8),
            ("h2", state),
            ("h1", state),
            ("v", seen),
            ("x", tall),
            ("word", BAR + 8),
            ("second2", state),
            ("second1", state),
            ("nothing", BAR + 8),
        ):
            y += line if name == "word" else 0
            rows[name] = y + high / 2
            y += high + between
        end = LEFT + (NARROW + GAP) * n
        panel = (end + 12.0, end + 12.0 + beside)
        width = max(panel[1], x) + 6
        again = LEFT + (NARROW + GAP) / 2
        return cls(n, tuple(centers), tuple(widths), rows, cell, again, panel, tall, width, y)

    def center(self, step: int) -> float:
        """The middle of the column of a step, counted from 1."""
        return self.centers[step - 1]

    def row(self, kind: str, step: int) -> float:
        """The middle of "h1", "h2", or of what stands below or above them, at a step."""
        if step <= self.n:
            return self.rows[kind]
        return self.rows[{"h1": "second1", "h2": "second2", "v": "nothing"}[kind]]
