"""Train the model of the lesson on text, and measure it: `make train-text-generation`.

Writes models/text_generation.npz, .json (all that was measured) and .md (the card).
"""

import json
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from datasets.toycode_exam import VOCABULARY
from rnn_core import store
from rnn_core.model import Model
from rnn_core.types import Tokens
from rnn_core.weights import flatten, unflatten
from training import toycode_card, toycode_scores
from training import toycode_model as recipe

FILE = Path(__file__).resolve().parents[1] / "models" / "text_generation.npz"


def main() -> None:
    """Train, store, measure what was stored, and write its card."""
    began = time.process_time()
    text, starts = recipe.pool()
    model = trained(text, starts)
    store.save(FILE, (VOCABULARY, model), dtype=np.float16)
    seconds = round(time.process_time() - began)
    _, stored = store.load(FILE)
    found = {"seconds": seconds} | toycode_scores.measured(stored, text)
    FILE.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    FILE.with_suffix(".md").write_text(toycode_card.card(found), encoding="utf-8")


def trained(text: Tokens, starts: Tokens) -> Model:
    """The network after its training, in float64."""
    with tqdm(total=recipe.STEPS, unit="step", mininterval=1) as bar:
        for snapshot in recipe.training(text, starts):
            bar.n = snapshot.step
            bar.set_postfix(bits=f"{snapshot.loss / np.log(2):.3f}", refresh=False)
            bar.update(0)
            if snapshot.step == recipe.STEPS:
                break
    exact: Model = unflatten(snapshot.model, flatten(snapshot.model).astype(np.float64))
    return exact


if __name__ == "__main__":
    main()
