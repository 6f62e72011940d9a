"""What a clip shows, as facts: a thing, its color, how it moves; and which take of that it is.

All else (place, start, speed, size, light) is drawn from the take's number alone. So two clips of
one take differ in nothing but what their facts differ in.
"""

from dataclasses import dataclass

from datasets.clips.path import MOTIONS
from datasets.scenes import facts

THINGS: tuple[str, ...] = ("dog", "cat", "bird", "car", "bus", "airplane", "ball", "kite")
THINGS += ("man", "woman", "flower", "boat")
PAINT = tuple(facts.COLORS)
COLORS = {thing: facts.USUAL_COLORS[thing] for thing in THINGS}
"""The colors that training shows each thing in."""
LAST_TAKE = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Clip:
    """The facts; one motion for the whole clip, or two, each for a half of it."""

    thing: str
    color: str
    motions: tuple[str, ...]
    take: int

    def __post_init__(self) -> None:
        """ValueError naming the fact that this world does not have."""
        known = (("thing", self.thing, THINGS), ("color", self.color, PAINT))
        for name, value, among in (*known, *(("motion", m, MOTIONS) for m in self.motions)):
            if value not in among:
                raise ValueError(f"{name} must be one of {', '.join(among)}, got {value!r}")
        if len(self.motions) not in (1, 2):
            raise ValueError(f"motions must be one or two, got {len(self.motions)}")
        if not 1 <= self.take <= LAST_TAKE:
            raise ValueError(f"take must lie in 1 … {LAST_TAKE}, got {self.take}")

    def encode(self) -> str:
        """The clip in a few letters, as "red.ball.right.falling.17"."""
        return ".".join((self.color, self.thing, *self.motions, str(self.take)))


def parse(text: str) -> Clip:
    """The clip that `Clip.encode` wrote; ValueError for anything else."""
    color, *rest = text.split(".")
    if len(rest) not in (3, 4) or not (rest[-1].isascii() and rest[-1].isdigit()):
        raise ValueError(f"clip must read color.thing.motion.take, got {text!r}")
    thing, *motions, take = rest
    return Clip(thing, color, tuple(motions), int(take))
