"""Clips by chance: what training sees, and what it never sees.

A share of the pairs of a thing and a motion is kept out of training altogether: there a network
has to put together what it knows of the one and of the other.
"""

import numpy as np

from datasets.clips.clip import COLORS, LAST_TAKE, THINGS, Clip
from datasets.clips.path import MOTIONS
from datasets.clips.sentences import THEN, WORDINGS, subjects

UNSEEN = (
    ("ball", "spinning"),
    ("car", "closer"),
    ("dog", "rising"),
    ("bird", "shaking"),
    ("cat", "left"),
    ("woman", "away"),
    ("bus", "falling"),
    ("kite", "right"),
)
"""Pairs of a thing and a motion that training never shows."""
TWO = (
    ("left", "right"),
    ("right", "left"),
    ("rising", "falling"),
    ("falling", "rising"),
    ("right", "rising"),
    ("left", "falling"),
    ("closer", "away"),
    ("away", "closer"),
    ("still", "right"),
    ("left", "still"),
    ("spinning", "right"),
    ("rising", "spinning"),
)
"""The motions that follow each other in training."""
TWO_SHARE = 0.35
TRAIN_SEED, TEST_SEED, UNSEEN_SEED = 1, 2, 3
"""Seeds of the clips to learn from, of held-out ones, and of held-out ones of UNSEEN pairs."""


def is_unseen(clip: Clip) -> bool:
    """True for a pair of thing and motion that training never shows."""
    return any((clip.thing, motion) in UNSEEN for motion in clip.motions)


def news(clip: Clip) -> tuple[str, ...]:
    """What of this clip training never showed, in words; empty if nothing."""
    found = [
        f"a {clip.thing} {WORDINGS[motion][0]}"
        for motion in dict.fromkeys(clip.motions)
        if (clip.thing, motion) in UNSEEN
    ]
    if clip.color not in COLORS[clip.thing]:
        found.append(subjects(clip)[0])
    if len(clip.motions) == 2 and clip.motions not in TWO:
        found.append(THEN.join(WORDINGS[motion][0] for motion in clip.motions).strip())
    return tuple(found)


def draw(rng: np.random.Generator, *, unseen: bool = False) -> Clip:
    """A clip as training shows it, or one whose pair of thing and motion it never shows."""
    while True:
        thing = THINGS[int(rng.integers(len(THINGS)))]
        color = COLORS[thing][int(rng.integers(len(COLORS[thing])))]
        if rng.random() < TWO_SHARE:
            motions: tuple[str, ...] = TWO[int(rng.integers(len(TWO)))]
        else:
            motions = (MOTIONS[int(rng.integers(len(MOTIONS)))],)
        clip = Clip(thing, color, motions, int(rng.integers(1, LAST_TAKE)))
        if is_unseen(clip) == unseen:
            return clip


def several(seed: int, n: int, *, unseen: bool = False) -> tuple[Clip, ...]:
    """The n clips that belong to a seed."""
    rng = np.random.default_rng(seed)
    return tuple(draw(rng, unseen=unseen) for _ in range(n))
