"""The race of truncated gradients as curves: loss while learning, and what the states hold."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from figures.columns import View
from figures.curves import Band, Curves, Panel, Role, Series, Stop
from figures.curves import places as places_of
from figures.forms import Explained, Form, Forms, Line, Number, Piece, Table
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
            f"Learning an echo of {race.lag} time steps",
            "training steps",
            (Panel("mean loss, nats", (guessing, *lines), y_unit="nats"),),
            x_unit=("training step", "training steps"),
        ),
        lines[: len(shown)],
        [(x, f"after {x} training steps", x // race.stretch) for x in stops],
        view,
        stored,
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
            "What can be read from the states",
            "time steps back",
            (Panel("share read right", (guessing, *lines, untrained), limits=(0.4, 1.0)),),
            x_said="{x} {unit} back",
            x_unit=("time step", "time steps"),
        ),
        lines,
        [(d, f"{d} time steps back", d) for d in range(len(middle))],
        view,
        stored,
    )


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


def _curves(
    drawn: Curves, lines: Sequence[Series], stops: Sequence[tuple[int, str, int]], view: View, stored: Stored
) -> Curves:
    """``drawn`` with its walk: place, words, and index into the lines for each stop."""
    steps = tuple(
        Stop(x, f"{words}: " + ", ".join(f"{each.name} {signed(each.y[k], 2)}" for each in lines))
        for x, words, k in stops
    )
    return replace(
        drawn,
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        selected=view.selected,
        highlight=view.highlight,
        explained=_explained(drawn, len(stored.seeds)),
    )


def _explained(drawn: Curves, seeds: int) -> Explained:
    """What stands behind the points of the lines that have an id."""
    forms: dict[str, Form] = {}
    lines = [line for line in drawn.panels[0].series if line.id]
    xs = [np.asarray(places_of(line), dtype=int) for line in lines]
    place = np.full(max(x[-1] for x in xs) + 1, np.nan)
    for x in xs:
        place[x] = np.arange(len(x))
    tables = {"place": Table(place, (0,))}
    for line in lines:
        numbers = {"y": line.y} | ({"low": line.band.low, "high": line.band.high} if line.band else {})
        tables |= {f"{line.id}.{each}": Table(np.array(values), (0,)) for each, values in numbers.items()}
        where = {each: Number(f"{line.id}.{each}", (Number("place", ("t",)),)) for each in numbers}
        said: tuple[Line, ...] = ((Piece(f"{line.name}:"), Piece("{=y}", result=True)),)
        if line.band:
            said += ((Piece(f"median of {seeds} seeds, {{=low}} to {{=high}}"),),)
        for kind, unit in ((line.id, drawn.x_unit[1]), (f"{line.id}.1", drawn.x_unit[0])):
            title = f"{drawn.panels[0].y_label}, {drawn.x_said.format(x='{t}', unit=unit)}"
            forms[kind] = Form(title, lines=said, where=where)
    return Explained(Forms(forms), tables)
