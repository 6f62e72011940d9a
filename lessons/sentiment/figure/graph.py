"""A sentence read word by word: words below, states in the middle, the verdicts on top."""

from dataclasses import dataclass

from figures.columns import View
from figures.graph import Edge, Graph, Node, Note, Role, Step
from figures.numbers import quoted, signed
from lessons.sentiment.figure import boxes
from lessons.sentiment.figure.alignment import Column, columns
from lessons.sentiment.figure.boxes import WIDTH, Rows
from lessons.sentiment.model import Reading

LEFT, SPACE, DOT = 122.0, 16.0, 10.0


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What is drawn: a reading, another one to compare it with or None, the unit that latches."""

    reading: Reading
    twin: Reading | None
    unit: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """Which words stand one above the other."""
        return columns(self.reading.words, None if self.twin is None else self.twin.words)


def sentence(scene: Scene, view: View) -> Graph:
    """The unrolled graph of the sentence and the walk along its words."""
    reading, twin = scene.reading, scene.twin
    rows = Rows.of(reading.h.shape[1], twin=twin is not None, dense=view.dense)
    known = len(scene.columns) if view.veil_after is None else view.veil_after + 1
    nodes: list[Node] = []
    edges: list[Edge] = []
    steps: list[Step] = []
    ending: list[Note] = []
    before: Column = (None, None)
    _half(scene, rows, nodes, edges)
    for place, (t, s) in enumerate(scene.columns):
        x = LEFT + WIDTH / 2 + place * (WIDTH + SPACE)
        lit: list[str] = []
        if t is not None:
            column = [
                boxes.word(reading, t, x, rows),
                boxes.state(reading, t, x, rows),
                boxes.unit(reading, scene.unit, t, x, rows),
                boxes.verdict(reading, t, x, rows),
                boxes.change(reading, t, x, rows),
            ]
            arrows = [_arrow("W_xh", "input", t, f"x.{t}", f"h.{t}"), _arrow("W_hy", "output", t, f"h.{t}", f"p.{t}")]
            if t > 1:
                arrows.append(_arrow("W_hh", "hidden", t, f"h.{t - 1}", f"h.{t}"))
            nodes += column
            edges += arrows
            lit += [*(box.id for box in column), *(arrow.id for arrow in arrows)]
        if s is not None and twin is not None:
            nodes.append(boxes.twin_word(twin, s, x, rows))
            lit.append(f"other.{s}")
        if place < known:
            lit += _curve(scene, (t, s), before, x, rows, nodes, edges)
            ending += _ending(scene, s, x, rows)
        before = (t or before[0], s or before[1])
        steps.append(Step(_said(scene, t, s), tuple(lit), _now(t, s)))
    return Graph(
        title="A sentence read word by word",
        width=LEFT + len(scene.columns) * (WIDTH + SPACE) + 8,
        height=rows.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=(*_notes(scene, rows), *ending),
        steps=tuple(steps),
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
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
                alt=f"p(positive) after {word}: {signed(p)}",
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
                    alt=f"The verdict at {word}",
                )
            )
            found.append(name)
    return found


def _ending(scene: Scene, s: int | None, x: float, rows: Rows) -> list[Note]:
    """The other sentence's verdict, beside the point of its last word."""
    if scene.twin is None or s != scene.twin.steps:
        return []
    p = float(scene.twin.p[s])
    return [Note(x + DOT, rows.level(p) + 4, signed(p))]


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


def hides(figure: Graph, node: str) -> bool:
    """True if an open question hides the numbers of the node, or leaves the node out."""
    drawn = {box.id for box in figure.nodes} | {arrow.id for arrow in figure.edges}
    whole = node in drawn or node.rpartition(".")[0] in drawn
    return figure.veil_after is not None and (figure.veils(node) or not whole)


def _now(t: int | None, s: int | None) -> tuple[str, ...]:
    return (f"x.{t}", f"p.{t}") if t is not None else (f"other.{s}",)


def _said(scene: Scene, t: int | None, s: int | None) -> str:
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
        Note(8, rows.level(0.5), "½  open"),
        Note(8, rows.level(0), "0  negative"),
        Note(8, rows.verdict, "p(positive)"),
        Note(8, rows.change, "Δ log-odds"),
        Note(8, rows.hidden - 9, "hidden  h"),
        Note(8, rows.hidden + 9, f"{scene.reading.h.shape[1]} units"),
        Note(8, rows.word, "word  x"),
        Note(8, rows.unit, f"unit {scene.unit + 1}"),
    ]
    if scene.twin is not None:
        notes.append(Note(8, rows.twin, "compared"))
    return tuple(notes)


def _arrow(matrix: str, role: Role, t: int, source: str, target: str) -> Edge:
    return Edge(f"{matrix}.{t}", role, source, target, matrix)
