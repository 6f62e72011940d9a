"""Where the boxes of the figure stand, in user units: for a reader, and lower for a presenter."""

from dataclasses import dataclass

LEFT, TOP, MAP_GAP = 12.0, 22.0, 4.0
NARROW, GAP, UNIT, TALL = 33.0, 13.5, 9.5, 20.0
"""The width of a decoder's box, the space between two, a unit's height, a printed number's."""


@dataclass(frozen=True, slots=True)
class Places:
    """side: of the picture. next, scores, judge: middle and top of these boxes.

    v and the others: the heights of the rows' middles. judge_lines: of the grade's words.
    """

    width: float
    side: float
    layers: float
    next: tuple[float, float]
    scores: tuple[float, float]
    judge: tuple[float, float]
    judge_lines: int
    v: float
    p: float
    h: float
    x: float
    line: float
    word: float

    @property
    def small(self) -> float:
        """The side of a map's box."""
        return (self.side - 2 * MAP_GAP) / 3

    @property
    def height(self) -> float:
        """The height of the drawing."""
        return self.word + 24


ROOMY = Places(
    width=746,
    side=188,
    layers=10,
    next=(541, 42),
    scores=(604, 168),
    judge=(702, 42),
    judge_lines=2,
    v=288,
    p=364,
    h=416,
    x=474,
    line=510,
    word=538,
)
LOW = Places(
    width=686,
    side=112,
    layers=14,
    next=(376, 40),
    scores=(600, 62),
    judge=(600, 24),
    judge_lines=1,
    v=176,
    p=241,
    h=284,
    x=331,
    line=359,
    word=380,
)
