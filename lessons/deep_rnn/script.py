"""What the guide of the lesson deep-rnn says, and in which state of the page."""

import numpy as np

from lessons.deep_rnn.figure.boxes import norm_text
from lessons.deep_rnn.figure.graph import forward_steps
from lessons.deep_rnn.model import reading_of
from lessons.deep_rnn.sequence import LENGTH
from lessons.deep_rnn.shown import Found, result
from lessons.deep_rnn.state import DeepRnn
from lessons.deep_rnn.turn import trained
from rnn_core.studies import turn_task
from ui.guide import Question, Script, Stop, num, part, word

ONE = DeepRnn(layers=1)
TWO = DeepRnn()
THREE = DeepRnn(layers=3)
PLAY = DeepRnn(view="turn")
READ_OUT = DeepRnn(view="turn", answers="shown")
RESULTS = DeepRnn(view="turn", answers="results")
ALL_RESULTS = DeepRnn(view="turn", answers="results", trainings="all")
FORWARD = forward_steps(reading_of(TWO.stack)) - 1
"""The last step of the walk forward, from 0."""
ONE_FORWARD = forward_steps(reading_of(ONE.stack)) - 1
SECOND_UPDATE = 5
"""The step at which the second layer has its state of t = 2."""
ONE_LAYER, TWO_LAYERS, BOTH, NEITHER = "only the one layer", "only the two layers", "both", "neither"
GOOD, HALF = 0.9, 0.5
SEEN = 7
"""Up to this time step the answers stand in the figure when the class is asked for the last one."""


def _gradient_replies(found: Found) -> dict[str, str]:
    said = {}
    for layer, norm in enumerate(found.first, start=1):
        size = part(norm_text(norm), f"g{layer}.1")
        paths = found.reading.paths(1, layer)
        ways = f"{paths} path{'s' * (paths != 1)}"
        if layer == found.largest:
            reply = f"Its gradient has the length {size}, over {ways} to the loss. Here they do not cancel."
        elif layer == found.reading.layers:
            reply = (
                f"It is nearest to the loss in depth, but at $t=1$ not in time: only {ways} along the top row "
                f"lead{'s' * (paths == 1)} from it to the loss, and its gradient has the length {size}."
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
        "One more layer, with random weights. The [states](h1.1 h2.1) below "
        f"{word(same, 'stay as they were', 'change')}; their [gradients](g1.1 g2.1) do not: in layer 1 at $t=1$ from "
        f"{norm_text(two.norms[0, 1])} to {part(norm_text(found.first[0]), 'g1.1')}."
    )


def _play_text(_: Found) -> str:
    players = range(turn_task.PLAYERS)
    return (
        "A task: one [character](x.1) is read at each time step. When it is the [same as before](same.2), the "
        f"[turn](turn.2) passes to the next of {len(players)} players, {', '.join(map(str, players[:-1]))} and "
        f"{players[-1]}. Player {players[0]} begins. The answers are shown up to $t={SEEN}$."
    )


def _play_replies(found: Found) -> dict[str, str]:
    played, m = found.played, turn_task.PLAYERS
    truth, count = int(played.turns[-1]), played.count
    again = next(
        t for t in range(2, len(played.x)) if played.x[t] in played.x[: t - 1] and played.x[t] != played.x[t - 1]
    )
    three = next(t for t in range(2, len(played.x)) if played.same[t] and played.same[t - 1])
    said = {}
    for player in range(m):
        if player == truth:
            reply = (
                f"There are {count} repeats, and {count} divided by {m} leaves the remainder {truth}. You needed two "
                "things at every time step: the last character, to compare, and the turn so far, to count."
            )
        elif (player - truth) % m == 1:
            reply = (
                f"That is one repeat too many. Only the character directly before counts: the "
                f"[character](x.{again + 1}) at $t={again + 1}$ has occurred before, but not at $t={again}$."
            )
        else:
            reply = (
                "That is one repeat too few. Three equal characters in a row, as those that end at "
                f"[$t={three + 1}$](x.{three - 1} x.{three} x.{three + 1}), are two repeats."
            )
        said[f"player {player}"] = reply
    return said


def _turn_text(found: Found) -> str:
    one, two = found.compared
    return (
        f"Networks with one layer ({one.weights} weights) and with two ({two.weights}) were trained to say at every "
        f"time step whose turn it is, with {len(two.trials)} seeds each. The figure shows the stored results: how many "
        "answers are right on held-out sequences, which were not used in training."
    )


def _turn_replies(found: Found) -> dict[str, str]:
    one, two = (kind.last for kind in found.compared)
    m = turn_task.PLAYERS
    return {
        ONE_LAYER: "It has more units, and every unit reads the character directly. But it must compare two characters "
        f"and count in one time step: at the last one {num(one.mean(), 2, 'one')} of its answers are right on average, "
        "little more than by guessing.",
        TWO_LAYERS: f"At the last time step, two layers give at least {num(two.min(), 2, 'two')} right answers with "
        f"each seed, one layer {num(one.mean(), 2, 'one')} on average; guessing gives 1/{m}. The first layer can "
        "compare, and the second can count what the first has found.",
        BOTH: "They have about equally many weights. Yet after the same training one layer reaches only "
        f"{num(one.mean(), 2, 'one')} on average: what counts here is how the weights are arranged.",
        NEITHER: f"{turn_task.LENGTH} time steps are not too many: two layers are right in "
        f"{num(two.mean(), 2, 'two')} of the held-out sequences, even at the last time step.",
    }


def _turn_answer(found: Found) -> str:
    one, two = (bool(kind.last.mean() > GOOD) for kind in found.compared)
    if one and two:
        return BOTH
    return ONE_LAYER if one else TWO_LAYERS if two else NEITHER


def _carried_text(found: Found) -> str:
    two, wrong = found.compared[1], _first_error(found, "one")
    right = (
        "is right at every time step" if wrong is None else f"is wrong for the first time at [$t={wrong}$](one.{wrong})"
    )
    return (
        f"What two of the stored networks say. The one with one layer {right}. In the other, a matrix trained to read "
        f"the lower layer tells repeats ({num(two.carried(1, 'repeat'), 2, 'share_same1')} right), but not whose turn "
        f"it is ({num(two.carried(1, 'turn'), 2, 'share_turn1')}); from the upper layer it hardly tells the character "
        f"({num(two.carried(2, 'symbol'), 2, 'share_character2')})."
    )


def _first_error(found: Found, kind: str) -> int | None:
    """The first time step at which the network's answer is wrong on the sequence."""
    wrong = np.flatnonzero(~found.played.right(kind))
    return int(wrong[0]) + 1 if len(wrong) else None


def _division_of_labor(found: Found) -> bool:
    two = found.compared[1]
    return (
        found.state.answers == "shown"
        and _first_error(found, "one") is not None
        and _first_error(found, "two") is None
        and two.carried(1, "repeat") > GOOD > HALF > two.carried(1, "turn")
        and two.carried(2, "turn") > GOOD > HALF > two.carried(2, "symbol")
    )


def _limits_text(found: Found) -> str:
    one = found.compared[0]
    late, wide, long = (float(trained(kind).last.mean()) for kind in ("late", "wide", "long"))
    slow = trained("slow")
    return (
        "One layer is able to compute this; it only learns it badly. At the last time step, its share of right "
        f"answers, {num(one.last.mean(), 2, 'one')}, becomes {num(late, 2, 'late')} when it may answer one time step "
        f"later, {num(wide, 2, 'wide')} with four times the weights, {num(long, 2, 'long')} with four times the "
        f"training. With a learning rate of {slow.trials[0]['trial']['rate']:g}, two layers reach only "
        f"{num(slow.last.mean(), 2, 'slow')}."
    )


def _more_helps(found: Found) -> bool:
    one = float(found.compared[0].last.mean())
    more = [float(trained(kind).last.mean()) for kind in ("late", "wide", "long")]
    return found.state.trainings == "all" and all(one < each < GOOD for each in more)


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
            "At each state it is the sum over all paths from there to the loss.",
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
            note="That holds for random weights. Training then changes the weights of all layers, and their states.",
        ),
        Stop(
            name="play",
            title="Whose turn is it?",
            text=_play_text,
            state=PLAY,
            begin=0,
            step=SEEN - 1,
            highlight=(f"x.{LENGTH}",),
            question=Question(
                text=f"Whose turn is it at $t={LENGTH}$, after the last character?",
                replies=_play_replies,
                answer=lambda found: f"player {found.played.turns[-1]}",
                highlight=(f"turn.{LENGTH}",),
            ),
            holds=lambda found: bool(
                found.state.answers == "hidden"
                and found.state.view == "turn"
                and found.played.count % turn_task.PLAYERS == found.played.turns[-1]
                and found.played.turns[0] == 0
            ),
            fails=RESULTS,
            note="Play it with the class: let them say each answer before the next press. New sequence gives another "
            "one. Two questions stand one on the other: the same as before? And so whose turn is it?",
        ),
        Stop(
            name="whose-turn",
            title="What is a second layer good for?",
            text=_turn_text,
            state=RESULTS,
            highlight=("one", "two"),
            question=Question(
                text="Which of them learns it?", replies=_turn_replies, answer=_turn_answer, highlight=("two",)
            ),
            holds=lambda found: (
                found.state.answers == "results"
                and found.compared[1].learned == len(found.compared[1].trials) == 10
                and found.compared[0].learned == 0
                and found.compared[0].weights >= found.compared[1].weights
            ),
            fails=TWO,
            note="Let the class vote. The bands go from the worst seed to the best one.",
        ),
        Stop(
            name="what-they-carry",
            title="One question for each layer",
            text=_carried_text,
            state=READ_OUT,
            begin=0,
            highlight=("share_same1", "share_turn1", "share_character2"),
            holds=_division_of_labor,
            fails=PLAY,
            note="Guessing the turn gives one third. The lower layer answers the first question, the upper one the "
            "second. The numbers at the right are means over ten networks and many sequences.",
        ),
        Stop(
            name="limits",
            title="What depth does not give",
            text=_limits_text,
            state=ALL_RESULTS,
            holds=_more_helps,
            fails=RESULTS,
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
