"""How the networks of the video lesson are made: from which clips, and for how long."""

from dataclasses import dataclass
from pathlib import Path

from datasets.clips.clip import Clip
from datasets.clips.draws import TEST_SEED, TRAIN_SEED, UNSEEN_SEED, several

MODELS = Path(__file__).resolve().parents[1] / "models"
FILE = MODELS / "video_to_text.npz"
SEED = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """Which clips: the seed that draws them, how many, and whether their pairs are unseen."""

    seed: int
    n: int
    unseen: bool = False

    def clips(self) -> tuple[Clip, ...]:
        """The clips themselves."""
        return several(self.seed, self.n, unseen=self.unseen)


TRAIN, TEST = Draw(TRAIN_SEED, 5000), Draw(TEST_SEED, 500)
NEW = Draw(UNSEEN_SEED, 200, unseen=True)
"""Clips to learn from, held-out ones, ones whose pairs of thing and motion are never learned."""
FLOW_CLIPS, FLOW_EPOCHS = 1500, 6
"""The flow network learns from the flows of the first so many clips."""
EPOCHS = 28
FIRST = 24
"""How many of the held-out clips the page and the tests score anew."""
FAILURES = 12
"""How many sentences with an error the card shows of each set."""
