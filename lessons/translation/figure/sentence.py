"""The walk of a sentence through encoder and decoder: read it all, hand over, write it."""

from figures.columns import View
from figures.graph import Edge, Graph, Node, Note, Step
from figures.numbers import quoted, signed
from lessons.translation.figure import boxes
from lessons.translation.figure.layout import FIRST, LEFT, OWN, Layout, Shown

STRONG, WEAK = 0.5, 0.1
"""From these weights of attention on an arrow is drawn, and drawn through."""


def sentence(shown: Shown, view: View) -> Graph:
    """The encoder below, the decoder above, and all that passes between them."""
    at = Layout(shown, view)
    nodes: list[Node] = []
    for j in range(1, len(shown.heard) + 1):
        nodes += [boxes.word_box(shown, j, at), boxes.read_box(shown, j, at)]
        if at.attends:
            nodes.append(boxes.weight_box(shown, j, at))
    nodes.append(boxes.vector_box(shown, at))
    for t in range(1, len(shown.walk.tokens) + 1):
        if at.attends:
            nodes += [boxes.tilde_box(shown, t, at), boxes.context_box(shown, t, at)]
        nodes += [boxes.hidden_box(shown, t, at), boxes.output_box(shown, t, at)]
    reading, writing = _reading(shown, at), _writing(shown)
    steps = _steps(shown, reading, writing)
    return Graph(
        title="A sentence that is read and translated",
        width=at.width,
        height=at.height,
        nodes=tuple(nodes),
        edges=tuple(edge for edges in (*reading, *writing) for edge in edges),
        notes=_notes(at),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
    )


def step_of(shown: Shown, t: int) -> int:
    """The index of the step in which word t is written; of the one that hands over for t = 0."""
    return len(shown.heard) + t


def aligned(shown: Shown, t: int) -> tuple[str, ...]:
    """The arrows of attention that are drawn for word t."""
    alpha = shown.walk.alpha
    if alpha is None:
        return ()
    return tuple(f"look.{t}.{j}" for j, a in enumerate(alpha[t - 1].tolist(), 1) if a >= WEAK)


def _reading(shown: Shown, at: Layout) -> list[list[Edge]]:
    """The arrows that each word that is read brings along, and those of the handing over."""
    n_read = len(shown.heard)
    found: list[list[Edge]] = []
    for j in range(1, n_read + 1):
        name = "W_1" if j == 1 else ""
        edges = [
            Edge(f"in.{j}", "input", f"x.{j}", f"s.{j}", "W_1", name, alt=f"W_1 reads {quoted(shown.heard[j - 1])}")
        ]
        if j > 1:
            edges.append(
                Edge(
                    f"on.{j}", "hidden", f"s.{j - 1}", f"s.{j}", "W_1", alt=f"W_1 goes on from word {j - 1} to word {j}"
                )
            )
            if at.attends:
                edges.append(
                    Edge(
                        f"back.{j}",
                        "hidden",
                        f"s.{j}",
                        f"s.{j - 1}",
                        "W_1 back",
                        alt=f"The second cell reads back to word {j - 1}",
                    )
                )
        found.append(edges)
    cut = shown.handed != OWN
    over = [Edge("last.1", "hidden", f"s.{n_read}", "v.1", cut=cut, alt="The encoder’s last state")]
    over.append(Edge("hand.1", "hidden", "v.1", "h.1", style="elbow", alt="The decoder starts from the one vector"))
    return [*found, over]


def _writing(shown: Shown) -> list[list[Edge]]:
    """The arrows of each word that is written."""
    alpha, found = shown.walk.alpha, []
    for t in range(1, len(shown.walk.tokens) + 1):
        edges = []
        if t > 1:
            edges += [Edge(f"state.{t}", "hidden", f"h.{t - 1}", f"h.{t}", "W_2", alt=f"W_2 goes on to t = {t}")]
        if t > 1 and alpha is None:
            before = shown.symbols[shown.walk.tokens[t - 2]]
            edges.append(
                Edge(
                    f"fed.{t}",
                    "output",
                    f"y.{t - 1}",
                    f"h.{t}",
                    "W_2",
                    style="feedback",
                    alt=f"{quoted(before)} is what W_2 reads at t = {t}",
                )
            )
        if alpha is None:
            edges.append(Edge(f"W_hy.{t}", "output", f"h.{t}", f"y.{t}", "W_hy", "W_hy" if t == 1 else ""))
        else:
            weights = alpha[t - 1].tolist()
            edges += [
                Edge(
                    f"look.{t}.{j}",
                    "loss",
                    f"a.{j}",
                    f"c.{t}",
                    f"look.{t}",
                    style="straight" if weights[j - 1] >= STRONG else "dashed",
                    alt=f"At t = {t} word {j} has the weight {signed(weights[j - 1], 2)}",
                )
                for j in range(1, len(weights) + 1)
                if weights[j - 1] >= WEAK
            ]
            edges += [
                Edge(f"ask.{t}", "hidden", f"h.{t}", f"c.{t}", "W_a", alt="h_t asks through W_a"),
                Edge(f"up.{t}", "hidden", f"h.{t}", f"tilde.{t}", "W_c"),
                Edge(f"add.{t}", "hidden", f"c.{t}", f"tilde.{t}", "W_c"),
                Edge(f"W_hy.{t}", "output", f"tilde.{t}", f"y.{t}", "W_hy"),
            ]
        found.append(edges)
    return found


def _steps(shown: Shown, reading: list[list[Edge]], writing: list[list[Edge]]) -> tuple[Step, ...]:
    walk, steps = shown.walk, []
    back = {edge.id for edges in reading for edge in edges if edge.id.startswith("back.")}
    attends = walk.translator.attends
    for j, edges in enumerate(reading[:-1], start=1):
        lit = tuple(edge.id for edge in edges if edge.id not in back)
        weight = (f"a.{j}",) if attends else ()
        steps.append(
            Step(f"read {quoted(shown.heard[j - 1])}", (f"x.{j}", *lit, f"s.{j}", *weight), (f"x.{j}", f"s.{j}"))
        )
    n = 2 * walk.given[0].shape[1]
    said = f"hand over: {n} numbers are all that the decoder gets"
    if attends:
        said = f"the second cell has read back to the start; hand over {n} numbers"
    if shown.handed != OWN:
        said = "hand over something else: the encoder’s last state does not arrive"
    lit = (*sorted(back), "last.1", "v.1", "hand.1")
    steps.append(Step(said, lit, ("v.1",)))
    for t, edges in enumerate(writing, start=1):
        fed = FIRST if t == 1 else shown.symbols[walk.tokens[t - 2]]
        word = shown.symbols[walk.tokens[t - 1]]
        own = (f"h.{t}", *((f"c.{t}", f"tilde.{t}") if attends else ()), f"y.{t}")
        steps.append(
            Step(
                f"t = {t} · fed {quoted(fed)}, writes {quoted(word)}",
                (*(edge.id for edge in edges), *own),
                (f"h.{t}", f"y.{t}"),
            )
        )
    return tuple(steps)


def _notes(at: Layout) -> tuple[Note, ...]:
    rows = [(at.output, "y"), (at.hidden, "h"), (at.read, "s"), (at.word, "x"), (16, "p")]
    if at.attends:
        rows += [(at.tilde, "h~"), (at.context, "c"), (at.weights, "α")]
        return tuple(Note(8, y, text) for y, text in rows)
    said = ((at.hidden + at.state / 2 + 16, "decoder W₂ writes"), (at.read - at.state / 2 - 22, "encoder W₁ reads"))
    start = LEFT + at.columns[0][1] / 2 + 14
    return (*(Note(8, y, text) for y, text in rows), *(Note(start, y, text, "hidden") for y, text in said))
