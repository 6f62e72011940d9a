"""Train the three readers of the lesson on sentiment: `make train-sentiment`.

Writes models/sentiment.npz (vocabulary and readers), .json (all that was measured) and .md, the
card. What is asked of the readers says `training/sentiment_recipe.py`.
"""

import json
import time
from itertools import islice
from typing import Any

import numpy as np
from tqdm import tqdm

from datasets.reviews import exam
from rnn_core import store, weights
from rnn_core.loop import Loop
from rnn_core.model import Model
from rnn_core.optim import Adam
from rnn_core.schedule import warm_cosine
from training import sentiment_card
from training.sentiment_recipe import (
    BATCH,
    CLIP,
    DATA_SEED,
    EARLIER,
    EPOCHS,
    HIDDEN,
    MODELS,
    RATES,
    READERS,
    SEEDS,
    SENTENCES,
    SOFT,
    UNKNOWN,
    WORD_SIZE,
    Stream,
    drawn,
    graded,
    in_float64,
    objective,
    start,
    taught,
    vocabulary_of,
)
from training.sentiment_words import lexicon


def trained(reader: str, stream: Stream, n_words: int, seed: int) -> tuple[Model, float]:
    """The reader after its training, and the processor time it took in seconds."""
    steps, began = EPOCHS[reader] * stream.per_epoch, time.process_time()
    most = RATES[reader]
    rate = warm_cosine(most, steps, steps // 20)
    loop = Loop(start(reader, n_words, seed), stream, objective, Adam(most), CLIP, rate)
    bar = tqdm(islice(loop, steps + 1), f"{reader}, seed {seed}", steps + 1, leave=False)
    for snapshot in bar:
        if snapshot.step % 50 == 0:
            bar.set_postfix(loss=f"{snapshot.loss:.3f}")
    return snapshot.model, time.process_time() - began


def main() -> None:
    """Train all readers with all seeds, ship the best on the development set, write the card."""
    adjectives = lexicon()
    reviews = drawn(adjectives)
    vocabulary, known = vocabulary_of(reviews), taught(reviews, adjectives)
    found: dict[str, list[dict[str, Any]]] = {}
    kept: list[Model] = []
    for reader in READERS:
        tried = []
        for seed in SEEDS:
            stream = Stream(reviews, vocabulary, seed)
            model, seconds = trained(reader, stream, len(vocabulary), seed)
            scores = graded(in_float64(model), vocabulary, adjectives, known)
            tried.append((scores[exam.DEVELOPMENT][0], -seed, in_float64(model)))
            found.setdefault(reader, []).append({"seed": seed, "cpu_seconds": round(seconds), "right": scores})
            print(reader, seed, scores)
        kept.append(max(tried, key=lambda each: each[:2])[2])
    store.save(MODELS / "sentiment.npz", (vocabulary, *kept), np.float16)
    vocabulary, *readers = store.load(MODELS / "sentiment.npz")
    latches = [exam.negation_latches(model, vocabulary, adjectives, known) for model in readers]
    measured = {
        "taught": sorted(" ".join(words) for words in known),
        "adjectives": {"positive": adjectives.positive, "negative": adjectives.negative},
        "training": {"sentences": SENTENCES, "epochs": EPOCHS, "batch": BATCH, "rates": RATES,
                     "clip": CLIP, "soft": SOFT, "earlier": EARLIER, "unknown": UNKNOWN,
                     "seeds": SEEDS, "data_seed": DATA_SEED, "hidden": HIDDEN,
                     "word_size": WORD_SIZE, "vocabulary": len(vocabulary)},
        "weights": {name: weights.count(each) for name, each in zip(READERS, readers, strict=True)},
        "right": {
            name: graded(each, vocabulary, adjectives, known)
            for name, each in zip(READERS, readers, strict=True)
        },
        "tried": found,
        "latches": {
            name: {"unit": each.best + 1, "score": each.score, "ordinary": each.ordinary,
                   "with": each.means[0], "without": each.means[1]}
            for name, each in zip(READERS, latches, strict=True)
        },
        **{
            key: {
                name: [" ".join(each.words) for each in sentiment_card.wrong(model, vocabulary, parts)]
                for name, model in zip(READERS, readers, strict=True)
            }
            for key, parts in (("wrong", exam.OWN), ("wrong in real reviews", (exam.REAL,)))
        },
    }  # fmt: skip
    text_of = json.dumps(measured, indent=1, ensure_ascii=False)
    (MODELS / "sentiment.json").write_text(text_of + "\n", encoding="utf-8")
    (MODELS / "sentiment.md").write_text(sentiment_card.card(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
