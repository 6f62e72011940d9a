"""What the guide of the lesson recurrence says, and in which state of the page."""

from itertools import pairwise

import numpy as np

from figures.numbers import signed
from lessons.recurrence.figure.graph import STEPS, distance, last_update
from lessons.recurrence.model.edits import FORGETTING, Edit
from lessons.recurrence.shown import Shown, result
from lessons.recurrence.state import Recurrence
from rnn_core.types import Array
from ui.guide import Question, Script, Stop, num, part, word

START = Recurrence()
ROLLED = Recurrence(drawing="rolled")
REVERSED = Recurrence(order="reversed")
FORGETS = Recurrence(edits=(FORGETTING,))
LONGER = Recurrence(steps=5)
EDITED = Recurrence(edits=(Edit("W_hh", (1, 1), -2.0),))
SAME, TURNED, OTHER = "the same vector", "the same numbers in reverse order", "another vector"


def read(t: int) -> int:
    """The step of the walk at which x_t is read, from 0."""
    return STEPS * (t - 1)


def update(t: int) -> int:
    """The step of the walk at which h_t is there."""
    return read(t) + 1


def written(t: int) -> int:
    """The step of the walk at which y_t is there."""
    return read(t) + 2


ALL_READ = last_update(START.steps)
LEFT_OUT = tuple(f"m.{t}" for t in range(1, START.steps + 1))


def _column(numbers: Array, digits: int = 2) -> str:
    return "(" + ", ".join(signed(float(number), digits) for number in numbers) + ")"


def _tanh_text(found: Shown) -> str:
    numbers, h = found.numbers, found.h
    old, new = float(numbers.W_hh[0] @ h[1]), float(numbers.W_xh[0] @ numbers.x[1])
    return (
        "In a vanilla RNN, $f_W$ multiplies the old state by the matrix $W_{hh}$ and the input by $W_{xh}$, adds the "
        "two, and applies tanh, which squashes each number into $(-1, 1)$. "
        f"In the first unit: tanh({num(old, 2, 'hh.1', 'hh.2', 'hh.3', 'h.1')} + "
        f"{num(new, 2, 'xh.1', 'xh.2', 'x.2')}) = {num(h[2, 0], 2, 'h.2.1')}."
    )


def _copies_text(found: Shown) -> str:
    T = found.state.steps
    return (
        "You may also look at it as multiple copies of one network, each passing a message, the hidden state, to its "
        f"successor. There are {T} arrows {part('$W_{hh}$', 'W_hh.')} but only one matrix {part('below', 'hh')}, "
        "which is used at every time step. Only the states and inputs differ."
    )


def _order_question(found: Shown) -> str:
    return (
        f"Read as a b c d, this network ends in $h_4$ = {_column(found.backwards)}. "
        "Now it reads the same four vectors as d c b a. What is $h_4$ then?"
    )


def _order_replies(found: Shown) -> dict[str, str]:
    unit = int(np.abs(found.h[-1] - found.backwards).argmax())
    return {
        SAME: "That would be right for a sum of the inputs, because a sum does not depend on the order. Here each "
        "input is mixed with a state that already depends on the inputs before it.",
        TURNED: "The numbers of $h_4$ belong to units, not to inputs: there are as many numbers however long the "
        "sequence is. Reversing the inputs reverses no vector.",
        OTHER: f"Unit {unit + 1} is {num(found.h[-1, unit], 2, f'h.4.{unit + 1}')} instead of "
        f"{num(found.backwards[unit], 2)}. What is read first is multiplied by $W_{{hh}}$ three times "
        "before it reaches $h_4$, what is read last not at all.",
    }


def _order_answer(found: Shown) -> str:
    if np.array_equal(found.h[-1], found.backwards):
        return SAME
    return TURNED if np.array_equal(found.h[-1], found.backwards[::-1]) else OTHER


def _left_out_replies(found: Shown) -> dict[str, str]:
    moves, names = found.farthest, found.state.names
    best, T = int(moves.argmax()), len(moves)
    said = {}
    for k, name in enumerate(names):
        moved = num(float(moves[k]), 2, f"m.{k + 1}")
        if k == best:
            reply = (
                f"Without it, one unit of $h_{T}$ moves by {moved}, more than without any other. "
                "What counts is not how long ago an input was, but what the weights did with it since."
            )
        elif k == T - 1:
            reply = (
                f"It is the latest, and one might expect that the past fades. But without it no unit moves by more "
                f"than {moved}: these weights pass on a lot of the older state."
            )
        elif k == 0:
            reply = (
                f"It has passed through $W_{{hh}}$ and tanh most often. Little of it is left here: without it no unit "
                f"moves by more than {moved}."
            )
        else:
            reply = f"It comes second: without it one unit moves by {moved}, and none by more."
            if sorted(moves)[-2] != moves[k]:
                reply = f"Without it no unit moves by more than {moved}; another input counts for more."
        said[name] = reply
    return said


def _left_out_answer(found: Shown) -> str:
    return found.state.names[int(found.farthest.argmax())]


def _forget_replies(found: Shown) -> dict[str, str]:
    kept = distance(float(found.farthest[-1]))
    return {
        "all four": "They did before. Now each of the first three is read, and its trace in the state is multiplied by "
        "zeros before the next time step.",
        "only a": "The first input would have to pass from state to state, and the only way from state to state leads "
        "through $W_{hh}$.",
        "only d": f"Without d, $h_4$ moves by {part(kept, 'm.4')}; without any other, not at all. "
        "Each new state now depends on its own input alone: a network without memory.",
        "none": "The inputs still enter through $W_{xh}$, so $h_4$ does depend on the input of its own time step.",
    }


def _forget_answer(found: Shown) -> str:
    moves = found.farthest > 0
    if moves[:-1].any():
        return "all four" if moves.all() else "only a"
    return "only d" if moves[-1] else "none"


def _longer_text(found: Shown) -> str:
    short = result(START)
    same = word(found.weights == short.weights, "the same", "no longer the same")
    return (
        f"One more input, e, makes one more column. The network still has {same} {found.weights} weights, and "
        f"[$h_1$](h.1) to [$h_4$](h.4) are what they were: {found.state.steps} time steps need no new weight. "
        "That is why one network can read a sequence of any length. Next, one predicts characters."
    )


def _edited_text(found: Shown) -> str:
    moved = np.abs(found.h - found.before.h).max(axis=1)
    edit = found.state.edits[-1]
    return (
        "You can change every number with a dotted line: double-click it, or click it and type, then Enter. "
        f"Here the first entry of [$W_{{hh}}$](hh.1) was set to {num(edit.value, 0, 'hh.1')}. "
        f"$h_1$ {word(moved[1] == 0, 'is as before, because $h_0$ is 0', 'changes')}; every later state changes, "
        f"$h_{len(moved) - 1}$ by {num(moved[-1], 2, f'h.{len(moved) - 1}')}."
    )


def _only_later_change(found: Shown) -> bool:
    if not found.state.edits:
        return False
    moved = np.abs(found.h - found.before.h).max(axis=1)
    return bool(moved[1] == 0 and (moved[2:] > 0).all())


def _one_function(found: Shown) -> bool:
    """Each state follows from the one before by the same function, and from more than its input."""
    numbers = found.numbers
    states = [np.tanh(numbers.W_hh @ old + numbers.W_xh @ x) for old, x in zip(found.h, numbers.x, strict=False)]
    return bool(np.allclose(states, found.h[1:], rtol=0, atol=1e-12) and numbers.W_hh.any())


SCRIPT: Script[Recurrence, Shown] = Script(
    result,
    (
        Stop(
            name="function",
            title="One function, again and again",
            text="A network reads the vectors a, b, c, d, one at each time step. How can one network do that for any "
            "number of vectors? The same function $f_W$ computes the [new state](h.2) from the [old state](h.1) and "
            "the [input vector at time t](x.2). $W$ stands for its [parameters](xh hh hy), the matrices below.",
            formula=r"\hidden{h_t} = f_W(\hidden{h_{t-1}},\ \input{x_t})",
            state=START,
            step=update(2),
            covers=True,
            highlight=("h.1", "x.2", "h.2"),
            holds=_one_function,
            scope="seeds",
            fails=FORGETS,
            note="Read the formula aloud: new state, function with parameters W, old state, input vector at time t.",
        ),
        Stop(
            name="tanh",
            title="What the function computes",
            text=_tanh_text,
            formula=r"\hidden{h_t} = \tanh(\hidden{W_{hh} h_{t-1}} + \input{W_{xh} x_t})",
            state=START,
            step=update(2),
            covers=True,
            highlight=("W_hh.2", "W_xh.2", "h.2"),
            holds=lambda found: bool(
                np.isclose(
                    np.tanh(found.numbers.W_hh[0] @ found.h[1] + found.numbers.W_xh[0] @ found.numbers.x[1]),
                    found.h[2, 0],
                    rtol=1e-12,
                )
            ),
            scope="seeds",
            fails=Recurrence(biases="on"),
            note="W_hh reads “from h to h”, W_xh “from x to h”. Click any number: its arithmetic stands beside the "
            "figure.",
        ),
        Stop(
            name="output",
            title="The output is read from the state",
            text="The output [$y_t$](y.2) is computed from the state $h_t$ by a third matrix, [$W_{hy}$](hy). It is "
            "not passed to the next time step: only the [hidden state](h.2) is. So whatever the network needs later "
            "must be in $h_t$.",
            formula=r"\output{y_t} = \output{W_{hy}}\,\hidden{h_t}",
            state=START,
            step=written(2),
            covers=True,
            highlight=("W_hy.2", "y.2"),
            holds=lambda found: bool(np.allclose(found.run.y[1, 0], found.numbers.W_hy @ found.h[2], rtol=1e-12)),
            scope="seeds",
            fails=Recurrence(biases="on"),
            note="In a language model y holds one score for each character: that is the next lesson.",
        ),
        Stop(
            name="rolled",
            title="Drawn once, with a loop",
            text="Drawn once, the same network is a box with a loop: its state comes back as its own input. "
            "$h_t$ depends on $h_{t-1}$, and that on $h_{t-2}$, a **recurrence**. Walk through it: the numbers in the "
            "box change at every time step, the weights below never do.",
            formula=r"\hidden{h_t} = f_W(\hidden{h_{t-1}},\ \input{x_t})",
            state=ROLLED,
            begin=update(1),
            step=update(4),
            covers=True,
            highlight=("h.1",),
            holds=lambda found: bool(
                _one_function(found) and all(np.abs(new - old).max() > 0.1 for old, new in pairwise(found.h[1:]))
            ),
            scope="seeds",
            fails=FORGETS,
            note="This is how papers draw it. Ask where the time is in this drawing: in the loop.",
        ),
        Stop(
            name="copies",
            title="Unrolled: copies that pass a message",
            text=_copies_text,
            state=START,
            step=ALL_READ,
            covers=True,
            highlight=("W_hh.1", "W_hh.2", "W_hh.3", "W_hh.4", "hh"),
            holds=lambda found: found.numbers.W_hh.shape == (3, 3) and found.state.steps == 4 and _one_function(found),
            scope="seeds",
            fails=FORGETS,
            note="Point at one arrow W_hh: all copies light up, and so does the matrix below. It is one object.",
        ),
        Stop(
            name="order",
            title="Does the order matter?",
            text="The same inputs and the same weights, but another order. In the formula no input has a place of its "
            "own: each one is mixed into the one hidden state.",
            state=REVERSED,
            begin=read(1),
            step=read(4),
            highlight=("x.1", "x.4"),
            question=Question(
                text=_order_question, replies=_order_replies, answer=_order_answer, step=ALL_READ, highlight=("h.4",)
            ),
            holds=lambda found: bool(np.abs(found.h[-1] - found.backwards).max() > 0.1),
            scope="seeds",
            fails=Recurrence(order="reversed", steps=1),
            note="“dog bites man” and “man bites dog” have the same words. A sum could not tell them apart.",
        ),
        Stop(
            name="left-out",
            title="Which input counts most?",
            text="How much does the last state depend on each input? Leave one out, that is, replace it by zeros, and "
            "look how far [$h_4$](h.4) moves. The row below the inputs does it for each of them in turn.",
            state=START,
            begin=ALL_READ,
            step=ALL_READ,
            highlight=("h.4", "x.1", "x.2", "x.3", "x.4"),
            question=Question(
                text="Which input, when it is left out, moves $h_4$ most?",
                replies=_left_out_replies,
                answer=_left_out_answer,
                highlight=LEFT_OUT,
            ),
            holds=lambda found: int(found.farthest.argmax()) not in (0, len(found.farthest) - 1),
            fails=FORGETS,
            note="Most say d, the latest, or a, the first. With other weights it is another one: try New weights.",
        ),
        Stop(
            name="forgetting",
            title="$W_{hh}$ set to zero",
            text="Now all entries of [$W_{hh}$](hh) are zero. The inputs are still read, and outputs are still "
            "computed from the state.",
            formula=r"\hidden{h_t} = \tanh(\hidden{0 \cdot h_{t-1}} + \input{W_{xh} x_t})",
            state=FORGETS,
            begin=ALL_READ,
            step=ALL_READ,
            highlight=("hh",),
            question=Question(
                text="Which inputs can still move $h_4$?",
                replies=_forget_replies,
                answer=_forget_answer,
                highlight=LEFT_OUT,
            ),
            holds=lambda found: bool(not found.moved[:-1].any() and found.moved[-1].any()),
            scope="seeds",
            fails=START,
            note="Then swap the first two inputs: h₄ does not move at all. Undo brings the matrix back.",
        ),
        Stop(
            name="edit",
            title="Change any number",
            text=_edited_text,
            state=EDITED,
            step=ALL_READ,
            highlight=("hh.1", "h.2", "h.3", "h.4"),
            holds=_only_later_change,
            scope="seeds",
            fails=Recurrence(edits=(Edit("W_xh", (1, 1), -2.0),)),
            note="Let someone name a number to change, and someone else predict which boxes will move.",
        ),
        Stop(
            name="any-length",
            title="What to remember",
            text=_longer_text,
            formula=r"\hidden{h_t} = f_W(\hidden{h_{t-1}},\ \input{x_t}) = "
            r"\tanh(\hidden{W_{hh} h_{t-1}} + \input{W_{xh} x_t}),\quad \output{y_t} = \output{W_{hy}}\,\hidden{h_t}",
            state=LONGER,
            step=last_update(LONGER.steps),
            highlight=("x.5", "h.5"),
            holds=lambda found: bool(
                found.weights == result(START).weights
                and found.state.steps > START.steps
                and (found.state.seed != 1 or np.array_equal(found.h[:5], result(START).h))
            ),
            scope="seeds",
            fails=Recurrence(steps=5, hidden=4),
            note="Next: such a network predicts the next character of “hello”.",
        ),
    ),
    symbols=("x", "h", "h_0", "y", "W_xh", "W_hh", "W_hy", "T", "H"),
)
