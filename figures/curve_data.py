"""Curves as JSON-ready data with axes and a description: sent to ``ui/components/curves``."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from figures import forms
from figures.axes import frame, log_span, log_ticks, span, ticks
from figures.curves import Band, Curves, Panel, Series, finite, is_level, places
from figures.numbers import signed, superscript

MOST_POINTS = 800
"""A longer line is thinned: the widest figure has few more pixels than these."""
DIGITS = 7


def as_data(curves: Curves) -> dict[str, Any]:
    """The curves as data; ValueError where their parts do not fit together.

    A line keeps at most ``MOST_POINTS`` of its points, its extremes among them; their places are
    in its ``x``, which is None where no point was left out and they are 0, 1, 2, …
    """
    _check(curves)
    panels = [_unveiled(panel, curves.veil) for panel in curves.panels]
    low, high = curves.x_limits or _x_span(curves)
    whole = all(float(x).is_integer() for x in (low, high))
    data: dict[str, Any] = {
        "title": curves.title,
        "alt": "; ".join(_described(panel, curves) for panel in panels),
        "x": {
            "label": curves.x_label,
            "low": low,
            "high": high,
            "ticks": ticks(low, high, most=6, whole=whole),
            "unit": list(curves.x_unit),
            "said": curves.x_said,
        },
        "beside": curves.beside,
        "panels": [_panel(panel) for panel in panels],
        "steps": [{"x": _place(stop.x), "text": stop.text, "sample": stop.sample} for stop in curves.steps],
        "start": curves.start,
        "start_token": curves.start_token,
        "selected": curves.selected,
        "highlight": list(curves.highlight),
        "covered": curves.covered,
        "shares": list(curves.shares) or [1 / max(len(panels), 1)] * len(panels),
        "veil": None if curves.veil is None else list(curves.veil),
    }
    if curves.explained is not None:
        data["explained"] = forms.as_data(curves.explained, curves.hidden())
    return data


def kept(y: Sequence[float], most: int = MOST_POINTS) -> list[int]:
    """The places in ``y`` to draw, in order: all, or the extremes of each of equal stretches.

    Stretches are a power of 2 long: what was kept once is kept until the next power.
    """
    last, stretch = len(y) - 1, 1
    if len(y) <= most:
        return list(range(len(y)))
    while 2 * -(-len(y) // stretch) > most - 2:
        stretch *= 2
    found = {0, last}
    for begin in range(0, len(y), stretch):
        inside = [k for k in range(begin, min(begin + stretch, len(y))) if math.isfinite(y[k])]
        if inside:
            found |= {min(inside, key=y.__getitem__), max(inside, key=y.__getitem__)}
    return sorted(found)


def spoken(value: float, *, log: bool) -> str:
    """A value as it is read out; on a logarithmic axis ``value`` is its decimal logarithm."""
    if not log:
        return signed(value, 3)
    if value == -math.inf:
        return "0"
    if not math.isfinite(value):
        return signed(value)
    if -3 <= value < 4:
        return f"{float(f'{10**value:.3g}'):g}"
    exponent = math.floor(value)
    mantissa = f"{10 ** (value - exponent):.1f}"
    if mantissa == "10.0":
        mantissa, exponent = "1.0", exponent + 1
    return f"{mantissa}·10{superscript(exponent)}"


def _check(curves: Curves) -> None:
    if curves.steps and not 0 <= curves.start < len(curves.steps):
        raise ValueError(f"start is {curves.start}, the steps are 0 to {len(curves.steps) - 1}")
    for each in (each for panel in curves.panels for each in panel.series):
        lines = {"x": places(each)}
        if each.band:
            lines |= {"band.low": each.band.low, "band.high": each.band.high}
        for name, line in lines.items():
            if len(line) != len(each.y):
                raise ValueError(f"{each.name}: {name} has {len(line)} values for {len(each.y)}")
    ids = [each.id for panel in curves.panels for each in panel.series if each.id]
    if len(ids) != len(set(ids)):
        raise ValueError(f"ids must be unique, got {', '.join(ids)}")


def _x_span(curves: Curves) -> tuple[float, float]:
    xs = [x for panel in curves.panels for each in panel.series for x in places(each)]
    if any(each.x is not None for panel in curves.panels for each in panel.series):
        low, high = min(xs, default=0.0), max(xs, default=1.0)
        return (low, high) if high > low else (low, low + 1)
    return 0, frame(int(max(xs, default=0)))


def _unveiled(panel: Panel, veil: tuple[float, float] | None) -> Panel:
    """The panel without what the veil hides; dashed lines are references and stay."""
    if veil is None or panel.seen:
        return panel
    return replace(panel, series=tuple(_visible(each, *veil) for each in panel.series))


def _visible(each: Series, low: float, high: float) -> Series:
    if each.dashed:
        return each
    shown = [k for k, x in enumerate(places(each)) if not low <= x <= high]
    xs = tuple(float(places(each)[k]) for k in shown)
    band = each.band and Band(
        each.band.name, tuple(each.band.low[k] for k in shown), tuple(each.band.high[k] for k in shown)
    )
    marks = tuple(shown.index(k) for k in each.marks if k in shown)
    ending = each.ending if len(each.y) - 1 in shown else ""
    y = tuple(each.y[k] for k in shown)
    return replace(each, x=xs, y=y, band=band, marks=marks, ending=ending)


def _panel(panel: Panel) -> dict[str, Any]:
    values = [v for each in panel.series for v in finite(each.y)]
    for each in panel.series:
        if each.band:
            values += finite(each.band.low) + finite(each.band.high)
    low, high = panel.limits or (log_span(values) if panel.log else span(values))
    if high <= low:
        high = low + 1
    marks = log_ticks(low, high, most=7) if panel.log else ticks(low, high, most=4)
    return {
        "label": panel.y_label,
        "unit": panel.y_unit,
        "log": panel.log,
        "low": low,
        "high": high,
        "ticks": marks,
        "series": [_line(each, log=panel.log) for each in panel.series],
        "seen": panel.seen,
    }


def _line(series: Series, *, log: bool) -> dict[str, Any]:
    at = kept(series.y)
    every = series.x is None and len(at) == len(series.y)
    data: dict[str, Any] = {
        "name": series.name,
        "role": series.role,
        "dashed": series.dashed,
        "level": is_level(series),
        "x": None if every else [_place(places(series)[k]) for k in at],
        "y": [_short(series.y[k], log=log) for k in at],
    }
    if series.band:
        data["band"] = {
            "name": series.band.name,
            "low": [_short(series.band.low[k], log=log) for k in at],
            "high": [_short(series.band.high[k], log=log) for k in at],
        }
    if series.marks:
        data["marks"] = [[_place(places(series)[k]), _short(series.y[k], log=log)] for k in series.marks]
    optional = {"id": series.id, "mark": series.mark, "ending": series.ending, "thin": series.thin}
    return data | {name: value for name, value in optional.items() if value}


def _place(x: float) -> float:
    return int(x) if float(x).is_integer() else float(x)


def _short(value: float, *, log: bool) -> float | str | None:
    if log and value == -math.inf:
        return "0"
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def _described(panel: Panel, curves: Curves) -> str:
    said = []
    for each in panel.series:
        values = [spoken(v, log=panel.log) for v in (*each.y[:1], *each.y[-1:])]
        if len(each.y) < 2:
            text = "".join(values[:1])
        elif each.x is None and curves.x_said.startswith("after"):
            steps = len(each.y) - 1
            text = f"from {values[0]} to {values[1]} after {steps} {curves.x_unit[steps != 1]}"
        else:
            ends = [f"{places(each)[k]:g}" for k in (0, -1)]
            text = f"{values[0]} at {ends[0]}, {values[1]} at {ends[1]}"
            inside = finite(each.y)
            if inside:
                high, low = (spoken(pick(inside), log=panel.log) for pick in (max, min))
                text += f", between {low} and {high}"
        said.append(f"{each.name} {text}" + (f", {each.ending}" if each.ending else ""))
    return f"{curves.title}, {panel.y_label}: {'; '.join(said)}"
