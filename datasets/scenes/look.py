"""What differs between two drawings of the same fact: skin, hair, trousers, a wing's beat."""

from dataclasses import dataclass

import numpy as np

from datasets.scenes.pen import Color

SKIN: tuple[Color, ...] = ((240, 200, 165), (200, 150, 110), (140, 95, 65), (95, 62, 42))
HAIR: tuple[Color, ...] = ((40, 25, 15), (90, 55, 25), (225, 190, 90), (20, 20, 20))
TROUSERS: tuple[Color, ...] = ((40, 50, 90), (60, 60, 65), (90, 80, 60))


@dataclass(frozen=True, slots=True)
class Look:
    """Looks that no sentence speaks of."""

    skin: Color = SKIN[1]
    hair: Color = HAIR[0]
    trousers: Color = TROUSERS[0]
    wing_up: bool = True


def draw_lots(rng: np.random.Generator) -> Look:
    """A look by chance."""
    skin, hair, trousers = (int(rng.integers(len(c))) for c in (SKIN, HAIR, TROUSERS))
    return Look(SKIN[skin], HAIR[hair], TROUSERS[trousers], bool(rng.random() < 0.5))
