"""What the guide of the lesson sequences says, and in which state of the page."""

from typing import Any

import numpy as np

from figures.numbers import quoted
from lessons.sequences.model.tasks import TASKS
from lessons.sequences.model.wirings import Wiring
from lessons.sequences.shown import LONG, Found, result
from lessons.sequences.state import Sequences
from ui.guide import Question, Script, Stop, num, part


def _at(wiring: Wiring, **more: Any) -> Sequences:
    """The wiring with the first input of its task."""
    return Sequences(wiring=wiring, example=next(iter(TASKS[wiring].shown)), **more)


ONE_ONE = _at("one-one")
ONE_MANY = _at("one-many")
MANY_ONE = _at("many-one")
WITHOUT_NOT = _at("many-one", T_x=3)
SEQ2SEQ = _at("seq2seq")
ALIGNED = _at("aligned")
ROLLED = _at("many-one", drawing="rolled")
ALL_READ = 2 * WITHOUT_NOT.n_read - 1
"""The step of the walk before a review without “not” is judged: each word is read, then the state changes."""
ENCODED = 2 * SEQ2SEQ.n_read - 1
MOVED = 5
"""The step at which the state of the second frame is there."""
FOUR_WORDS, FOUR_STATES, LAST_WORD = "all four words", "all four encoder states", "only the last word"
ONE_VECTOR = "one vector, the last encoder state"


def _last(found: Found) -> int:
    """The time step of the one output."""
    return len(found.shown.run.h)


def _p(found: Found, place: int = 0) -> float:
    """The probability of the word predicted there."""
    return float(found.shown.run.p[place, 0].max())


def _many_one_text(found: Found) -> str:
    t = _last(found)
    return (
        "A review is read word by word. Green arrows carry a [hidden state](h.1 h.2 h.3 h.4) from each time step to "
        f"the next, and after the last word the network predicts {part(quoted(found.predicted[0]), f'y.{t}')}, with "
        f"probability {num(_p(found), 2, f'y.{t}')}. Input: a sequence. Output: no sequence. That is sentence "
        "classification; if it judges opinions, it is called sentiment classification."
    )


def _without_not_replies(found: Found) -> dict[str, str]:
    t, predicted = _last(found), found.predicted[0]
    bad = "It was “bad” because of “not”. The weights are the same, but the state at the end is different."
    good = (
        f"The probability of “good” is now {num(_p(found), 2, f'y.{t}')}. So “not” was still in the state when "
        "“good” was read: the state carried it over all the words between."
    )
    unsure = f"One might think so, because one word is missing. But the probability is {num(_p(found), 2, f'y.{t}')}."
    if predicted == "bad":
        good, bad = f"The probability of “bad” is {num(_p(found), 2, f'y.{t}')}.", good.replace("“good” is", "“bad” is")
    return {"bad, as before": bad, "good": good, "undecided, near one half": unsure}


def _without_not_answer(found: Found) -> str:
    if _p(found) < 0.6:
        return "undecided, near one half"
    return "good" if found.predicted[0] == "good" else "bad, as before"


def _seq2seq_replies(found: Found) -> dict[str, str]:
    last = found.state.n_read
    return {
        FOUR_WORDS: "The words enter the encoder. The decoder has no arrow from any input: it is a second network with "
        "weights of its own.",
        FOUR_STATES: "Each encoder state goes to the next encoder state. Attention, in the lesson on translation, does "
        "let a decoder use all of them.",
        ONE_VECTOR: f"{part(f'$s_{last}$', f's.{last}')} has {len(found.shown.run.h[0, 0])} numbers, and all that the "
        "decoder can know of the sentence must be in them.",
        LAST_WORD: "The last word was read last, but the state after it depends on all the words before, as the "
        "verdict on the review did.",
    }


def _one_vector(found: Found) -> bool:
    run = found.shown.run
    return bool(
        run.encoded is not None
        and run.trace is not None
        and np.array_equal(run.trace.h[0], run.encoded.h[-1])
        and not run.trace.x.any()
    )


def _seq2seq_answer(found: Found) -> str:
    return ONE_VECTOR if _one_vector(found) else FOUR_WORDS


def _seq2seq_text(found: Found) -> str:
    return (
        "Machine translation is **sequence to sequence**: the output starts when the input has ended. An "
        f"**encoder** with the weights $W_1$ reads {found.state.n_read} English words into states $s$; a **decoder** "
        "with weights $W_2$ of its own produces the Spanish words from states $h$."
    )


def _weights_replies(found: Found) -> dict[str, str]:
    same, twice, own = found.learned, 2 * found.learned, found.unshared(2 * found.state.n_read)
    T = found.state.n_read
    again = result(_at("many-one", T_x=T - 1)).learned
    said = {
        f"{twice}": "That would be true if each half of the sentence had a network of its own. But the new time steps "
        "use the matrices that are there already.",
        f"{own}": "That is the number if every arrow had a matrix and every box a bias of its own, and such a "
        "network could not read a longer sentence. All arrows of one color are copies of one matrix.",
        f"{same}": f"Nothing is added: it was {again} for the shorter review, and for $T$ = {LONG:,} it is still "
        f"{same}, where arrows with matrices of their own would need {found.unshared(LONG):,}.",
    }
    return {option: said[option] for option in sorted(said, key=int)}


def _rolled_text(found: Found) -> str:
    return (
        "Five wirings, one idea: the same weights at every time step, and a hidden state that carries what was read. "
        "Which time steps have an input and which an output depends on the task. "
        f"Drawn once, all {found.state.n_read} time steps are one box with [a loop](W_hh.); the next lesson is about "
        "it."
    )


SCRIPT: Script[Sequences, Found] = Script(
    result,
    (
        Stop(
            name="one-one",
            title="One to one: a network as you know it",
            text="A feed-forward network has one input and one output, no sequences. Here an [image](x.1) goes in "
            "below, a [score](y.1) for each class comes out above, and a [loss](L.1) measures how wrong the scores "
            "are. What if the input or the output is a sequence, such as a sentence or a video?",
            state=ONE_ONE,
            highlight=("x.1", "h.1"),
            holds=lambda found: found.state.network.W_hh is None and found.right,
            scope="seeds",
            fails=ONE_MANY,
            note="Standard classification and regression. Ask the class what this network cannot do.",
        ),
        Stop(
            name="one-many",
            title="One to many: a sequence comes out",
            text=lambda found: (
                "Image captioning: one image goes in, a sequence of words comes out. After the first time step nothing "
                f"enters from below; each of the {found.state.n_written} words follows from the "
                "[hidden state](h.1 h.2 h.3 h.4). The matrix "
                f"{part('$W_{hh}$', 'W_hh.')} is new: it carries the state to the next time step."
            ),
            formula=r"\hidden{h_t} = \tanh(\hidden{W_{hh} h_{t-1}} + \hidden{b_h}),\quad "
            r"\output{y_t} = \output{W_{hy}}\,\hidden{h_t} + \output{b_y}",
            state=ONE_MANY,
            highlight=("x.1", "W_hh.2", "W_hh.3", "W_hh.4"),
            holds=lambda found: len(found.shown.run.examples.x) == 1 and len(found.predicted) == 4 and found.right,
            scope="seeds",
            fails=MANY_ONE,
            note="Input: no sequence. Output: a sequence. The losses of all words are added up: L is the sum of the "
            "L_t.",
        ),
        Stop(
            name="many-one",
            title="Many to one: a sequence goes in",
            text=_many_one_text,
            formula=r"\hidden{h_t} = \tanh(\hidden{W_{hh} h_{t-1}} + \input{W_{xh} x_t} + \hidden{b_h})",
            state=MANY_ONE,
            highlight=("x.1", "h.4"),
            holds=lambda found: found.predicted == ("bad",) and found.right and found.shown.sequence[0] == "not",
            scope="seeds",
            fails=WITHOUT_NOT,
            note="Three words lie between “not” and the prediction. Ask how the last state can know of it.",
        ),
        Stop(
            name="without-not",
            title="Take “not” away",
            text="Now “not” is taken away, and the network reads only the words after it. The weights and "
            "the remaining words are unchanged.",
            state=WITHOUT_NOT,
            begin=0,
            step=ALL_READ,
            highlight=("x.1",),
            question=Question(
                text="What does the network predict now?",
                replies=_without_not_replies,
                answer=_without_not_answer,
                highlight=("x.1", "h.3"),
            ),
            holds=lambda found: (
                found.predicted == ("good",)
                and result(Sequences(example=found.state.example, seed=found.state.seed)).predicted == ("bad",)
            ),
            scope="seeds",
            fails=MANY_ONE,
            note="T_x brings “not” back. A network without memory could not tell the two reviews apart.",
        ),
        Stop(
            name="seq2seq",
            title="Many to many: encoder and decoder",
            text=_seq2seq_text,
            state=SEQ2SEQ,
            begin=0,
            step=ENCODED,
            highlight=("s.1", "s.2", "s.3", "s.4"),
            question=Question(
                text="What does the decoder receive from the English sentence?",
                replies=_seq2seq_replies,
                answer=_seq2seq_answer,
                highlight=("s.4", "W_hh.1"),
            ),
            holds=_one_vector,
            scope="seeds",
            fails=ALIGNED,
            note="Many to one: encode the input sequence in a single vector. One to many: produce the output from it.",
        ),
        Stop(
            name="aligned",
            title="Many to many, aligned in time",
            text=lambda found: (
                f"Here every input has its output at once: {found.state.n_read} video frames, a prediction for each. "
                f"One frame alone does not show a movement: at $t=2$ the light is in the [middle](x.2), and "
                f"{part(quoted(found.predicted[1]), 'y.2')} is correct only because the state carries where it was."
            ),
            state=ALIGNED,
            begin=MOVED,
            highlight=("x.1", "x.2", "y.2"),
            holds=lambda found: (
                found.state.wiring == "aligned"
                and found.right
                and len(found.predicted) == len(found.shown.sequence)
                and "right" in found.predicted
            ),
            scope="seeds",
            fails=_at("aligned", weights="random"),
            note="The slide calls this video captioning. A caption starts after the clip has ended, which is "
            "sequence to sequence, as in the lesson on video; a label for each frame is the usual example here.",
        ),
        Stop(
            name="weights",
            title="How many weights?",
            text=lambda found: (
                f"Back to the review. This network learns {found.learned} numbers: the entries of "
                f"{part('$W_{xh}$', 'W_xh.')}, {part('$W_{hh}$', 'W_hh.')}, {part('$W_{hy}$', 'W_hy.')} and the "
                "biases. Point at an arrow: all its copies light up."
            ),
            state=MANY_ONE,
            highlight=("W_hh.2", "W_hh.3", "W_hh.4"),
            question=Question(
                text="How many does it learn for reviews twice as long?",
                replies=_weights_replies,
                answer=lambda found: f"{found.learned}",
                highlight=("W_hh.2", "W_hh.3", "W_hh.4"),
            ),
            holds=lambda found: (
                found.learned == result(Sequences(T_x=1, seed=found.state.seed)).learned
                and found.learned < found.unshared(2 * found.state.n_read)
                and found.state.wiring == "many-one"
            ),
            scope="seeds",
            fails=ONE_ONE,
            note="That is why a network with fixed weights can read a sequence of any length.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text=_rolled_text,
            state=ROLLED,
            highlight=("h.1",),
            holds=lambda found: bool(
                found.state.drawing == "rolled" and found.state.network.W_hh is not None and found.state.n_read > 1
            ),
            fails=_at("one-one", drawing="rolled"),
            note="Next: the recurrence itself, with numbers that you can change.",
        ),
    ),
    symbols=("x", "h", "s", "y", "losses", "W_xh", "W_hh", "W_hy", "W_xs", "W_ss", "b_h", "b_y"),
)
