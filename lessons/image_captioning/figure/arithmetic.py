"""How each number of the figure was made, from a pixel to the probability of a word."""

from figures.arithmetic import Arithmetic
from lessons.image_captioning.figure import seeing_arithmetic as seen
from lessons.image_captioning.figure import writing_arithmetic as written
from lessons.image_captioning.figure.arrows import arrow
from lessons.image_captioning.figure.shown import Shown


def explain(shown: Shown, node: str) -> Arithmetic | None:
    """The arithmetic of ``node`` ("h.3.17": unit 17 of h at t = 3); None if there is none."""
    kind, _, rest = node.partition(".")
    if not all(part.isdigit() for part in rest.split(".") if rest):
        return None
    numbers = [int(part) for part in rest.split(".")] if rest else []
    if kind == "picture":
        return seen.picture(shown)
    if kind in ("v", "v'", "scores"):
        return seen.dense(shown, kind, numbers[0] - 1 if numbers else None)
    if kind.startswith("map") and kind[3:].isdigit() and numbers:
        return seen.layer_map(shown, int(kind[3:]), numbers[0] - 1)
    makers = {
        "w": written.word,
        "x": written.word,
        "h": written.hidden,
        "p": written.probability,
        "next": written.probability,
    }
    if kind in makers and 1 <= len(numbers) <= 2:
        return makers[kind](shown, *numbers)
    return arrow(shown, kind)
