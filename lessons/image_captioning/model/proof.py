"""What the lesson on captions is checked against when a reader asks."""

import numpy as np

from datasets.scenes import draw_lots
from datasets.scenes.facts import GRADES
from lessons.image_captioning import captions
from lessons.image_captioning import model as telling
from lessons.image_captioning.captions import Writer
from lessons.image_captioning.cards import tables as caption_tables
from lessons.image_captioning.choice import SEEDS, Choice

HOW = (
    "Each word's log-probability comes once from the pass over the whole sentence, once from the "
    "cell's step function. The brightest number of the strongest map of each layer is summed once "
    "more in plain loops, product by product. The shares of the grades are those of the first "
    "held-out scenes, written and judged anew, beside the model's card."
)


def errors(choice: Choice) -> dict[str, float]:
    """Relative errors by what was compared."""
    told = captions.told(choice.writer, choice.seen)
    steps = telling.by_steps(told)
    found = {"log P of the sentence": _relative(float(steps.sum()), float(told.log_p.sum()))}
    found["each word's log p"] = float(np.abs(steps - told.log_p).max())
    below = told.image[0]
    for layer, (filters, maps) in enumerate(zip(told.network.convolutions, told.seen.maps, strict=True), start=1):
        k = telling.strongest(maps[0], 1)[0]
        row, column = telling.brightest(maps[0, k])
        again = max(0.0, telling.by_loops(filters, below, k, row, column))
        found[f"layer {layer}, map {k + 1}"] = _relative(again, float(maps[0, k, row, column]))
        below = maps[0]
    found["grades of the card's first scenes"] = grades_again()
    return found


def grades_again() -> float:
    """The largest difference between a share of the card and what is written and judged now."""
    card = caption_tables.found()["first"]
    scenes = tuple(draw_lots.scenes(card["n"], SEEDS["test"]))
    pictures = captions.graded(Writer(), scenes, 1)
    counted = [sum(one.grade == grade for one in pictures) for grade in GRADES]
    shares = np.array(counted) / len(pictures)
    return float(np.abs(shares - card["grades"]).max())


def _relative(a: float, b: float) -> float:
    return abs(a - b) / (abs(b) or 1.0)
