"""What the guide of the lesson lstm-gates says, and in which state of the page."""

from dataclasses import replace

import numpy as np

from lessons.lstm_gates import model
from lessons.lstm_gates.figure.equations import COMPLETE
from lessons.lstm_gates.shown import Shown, result
from lessons.lstm_gates.state import LstmGates
from ui.guide import Question, Script, Stop, num, word

START = LstmGates()
PLAIN = LstmGates(cell="plain")
ERASED = LstmGates(gate="f", unit="1", value=0.0, times=(5, 5))
WAITS = replace(START, apart=3)
ASKED = replace(START, apart=7)
OPEN, SHUT = 0.9, 0.1
AFTER_B = START.apart
"""The time step at which b is read, after a and two waits."""


def _step(t: int) -> int:
    """The step, from 0, that shows the complete cell at time step ``t``."""
    return COMPLETE + t - AFTER_B


def _gate(found: Shown, name: str, unit: int, t: int | None = None) -> str:
    place = f"{name}.{t or found.apart}.{unit}"
    return num(found.gate(name, unit, t), 2, place)


def _letter(found: Shown) -> str:
    return model.answer(found.play)


def _forget_replies(found: Shown) -> dict[str, str]:
    f = _gate(found, "f", 1)
    return {
        "near 0": f"It is {f}. A new letter comes, so the old one must go: f times the old cell state is almost "
        "nothing. "
        "The gate computes this from the b that it reads.",
        "about one half": "Then half of the a would stay in the sum with the b. Training has driven this gate to its "
        f"ends: it is {f}.",
        "near 1": "That is right at a wait, where the letter must be kept. Here a new letter replaces it, and f is "
        f"{f}.",
    }


def _input_text(found: Shown) -> str:
    return (
        "Should we update this bit of information? If so, with what? The input gate answers the first question, the "
        f"candidate $\\tilde C_t$ the second. For b, unit 1 has the gate {_gate(found, 'i', 1)}, open, "
        f"and the candidate {_gate(found, 'C_tilde', 1)}: a value that stands for b."
    )


def _update_text(found: Shown) -> str:
    t = found.apart
    kept, added = found.play.trace.added_kept[t - 1, 1, 0, 0], found.play.trace.added_kept[t - 1, 0, 0, 0]
    return (
        f"“Forget that, memorize this”: unit 1 keeps {num(kept, 2, f'kept.{t}.1')} of the old cell state and adds "
        f"{num(added, 2, f'added.{t}.1')}. The sum, {num(found.C(1), 2, f'C.{t}.1')}, is the new cell state. "
        "There is an addition where the vanilla RNN multiplies by a matrix and applies a tanh."
    )


def _output_replies(found: Shown) -> dict[str, str]:
    t = found.apart
    o = _gate(found, "o", 1)
    h = num(found.h(1), 2, f"h.{t}.1")
    return {
        "near 0": f"It is {o}. No question has come yet, so unit 1 keeps its value in the cell state and outputs "
        f"almost none of it: h[1] is {h}. Remembering and outputting are two decisions.",
        "about one half": "Half of the cell state in h would already raise the score of b, and the task wants no "
        "answer "
        f"yet. The gate is {o}.",
        "near 1": "Then h[1] would be large and the network would predict b at once. The task wants no answer before "
        "the "
        f"question, and the gate is {o}; at the question it opens.",
    }


def _memory_text(found: Shown) -> str:
    T = len(found.play.word)
    waits, f2 = (AFTER_B + 1, AFTER_B + 2), found.play.trace.f[:, 0, 1]
    low = min(found.gate("f", 1, t) for t in waits)
    return (
        f"Unit 1 is the memory: at the waits its f is {num(low, 2, *(f'f.{t}.1' for t in waits))} and its i is "
        f"{num(found.gate('i', 1, waits[0]), 2, *(f'i.{t}.1' for t in waits))}, so its value stays. At the question "
        f"o opens to {_gate(found, 'o', 1, T)}. Unit 2 keeps nothing: its f is never above "  # stated: a unit
        f"{num(f2.max(), 2, *(f'f.{t}.2' for t in range(1, T + 1)))}. It works like a unit of a feed-forward network."
    )


def _is_memory(found: Shown) -> bool:
    waits = [t for t in range(2, len(found.play.word)) if found.play.word[t - 1] == model.tokens(".")[0]]
    return bool(
        waits
        and all(found.gate("f", 1, t) > OPEN and found.gate("i", 1, t) < SHUT for t in waits)
        and found.play.trace.f[:, 0, 1].max() < SHUT
        and found.gate("o", 1, len(found.play.word)) > OPEN
    )


def _hold_replies(found: Shown) -> dict[str, str]:
    T, t = len(found.play.word), found.play.holds[0].steps
    assert t is not None
    first = t[0] + 1
    wiped = num(found.C(1, first), 2, f"C.{first}.1", f"strip_C.{first}")
    grads = [abs(float(run.grads.C[first - 1, 0, 0])) for run in (found.play, found.free)]
    return {
        "a": "The a was forgotten when b was read: that is the work of f at that time step. No later gate brings it "
        "back.",
        "b": f"Untouched, the network predicts {model.answer(found.free)}. But one closed forget gate is enough: "
        f"C[1] becomes {wiped}, and the input gate is closed at a wait, so nothing writes b again.",
        "nothing": f"C[1] becomes {wiped}, and at $t={T}$ there is nothing to output. The gradient stops at the same "
        f"place. Let $s$ be the score of a minus that of b at the question: at $t={first - 1}$ ∂s/∂C[1] (violet strip) "
        "has the size "
        f"{num(grads[0], 2, f'strip_dC.{first - 1}')} instead of "
        f"{num(grads[1], 2, f'untouched_dC.{first - 1}')}. "
        "The network could not even learn from here what it should have kept.",
    }


def _equations_hold(found: Shown) -> bool:
    trace = found.play.trace
    state = trace.f * trace.C[:-1] + trace.i * trace.C_tilde
    return bool(
        np.allclose(trace.C[1:], state, rtol=1e-12) and np.allclose(trace.h[1:], trace.o * np.tanh(state), rtol=1e-12)
    )


SCRIPT: Script[LstmGates, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="The task",
            text="This trained network must keep one letter. It reads a, b, waits (.), erasures (!) and questions (?); "
            "at a "
            "question it must predict the latest letter, or nothing (–) if an erasure came after it. The figure shows "
            "its "
            "cell, an LSTM (Long Short-Term Memory), at $t=4$; the strips below show all time steps.",
            state=START,
            step=0,
            covers=True,
            highlight=("x.4", "C_prev.4"),
            holds=lambda found: model.right(found.play),
            fails=ERASED,
            note="Read the word aloud: a, two waits, b, two waits, question. What must be remembered, and for how "
            "long?",
        ),
        Stop(
            name="plain",
            title="Plain RNN: one matrix, one tanh",
            text=lambda found: (
                "First the cell that we know. All of [$h_t$](h.) is computed again at every time step, from a matrix "
                "and a tanh. "
                "This network has random weights. Even at a wait its state changes, at $t=5$ by up to "
                f"{num(_moved(found), 2, 'h.5', 'h_prev.5')}: no part of this cell simply keeps a value."
            ),
            formula=r"\hidden{h_t} = \tanh\left(W \cdot [\hidden{h_{t-1}}, \input{x_t}] + b\right)",
            state=PLAIN,
            begin=0,
            step=4,
            highlight=("W", "tanh"),
            holds=lambda found: found.plain is not None and _moved(found) > SHUT,
            fails=START,
            note="The same inputs on the left, the same output on the right as in the LSTM. What comes between is new.",
        ),
        Stop(
            name="cell-state",
            title="LSTM: the cell state",
            text=lambda found: (
                "An LSTM has a second state beside $h_t$: the [cell state](C_prev.4 C.4) $C_t$. It runs through the "
                "top of the "
                "cell like on a conveyor belt. Information is removed from it or added to it, and gates regulate both. "
                f"Unit 1 has stored the a as {num(found.C(1, found.apart - 1), 2, f'C_prev.{found.apart}.1')}."
            ),
            state=START,
            step=0,
            covers=True,
            highlight=("C_prev.4", "C.4", "belt_in", "belt_on", "belt_out"),
            holds=lambda found: abs(found.C(1, found.apart - 1)) > 0.5 and found.plain is None,
            fails=replace(START, apart=1),
            note="A gate is a vector of numbers between 0 and 1 that multiplies another vector, number by number.",
        ),
        Stop(
            name="forget",
            title="Forget gate: keep this bit?",
            text=lambda found: (
                "Should we continue to remember this bit of information or not? The forget gate is a sigmoid of "
                "$h_{t-1}$ and $x_t$: a number between 0, remove, and 1, keep, for each unit. "
                f"The cell state still holds the a, {num(found.C(1, found.apart - 1), 2, f'C_prev.{found.apart}.1')}."
            ),
            formula=r"\gatef{f_t} = \sigma\left(W_f \cdot [\hidden{h_{t-1}}, \input{x_t}] + b_f\right)",
            state=START,
            step=0,
            covers=True,
            highlight=("C_prev.4.1", "x.4"),
            question=Question(
                text="The network now reads b. What is the forget gate of unit 1?",
                replies=_forget_replies,
                answer=lambda found: _level(found.gate("f", 1)),
                step=1,
                highlight=("f.4.1", "gate_f"),
            ),
            holds=lambda found: found.gate("f", 1) < SHUT and found.C(1, found.apart - 1) < 0,
            fails=WAITS,
            note="σ, the sigmoid, maps every number into the range from 0 to 1; let the class vote.",
        ),
        Stop(
            name="input",
            title="Input gate and candidate",
            text=_input_text,
            formula=r"\gatei{i_t} = \sigma\left(W_i \cdot [\hidden{h_{t-1}}, \input{x_t}] + b_i\right),\quad "
            r"\gateC{\tilde C_t} = \tanh\left(W_C \cdot [\hidden{h_{t-1}}, \input{x_t}] + b_C\right)",
            state=START,
            step=2,
            covers=True,
            highlight=("i.4.1", "C_tilde.4.1"),
            holds=lambda found: found.gate("i", 1) > OPEN and found.gate("C_tilde", 1) > 0.5,
            fails=WAITS,
            note="Which values are updated: the gate. New values that could be added: the candidate.",
        ),
        Stop(
            name="update",
            title="Forget that, memorize this",
            text=_update_text,
            formula=r"\hidden{C_t} = \gatef{f_t} * \hidden{C_{t-1}} + \gatei{i_t} * \gateC{\tilde C_t}",
            state=START,
            step=3,
            covers=True,
            highlight=("kept.4", "added.4", "plus", "C.4"),
            holds=lambda found: (
                abs(found.play.trace.added_kept[found.apart - 1, 1, 0, 0]) < SHUT
                and found.C(1) * found.C(1, found.apart - 1) < 0
            ),
            fails=WAITS,
            note="The star is the elementwise product, number by number; other pages write ⊙.",
        ),
        Stop(
            name="output",
            title="Output gate: output this bit?",
            text="Should we output this bit of information? The output is a filtered version of the cell state: "
            "the tanh pushes it between −1 and 1, and the output gate, a sigmoid, decides which parts become $h_t$.",
            formula=r"\gateo{o_t} = \sigma\left(W_o \cdot [\hidden{h_{t-1}}, \input{x_t}] + b_o\right),\quad "
            r"\hidden{h_t} = \gateo{o_t} * \tanh(\hidden{C_t})",
            state=START,
            step=3,
            highlight=("C.4.1",),
            question=Question(
                text="The b is stored now, and no question has come yet. What is the output gate of unit 1?",
                replies=_output_replies,
                answer=lambda found: _level(found.gate("o", 1)),
                step=4,
                highlight=("o.4.1", "h.4.1"),
            ),
            holds=lambda found: found.gate("o", 1) < SHUT and abs(found.C(1)) > 0.5,
            fails=ASKED,
            note="h goes two ways: to the scores, and into all gates of the next time step.",
        ),
        Stop(
            name="memory",
            title="Unit 1 remembers, unit 2 does not",  # stated: the numbers of units
            text=_memory_text,
            state=START,
            begin=COMPLETE,
            step=_step(7),
            highlight=("strip_f.5", "strip_f.6", "strip_i.5", "strip_i.6", "strip_o.7"),
            holds=_is_memory,
            fails=ERASED,
            note="The strips below show all time steps, unit 1 above the other. Nobody programmed this: it was "
            "trained.",
        ),
        Stop(
            name="hold",
            title="Be the gate",
            text=lambda found: (
                "Now you decide. The forget gate of unit 1 is fixed at 0 at $t=5$, a wait, and nowhere else. The "
                "figure still stands at $t=4$, where nothing has changed yet. Below, right, are the strips of the "
                f"untouched run; it predicts {model.answer(found.free)} at $t=7$."
            ),
            state=ERASED,
            step=_step(4),
            highlight=("C.4.1",),
            question=Question(
                text="With this one gate closed for one time step, what does the network predict at the question?",
                replies=_hold_replies,
                answer=_letter,
                step=_step(7),
                highlight=("strip_p.7", "strip_C.5", "strip_dC.4"),
            ),
            holds=lambda found: (
                _letter(found) == "nothing"
                and model.answer(found.free) == "b"
                and abs(found.play.grads.C[4, 0, 0]) < 0.1 * abs(found.free.grads.C[4, 0, 0])
                and bool(np.array_equal(found.play.trace.C[:5], found.free.trace.C[:5]))
            ),
            fails=START,
            note="Then fix f = 1, i = 0 from t = 4 on: the network keeps the a.",  # stated: a setting
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="The cell state carries information through time; for each unit and time step the forget gate decides "
            "what is "
            "kept, the input gate what is added, the output gate what is output. All are computed from $h_{t-1}$ and "
            "$x_t$ "
            "and learned. The next lesson shows what this does to the gradient.",
            formula=r"\hidden{C_t} = \gatef{f_t} * \hidden{C_{t-1}} + \gatei{i_t} * \gateC{\tilde C_t},\quad "
            r"\hidden{h_t} = \gateo{o_t} * \tanh(\hidden{C_t})",
            state=START,
            step=_step(7),
            begin=_step(7),
            holds=lambda found: model.right(found.play) and _equations_hold(found),
            fails=ERASED,
            note="Next: why the gradient survives in an LSTM, and when it does not.",
        ),
    ),
    symbols=("x", "h", "C", "f", "i", "C_tilde", "o", "tanh_C", "sigma", "odot", "p"),
)


def _moved(found: Shown) -> float:
    """How far the state of the vanilla RNN moves at the first wait after b."""
    assert found.plain is not None
    h = found.plain.trace.h[:, 0]
    return float(np.abs(h[AFTER_B + 1] - h[AFTER_B]).max())


def _level(gate: float) -> str:
    return word(gate < SHUT, "near 0", word(gate > OPEN, "near 1", "about one half"))
