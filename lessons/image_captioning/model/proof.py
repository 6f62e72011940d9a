"""What the lesson on captions is checked against when a reader asks."""

import numpy as np

from datasets.scenes import draw_lots
from datasets.scenes.facts import GRADES
from lessons.image_captioning.model.caption_trace import (
    CaptionTrace,
    brightest,
    convolution_by_loops,
    log_p_by_steps,
    strongest,
)
from lessons.image_captioning.model.captioners import Writer, judged
from lessons.image_captioning.model.pictures import SEEDS
from ui import shipped


def errors(trace: CaptionTrace) -> dict[str, float]:
    """Relative errors by what was compared."""
    steps = log_p_by_steps(trace)
    found = {"log P of the sentence": _relative(float(steps.sum()), float(trace.log_p.sum()))}
    found["each word's log p"] = float(np.abs(steps - trace.log_p).max())
    below = trace.image[0]
    for layer, (filters, maps) in enumerate(zip(trace.network.convolutions, trace.features.maps, strict=True), start=1):
        k = strongest(maps[0], 1)[0]
        row, column = brightest(maps[0, k])
        again = max(0.0, convolution_by_loops(filters, below, k, row, column))
        found[f"layer {layer}, map {k + 1}"] = _relative(again, float(maps[0, k, row, column]))
        below = maps[0]
    found["grades of the card's first scenes"] = grades_again()
    return found


def grades_again() -> float:
    """The largest difference between a share of the card and what is written and judged now."""
    card = shipped.measured("image_captioning")["first"]
    pictures = judged(Writer(), tuple(draw_lots.scenes(card["n"], SEEDS["test"])), 1)
    counted = [sum(one.verdict.grade == grade for one in pictures) for grade in GRADES]
    shares = np.array(counted) / len(pictures)
    return float(np.abs(shares - card["grades"]).max())


def _relative(a: float, b: float) -> float:
    return abs(a - b) / (abs(b) or 1.0)
