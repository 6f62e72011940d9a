"""Train the translators and store them: `make train-translation`, half an hour of one core.

Four networks learn from the same sentences of `datasets.phrases`: `plain` hands one vector from
the encoder to the decoder; `reversed` is the same but reads each sentence from its end;
`bidirectional` reads in both directions and hands over one vector too; `attention` reads like it
and looks back at every word. Writes models/translation_<name>.npz, what
was measured of them to models/translation.json, and the card translation.md from it. With names
as arguments only these are trained.
"""

import argparse
import json
import time
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from datasets.phrases.exam import Pair, lessons
from lessons.translation.model.translator import Translator
from rnn_core import seq2seq, store, weights
from rnn_core.loop import Loop
from rnn_core.optim import Adam
from rnn_core.schedule import warm_cosine
from training import translation_card, translation_scores
from training.translation_model import NAMES, Buckets, in_double, untrained

MODELS = Path(__file__).resolve().parents[1] / "models"
SEED, SENTENCES, EPOCHS, BATCH = 1, 45_000, 14, 64
HIDDEN, EMBEDDED = 160, 64
RATE, CLIP, WARM = 4e-3, 1.0, 200


def trained(name: str, pairs: list[Pair]) -> tuple[Translator, dict[str, Any]]:
    """The translator of this name after its training, and what that took."""
    began, losses = time.process_time(), []
    translator = untrained(name, pairs, HIDDEN, EMBEDDED, SEED)
    batches = Buckets(translator, pairs, BATCH, SEED)
    steps = EPOCHS * len(batches)
    loop = Loop(
        translator.model, batches, seq2seq.loss_and_gradient, Adam(RATE), CLIP,
        rate=warm_cosine(RATE, steps, WARM),
    )  # fmt: skip
    for snapshot in tqdm(islice(loop, steps + 1), name, steps + 1, mininterval=2):
        losses.append(snapshot.loss)
    took = {
        "cpu_seconds": time.process_time() - began,
        "steps": steps,
        "weights": weights.count(translator.model),
        "losses": np.reshape(losses[:-1], (EPOCHS, -1)).mean(1).tolist(),
    }
    return in_double(translator, snapshot.model), took


def main() -> None:
    """Train the translators asked for, measure them as they are stored, write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="all if none is given")
    names = parser.parse_args().names or NAMES
    pairs = lessons(SENTENCES, SEED)
    report = MODELS / "translation.json"
    data = {"seed": SEED, "sentences": SENTENCES, "epochs": EPOCHS, "batch": BATCH,
            "hidden": HIDDEN, "embedded": EMBEDDED, "rate": RATE, "clip": CLIP,
            **translation_scores.data(pairs)}  # fmt: skip
    for name in names:
        translator, took = trained(name, pairs)
        file = MODELS / f"translation_{name}.npz"
        store.save(file, translator.stored, dtype=np.float16)
        shipped = Translator.of(store.load(file))
        scores = {**took, "bytes": file.stat().st_size, **translation_scores.of(shipped)}
        measured = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        measured |= {"data": data, name: scores}
        report.write_text(json.dumps(measured, ensure_ascii=False, indent=1), encoding="utf-8")
    if set(NAMES) <= set(measured):
        card = translation_card.card(measured)
        (MODELS / "translation.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
