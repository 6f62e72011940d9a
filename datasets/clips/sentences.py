"""What is said of a clip: "a red ball is falling and then coming closer", in several wordings."""

from collections.abc import Sequence

import numpy as np

from datasets.clips.clip import Clip

WORDINGS = {
    "left": ("moving left", "going left"),
    "right": ("moving right", "going right"),
    "rising": ("rising", "going up"),
    "falling": ("falling", "going down"),
    "closer": ("coming closer", "getting bigger"),
    "away": ("going away", "getting smaller"),
    "spinning": ("spinning", "turning around"),
    "still": ("standing still", "not moving"),
    "bouncing": ("bouncing", "jumping up and down"),
    "shaking": ("shaking", "trembling"),
}
"""Two wordings of each motion."""
THEN = " and then "
WORN = {"man": "shirt", "woman": "dress"}
"""What of a person has the color."""


def subjects(clip: Clip) -> tuple[str, ...]:
    """The wordings of who or what moves."""
    article = "an" if clip.color[0] in "aeiou" else "a"
    if clip.thing in WORN:
        worn = f"in {article} {clip.color} {WORN[clip.thing]}", f"wearing {clip.color}"
        return tuple(f"a {clip.thing} {each}" for each in worn)
    return (f"{article} {clip.color} {clip.thing}",)


def sentence(clip: Clip, rng: np.random.Generator) -> str:
    """One true sentence, its wordings drawn."""
    moves = THEN.join(_one(WORDINGS[motion], rng) for motion in clip.motions)
    return f"{_one(subjects(clip), rng)} is {moves}"


def references(clip: Clip, n: int = 5) -> tuple[str, ...]:
    """The n true sentences that belong to the clip, drawn from its take."""
    rng = np.random.default_rng([clip.take, n])
    return tuple(sentence(clip, rng) for _ in range(n))


def _one(of: Sequence[str], rng: np.random.Generator) -> str:
    return of[int(rng.integers(len(of)))]
