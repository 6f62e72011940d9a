"""Curves over training steps as Plotly figures, each built as one dict."""

from collections.abc import Sequence

import plotly.graph_objects as go

from figures.numbers import signed


def loss_curve(losses: Sequence[float], *, guessing: float) -> go.Figure:
    """Mean loss in nats against gradient steps, with the cost of guessing as a dashed line."""
    steps = list(range(len(losses)))
    last = max(len(losses) - 1, 1)
    return go.Figure(
        {
            "data": [
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": steps,
                    "y": list(losses),
                    "line": {"width": 2.5},
                    "name": "mean loss",
                    "hovertemplate": "after %{x} steps: %{y:.3f} nats<extra></extra>",
                },
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [0, last],
                    "y": [guessing, guessing],
                    "line": {"width": 1.5, "dash": "dash"},
                    "name": "guessing",
                    "hovertemplate": f"guessing: {signed(guessing, 3)} nats<extra></extra>",
                },
            ],
            "layout": {
                "height": 120,
                "margin": {"l": 34, "r": 6, "t": 4, "b": 30},
                "showlegend": False,
                "xaxis": {"title": {"text": "gradient steps", "standoff": 4}, "range": [0, last]},
                "yaxis": {"rangemode": "tozero", "nticks": 4},
            },
        }
    )
