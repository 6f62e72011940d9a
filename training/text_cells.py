"""Train a GRU and a vanilla RNN on the text of the lesson's LSTM, by the same recipe: `make train-text-cells`.

Each is trained with two learning rates, at the same time; the better one on programs of its own is stored. Writes
models/text_cells_gru.npz and text_cells_rnn.npz, text_cells.json (all that was measured) and text_cells.md (the card).
"""

import json
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from datasets.toycode_exam import VOCABULARY, exam, score
from rnn_core import store, weights
from rnn_core.cells.registry import CELLS
from rnn_core.model import Model
from rnn_core.weights import flatten, unflatten
from training import toycode_model as recipe

MODELS = Path(__file__).resolve().parents[1] / "models"
TRAINED = ("gru", "rnn")
RATES = (recipe.RATE, 0.002)

CARD = """\
# The same text, read by three kinds of cell

A GRU and a vanilla RNN with {hidden} hidden units each, trained as the LSTM of `text_generation.md` was: the same
programs in the same order, {steps:,} steps, the same start of the weights' sizes and the same clipping. Made by
`make train-text-cells` in {minutes:.0f} minutes of two processors that other work shared. The lesson
*LSTM, gate by gate* opens them.

Each cell but the LSTM was trained with two learning rates; the one with fewer bits on programs for choosing was kept.

| cell | weights | learning rate | bits a character, held out | right | bits, deeper brackets |
|:--|--:|--:|--:|--:|--:|
{rows}
| the grammar itself | | | {grammar:.3f} | | {grammar_deeper:.3f} |

Learning rates tried, bits on the programs for choosing:

{tried}

One seed each: differences of a few thousandths of a bit say nothing about the kinds of cell.
"""


def main() -> None:
    """Train, choose, store, measure what was stored, and write the card."""
    began = time.time()
    with ProcessPoolExecutor(2) as pool:
        pairs = [(cell, rate) for cell in TRAINED for rate in RATES]
        trained = dict(zip(pairs, pool.map(train, *zip(*pairs, strict=True)), strict=True))
    choosing = exam("search")
    tried = {f"{cell} {rate:g}": score(model, choosing)["bits"] for (cell, rate), model in trained.items()}
    found: dict[str, Any] = {"tried": tried, "cells": {}}
    for cell in TRAINED:
        bits = {rate: tried[f"{cell} {rate:g}"] for rate in RATES}
        rate = min(RATES, key=bits.__getitem__)
        file = MODELS / f"text_cells_{cell}.npz"
        store.save(file, (VOCABULARY, trained[cell, rate]), dtype=np.float16)
        found["cells"][cell] = {"rate": rate, **measured(store.load(file)[1])}
    found["cells"]["lstm"] = {"rate": recipe.RATE, **measured(store.load(MODELS / "text_generation.npz")[1])}
    found["seconds"] = round(time.time() - began)
    (MODELS / "text_cells.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (MODELS / "text_cells.md").write_text(card(found), encoding="utf-8")


def train(cell: str, rate: float, steps: int = recipe.STEPS) -> Model:
    """The network after its training, in float64."""
    text, starts = recipe.pool()
    for snapshot in recipe.training(text, starts, steps, cell=cell, first=rate):
        if snapshot.step == steps:
            break
    exact: Model = unflatten(snapshot.model, flatten(snapshot.model).astype(np.float64))
    return exact


def measured(model: Model) -> dict[str, Any]:
    """The scores of a network on held-out programs and on deeper ones."""
    return {
        "weights": weights.count(model),
        "held out": score(model, exam("held out")),
        "deeper": score(model, exam("deeper", deepest=8)),
    }


def card(found: dict[str, Any]) -> str:
    """The card of what was measured."""
    cells = sorted(found["cells"].items(), key=lambda each: each[1]["held out"]["bits"])
    rows = [
        f"| {CELLS[name].label} | {each['weights']:,} | {each['rate']:g} | {each['held out']['bits']:.3f} "
        f"| {each['held out']['right']:.1%} | {each['deeper']['bits']:.3f} |"
        for name, each in cells
    ]
    tried = [f"- {name}: {bits:.3f}" for name, bits in found["tried"].items()]
    first = cells[0][1]
    return CARD.format(
        hidden=recipe.HIDDEN,
        steps=recipe.STEPS,
        minutes=found["seconds"] / 60,
        rows="\n".join(rows),
        tried="\n".join(tried),
        grammar=first["held out"]["grammar"],
        grammar_deeper=first["deeper"]["grammar"],
    )


if __name__ == "__main__":
    main()
