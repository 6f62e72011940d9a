"""What the guide of the lesson deep-rnn says, and in which state of the page."""

import numpy as np

from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.figure.graph import forward_steps
from lessons.deep_rnn.model import reading_of
from lessons.deep_rnn.shown import Found, result
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.turn import trained
from rnn_core.studies import turn_task
from ui.guide import Question, Script, Stop, num, part, word

ONE = DeepRnn(layers=1)
TWO = DeepRnn()
THREE = DeepRnn(layers=3)
TURN = DeepRnn(view="turn")
FORWARD = forward_steps(reading_of(TWO.stack)) - 1
"""The last step of the walk forward, from 0."""
ONE_FORWARD = forward_steps(reading_of(ONE.stack)) - 1
SECOND_UPDATE = 5
"""The step at which the second layer has its state of t = 2."""
ONE_LAYER, TWO_LAYERS, BOTH, NEITHER = "only the one layer", "only the two layers", "both", "neither"
GOOD, HALF = 0.9, 0.5


def _gradient_replies(found: Found) -> dict[str, str]:
    said = {}
    for layer, norm in enumerate(found.first, start=1):
        size = part(norm_text(norm), f"g{layer}.1")
        paths = found.reading.paths(1, layer)
        ways = f"{paths} path{'s' * (paths != 1)}"
        if layer == found.largest:
            reply = f"Its gradient has the length {size}, over {ways} to the loss. Here the paths add up."
        elif layer == found.reading.layers:
            reply = (
                f"It is nearest to the loss in depth, but at $t=1$ not in time: only {ways} along the top row lead "
                f"from it to the loss, and its gradient has the length {size}."
            )
        else:
            reply = (
                f"It has {ways} to the loss, but each path multiplies its gradient by many factors; its length is "
                f"{size}."
            )
        said[f"layer {layer}"] = reply
    return said


def _block_text(found: Found) -> str:
    n = found.state.hidden
    return (
        f"Layer $l$ has one matrix $W^{{(l)}}$ of $n$ rows and $2n$ columns, here {n} × {2 * n}. Its left half "
        f"multiplies the state of the layer [below](below2.2), its right half the layer's own [old state](before2.2). "
        "So that this fits the lowest layer too, each character enters as a vector of $n$ numbers, its row of the "
        "**embedding** $E$."
    )


def _above_text(found: Found) -> str:
    two = found.with_layers(2)
    same = np.array_equal(found.reading.states[:2], two.states)
    return (
        "One more layer, with drawn weights. The [states](h1.1 h2.1) below "
        f"{word(same, 'stay as they were', 'change')}; their [gradients](g1.1 g2.1) do not: in layer 1 at $t=1$ from "
        f"{norm_text(two.norms[0, 1])} to {part(norm_text(found.first[0]), 'g1.1')}."
    )


def _turn_text(found: Found) -> str:
    one, two = found.compared
    return (
        f"A symbol is read at each time step. When it equals the one before, the turn passes to the next of "
        f"{turn_task.PLAYERS} players. Networks with one layer ({one.weights} weights) and with two ({two.weights}) "
        "were trained to name whose turn it is, ten seeds each; these results are stored."
    )


def _turn_replies(found: Found) -> dict[str, str]:
    one, two = (kind.last for kind in found.compared)
    m = turn_task.PLAYERS
    return {
        ONE_LAYER: "It has more units, and every unit reads the symbol directly. But it must compare two symbols and "
        f"count in one time step: {num(one.mean(), 2, 'one')} on average, little more than guessing.",
        TWO_LAYERS: f"Two layers: at least {num(two.min(), 2, 'two')} for each seed. One layer: "
        f"{num(one.mean(), 2, 'one')} on average, with 1/{m} for guessing. The first layer finds the repeats, the "
        "second counts them.",
        BOTH: f"They have equally many weights. Yet one layer reaches only {num(one.mean(), 2, 'one')} on average "
        "after the same training: what counts here is how the weights are arranged.",
        NEITHER: f"{turn_task.LENGTH} time steps are not too many: two layers are right in "
        f"{num(two.mean(), 2, 'two')} of the sequences that they were never trained on.",
    }


def _turn_answer(found: Found) -> str:
    one, two = (bool(kind.last.mean() > GOOD) for kind in found.compared)
    if one and two:
        return BOTH
    return ONE_LAYER if one else TWO_LAYERS if two else NEITHER


def _carried_text(found: Found) -> str:
    two = found.compared[1]
    return (
        "What does each layer of two carry? A linear readout, fitted to the stored networks' states, finds in layer 1 "
        f"whether a symbol is a repeat ({num(two.carried(1, 'repeat'), 2)}) but not whose turn it is "
        f"({num(two.carried(1, 'turn'), 2)}). In the upper layer it finds the turn "
        f"({num(two.carried(2, 'turn'), 2)}), and the symbol hardly any more ({num(two.carried(2, 'symbol'), 2)})."
    )


def _division_of_labor(found: Found) -> bool:
    two = found.compared[1]
    return (
        found.state.view == "turn"
        and two.carried(1, "repeat") > GOOD > HALF > two.carried(1, "turn")
        and two.carried(2, "turn") > GOOD > HALF > two.carried(2, "symbol")
    )


def _limits_text(found: Found) -> str:
    one = found.compared[0]
    late, wide, long = (float(trained(kind).last.mean()) for kind in ("late", "wide", "long"))
    slow = trained("slow")
    return (
        f"One layer is able to compute this; it only learns it badly. Its {num(one.last.mean(), 2, 'one')} becomes "
        f"{num(late, 2)} when it may answer one time step later, {num(wide, 2)} with four times the weights, "
        f"{num(long, 2)} with four times the training. And with a learning rate of "
        f"{slow.trials[0]['trial']['rate']:g}, two layers reach only {num(slow.last.mean(), 2)}."
    )


def _more_helps(found: Found) -> bool:
    one = float(found.compared[0].last.mean())
    more = [float(trained(kind).last.mean()) for kind in ("late", "wide", "long")]
    return found.state.view == "turn" and all(one < each < GOOD for each in more)


SCRIPT: Script[DeepRnn, Found] = Script(
    result,
    (
        Stop(
            name="one-layer",
            title="One layer, as before",
            text="Until now there was one hidden state at each time step. Feed-forward networks have many layers; "
            "can a recurrent one? Recall the single layer: its new [state](h1.2) is computed from the [input](x.2) "
            "below and its own [old state](h1.1), here written with one matrix for both.",
            formula=r"\hidden{h_t} = \tanh\left(\hidden{W}\,[\input{x_t};\ \hidden{h_{t-1}}]\right)",
            state=ONE,
            step=ONE_FORWARD,
            covers=True,
            highlight=("x.2", "h1.1", "h1.2"),
            holds=lambda found: bool(
                found.reading.layers == 1
                and np.allclose(
                    np.tanh(
                        found.reading.run.model.cell.matrices[0]
                        @ np.concatenate([found.reading.run.trace.x[1, 0], found.reading.states[0, 1]])
                    ),
                    found.reading.states[0, 2],
                    rtol=1e-12,
                )
            ),
            scope="seeds",
            fails=TWO,
            note="[x; h] means: one vector below the other. W is [W_xh W_hh], side by side.",
        ),
        Stop(
            name="two-layers",
            title="A layer that reads a layer",
            text="A second layer reads, at every time step, the [state of the first](h1.2) instead of the input, and "
            "its own [old state](h2.1). Time runs to the right, depth upward. The number in parentheses is the "
            "layer, not a power; only the top layer is read out.",
            formula=r"\hidden{h_t^{(l)}} = \tanh\left(\hidden{W^{(l)}}\,[\hidden{h_t^{(l-1)}};\ "
            r"\hidden{h_{t-1}^{(l)}}]\right)",
            state=TWO,
            begin=0,
            step=SECOND_UPDATE,
            covers=True,
            highlight=("h1.2", "h2.1", "h2.2"),
            holds=lambda found: bool(
                found.reading.layers == 2
                and np.allclose(
                    np.tanh(
                        found.reading.run.model.cell.matrices[1]
                        @ np.concatenate([found.reading.states[0, 2], found.reading.states[1, 1]])
                    ),
                    found.reading.states[1, 2],
                    rtol=1e-12,
                )
            ),
            scope="seeds",
            fails=ONE,
            note="Every box does the same: it reads from below and from before. Click a number to see both halves.",
        ),
        Stop(
            name="one-block",
            title="One matrix, two arrows",
            text=_block_text,
            formula=r"\hidden{h} \in \mathbb{R}^n,\quad \hidden{W^{(l)}} \in \mathbb{R}^{n \times 2n}",
            state=TWO,
            step=SECOND_UPDATE,
            covers=True,
            highlight=("below2.2", "before2.2"),
            holds=lambda found: all(matrix.shape == (3, 6) for matrix in found.reading.run.model.cell.matrices),
            scope="seeds",
            fails=DeepRnn(hidden=4),
            note="Point at an arrow: the vertical and the horizontal ones of its layer light up together.",
        ),
        Stop(
            name="gradient",
            title="Back through time and depth",
            text="The gradient of the loss at the last time step goes back along all arrows, to the left and down. "
            "At each state it is the sum over all paths.",
            state=TWO,
            begin=FORWARD - 3,
            step=FORWARD,
            highlight=("h1.1", "h2.1"),
            question=Question(
                text="At $t=1$, which layer's state gets the larger gradient?",
                replies=_gradient_replies,
                answer=lambda found: f"layer {found.largest}",
                highlight=("g1.1", "g2.1"),
            ),
            holds=lambda found: found.largest == 1 and (found.reading.paths(1, 1), found.reading.paths(1, 2)) == (4, 1),
            fails=DeepRnn(word="ab"),
            note="The number of paths does not decide alone: with other weights the upper layer can win.",
        ),
        Stop(
            name="on-top",
            title="One more layer on top",
            text=_above_text,
            state=THREE,
            highlight=("h1.1", "h2.1", "g1.1", "g2.1"),
            holds=lambda found: bool(
                found.reading.layers == 3
                and np.array_equal(found.reading.states[:2], found.with_layers(2).states)
                and not np.allclose(found.reading.norms[:2, 1:], found.with_layers(2).norms[:, 1:])
            ),
            scope="seeds",
            fails=DeepRnn(layers=3, network="trained"),
            note="That holds for drawn weights. Training then changes the weights of all layers, and their states.",
        ),
        Stop(
            name="whose-turn",
            title="What is a second layer good for?",
            text=_turn_text,
            state=TURN,
            highlight=("one", "two"),
            question=Question(
                text="Which of them learns it?", replies=_turn_replies, answer=_turn_answer, highlight=("two",)
            ),
            holds=lambda found: (
                found.state.view == "turn"
                and found.compared[1].learned == len(found.compared[1].trials) == 10
                and found.compared[0].learned == 0
                and found.compared[0].weights >= found.compared[1].weights
            ),
            fails=TWO,
            note="Two questions, one after the other: the same as before? And so whose turn is it? Play it with the "
            "class.",
        ),
        Stop(
            name="what-they-carry",
            title="One question for each layer",
            text=_carried_text,
            state=TURN,
            highlight=("two",),
            holds=_division_of_labor,
            fails=TWO,
            note="Chance is one third for the turn. The lower layer answers the first question, the upper one the "
            "second.",
        ),
        Stop(
            name="limits",
            title="What depth does not give",
            text=_limits_text,
            state=TURN,
            highlight=("one",),
            holds=_more_helps,
            fails=TWO,
            note="One task proves nothing about others. Stacks of two to four layers are common because they often "
            "help.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Each layer is a recurrent network that reads the states of the layer below. A second layer costs "
            "$2n^2$ more weights, makes the path from input to output longer by one, and can compute something from "
            "what the first has found. It does not make the path through time shorter: that problem is the next "
            "lesson.",
            formula=r"\hidden{h_t^{(l)}} = \tanh\left(\hidden{W^{(l)}}\,[\hidden{h_t^{(l-1)}};\ "
            r"\hidden{h_{t-1}^{(l)}}]\right)",
            state=TWO,
            step=FORWARD,
            highlight=("h1.4", "h2.4"),
            holds=lambda found: (
                sum(matrix.size for matrix in found.reading.run.model.cell.matrices)
                - sum(matrix.size for matrix in found.with_layers(1).run.model.cell.matrices)
                == 2 * found.state.hidden**2
            ),
            scope="seeds",
            fails=DeepRnn(layers=3),
            note="Next: what happens when many time steps lie between a clue and the answer.",
        ),
    ),
    symbols=("x", "h", "E", "y", "W_hy", "losses", "dh", "H", "T"),
)
