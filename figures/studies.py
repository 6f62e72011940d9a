"""Results that stand still as charts to explore: every run of a study thin, their median thick, names in a legend."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from figures.plot import Plot

HINT = "drag to zoom · double-click to go back · a name in the legend hides its runs"


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of one recipe: at the places ``x`` the values of each run, which is called by its name, as "seed 3".

    ``said`` follows the value that is read out: "%", " nats".
    """

    name: str
    role: str
    x: tuple[float, ...]
    values: tuple[tuple[float, ...], ...]
    called: tuple[str, ...]
    said: str = ""

    @property
    def middle(self) -> list[float]:
        """The median over the runs at each place."""
        found: list[float] = np.median(self.values, axis=0).tolist()
        return found


def lines(
    title: str,
    studied: Sequence[Runs],
    x_title: str,
    y_title: str,
    *,
    x_axis: dict[str, Any] | None = None,
    y_axis: dict[str, Any] | None = None,
    own: Sequence[Runs] = (),
) -> Plot:
    """The runs of each recipe over a common axis; ``own`` are the reader's."""
    traces = [trace for runs in studied for trace in _of(runs)]
    traces += [_own(runs) for runs in own]
    layout = {
        "xaxis": {"title": {"text": x_title}, **(x_axis or {})},
        "yaxis": {"title": {"text": y_title}, **(y_axis or {})},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
        "hovermode": "closest",
    }
    alt = "; ".join(
        f"{runs.name}: median {runs.middle[0]:.3g}{runs.said} at {runs.x[0]:g}, {runs.middle[-1]:.3g}{runs.said} at "
        f"{runs.x[-1]:g}, {_runs(len(runs.values))}"
        for runs in studied
    )
    return Plot(title, alt, traces, layout, HINT, table=table([*studied, *own], x_title, y_title))


def bars(title: str, names: Sequence[str], groups: Sequence[tuple[str, str, Sequence[float]]], y_title: str) -> Plot:
    """A bar for each name in each group (its name, its color, its values)."""
    traces = [
        {
            "type": "bar",
            "name": name,
            "x": list(names),
            "y": np.array(values, dtype=float),
            "marker": {"color": f"color:{role}"},
            "hovertemplate": f"{name}, %{{x}}: %{{y:.3g}}<extra></extra>",
        }
        for name, role, values in groups
    ]
    layout = {
        "barmode": "group",
        "yaxis": {"title": {"text": y_title}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
    }
    alt = "; ".join(
        f"{name}: " + ", ".join(f"{each} {value:.3g}" for each, value in zip(names, values, strict=True))
        for name, _, values in groups
    )
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["", *(name for name, _, _ in groups)])
    for k, name in enumerate(names):
        rows.writerow([name, *(repr(float(values[k])) for _, _, values in groups)])
    return Plot(title, alt, traces, layout, HINT, table=out.getvalue())


def table(studied: Sequence[Runs], x_title: str, y_title: str) -> str:
    """The runs as CSV: a row for each run and place."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["name", "run", x_title, y_title])
    for runs in studied:
        for called, values in zip(runs.called, runs.values, strict=True):
            rows.writerows([runs.name, called, repr(x), repr(y)] for x, y in zip(runs.x, values, strict=True))
    return out.getvalue()


def _of(runs: Runs) -> list[dict[str, Any]]:
    x, gap = np.array(runs.x, dtype=float), np.array([np.nan])
    each = [np.array(values, dtype=float) for values in runs.values]
    thin = {
        "type": "scatter",
        "mode": "lines+markers" if len(x) < 30 else "lines",
        "legendgroup": runs.name,
        "showlegend": False,
        "x": np.concatenate([part for _ in each for part in (x, gap)]),
        "y": np.concatenate([part for values in each for part in (values, gap)]),
        "hovertext": [
            f"{runs.name}, {called}: {value:.3g}{runs.said} at {place:g}" if place is not None else ""
            for called, values in zip(runs.called, runs.values, strict=True)
            for place, value in [*zip(runs.x, values, strict=True), (None, 0.0)]
        ],
        "hoverinfo": "text",
        "line": {"color": f"color:{runs.role}/45", "width": 1},
        "marker": {"color": f"color:{runs.role}/45", "size": 5},
    }
    middle = {
        "type": "scatter",
        "mode": "lines",
        "name": runs.name,
        "legendgroup": runs.name,
        "x": x,
        "y": np.array(runs.middle),
        "line": {"color": f"color:{runs.role}", "width": 3},
        "hovertemplate": f"{runs.name}, median of {_runs(len(each))}: %{{y:.3g}}{runs.said} at %{{x:g}}<extra></extra>",
    }
    return [thin, middle] if len(each) > 1 else [middle | {"mode": "lines+markers"}]


def _own(runs: Runs) -> dict[str, Any]:
    (values,) = runs.values
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": runs.name,
        "x": np.array(runs.x, dtype=float),
        "y": np.array(values, dtype=float),
        "line": {"color": f"color:{runs.role}", "width": 3, "dash": "dot"},
        "marker": {"color": f"color:{runs.role}", "size": 9, "symbol": "star"},
        "hovertemplate": f"{runs.name}: %{{y:.3g}}{runs.said} at %{{x:g}}<extra></extra>",
    }


def _runs(n: int) -> str:
    return f"{n} runs" if n > 1 else "one run"
