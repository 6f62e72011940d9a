"""The text under the figure of the lesson on video, and its exercises."""

import numpy as np

from datasets.clips.clip import Clip
from figures.numbers import signed
from lessons.video_to_text.model import stories
from lessons.video_to_text.shown import sizes
from ui import shipped
from ui.guide import Exercise, Section, Text

HAND = {"a": 5.0, "b": 4.0, "c": 2.0, "d": -6.0, "e": -4.0}
"""The sums of the exercise by hand."""


def _share(inputs: str, name: str, column: str) -> float:
    right, of = shipped.measured("video_to_text")["scores"][inputs][name]["counts"][column]
    return float(100 * right / of)


def _streams() -> str:
    here = sizes()
    return f"""Which numbers of a frame does the first LSTM read? The paper uses **two streams**, each with a CNN of its own:

| | the paper (S2VT) | here |
| --- | --- | --- |
| **Frames: RGB** | 1. train on ImageNet; 2. take the activations from the layer before classification | a CNN trained to name drawings; its {here.rgb} activations before the last layer |
| **Frames: flow** | 1. train a CNN on activity classes; 2. use optical flow to extract flow images; 3. take the activations from the layer before classification | a CNN trained to name {here.motions} motions; flow from two equations a pixel; its {here.flow} activations before the last layer |
| **Decoder** | a network for each stream, their word probabilities averaged | one network reads both vectors side by side |
| **Data** | web videos and movies; in the movie corpus (DVS) a name became “someone”: *Looking troubled, someone descends the stairs* | drawn clips of {here.frames} frames |

The movie corpus is made of descriptions for blind people (DVS, descriptive video service). Who *the Queen* is cannot be seen in a clip, so
names were replaced before training."""


def _flow() -> str:
    return """**Optical flow** describes for every pixel how far it moves from one frame to the next, $u$ to the right and $v$ down. If a point keeps
its brightness $I$ while it moves, then

$$I_x u + I_y v + I_t = 0$$

with the slopes $I_x$, $I_y$ of the brightness and its change $I_t$ in time. That is one equation for two unknowns. Lucas and Kanade add it up
over a window of pixels and take the $u$ and $v$ with the smallest squared error; with $\\lambda$ against windows without texture:

$$\\begin{pmatrix} a & c \\\\ c & b \\end{pmatrix} \\begin{pmatrix} u \\\\ v \\end{pmatrix} = \\begin{pmatrix} -d \\\\ -e \\end{pmatrix}$$

where $a = \\sum I_x^2 + \\lambda$, $b = \\sum I_y^2 + \\lambda$, $c = \\sum I_x I_y$, $d = \\sum I_x I_t$ and $e = \\sum I_y I_t$."""


def _adds() -> str:
    def row(inputs: str, name: str) -> str:
        shares = (_share(inputs, "test", column) for column in ("object", "color", "one motion", "all right"))
        return f"| {name} | {' | '.join(f'{share:.0f} %' for share in shares)} |"

    rows = "\n".join((row("rgb", "RGB alone"), row("flow", "flow alone"), row("both", "RGB and flow")))
    return f"""Right on held-out clips (stored results):

| input | object | color | one motion | whole sentence |
| --- | --- | --- | --- | --- |
{rows}

Nouns and colors come mostly from RGB, verbs mostly from flow. *Mostly*: flow alone names about half of the objects by their outline, and RGB
alone about half of the single motions by the places where the thing stands in the frames. Only with both is the whole sentence often right.

For pairs of thing and motion that training never showed, RGB alone names the object in {_share("rgb", "unseen", "object"):.0f} %, both inputs in
{_share("both", "unseen", "object"):.0f} %, flow alone in {_share("flow", "unseen", "object"):.1f} %. The network learned that certain things make
certain motions; where that no longer holds, the second stream misleads it. More input helps only as far as the training data are like
what comes later."""


def _by_hand() -> str:
    a, b, c, d, e = (signed(HAND[name], 0) for name in "abcde")
    return (
        f"At one pixel the sums are $a$ = {a}, $b$ = {b}, $c$ = {c}, $d$ = {d}, $e$ = {e}. Solve the two equations for $u$ and $v$. In which "
        "direction does the pixel move?"
    )


def _by_hand_solution() -> str:
    a, b, c, d, e = HAND.values()
    u, v = (float(each) for each in np.linalg.solve([[a, c], [c, b]], [-d, -e]))
    return (
        f"The determinant is $ab - c^2$ = {a * b - c * c:g}. So $u = (c e - b d)/(a b - c^2)$ = {c * e - b * d:g} / {a * b - c * c:g} = "
        f"{signed(u)} and $v = (c d - a e)/(a b - c^2)$ = {c * d - a * e:g} / {a * b - c * c:g} = {signed(v)}: the pixel moves to the "
        "right and a little down. In the view *flow* every pixel can be clicked for the same computation."
    )


def _here_solution() -> str:
    lines = []
    for motion in ("left", "right"):
        clip = Clip("ball", "red", (motion,), stories.FIRST_TAKE)
        told = {name: stories.story(clip, name) for name in ("rgb", "flow", "both")}
        lines += [
            f"| {motion} | {name} | {told[key].trace.sentence} | {', '.join(told[key].verdict.wrong) or 'nothing'} |"
            for key, name in (("rgb", "RGB"), ("flow", "flow"), ("both", "RGB and flow"))
        ]
    return (
        "| motion | input | sentence | wrong |\n| --- | --- | --- | --- |\n"
        + "\n".join(lines)
        + "\n\nThe verb depends on the flow, the color "
        "on RGB. RGB alone is sometimes right, because of where the ball stands in the frames."
    )


TEXT = Text(
    sections=(
        Section(
            "Many to many, but not side by side",
            """A sentence about a clip has no word that belongs to a single frame. The first word can only be written when the clip is known. So
the wiring is **many to many** with different lengths: read all, then write. (The lecture's overview lists video captioning beside the
aligned wiring, one output for each input; labels for each frame are the usual example of that one.)

**S2VT**, *sequence to sequence, video to text* (Venugopalan et al., 2015), uses two LSTMs, one above the other, for both phases:

$$h^{(1)}_t = \\mathrm{LSTM}_1(v'_t, h^{(1)}_{t-1}) \\qquad h^{(2)}_t = \\mathrm{LSTM}_2([h^{(1)}_t; E[w]], h^{(2)}_{t-1}) \\qquad p_t = \\mathrm{softmax}(W_{hy} h^{(2)}_t + b_y)$$

$v'_t$ is made of the features of frame $t$, $E[w]$ is the vector of the word $w$ that was written last, $p_t$ are the probabilities of the
next word. While frames are read, zeros (`<pad>`) stand for the word; while words are written, zeros stand for the frame. Between the phases
only the hidden states $h$ and the cell states $C$ are carried. The weights are the same all the time.""",
            ("task", "read", "write"),
        ),
        Section("Two streams: theirs and ours", _streams, ("paper",)),
        Section("Optical flow", _flow, ("flow",)),
        Section("What flow adds", _adds, ("flow-only", "rgb-only", "table", "unseen")),
    ),
    exercises=(
        Exercise("hand", _by_hand, _by_hand_solution, "flow"),
        Exercise(
            "here",
            "Set *And then* to – and compare *Motion* left and right for each *Input*. Which words of the sentence change with the motion, "
            "and with which input are they right?",
            _here_solution,
            "flow-only",
        ),
        Exercise(
            "think",
            "A clip is played backwards. Which of the two streams changes, and what should change in the sentence?",
            "The frames are the same ones in another order, so the RGB features of each single frame stay as they are. Every flow vector is "
            "reversed. Object and color should stay, the motion should be reversed, and two motions should also change places. RGB alone "
            "could notice only through the order in which its states read the frames.",
        ),
    ),
    sources="""
- Lecture, *Recurrent Neural Networks* (G. Roig, Goethe University): *Sequence to Sequence, Video to Text*.
- S. Venugopalan, M. Rohrbach, J. Donahue, R. Mooney, T. Darrell, K. Saenko, *Sequence to Sequence – Video to Text*, ICCV 2015;
  the authors' [summary and examples as a video](https://youtu.be/-xNI7e7YgDk).
- B. D. Lucas, T. Kanade, *An Iterative Image Registration Technique with an Application to Stereo Vision*, IJCAI 1981.
""",
)
