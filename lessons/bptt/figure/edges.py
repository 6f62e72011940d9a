"""The arrows of the walk backwards: each matrix once with time, and once against it."""

from figures.graph import Edge, Role
from lessons.bptt.figure.layout import Layout
from lessons.bptt.model import Backwards


def arrows(b: Backwards, layout: Layout) -> list[Edge]:
    """All arrows, in the direction in which numbers travel along them."""
    found: list[Edge] = []
    for t in range(1, len(b.dy) + 1):
        found += [
            _edge("W_hy", t, "output", f"h.{t}", f"p.{t}", "W_hy"),
            _edge("L_edge", t, "loss", f"p.{t}", f"L.{t}"),
            _edge("dy_edge", t, "gradient", f"L.{t}", f"dy.{t}"),
            _edge(
                "W_hy_T",
                t,
                "gradient",
                f"dy.{t}",
                f"dh.{t}",
                "" if layout.dense else "W_hy^T",
                0.1 if b.memory else 0.8,
            ),
        ]
        found += _lstm(b, t, layout) if b.memory else _rnn(b, t, layout)
    return found


def _rnn(b: Backwards, t: int, layout: Layout) -> list[Edge]:
    found = [
        _edge("W_xh", t, "input", f"x.{t}", f"h.{t}", "" if layout.dense else "W_xh", 0.86),
        _edge("tanh_back", t, "gradient", f"dh.{t}", f"da.{t}"),
    ]
    if t > 1:
        found.append(_edge("W_hh", t, "hidden", f"h.{t - 1}", f"h.{t}", "W_hh"))
        found.append(_back("W_hh_T", t, f"da.{t}", f"dh.{t - 1}", "W_hh^T", b.immediate))
    return found


def _lstm(b: Backwards, t: int, layout: Layout) -> list[Edge]:
    found = [
        _edge("W", t, "input", f"x.{t}", f"C.{t}", "" if layout.dense else "W", 0.86),
        _edge("o", t, "gate_o", f"C.{t}", f"h.{t}", "o"),
        _edge("o_back", t, "gradient", f"dh.{t}", f"dC.{t}", "o"),
        _edge("gates_back", t, "gradient", f"dC.{t}", f"da.{t}"),
        _edge("o_gate_back", t, "gradient", f"dh.{t}", f"da.{t}"),
    ]
    if t > 1:
        found += [
            _edge("W_h", t, "hidden", f"h.{t - 1}", f"C.{t}", "W"),
            _edge("f", t, "gate_f", f"C.{t - 1}", f"C.{t}", "f"),
            _back("W_T", t, f"da.{t}", f"dh.{t - 1}", "W^T", b.immediate),
            _back("f_back", t, f"dC.{t}", f"dC.{t - 1}", "f", b.immediate),
        ]
    return found


def _edge(name: str, t: int, role: Role, source: str, target: str, label: str = "", at: float = 0.5) -> Edge:
    return Edge(f"{name}.{t}", role, source, target, GROUPS.get(name, name), label, label_at=at)


def _back(name: str, t: int, source: str, target: str, label: str, cut: bool) -> Edge:
    group = GROUPS.get(name, name)
    return Edge(f"{name}.{t}", "gradient", source, target, group, label, cut=cut, label_at=0.27)


GROUPS = {"W_hh_T": "W_hh", "W_hy_T": "W_hy", "W_T": "W", "W_h": "W", "o_back": "o", "f_back": "f"}
"""An arrow backwards is the same matrix or gate as the one forward."""
