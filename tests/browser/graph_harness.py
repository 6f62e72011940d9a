"""A Streamlit script that mounts the graph's fixtures, for test_graph.py and the benchmarks.

``?fixture=`` is hello, long, generate, symbols, gallery or one of graph_pictures.py; ``?present=1``
and ``?veil=1`` as named.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import streamlit as st

from figures.graph import Cell, Edge, Graph, Mark, Node, Note, Step
from figures.payload import as_data
from tests.browser import graph_pictures as pictures
from ui.components import graph

Rows = tuple[tuple[float, ...], ...]

HIDDEN = ((0.3, -0.1, 0.9), (1.0, 0.3, 0.1), (0.1, -0.5, -0.3), (-0.3, 0.9, 0.7))
LOGITS = ((1.0, 2.2, -3.0, 4.1), (0.5, 0.3, -1.0, 1.2), (0.1, 0.5, 1.9, -1.1), (0.2, -1.5, -0.1, 2.2))
WEIRD = ("<b>", "👩‍🚀", "&amp;", '"', "e\u0301")
PITCH, FIRST = 148, 160


def number(value: float) -> str:
    """One decimal with a typographic minus."""
    return f"{value:.1f}".replace("-", "−")


def mark_of(symbol: str, chosen: str, target: str | None) -> Mark:
    """The mark of an output's row: against the target, or only the choice without one."""
    if target is None:
        return "best" if symbol == chosen else ""
    if symbol == target:
        return "right" if symbol == chosen else "target"
    return "wrong" if symbol == chosen else ""


def output_cells(logits: Sequence[float], symbols: Sequence[str], target: str | None) -> tuple[Cell, ...]:
    """The rows of one output box."""
    chosen = symbols[max(range(len(symbols)), key=logits.__getitem__)]
    marks = [mark_of(symbol, chosen, target) for symbol in symbols]
    return tuple(
        Cell(number(value), value, symbol if mark not in ("", "wrong") else "", mark)
        for value, symbol, mark in zip(logits, symbols, marks, strict=True)
    )


def unrolled(
    word: Sequence[str], symbols: Sequence[str], hidden: Rows, logits: Rows, *, feedback: bool = False
) -> Graph:
    """The unrolled graph of reading ``word``: input red, hidden green, output blue."""
    size, rows = len(symbols), len(hidden[0])
    y_out = 58 + size * 12
    y_hid = y_out + size * 12 + 66 + rows * 13
    y_in = y_hid + rows * 13 + 66 + size * 12
    nodes: list[Node] = []
    edges: list[Edge] = []
    steps: list[Step] = []
    for t, (h, y) in enumerate(zip(hidden, logits, strict=True), 1):
        x = FIRST + (t - 1) * PITCH
        read, target = word[t - 1], None if feedback else word[t]
        cells = output_cells(y, symbols, target)
        shown = target or next(cell.label for cell in cells if cell.mark == "best")
        one_hot = tuple(Cell(str(int(symbol == read))) for symbol in symbols)
        nodes += [
            Node(f"x.{t}", "input", x, y_in, 72, 24, one_hot, "", f"“{read}”", veil="none",
                 alt=f"input {t}, {read}"),
            Node(f"h.{t}", "hidden", x, y_hid, 72, 26, tuple(Cell(number(v), v) for v in h),
                 alt=f"hidden state {t}"),
            Node(f"y.{t}", "output", x, y_out, 72, 24, cells, "", f"“{shown}”",
                 "target" if target else "", alt=f"output {t}"),
        ]  # fmt: skip
        edges.append(Edge(f"W_xh.{t}", "input", f"x.{t}", f"h.{t}", "W_xh", "W_xh"))
        if t > 1:
            edges.append(Edge(f"W_hh.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_hh", "W_hh"))
            if feedback:
                edges.append(Edge(f"fed.{t}", "output", f"y.{t - 1}", f"x.{t}", "fed", "", "feedback"))
        edges.append(Edge(f"W_hy.{t}", "output", f"h.{t}", f"y.{t}", "W_hy", "W_hy"))
        fed = (f"fed.{t}",) if feedback and t > 1 else ()
        into = (f"W_xh.{t}", *((f"W_hh.{t}",) if t > 1 else ()))
        steps += [
            Step(f"t = {t} · read {read}", (*fed, f"x.{t}"), (f"x.{t}",)),
            Step(f"t = {t} · update the hidden state", (*into, f"h.{t}"), (f"h.{t}",)),
            Step(f"t = {t} · predict the next character", (f"W_hy.{t}", f"y.{t}"), (f"y.{t}",)),
        ]
    bottom = y_in + size * 12 + 4
    return Graph(
        FIRST + (len(hidden) - 1) * PITCH + 84,
        bottom + 36,
        tuple(nodes),
        tuple(edges),
        (
            Note(14, y_out - size * 12 - 20, "sampled" if feedback else "target"),
            Note(14, y_out, "output y"),
            Note(14, y_hid, "hidden h"),
            Note(14, y_in, "input x"),
            Note(14, bottom + 17, "reads"),
        ),
        tuple(steps),
        title="The network reads a word",
    )


def wave(steps: int, rows: int, phase: float) -> Rows:
    """Smooth made-up numbers, one row of them per step."""
    return tuple(tuple(math.sin(1.3 * t + 2.1 * k + phase) for k in range(rows)) for t in range(steps))


def gallery() -> Graph:
    """One of everything that later lessons draw: twins, cuts, loops, circles, heat, elbows."""
    heat = tuple(Cell("", math.sin(k * 1.7)) for k in range(12))
    some = (Cell("0.5"), Cell("⋮", index=0), Cell("−10.5", index=32))
    nodes = (
        Node("x.1", "input", 150, 330, 56, 24, title="x_1", caption="one"),
        Node("h.0", "plain", 60, 200, 44, 24, title="h_0"),
        Node("h.1", "hidden", 150, 200, 56, 24, title="h_1"),
        Node("h.2", "hidden", 290, 200, 56, 24, title="h_2"),
        Node("h.3", "hidden", 430, 200, 56, 24, some, title="h_3"),
        Node("y.1", "output", 150, 70, 56, 24, title="y_1"),
        Node("y.3", "output", 430, 62, 56, 24, title="y_3"),
        Node("L.3", "loss", 560, 62, 64, 24, (Cell("1.386"),), title="L_3"),
        Node("g.3", "gradient", 560, 200, 64, 24, (Cell("−0.02"), Cell("0.31")), "dL/dh_3"),
        Node("m.1", "hidden", 290, 330, 96, 16, heat, title="heat", display="heat", columns=4),
        Node("s.1", "gate_f", 430, 330, 34, 24, title="σ", shape="circle"),
        Node("s.2", "gate_i", 490, 330, 34, 24, title="×", shape="circle"),
        Node("s.3", "gate_o", 550, 330, 34, 24, title="+", shape="circle"),
        Node("s.4", "gate_C", 610, 330, 34, 24, title="C~", shape="circle"),
    )
    edges = (
        Edge("a", "input", "x.1", "h.1", "W_xh", "W_xh"),
        Edge("b", "hidden", "h.1", "h.2", "W_hh", "W_hh"),
        Edge("b'", "gradient", "h.2", "h.1", "dW_hh", "∂h"),
        Edge("c", "hidden", "h.2", "h.3", "W_hh", "W_hh", cut=True),
        Edge("d", "output", "h.1", "y.1", "W_hy", "W_hy"),
        Edge("d'", "gradient", "y.1", "h.1", "", "dy"),
        Edge("e", "output", "h.3", "y.3", "W_hy", "W_hy"),
        Edge("f", "hidden", "h.1", "h.3", "", "skip", "curve"),
        Edge("g", "plain", "h.0", "h.1", "", "", "dashed"),
        Edge("i", "plain", "y.3", "L.3"),
        Edge("j", "gradient", "L.3", "g.3", "", "", "dashed"),
        Edge("k", "hidden", "m.1", "h.2", "", "W^T"),
        Edge("l", "gate_f", "s.1", "s.2"),
        Edge("m", "gate_o", "s.3", "s.2"),
        Edge("n", "gate_C", "m.1", "s.1", "", "", "curve"),
        Edge("o", "hidden", "g.3", "g.3", "", "W"),
        Edge("p", "plain", "x.1", "h.2", "", "diag"),
        Edge("q", "gate_C", "h.3", "s.2", "", "", "elbow"),
    )
    notes = (Note(14, 20, "gallery"), Note(610, 362, "memory", "gate_C", "middle"))
    return Graph(700, 390, nodes, edges, notes, title="One of everything")


def drawing(
    fixture: str, phase: float = 0.0, *, edited: Mapping[str, str] = MappingProxyType({}), cut: str = "back.3"
) -> Graph:
    """The fixture of that name, its numbers moved by ``phase`` or typed, its cut at an arrow."""
    hidden = tuple(tuple(v + phase for v in h) for h in HIDDEN)
    if fixture == "long":
        word = "the tea, the heat, the hat, the athlete at"[:41]
        return unrolled(word, "the ", wave(40, 3, phase), wave(40, 4, phase + 1))
    if fixture == "symbols":
        logits = tuple((*y, 0.5) for y in LOGITS)
        return unrolled(WEIRD, WEIRD, hidden, logits)
    if fixture == "generate":
        return unrolled("hool", "helo", hidden, LOGITS, feedback=True)
    if fixture == "gallery":
        return gallery()
    if fixture == "rolled":
        return pictures.rolled(unrolled("hello", "helo", hidden, LOGITS))
    if fixture == "weights":
        return pictures.weights(edited)
    if fixture == "squares":
        return pictures.squares(phase)
    if fixture == "backward":
        return pictures.backward(cut)
    return unrolled("hello", "helo", hidden, LOGITS)


def framed(picture: Graph, *, token: int, veiled: bool, morph: bool) -> Graph:
    """The drawing as a lesson shows it: with an open question, after ``token`` jumps."""
    if not picture.steps:
        return picture
    return replace(
        picture,
        start=min(7, len(picture.steps) - 1) if token else 0,
        start_token=str(token),
        veil_after=min(3, len(picture.steps) - 2) if veiled else None,
        highlight=("h.3", "y.3.3", "W_hh.3") if token else (),
        morph=morph,
    )


def choose(name: str | None) -> None:
    """Keep what the reader selected, where the button "Point" writes too."""
    st.session_state.chosen = name


def edit(name: str, text: str) -> None:
    """Keep what the reader typed into a cell."""
    st.session_state.edited = st.session_state.get("edited", {}) | {name: text}


def cut(before: str, after: str) -> None:
    """Keep where the reader put the scissors; the first arrow is refused."""
    st.session_state.moved = f"{before} to {after}"
    if after != "back.2":
        st.session_state.cut = after


def main() -> None:
    """Draw the fixture named in the address, with controls that change it."""
    st.set_page_config(page_title="Graph harness", layout="wide")
    state, query = st.session_state, st.query_params
    state.runs = state.get("runs", 0) + 1
    fixture, present = query.get("fixture", "hello"), query.get("present") == "1"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Train"):
            state.phase = state.get("phase", 0.0) + 0.1
        if st.button("Show me"):
            state.token = state.get("token", 0) + 1
        if st.button("Point"):
            state.chosen = "h.1.1"
        veiled = st.checkbox("Veil", value=query.get("veil") == "1")
        bound = st.slider("Bound", 0, 9, 0, key="bound", bind="query-params", width=160)
        if st.button("Write"):
            query["written"] = str(bound)
        if st.checkbox("Other word"):
            fixture = "hello" if fixture == "rolled" else "generate"
        st.text_input("Text", key="text", width=120)
        st.text(f"runs {state.runs}")
    picture = framed(
        drawing(fixture, state.get("phase", 0.0), edited=state.get("edited", {}), cut=state.get("cut", "back.3")),
        token=state.get("token", 0),
        veiled=veiled,
        morph=query.get("fixture") == "rolled",
    )
    graph.load()
    graph.mount(
        as_data(replace(picture, selected=state.get("chosen"))),
        key="harness.graph",
        present=present,
        max_height=620 if present else 560,
        on_select=choose,
        on_edit=edit,
        on_cut=cut,
    )
    st.text(f"selected {state.get('chosen')}")
    st.text(f"edited {state.get('edited')}")
    st.text(f"moved {state.get('moved')}")


if __name__ == "__main__":
    main()
