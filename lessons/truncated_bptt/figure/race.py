"""The race of truncated gradients as curves: loss while learning, and what the states hold."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from figures.arithmetic import Arithmetic, Line, Piece
from figures.columns import View
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from figures.curves import places as places_of
from figures.numbers import signed
from lessons.truncated_bptt.model.race import Stored, name
from rnn_core.studies.truncation_study import GUESSING

ROLES: tuple[Role, ...] = ("other", "hidden", "output", "gradient")
"""The colors of the racers, from the shortest window to the full gradient."""
WALK = 10
"""Points of a curve between two stops of the walk."""


def losses(stored: Stored, shown: Sequence[int], view: View, live: Sequence[float] = ()) -> Curves:
    """Loss against updates of the racers ``shown``, median and range over the seeds.

    ``live`` are the losses so far of the racer that runs now.
    """
    race = stored.race
    lines = [
        _line(stored, k, [each["losses"] for each in stored.of_window(k)], race.stretch)
        for k in race.windows
        if k in shown
    ]
    if live:
        places = tuple(float(race.stretch * n) for n in range(len(live)))
        lines.append(Series("now", "input", tuple(live), x=places, id="now"))
    guessing = Series("guessing", "reference", (GUESSING,), dashed=True)
    last = race.updates - race.stretch
    stops = [*range(0, last, WALK * race.stretch), last]
    return _curves(
        Curves(
            f"Learning an echo of {race.lag} steps",
            "updates",
            (Panel("mean loss, nats", (guessing, *lines), y_unit="nats"),),
            x_unit=("update", "updates"),
        ),
        lines[: len(shown)],
        [(x, f"after {x} updates", x // race.stretch) for x in stops],
        view,
    )


def memory(stored: Stored, view: View) -> Curves:
    """How often the symbol d steps back can be read from the states, against d."""
    race = stored.race
    lines = [_line(stored, k, [each["recall"] for each in stored.of_window(k)], 1) for k in race.windows]
    middle = tuple(np.median([each["recall"] for each in stored.untrained], axis=0).tolist())
    untrained = Series("untrained", "reference", middle, id="untrained", thin=True)
    guessing = Series("guessing", "reference", (0.5,), dashed=True)
    return _curves(
        Curves(
            "What the states hold",
            "steps back",
            (Panel("share read right", (guessing, *lines, untrained), limits=(0.4, 1.0)),),
            x_said="{x} {unit} back",
        ),
        lines,
        [(d, f"{d} steps back", d) for d in range(len(middle))],
        view,
    )


def explain(stored: Stored, figure: Curves, point: str) -> Arithmetic | None:
    """What stands behind a point of one of the two figures; None if there is none."""
    line, _, place = point.partition(".")
    series = next((s for s in figure.panels[0].series if s.id and s.id == line), None)
    if series is None or not place.isdigit() or float(place) not in places_of(series):
        return None
    k = list(places_of(series)).index(float(place))
    lines: list[Line] = [(Piece(f"{series.name}:"), Piece(signed(series.y[k], 3), "", result=True))]
    if series.band:
        n, low, high = len(stored.seeds), series.band.low[k], series.band.high[k]
        lines.append((Piece(f"median of {n} seeds, {signed(low, 3)} to {signed(high, 3)}"),))
    at = figure.x_said.format(x=place, unit=figure.x_unit[place != "1"])
    return Arithmetic(f"{figure.panels[0].y_label}, {at}", tuple(lines))


def _line(stored: Stored, k: int, curves: Sequence[Sequence[float]], stride: int) -> Series:
    low, middle, high = (tuple(edge) for edge in np.quantile(curves, (0, 0.5, 1), axis=0).tolist())
    return Series(
        name(stored.race, k),
        ROLES[stored.race.windows.index(k)],
        middle,
        x=tuple(float(stride * n) for n in range(len(middle))),
        id=f"k{k}",
        band=Band(f"{len(curves)} seeds" if k == stored.race.T else "", low, high),
    )


def _curves(drawn: Curves, lines: Sequence[Series], stops: Sequence[tuple[int, str, int]], view: View) -> Curves:
    """``drawn`` with its walk: place, words, and index into the lines for each stop."""
    steps = tuple(
        Stop(x, f"{words}: " + ", ".join(f"{each.name} {signed(each.y[k], 2)}" for each in lines))
        for x, words, k in stops
    )
    start = min(view.start, len(steps) - 1)
    return replace(
        drawn, steps=steps, start=start, start_token=view.token, selected=view.selected, highlight=view.highlight
    )
