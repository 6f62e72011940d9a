"""How many translations are right in every word, against the length of the sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

from figures.columns import View
from figures.curves import Curves, Panel, Role, Series, Stop
from figures.forms import Applied, Constant, Explained, Form, Forms, Piece, Product, Step

NAMES: dict[str, tuple[str, Role]] = {
    "plain": ("one vector", "hidden"),
    "reversed": ("reversed", "other"),
    "bidirectional": ("both ways", "gradient"),
    "attention": ("attention", "output"),
}


def by_length(measured: Mapping[str, Any], network: str, here: tuple[int, bool] | None, view: View) -> Curves:
    """A line for each network; here: the words of the reader's sentence, and if it is right, where that is known."""
    lines = [_line(name, measured[name]["lengths"]) for name in NAMES if name in measured]
    words = here[0] if here else 0
    panel = Panel("all words right, %", (*lines, *([_own(*here)] if here else [])), y_unit="%", limits=(0, 108))
    places = [_place(point) for point in measured[network]["lengths"]]
    stops = tuple(Stop(x, _step_text(measured, k, view.veil_after)) for k, x in enumerate(places))
    return Curves(
        "Exact matches by length",
        "English words in the sentence",
        (panel,),
        x_unit=("word", "words"),
        x_said="{x} {unit}",
        x_limits=(0, max(*places, words) + 1),
        steps=stops,
        start=min(view.start, len(stops) - 1),
        start_token=view.token,
        highlight=view.highlight,
        veil=None if view.veil_after is None else (places[view.veil_after] + 0.5, max(*places, words) + 1),
        covered=view.dense,
        explained=_explained(measured),
    )


def _explained(measured: Mapping[str, Any]) -> Explained:
    """What each point ("plain.13.1": at about 13.1 words) was counted from."""
    found = {}
    for name in NAMES:
        for point in measured[name]["lengths"] if name in measured else ():
            n, share = point["n"], point["exact"]
            counted = Product((Constant(round(n * share)), Applied("1/", Constant(n))))
            found[f"{name}.{_place(point):g}"] = Form(
                f"{NAMES[name][0].capitalize()}: about {point['words']:.0f} words",
                (Step((Piece("right, of all held-out sentences"),), counted, NAMES[name][1], digits=0, percent=True),),
                "Right means: every word is the grammar’s, in its place.",
            )
    return Explained(Forms(found))


def _place(point: Mapping[str, float]) -> float:
    return round(point["words"], 1)


def _line(name: str, points: Sequence[Mapping[str, float]]) -> Series:
    title, role = NAMES[name]
    return Series(
        title,
        role,
        tuple(100 * point["exact"] for point in points),
        x=tuple(_place(point) for point in points),
        id=name,
    )


def _own(words: int, right: bool) -> Series:
    """The reader's sentence as a point."""
    verdict = "right" if right else "wrong"
    return Series(
        "your sentence",
        "input",
        (100.0 * right,),
        x=(float(words),),
        id="own",
        marks=(0,),
        mark=verdict,
        ending=f"yours: {verdict}",
    )


def _step_text(measured: Mapping[str, Any], k: int, after: int | None) -> str:
    """What was counted at the length k, from 0; of lengths after ``after`` only how long they are."""
    parts = []
    for name, (title, _) in NAMES.items():
        if name in measured:
            point = measured[name]["lengths"][k]
            parts.append(f"{title} {100 * point['exact']:.0f}")
    point = measured[next(iter(NAMES))]["lengths"][k]
    words = f"{point['words']:.0f} words"
    return f"{words}: ?" if after is not None and k > after else f"{words}: {', '.join(parts)} %"
