"""S2VT at work: twelve frames are read, then the sentence is written, by the same two cells.

Upwards stand what is seen, its features, the first cell, the second, and the word that is written. A <pad>
stands where a cell gets zeros: the first cell while writing, the second one's word while reading.

The boxes stand in two lines, as of a text. The first line holds a column for each frame, and beside it the input
and the most probable words at the step of the walk. The second begins with the states that the first ended in and
holds a column for each word.
"""

from dataclasses import dataclass, replace

import numpy as np

from datasets.flow_pictures import colored, with_arrows
from datasets.pictures import png
from figures.columns import View
from figures.graph import Cell, Edge, Frame, Graph, Node, Note, Step
from figures.numbers import quoted, signed
from lessons.video_to_text.figure.forms import explained
from lessons.video_to_text.model.s2vt_trace import S2VTTrace
from lessons.video_to_text.model.stories import Story
from rnn_core.types import Array

PAD = "pad"
NOTHING = Cell("", None, index=0)
LEFT, NARROW, GAP = 44, 24, 12
"""The room for the rows' names, the width of a state's box, the room of an arrow between two."""
BAR, TOP, BETWEEN, LINE = 20, 22, 16, 26
"""A text's height; the room above, between two rows, and between the lines."""
LETTER, MARK = 8.3, 14
"""How wide a letter of a word is, and the mark of a wrong one."""
BEST = 5
SHOWN = {"v": 3, "h": 5}
"""How many numbers of v' and of a state are shown, those that change most in this clip."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Of each step, from 1, the column's middle and width; of each row its middle.

    rows: by name, of the first line "pad", "h2", "h1", "v", "x", of the second "word", "second2",
    "second1", "nothing". again: the middle of the column of states repeated. panel: the left and
    right end of what stands beside the first line.
    """

    n: int
    centers: tuple[float, ...]
    widths: tuple[float, ...]
    rows: dict[str, float]
    cell: float
    again: float
    panel: tuple[float, float]
    tall: float
    width: float
    height: float

    @classmethod
    def of(cls, trace: S2VTTrace, wrong: frozenset[int], pictures: int, *, dense: bool) -> "Layout":
        """The layout of a sentence about a clip; wrong: places of words; pictures: so many in a column."""
        n, cell, between, line = trace.n_frames, 9.0, BETWEEN, LINE
        side, beside, pad, apart = 26.0, 232.0, 12, 6
        if dense:
            pad, apart = 7, 4
            cell, between, line, side, beside = 4.5, 7, 46 - 20 * pictures, 20.0, 150.0
        tall = 8 + side * pictures
        centers = [LEFT + (NARROW + GAP) * (j + 0.5) for j in range(n)]
        widths = [float(NARROW + GAP - 2)] * n
        x = float(LEFT + NARROW + 3 * GAP)
        for number, token in enumerate(trace.tokens):
            x += MARK if number in wrong else 0
            widths.append(max(NARROW + GAP, LETTER * len(trace.vocabulary.symbols[token]) + pad))
            centers.append(x + widths[-1] / 2)
            x += widths[-1] + apart
        state, seen = 8 + cell * SHOWN["h"], 8 + cell * SHOWN["v"]
        rows, y = {}, float(TOP)
        for name, high in (
            ("pad", BAR + 8),
            ("h2", state),
            ("h1", state),
            ("v", seen),
            ("x", tall),
            ("word", BAR + 8),
            ("second2", state),
            ("second1", state),
            ("nothing", BAR + 8),
        ):
            y += line if name == "word" else 0
            rows[name] = y + high / 2
            y += high + between
        end = LEFT + (NARROW + GAP) * n
        panel = (end + 12.0, end + 12.0 + beside)
        width = max(panel[1], x) + 6
        again = LEFT + (NARROW + GAP) / 2
        return cls(n, tuple(centers), tuple(widths), rows, cell, again, panel, tall, width, y)

    def center(self, step: int) -> float:
        """The middle of the column of a step, counted from 1."""
        return self.centers[step - 1]

    def row(self, kind: str, step: int) -> float:
        """The middle of "h1", "h2", or of what stands below or above them, at a step."""
        if step <= self.n:
            return self.rows[kind]
        return self.rows[{"h1": "second1", "h2": "second2", "v": "nothing"}[kind]]


def strip(story: Story, view: View) -> Graph:
    """The walk through all steps, one step a column."""
    at = Layout.of(story.trace, frozenset(story.wrong), len(story.parts), dense=view.dense)
    units = _drawn_units(story)
    nodes = _boxes(story, at, units)
    edges = _arrows(story)
    steps = _walk(story, nodes, edges)
    if view.veil_after is not None:
        later = [replace(step, text=f"Step {k} · ?") for k, step in enumerate(steps, 1) if k > view.veil_after + 1]
        steps = (*steps[: view.veil_after + 1], *later)
    return Graph(
        title="A clip is read, then a sentence is written",
        width=at.width,
        height=at.height,
        nodes=tuple(nodes),
        edges=tuple(edges),
        notes=_notes(at),
        steps=steps,
        start=min(view.start, len(steps) - 1),
        start_token=view.token,
        veil_after=view.veil_after,
        selected=view.selected,
        highlight=view.highlight,
        explained=explained(story, units, () if view.veil_after is not None else _drawn_words(story)),
    )


def _drawn_units(story: Story) -> dict[str, list[int]]:
    """The units of which numbers are shown."""
    run = story.trace.run
    return {
        "v": liveliest(run.seen[:, 0], SHOWN["v"]),
        "h1": liveliest(run.first.h[1:, 0], SHOWN["h"]),
        "h2": liveliest(run.second.h[1:, 0], SHOWN["h"]),
    }


def _drawn_words(story: Story) -> set[int]:
    """The tokens of which probabilities are shown."""
    return {*story.trace.tokens}.union(*(_likeliest(p) for p in story.trace.run.p[:, 0]))


def _walk(story: Story, nodes: list[Node], edges: list[Edge]) -> tuple[Step, ...]:
    """What each step lights up, and what it does."""
    n, words = story.trace.n_frames, story.trace.symbols
    names = [node.id for node in nodes] + [edge.id for edge in edges]
    found = []
    for step in range(1, story.steps + 1):
        lit = [name for name in names if name.endswith(f".{step}") and not name.startswith("again_")]
        if step <= n:
            text = f"Step {step} · reads frame {step} of {n}, writes nothing"
        else:
            number = step - n - 1
            before = words[number - 1] if number else "<start>"
            p = percent(float(story.trace.run.p[number, 0, story.trace.tokens[number]]))
            text = f"Step {step} · no frame; reads {quoted(before)}, writes {quoted(words[number])}, {p}"
            lit += ["start.0", f"again_h1.{n}", f"again_h2.{n}"] * (number == 0)
        now = (f"h1.{step}", f"h2.{step}", f"x.{step}" if step <= n else f"y.{step}")
        found.append(Step(text, tuple(lit), now))
    return tuple(found)


def _arrows(story: Story) -> list[Edge]:
    n, found = story.trace.n_frames, []
    for step in range(1, story.steps + 1):
        if step <= n:
            found += [
                Edge(f"W_v.{step}", "input", f"x.{step}", f"v.{step}", "W_v"),
                Edge(f"W1x.{step}", "input", f"v.{step}", f"h1.{step}", "W1"),
                Edge(f"E.{step}", "plain", f"pad.{step}", f"h2.{step}", "E", style="dashed"),
            ]
        else:
            source = f"y.{step - 1}" if step > n + 1 else "start.0"
            found += [
                Edge(f"E.{step}", "input", source, f"h2.{step}", "E"),
                Edge(f"W1x.{step}", "plain", f"v.{step}", f"h1.{step}", "W1", style="dashed"),
                Edge(f"W_hy.{step}", "output", f"h2.{step}", f"y.{step}", "W_hy"),
            ]
        found.append(Edge(f"W2x.{step}", "hidden", f"h1.{step}", f"h2.{step}", "W2"))
        if step > 1:
            for layer in "12":
                source = f"h{layer}.{step - 1}" if step != n + 1 else f"again_h{layer}.{n}"
                found.append(Edge(f"W{layer}h.{step}", "hidden", source, f"h{layer}.{step}", f"W{layer}"))
    return found


def _notes(at: Layout) -> tuple[Note, ...]:
    named = [("pad", "word"), ("h2", "h⁽²⁾"), ("h1", "h⁽¹⁾"), ("v", "v′"), ("x", "input")]
    named += [("word", "writes"), ("second2", "h⁽²⁾"), ("second1", "h⁽¹⁾"), ("nothing", "input")]
    return tuple(Note(6, at.rows[row], text) for row, text in named)


def _boxes(story: Story, at: Layout, units: dict[str, list[int]]) -> list[Node]:
    """All boxes: the columns of both lines, the pictures and the best words beside them."""
    trace, n = story.trace, story.trace.n_frames
    run = trace.run
    states = {"h1": run.first.h[1:, 0], "h2": run.second.h[1:, 0]}
    found: list[Node] = []
    for step in range(1, story.steps + 1):
        if step <= n:
            found += [_picture(story, step, at), _pad(f"pad.{step}", step, at.rows["pad"], at)]
            found.append(_state("v", step, run.seen[step - 1, 0], units["v"], at))
        else:
            found += [_pad(f"v.{step}", step, at.rows["nothing"], at), _word(story, step, at)]
        found += [_state(kind, step, states[kind][step - 1], units[kind], at) for kind in states]
    for kind in states:
        found.append(_state(f"again_{kind}", n, states[kind][n - 1], units[kind], at))
    return [*found, _start(at), *_pictures_beside(story, at), _best(story, at)]


def liveliest(rows: Array, n: int) -> list[int]:
    """The n columns that change most over the rows, in their order."""
    return sorted(np.argsort(-rows.std(0), kind="stable")[:n].tolist())


def _state(kind: str, step: int, values: Array, units: list[int], at: Layout) -> Node:
    own = kind.removeprefix("again_")
    again = kind != own
    names = {"v": "v′, made of the features", "h1": "State of the first LSTM"}
    return Node(
        id=f"{kind}.{step}",
        role="input" if own == "v" else "hidden",
        x=at.again if again else at.center(step),
        y=at.row(own, step + again),
        width=NARROW,
        cell_height=at.cell,
        cells=tuple(
            Cell("", float(values[u]), index=u + 1, hint=f"[{u + 1}] {signed(float(values[u]))}") for u in units
        ),
        alt=f"{names.get(own, 'State of the second LSTM')}, step {step}",
        display="heat",
        veil="all" if again else "none" if step <= at.n else "cells",
        group=f"carried_{own}" if step == at.n and own != "v" else "",
    )


def _pad(name: str, step: int, y: float, at: Layout) -> Node:
    return Node(
        id=name,
        role="plain",
        x=at.center(step),
        y=y,
        width=NARROW + 8,
        cell_height=BAR,
        cells=(Cell(PAD, index=0),),
        alt=f"<pad>: zeros, step {step}",
        veil="none",
    )


def _start(at: Layout) -> Node:
    return Node(
        id="start.0",
        role="input",
        x=at.again + 9,
        y=at.rows["word"],
        width=50,
        cell_height=BAR,
        cells=(Cell("<start>", index=0),),
        alt="The symbol that begins every sentence",
        veil="none",
    )


def _picture(story: Story, step: int, at: Layout) -> Node:
    return Node(
        id=f"x.{step}",
        role="input",
        x=at.center(step),
        y=at.rows["x"],
        width=at.widths[step - 1],
        cell_height=at.tall - 8,
        picture=png(_thumbnail(story, step)),
        alt=f"What is seen of frame {step}: {' and '.join(story.parts)}",
        veil="none",
    )


def _thumbnail(story: Story, j: int) -> Array:
    """The pictures of step j that the network sees, one below the other, half as large."""
    frame, flow = story.features.frames[j - 1].astype(float), story.features.flow[j - 1]
    rows, columns = flow.shape[:2]
    small = frame.reshape(rows, 2, columns, 2, 3).mean((1, 3)).round().astype(np.uint8)
    shown = {"frame": small, "flow": colored(flow)}
    return np.concatenate([shown[part] for part in story.parts])


def _word(story: Story, step: int, at: Layout) -> Node:
    number = step - story.trace.n_frames - 1
    wrong = story.wrong.get(number)
    token = story.trace.tokens[number]
    return Node(
        id=f"y.{step}",
        role="output",
        x=at.center(step),
        y=at.rows["word"],
        width=at.widths[step - 1],
        cell_height=BAR,
        cells=(Cell(story.trace.symbols[number], mark="wrong" if wrong else "", index=token + 1),),
        alt=f"Word {number + 1}" + (f", not true of the clip: the {wrong}" if wrong else ""),
    )


def _pictures_beside(story: Story, at: Layout) -> list[Node]:
    """The frame, and the flow, at the step of the walk; while writing, those seen last."""
    found = []
    n, side = story.trace.n_frames, (at.panel[1] - at.panel[0] - 12) / 2
    for place, part in enumerate(story.parts):
        if part == "frame":
            pictures = [png(frame) for frame in story.features.frames]
        else:
            pictures = [png(with_arrows(flow, 6)) for flow in story.features.flow]
        name = "frame" if part == "frame" else "flow into"
        shown = [Frame((), f"{name} {j}", id=f"{part}.{j}", picture=picture) for j, picture in enumerate(pictures, 1)]
        last = Frame((), f"{part} {n}, last", id=f"{part}.{n}", picture=pictures[-1])
        found.append(
            Node(
                id=part,
                role="input",
                x=at.panel[0] + side / 2 + place * (side + 12),
                y=TOP + side / 2,
                width=side,
                cell_height=side - 8,
                title=name,
                veil="none",
                frames=tuple(shown) + (last,) * (story.steps - n),
                alt=f"The {part} at this step",
            )
        )
    return found


def _best(story: Story, at: Layout) -> Node:
    """The five most probable next words, as bars; empty while the clip is read."""
    trace, n = story.trace, story.trace.n_frames
    frames = [Frame((NOTHING,) * BEST, "writes nothing", id="p.0")] * n
    for step, p in enumerate(trace.run.p[:, 0], start=n + 1):
        best = _likeliest(p)
        cells = tuple(
            Cell(f"{trace.vocabulary.symbols[k]}  {percent(float(p[k]))}", float(p[k]), index=k + 1) for k in best
        )
        frames.append(Frame(cells, "most probable", id=f"p.{step}"))
    side = (at.panel[1] - at.panel[0] - 12) / 2
    return Node(
        id="best",
        role="output",
        x=sum(at.panel) / 2,
        y=TOP + side + 20 + (BAR * BEST + 8) / 2,
        width=at.panel[1] - at.panel[0],
        cell_height=BAR,
        cells=(NOTHING,) * BEST,
        display="bars",
        frames=tuple(frames),
        alt="The most probable words at this step",
    )


def _likeliest(p: Array) -> list[int]:
    """The most probable tokens, the best first."""
    return [int(token) for token in np.argsort(-p, kind="stable")[:BEST]]


def percent(share: float) -> str:
    """A share in percent; what rounds to 0 or 100 but is not, says so."""
    if 0 < share < 0.001:
        return "<0.1 %"
    if 0.999 < share < 1:
        return ">99.9 %"
    return f"{100 * share:.1f} %"
