"""Record the training that the lesson on text opens with: `make train-text-start`, some seconds.

Writes models/text_start.npz (the last checkpoint), .json (losses and exams) and .md (the card).
"""

import json
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from datasets import toycode_sample
from lessons.text_generation.model import branches as branching
from lessons.text_generation.model import record
from lessons.text_generation.model.branches import Branch
from lessons.text_generation.model.plans import EVERY
from rnn_core import store
from rnn_core.studies.character_training import BATCH, CLIP, WINDOW
from rnn_core.weights import flatten

FILE = Path(__file__).resolve().parents[1] / "models" / "text_start.npz"
HIDDEN, SEED, RATE, STEPS = 64, 1, 0.01, 400
CARD = """\
# The training that the view *train* opens with

The first {steps} steps of a character network, as they are computed on the page; made
by `make train-text-start` in {seconds:.0f} s on one core. The lesson *Text generation* opens its view
*train* with it and goes on from there; its *Proof* line trains the first steps again.

- **Text.** {n:,} characters of toy code from our grammar (`datasets/toycode.py`), {symbols}
  different; the last tenth is held out.
- **Network.** An LSTM with {hidden} hidden units, {count:,} weights in float32, randomly drawn with seed
  {seed}.
- **Training.** {steps} steps of Adam at {rate:g}, {batch} windows of {window} characters each,
  gradients clipped to the norm {clip:g}.
- **Files.** `text_start.json`: the loss of each step and, every {every} steps, the held-out loss and a line
  that the network wrote. `text_start.npz`: weights and Adam's state after the last step.

Held-out bits per character, and by the kind of character:

{table}

Limits: one seed, one text. Another processor rounds sums in another order, so that the last digits
of the losses differ.
"""


def recorded(steps: int, say: Callable[[str], None]) -> Branch:
    """The branch that is trained from the seed for so many steps."""
    began, branch = time.monotonic(), Branch(-1, RATE, ())
    growth = branching.growth(toycode_sample.corpus(), HIDDEN, SEED, branch)
    for branch in islice(growth, 1, steps + 1):
        if branch.step % EVERY == 0:
            left = (time.monotonic() - began) * (steps / branch.step - 1)
            bits = branch.checkpoints[-1].bits
            say(f"{branch.step / steps:4.0%}  {bits:.2f} bits, {left:.0f} s left")
    return branch


def card(data: dict[str, Any], seconds: float, count: int) -> str:
    """The report of the recorded training in Markdown."""
    corpus = toycode_sample.corpus()
    kinds = list(data["checkpoints"][-1]["by_kind"])
    rows = [f"| step | all | {' | '.join(kinds)} |", "|---" * (len(kinds) + 2) + "|"]
    for each in data["checkpoints"]:
        bits = (each["bits"], *(each["by_kind"][kind] for kind in kinds))
        rows.append(f"| {each['step']} | {' | '.join(f'{value:.2f}' for value in bits)} |")
    return CARD.format(
        steps=STEPS, seconds=seconds, n=len(corpus.tokens), symbols=len(corpus.vocabulary),
        hidden=HIDDEN, count=count, seed=SEED, rate=RATE, batch=BATCH, window=WINDOW, clip=CLIP,
        every=EVERY, table="\n".join(rows),
    )  # fmt: skip


def main() -> None:
    """Train, and write the three files."""
    began = time.monotonic()
    branch = recorded(STEPS, print)
    seconds = time.monotonic() - began
    assert branch.latest is not None, "a training of some steps has weights"
    data = record.as_data(branch, HIDDEN, SEED)
    store.save(FILE, branch.latest)
    FILE.with_suffix(".json").write_text(json.dumps(data) + "\n", encoding="utf-8")
    text = card(data, seconds, len(flatten(branch.latest.model)))
    FILE.with_suffix(".md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
