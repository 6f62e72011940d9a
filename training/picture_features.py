"""Train the network that names pictures: `make train-picture-features`, some minutes of one core.

It is to the captions of this world what a network trained on ImageNet is to those of photographs:
its last layer is cut off, and what comes before is the picture's message. Writes
models/picture_features.npz (labels and network), .json (what was measured) and .md (the card).
"""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from rnn_core import store
from rnn_core.text import Vocabulary
from training import convolutions, scene_data
from training.naming import measured, n_weights
from training.scene_data import LABELS, SEEDS

FILE = Path(__file__).resolve().parents[1] / "models" / "picture_features.npz"
SEED, N_TRAIN, N_TEST, N_FIRST, EPOCHS = 1, 14_000, 1_000, 200, 8
CHANNELS, SIZE, FEATURES = (3, 24, 48, 96, 128), 64, 256

CARD = """\
# The network that names pictures

Made by `make train-picture-features` in about {cpu_seconds:.0f} s of one core; {weights:,} weights,
stored in float16, computed in float64 by `rnn_core/vision.py`.

- **Data.** {train:,} drawn scenes of one thing each (`datasets/scenes/`; our own, MIT like the
  rest), 64×64 pixels, mirrored at random; {classes} classes such as *red car*. Held-out combinations
  (`datasets/scenes/held_out.py`) and the three things that training never shows are not among them.
- **Architecture.** Four convolutions 3×3 with stride 2 and {channels} maps, batch normalization
  (folded in), ReLU; fully connected to {features} numbers, ReLU; last fully connected layer.
- **Training.** {epochs} epochs of AdamW, learning rate in one cycle up to 0.004, batches of 64,
  dropout 0.3 before the last layer, label smoothing 0.05; seed {seed}.
- **Held out.** {tested} other scenes: class and color right {both:.1%}, class {name:.1%},
  color {color:.1%}.
- **Known failures.** Most frequent confusions, true → named (how often): {confused}.

Limits: drawings, not photographs. It was trained to name things and colors only, so its vectors tell
less of places and actions than after training with captions: `models/image_captioning.md` has the table.
"""


def main() -> None:
    """Train, store, measure what was stored, and write the card."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    began = time.process_time()
    shown = scene_data.single(N_TRAIN, SEEDS["pictures"])
    pictures = torch.from_numpy(scene_data.pictures(shown))
    labels = torch.from_numpy(scene_data.labels(shown))
    body, last = convolutions.build(CHANNELS, SIZE, FEATURES, len(LABELS))
    convolutions.fit(
        body, last, pictures, labels, epochs=EPOCHS, say="naming pictures",
        change=lambda x: convolutions.pictures_as_inputs(x, mirrored=True),
    )  # fmt: skip
    network = convolutions.exported(body, last)
    store.save(FILE, (Vocabulary(LABELS), network), dtype=np.float16)
    seconds = time.process_time() - began
    _, network = store.load(FILE)
    test = scene_data.single(N_TEST, SEEDS["named"])
    found = {**measured(network, test), "first": measured(network, test[:N_FIRST])["both"]}
    settings = {
        "seed": SEED, "train": N_TRAIN, "epochs": EPOCHS, "classes": len(LABELS),
        "channels": "-".join(map(str, CHANNELS[1:])), "features": FEATURES,
        "weights": n_weights(network), "cpu_seconds": round(seconds),
    }  # fmt: skip
    write({**settings, **found})


def write(report: dict[str, Any]) -> None:
    """The two reports beside the weights."""
    text = json.dumps(report, indent=1, ensure_ascii=False)
    FILE.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
    confused = ", ".join(f"{pair} ({n})" for pair, n in report["confused"].items())
    card = CARD.format(**{**report, "confused": confused})
    FILE.with_suffix(".md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
