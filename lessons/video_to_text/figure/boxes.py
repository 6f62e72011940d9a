"""The boxes of a clip's reading and writing."""

from dataclasses import dataclass

import numpy as np

from datasets.clips.clip import Clip
from datasets.clips.judge import errors
from datasets.flow_pictures import colored, with_arrows
from datasets.pictures import png
from figures.graph import Cell, Frame, Node
from figures.numbers import signed
from lessons.video_to_text.figure.layout import BAR, BEST, NARROW, SHOWN, TOP, Layout
from lessons.video_to_text.model.clip_features import Seen
from lessons.video_to_text.model.s2vt_trace import Told
from rnn_core.types import Array

PAD = "pad"
NOTHING = Cell("", None, index=0)


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A clip, what was seen of it, what was told of it from which input."""

    clip: Clip
    seen: Seen
    inputs: str
    told: Told

    @property
    def steps(self) -> int:
        """The number of steps: frames read, and then words written."""
        return self.told.n_frames + len(self.told.tokens)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the network sees of a step: frames, flows, or both."""
        return {"rgb": ("frame",), "flow": ("flow",)}.get(self.inputs, ("frame", "flow"))

    @property
    def said(self) -> list[str]:
        """The words as they are printed, the end symbol included."""
        return [self.told.vocabulary.symbols[token] for token in self.told.tokens]

    @property
    def wrong(self) -> dict[int, str]:
        """The places of words that are not true of the clip, and of what part each is."""
        return errors(self.told.words, self.clip)

    def thumbnail(self, j: int) -> Array:
        """The pictures of step j that the network sees, one below the other, half as large."""
        frame, flow = self.seen.frames[j - 1].astype(float), self.seen.flow[j - 1]
        rows, columns = flow.shape[:2]
        small = frame.reshape(rows, 2, columns, 2, 3).mean((1, 3)).round().astype(np.uint8)
        shown = {"frame": small, "flow": colored(flow)}
        return np.concatenate([shown[part] for part in self.parts])


def boxes(story: Story, at: Layout) -> list[Node]:
    """All boxes: the columns of both lines, the pictures and the best words beside them."""
    told, n = story.told, story.told.n_frames
    run = told.run
    units = {
        "v": liveliest(run.seen[:, 0], SHOWN["v"]),
        "h1": liveliest(run.first.h[1:, 0], SHOWN["h"]),
        "h2": liveliest(run.second.h[1:, 0], SHOWN["h"]),
    }
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
        veil="none" if step <= at.n else "cells",
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
        alt=f"Nothing: zeros, step {step}",
        veil="none",
    )


def _start(at: Layout) -> Node:
    return Node(
        id="start.0",
        role="input",
        x=at.again + 4,
        y=at.rows["word"],
        width=56,
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
        picture=png(story.thumbnail(step)),
        alt=f"What is seen of frame {step}: {' and '.join(story.parts)}",
        veil="none",
    )


def _word(story: Story, step: int, at: Layout) -> Node:
    number = step - story.told.n_frames - 1
    wrong = story.wrong.get(number)
    token = story.told.tokens[number]
    return Node(
        id=f"y.{step}",
        role="output",
        x=at.center(step),
        y=at.rows["word"],
        width=at.widths[step - 1],
        cell_height=BAR,
        cells=(Cell(story.said[number], mark="wrong" if wrong else "", index=token + 1),),
        alt=f"Word {number + 1}" + (f", not true of the clip: the {wrong}" if wrong else ""),
    )


def _pictures_beside(story: Story, at: Layout) -> list[Node]:
    """The frame, and the flow, at the step of the walk; while writing, those seen last."""
    found = []
    n, side = story.told.n_frames, (at.panel[1] - at.panel[0] - 12) / 2
    for place, part in enumerate(story.parts):
        if part == "frame":
            pictures = [png(frame) for frame in story.seen.frames]
        else:
            pictures = [png(with_arrows(flow, 6)) for flow in story.seen.flow]
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
    told, n = story.told, story.told.n_frames
    frames = [Frame((NOTHING,) * BEST, "says nothing", id="p.0")] * n
    for step, p in enumerate(told.run.p[:, 0], start=n + 1):
        best = np.argsort(-p, kind="stable")[:BEST].tolist()
        cells = tuple(
            Cell(f"{told.vocabulary.symbols[k]}  {percent(float(p[k]))}", float(p[k]), index=k + 1) for k in best
        )
        frames.append(Frame(cells, "best words", id=f"p.{step}"))
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


def percent(share: float) -> str:
    """A share in percent; what rounds to 0 or 100 but is not, says so."""
    if 0 < share < 0.001:
        return "<0.1 %"
    if 0.999 < share < 1:
        return ">99.9 %"
    return f"{100 * share:.1f} %"
