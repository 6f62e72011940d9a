"""A sentence read word by word: words below, states in the middle, the verdicts on top."""

from dataclasses import dataclass

from figures.columns import View
from figures.graph import PADDING, Cell, Edge, Graph, Node, Note, Role, Step
from figures.numbers import quoted, signed, subscript
from lessons.sentiment.figure import forms
from lessons.sentiment.figure.scene import Column, Scene
from lessons.sentiment.model.reading import Reading

LEFT, SPACE, DOT = 122.0, 16.0, 10.0
WIDTH, HEAT_COLUMNS = 72.0, 8


@dataclass(frozen=True, slots=True)
class Rows:
    """The middles of the rows from the top down, the curve's room, and the whole height."""

    top: float
    bottom: float
    verdict: float
    change: float
    hidden: float
    unit: float
    word: float
    twin: float
    height: float
    row: float
    cell: float

    @classmethod
    def of(cls, units: int, *, twin: bool, unknown: bool, dense: bool) -> "Rows":
        """The rows for so many hidden units; unknown: a word has its <unk> below it."""
        row, gap, cell, band = (19.0, 17.0, 6.0, 54.0) if dense else (23.0, 24.0, 7.5, 84.0)
        box, heat = row + 2 * PADDING, -(-units // HEAT_COLUMNS) * cell + 2 * PADDING
        top = 34.0 if twin else 16.0
        bottom = top + band
        change = bottom + 14 + box / 2
        verdict = change + box + 4
        hidden = verdict + box / 2 + gap + heat / 2
        word = hidden + heat / 2 + gap + box / 2
        unit = word + box + (34 if unknown else 20)
        last = unit + box + 6 if twin else unit
        return cls(top, bottom, verdict, change, hidden, unit, word, last, last + box / 2 + 8, row, cell)

    def level(self, p: float) -> float:
        """How high p stands in the curve's room."""
        return self.bottom + (self.top - self.bottom) * p


def sentence(scene: Scene, view: View) -> Graph:
    """The unrolled graph of the sentence and the walk along its words."""
    reading, twin = scene.reading, scene.twin
    rows = Rows.of(
        reading.h.shape[1], twin=twin is not None, unknown=bool((reading.tokens == 0).any()), dense=view.dense
    )
    known = len(scene.columns) if view.veil_after is None else view.veil_after + 1
    nodes: list[Node] = []
    edges: list[Edge] = []
    steps: list[Step] = []
    before: Column = (None, None)
    _half(scene, rows, nodes, edges)
    for place, (t, s) in enumerate(scene.columns):
        x = LEFT + WIDTH / 2 + place * (WIDTH + SPACE)
        lit: list[str] = []
        if t is not None:
            column = [
                _word_box(reading, t, x, rows),
                _state_box(reading, t, x, rows),
                _unit_box(reading, scene.unit, t, x, rows),
                _verdict_box(reading, t, x, rows),
                _change_box(reading, t, x, rows),
            ]
            arrows = [_arrow("W_xh", "input", t, f"x.{t}", f"h.{t}"), _arrow("W_hy", "output", t, f"h.{t}", f"p.{t}")]
            if t > 1:
                arrows.append(_arrow("W_hh", "hidden", t, f"h.{t - 1}", f"h.{t}"))
            nodes += column
            edges += arrows
            lit += [*(box.id for box in column), *(arrow.id for arrow in arrows)]
        if s is not None and twin is not None:
            nodes.append(_twin_box(twin, s, x, rows, known=place < known))
            lit.append(f"other.{s}")
        if place < known:
            lit += _curve(scene, (t, s), before, x, rows, nodes, edges)
        before = (t or before[0], s or before[1])
        steps.append(Step(_caption(scene, t, s), tuple(lit), _now(t, s)))
    return Graph(
        title="A sentence read word by word",
        width=LEFT + len(scene.columns) * (WIDTH + SPACE) + 8,
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=_notes(scene, rows),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=forms.of_sentence(scene, known),
    )


def _curve(
    scene: Scene, column: Column, before: Column, x: float, rows: Rows, nodes: list[Node], edges: list[Edge]
) -> list[str]:
    """Add the points of both curves in a column, with lines from those before; their ids."""
    found: list[str] = []
    pairs: tuple[tuple[str, Role, Reading | None, int | None, int | None], ...] = (
        ("r", "plain", scene.twin, column[1], before[1]),
        ("s", "output", scene.reading, column[0], before[0]),
    )
    for kind, role, reading, t, last in pairs:
        if reading is None or t is None:
            continue
        p, word = float(reading.p[t]), quoted(reading.words[t - 1])
        nodes.append(
            Node(
                f"{kind}.{t}",
                role,
                x,
                rows.level(p),
                DOT,
                DOT,
                shape="circle",
                caption=signed(p) if kind == "r" and t == reading.steps else "",
                alt=f"p(positive) after {word}: {signed(p)}",
                veil="all",
            )
        )
        found.append(f"{kind}.{t}")
        if last is not None:
            name = f"{kind}_line.{t}"
            edges.append(
                Edge(
                    name,
                    role,
                    f"{kind}.{last}",
                    f"{kind}.{t}",
                    f"{kind}_line",
                    style="dashed" if kind == "r" else "straight",
                    alt=f"p(positive) after {word}",
                )
            )
            found.append(name)
    return found


def _half(scene: Scene, rows: Rows, nodes: list[Node], edges: list[Edge]) -> None:
    """Add the line of p = ½."""
    end = LEFT + len(scene.columns) * (WIDTH + SPACE)
    for number, x in enumerate((LEFT - 14, end)):
        nodes.append(
            Node(
                f"half.{number}",
                "plain",
                x,
                rows.level(0.5),
                2.0,
                2.0,
                shape="circle",
                alt="Where p is one half",
                veil="none",
            )
        )
    edges.append(
        Edge(
            "half_line.0", "plain", "half.0", "half.1", "half_line", style="dashed", alt="The line where p is one half"
        )
    )


def _now(t: int | None, s: int | None) -> tuple[str, ...]:
    return (f"x.{t}", f"p.{t}") if t is not None else (f"other.{s}",)


def _caption(scene: Scene, t: int | None, s: int | None) -> str:
    if t is None:
        assert scene.twin is not None
        assert s is not None
        word = quoted(scene.twin.words[s - 1])
        return f"only the other sentence has {word}: p = {signed(float(scene.twin.p[s]))}"
    reading = scene.reading
    before, now = signed(float(reading.p[t - 1])), signed(float(reading.p[t]))
    unknown = "" if reading.tokens[t - 1] else " (unknown)"
    return f"t = {t} · {quoted(reading.words[t - 1])}{unknown}: p(positive) {before} → {now}"


def _notes(scene: Scene, rows: Rows) -> tuple[Note, ...]:
    notes = [
        Note(8, rows.level(1), "p = 1  positive"),
        Note(8, rows.level(0.5), "½  undecided"),
        Note(8, rows.level(0), "0  negative"),
        Note(8, rows.verdict, "p(positive)"),
        Note(8, rows.change, "Δ log-odds"),
        Note(8, rows.hidden - 9, "hidden  h"),
        Note(8, rows.hidden + 9, f"{scene.reading.h.shape[1]} units"),
        Note(8, rows.word, "word  x"),
        Note(8, rows.unit, f"unit {scene.unit + 1}"),
    ]
    if scene.twin is not None:
        notes.append(Note(8, rows.twin, "other sentence"))
    return tuple(notes)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(f"{matrix}.{t}", role, source, target, matrix)


def _word_box(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """The word as it was typed; marked where it is not in the vocabulary."""
    word, known = reading.words[t - 1], bool(reading.tokens[t - 1])
    return Node(
        f"x.{t}",
        "input",
        x,
        rows.word,
        WIDTH,
        rows.row,
        (
            Cell(
                word,
                index=0,
                mark="" if known else "wrong",
                hint="" if known else f"{quoted(word)} is not in the vocabulary",
            ),
        ),
        title=f"x{subscript(t)}",
        caption="" if known else "<unk>",
        caption_mark="wrong",
        alt=f"Word {t}" if known else f"Word {t}, unknown, read as <unk>",
        veil="none",
    )


def _state_box(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """All units after word t, as colors."""
    h = reading.h[t].tolist()
    return Node(
        f"h.{t}",
        "hidden",
        x,
        rows.hidden,
        WIDTH,
        rows.cell,
        tuple(Cell("", value, hint=f"h{subscript(t)}[{unit}] = {signed(value, 3)}") for unit, value in enumerate(h, 1)),
        title=f"h{subscript(t)}",
        alt=f"State after word {t}, {len(h)} units",
        display="heat",
        columns=HEAT_COLUMNS,
        scale=max(1e-9, float(abs(reading.h).max())),
    )


def _unit_box(reading: Reading, number: int, t: int, x: float, rows: Rows) -> Node:
    """One unit after word t, with its number."""
    value = float(reading.h[t, number])
    return Node(
        f"u.{t}",
        "hidden",
        x,
        rows.unit,
        WIDTH,
        rows.row,
        (Cell(signed(value), value, index=0),),
        display="heat",
        scale=max(1e-9, float(abs(reading.h[:, number]).max())),
        alt=f"Unit {number + 1} after word {t}",
    )


def _verdict_box(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """p(positive) after word t."""
    p = float(reading.p[t])
    return Node(
        f"p.{t}",
        "output",
        x,
        rows.verdict,
        WIDTH,
        rows.row,
        (Cell(signed(p), p, index=0),),
        alt=f"p(positive) after word {t}",
        display="bars",
    )


def _change_box(reading: Reading, t: int, x: float, rows: Rows) -> Node:
    """What word t did to the log-odds."""
    value = float(reading.changes[t - 1])
    return Node(
        f"d.{t}",
        "output",
        x,
        rows.change,
        WIDTH,
        rows.row,
        (Cell(f"+{signed(value, 1)}" if value > 0.05 else signed(value, 1), value, index=0),),
        alt=f"Change of the log-odds by word {t}",
        display="signed bars",
        scale=max(1e-9, float(abs(reading.changes).max())),
    )


def _twin_box(twin: Reading, s: int, x: float, rows: Rows, *, known: bool) -> Node:
    """A word of the other sentence; its verdict is told where it is known."""
    p = float(twin.p[s]) if known else None
    told = "" if p is None else f", then p(positive) is {signed(p)}"
    return Node(
        f"other.{s}",
        "plain",
        x,
        rows.twin,
        WIDTH,
        rows.row,
        (Cell(f"{twin.words[s - 1]}", p, index=0, hint="" if p is None else f"p(positive) = {signed(p)}"),),
        alt=f"Word {s} of the other sentence{told}",
        veil="none",
    )
