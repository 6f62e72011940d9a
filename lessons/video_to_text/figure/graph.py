"""S2VT at work: twelve frames are read, then the sentence is written, by the same two cells.

Upwards stand what is seen, its features, the first cell, the second, and what is said. A <pad>
stands where a cell gets zeros: the first cell while writing, the second one's word while reading.
"""

from figures.columns import View
from figures.graph import Edge, Graph, Node, Note, Step
from figures.numbers import quoted
from lessons.video_to_text.figure.boxes import Story, boxes, percent
from lessons.video_to_text.figure.layout import Layout


def strip(story: Story, view: View) -> Graph:
    """The walk through all steps, one step a column."""
    at = Layout.of(story.told, frozenset(story.wrong), len(story.parts), dense=view.dense)
    nodes = boxes(story, at)
    edges = _arrows(story)
    steps = _walk(story, nodes, edges)
    return Graph(
        title="A clip is read, then told",
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
    )


def _walk(story: Story, nodes: list[Node], edges: list[Edge]) -> tuple[Step, ...]:
    """What each step lights up, and what is said of it."""
    n, words = story.told.n_frames, story.said
    names = [node.id for node in nodes] + [edge.id for edge in edges]
    found = []
    for step in range(1, story.steps + 1):
        lit = [name for name in names if name.endswith(f".{step}")]
        if step <= n:
            text = f"Step {step} · frame {step} of {n} is read; nothing is said"
        else:
            number = step - n - 1
            before = words[number - 1] if number else "<start>"
            p = percent(float(story.told.run.p[number, 0, story.told.tokens[number]]))
            text = f"Step {step} · nothing seen, {quoted(before)} read: {quoted(words[number])} {p}"
            lit += ["start.0"] * (number == 0)
        now = (f"h1.{step}", f"h2.{step}", f"x.{step}" if step <= n else f"y.{step}")
        found.append(Step(text, tuple(lit), now))
    return tuple(found)


def _arrows(story: Story) -> list[Edge]:
    n, found = story.told.n_frames, []
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
    named = [("pad", "says"), ("h2", "h²"), ("h1", "h¹"), ("v", "v′"), ("x", "sees")]
    named += [("word", "says"), ("second2", "h²"), ("second1", "h¹"), ("nothing", "sees")]
    return tuple(Note(6, at.rows[row], text) for row, text in named)
