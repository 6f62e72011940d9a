"""What the guide of the lesson on truncated gradients says, and in which state of the page."""

import numpy as np

from lessons.truncated_bptt.model import windows
from lessons.truncated_bptt.model.windows import Windows
from lessons.truncated_bptt.shown import Found, result
from lessons.truncated_bptt.state import TruncatedBptt
from rnn_core.grads.bptt import Comparison
from rnn_core.studies.truncation_study import GUESSING
from ui.guide import Question, Script, Stop, num, part, word

RACE = TruncatedBptt(view="race")
CHUNKS = TruncatedBptt(view="update", k=2)
ONE = TruncatedBptt(view="update", k=1)
WHOLE = TruncatedBptt(view="update", k=4)
TRAINED = TruncatedBptt(view="update", network="trained", word="daddy", k=3)
MEMORY = TruncatedBptt(view="memory")
HALF, MOST, ALL = "about half", "about three quarters", "nearly all"
OPTIONS = {HALF: 0.5, MOST: 0.75, ALL: 1.0}
NEAR = 4
"""A distance at which even the states of the shortest windows hold what was read."""
SIZE = 5
"""The chunks in which a finished network is run."""


def _percent(value: float, *ids: str) -> str:
    return part(f"{100 * value:.0f} %", *ids)


def _nearest(value: float) -> str:
    """The option that is nearest."""
    return min(OPTIONS, key=lambda option: abs(OPTIONS[option] - value))


def _short(found: Found) -> int:
    """The longest window of the race that is shorter than the lag."""
    return found.stored.longest_below_lag


def _beside(found: Found, name: str = "cell.W_hh") -> Comparison:
    return found.windows.beside[name]


def _only_readout(found: Windows) -> bool:
    return set(found.unchanged) == {"readout.W_hy", "readout.b_y"}


def _why_text(found: Found) -> str:
    race = found.stored.race
    return (
        "Back-propagation through time stores every hidden state until the way back; for a text of a million "
        "characters that is too much. "
        "So one goes back only some time steps. A test: name the character read "
        f"{race.lag} time steps ago. The stored curve shows the "
        f"median of {len(found.stored.seeds)} trainings with the full "
        f"gradient over {race.T} time steps."
    )


def _race_text(found: Found) -> str:
    race = found.stored.race
    return (
        f"Now the same training with a truncated gradient: it goes back over windows of $k$ = {_short(found)} time "
        f"steps only, while the character to name was read {race.lag} time steps ago. Start weights and sequences are "
        "the same. The figure still shows the full gradient. Guessing is right in half of "
        f"the cases, with a loss of {num(GUESSING, 3)} nats."
    )


def _right(found: Found) -> float:
    return found.stored.median(_short(found), "accuracy")


def _race_replies(found: Found) -> dict[str, str]:
    race, k = found.stored.race, _short(found)
    right = _percent(_right(found), f"k{k}")
    long = min(size for size in race.windows if size > race.lag)
    return {
        HALF: (
            f"It names {right} of the characters correctly (stored median). "
            f"No loss reaches back to the time step where the character "
            f"was read, so nothing teaches the "
            f"weights to keep it that long. With $k$ = {long}, more than the lag, "
            f"{_percent(found.stored.median(long, 'accuracy'), f'k{long}')} are "
            "right."
        ),
        MOST: (
            f"The shorter gradient would still point partly in the right direction, one might think. But for this "
            f"task the part that is left out is "
            f"the one that matters: {right} are right, hardly more than guessing."
        ),
        ALL: (
            "The state is carried on, so the information is there in principle. But a gradient that never reaches "
            "the time step of reading cannot "
            f"teach the weights to keep it: {right} are right."
        ),
    }


def _chunks_text(found: Found) -> str:
    k = found.windows.k
    return (
        f"How it is done: **run forward and backward through chunks of the sequence**. The first chunk has $k$ = "
        f"{k} time steps: forward to its "
        f"losses, then {part('back', 'back.1')} to its beginning, then one update. (Here the weights stay, so that "
        f"both gradients can be compared.) "
        "The full gradient would need the whole word first."
    )


def _carry_text(found: Found) -> str:
    k = found.windows.k
    return (
        f":green[Carry hidden states forward in time], :violet[but only back-propagate for some smaller number of "
        f"steps]. The second chunk starts "
        f"from {part(f'$h_{k}$', f'h.{k}', f'W_hh.{k + 1}')}, computed by the first. For its gradient $h_{k}$ is a "
        f"constant: "
        f"{part('the way back ends at the scissors', f'back.{k}')}. Drag them to change $k$."
    )


def _which_text(found: Found) -> str:
    return (
        f"The last two rows compare ∂L/∂h, truncated and full. With $k$ = {found.windows.k}, "
        f"{part(f'$h_{found.windows.k}$', f'g.{found.windows.k}', f'f.{found.windows.k}')} lacks what comes from "
        "later chunks."
    )


def _which_replies(found: Found) -> dict[str, str]:
    def length(name: str) -> str:
        cosine = num(_beside(found, f"cell.{name}").cosine, 3)
        return f"{cosine}; for the same direction it would be 1"

    return {
        "$W_{xh}$": (
            "It multiplies only the input of its own time step; but its effect goes on through later hidden "
            "states, and later losses are cut off. "
            f"The cosine between truncated and full gradient is {length('W_xh')}."
        ),
        "$W_{hh}$": (
            f"It is the matrix of the way back, so it is hit first: the cosine between its truncated and its full "
            f"gradient is {length('W_hh')}."
        ),
        "$W_{hy}$": (
            "The share of $W_{hy}$ is ∂L/∂y times the state of the same time step; no other time step is needed, "
            "so no truncation changes it. The other two act on later losses through later hidden states: their "
            "truncated gradient leaves terms out, so it is not the gradient of the loss."
        ),
        "none of them": (
            "A reasonable fear, since the losses of every chunk are cut off from earlier ones. But $W_{hy}$ acts "
            "after the hidden state: its "
            "gradient uses each time step alone."
        ),
    }


def _one_text(found: Found) -> str:
    kept, whole = windows.numbers_kept(found.windows.run, found.windows.k), windows.numbers_kept(found.windows.run, 99)
    return (
        f"With $k$ = {found.windows.k} only the immediate derivative is left: each loss reaches the hidden state "
        f"of its own time step and no other. "
        f"The backward pass then needs {kept} stored numbers instead of {whole}, and that does not grow with the "
        f"length of the text. With "
        "$k \\ge T$ nothing is truncated: it is the full gradient."
    )


def _trained_text(found: Found) -> str:
    beside = _beside(found)
    return (
        "Is a truncated gradient simply a shorter one? In this trained network the truncated gradient of $W_{hh}$ is "
        f"{num(beside.norm_ratio, 2)} times as long as the full one, and the cosine of the angle between them is "
        f"{num(beside.cosine, 2)}: "
        f"what is left out had {word(beside.norm_ratio > 1, 'canceled a part of the rest', 'lengthened the rest')}."
    )


def _memory_text(found: Found) -> str:
    race = found.stored.race
    return (
        "Is truncation the same as forgetting? The curves (stored) show how often a character can be read from the "
        "hidden state, so many time steps "
        f"later. Even with $k$ = 1, the character of {NEAR} time steps ago can be read in "
        f"{_percent(found.stored.recalled(1, NEAR), f'k1.{NEAR}')} of the "
        f"cases; at the lag, {race.lag}, in {_percent(found.stored.recalled(1, race.lag), f'k1.{race.lag}')}."
    )


def _memory_replies(found: Found) -> dict[str, str]:
    full = found.stored.race.T
    one, carried, reset = (
        _percent(found.stored.in_chunks(size, how))
        for size, how in ((full, "carried"), (SIZE, "carried"), (SIZE, "reset"))
    )
    return {
        HALF: (
            f"So it would be if each chunk started from a state of zeros: then {reset} are right. But the state is "
            f"carried on: {carried}. Forgetting "
            "is a lost state; truncation leaves the state as it is."
        ),
        MOST: (
            f"Running in chunks changes no number of the forward pass as long as the state is carried on: "
            f"{carried} are right, as in one piece "
            f"({one})."
        ),
        ALL: (
            f"{carried}, exactly as in one piece ({one}): chunks change nothing in the forward pass as long as the "
            f"state is carried on. Set to zeros at "
            f"each chunk, {reset} are right. Truncation concerns learning, not remembering."
        ),
    }


SCRIPT: Script[TruncatedBptt, Found] = Script(
    result,
    (
        Stop(
            name="why",
            title="Texts are too long to go all the way back",
            text=_why_text,
            state=RACE,
            highlight=("k50",),
            holds=lambda found: (
                found.state.view == "race"
                and found.stored.median(found.stored.race.T, "accuracy") > 0.99
                and _short(found) < found.stored.race.lag
            ),
            fails=MEMORY,
            note="Ask how far back a gradient must go to learn this task.",
        ),
        Stop(
            name="race",
            title="A window shorter than the lag",
            text=_race_text,
            state=RACE,
            highlight=("k50",),
            question=Question(
                text="After the whole training, how many of its answers are right?",
                replies=_race_replies,
                answer=lambda found: _nearest(_right(found)),
                highlight=("k1", "k5", "k25"),
            ),
            holds=lambda found: (
                found.state.view == "race"
                and all(
                    (found.stored.median(k, "accuracy") > 0.99) == (k > found.stored.race.lag)
                    for k in found.stored.race.windows
                )
                and _nearest(_right(found)) == HALF
            ),
            fails=MEMORY,
            note="Windows longer than the lag learn, shorter ones do not. Train one of them here with the button.",
        ),
        Stop(
            name="chunks",
            title="Forward and backward through chunks",
            text=_chunks_text,
            state=CHUNKS,
            begin=0,
            step=3,
            covers=True,
            highlight=("back.1", "h.2"),
            holds=lambda found: found.state.view == "update" and len(found.windows.spans) == 2 and found.windows.k == 2,
            fails=WHOLE,
            note="One chunk: forward, then backward. Only then does the second chunk begin.",
        ),
        Stop(
            name="carry",
            title="The state goes on, the gradient stops",
            text=_carry_text,
            formula=r"\gradient{\frac{\partial L}{\partial h_k}} = \output{W_{hy}}^\top \gradient{\frac{\partial "
            r"L}{\partial y_k}} "
            r"+ \hidden{W_{hh}}^\top \cdot 0",
            state=CHUNKS,
            step=9,
            highlight=("W_hh.3", "back.2"),
            holds=lambda found: (
                found.state.view == "update"
                and found.windows.k == 2
                and bool(np.allclose(found.windows.h[1], found.windows.full.from_output[1], rtol=1e-12))
            ),
            scope="seeds",
            fails=WHOLE,
            note="The lecture's sentence, its two halves in the two colors. Ask what the state at the border is "
            "for the second chunk.",
        ),
        Stop(
            name="which",
            title="What the gradient loses",
            text=_which_text,
            state=CHUNKS,
            step=9,
            highlight=("g.2", "f.2"),
            question=Question(
                text="Which matrix still gets exactly its full gradient?",
                replies=_which_replies,
                answer=lambda found: "$W_{hy}$" if _only_readout(found.windows) else "none of them",
                step=9,
                highlight=("W_hy.1", "W_hy.2", "W_hy.3", "W_hy.4"),
            ),
            holds=lambda found: found.state.view == "update" and _only_readout(found.windows),
            scope="seeds",
            fails=WHOLE,
            note="Let them argue from the arrows: which matrix acts on a later loss?",
        ),
        Stop(
            name="one-step",
            title="The shortest window",
            text=_one_text,
            state=ONE,
            highlight=("own.1", "own.2", "own.3", "own.4"),
            holds=lambda found: (
                found.windows.k == 1 and bool(np.allclose(found.windows.h, found.windows.full.from_output, rtol=1e-12))
            ),
            scope="seeds",
            fails=WHOLE,
            note="This is the immediate derivative of the lesson before.",
        ),
        Stop(
            name="not-shorter",
            title="Left out is not made shorter",
            text=_trained_text,
            state=TRAINED,
            highlight=("back.3",),
            holds=lambda found: _beside(found).norm_ratio > 2 and _beside(found).cosine < 0.7,
            fails=CHUNKS,
            note="With other seeds the factor differs, and is often above 1. The direction is what matters.",
        ),
        Stop(
            name="memory",
            title="What the state still holds",
            text=_memory_text,
            state=MEMORY,
            step=10,
            highlight=("k1.4", "k50.10"),
            question=Question(
                text=f"A network trained with the full gradient is run in chunks of {SIZE}, its state carried on. "
                "How many of its answers are right?",
                replies=_memory_replies,
                answer=lambda found: _nearest(found.stored.in_chunks(SIZE, "carried")),
                step=10,
                highlight=("k50.10",),
            ),
            holds=lambda found: (
                found.state.view == "memory"
                and found.stored.in_chunks(SIZE, "carried") == found.stored.in_chunks(found.stored.race.T, "carried")
                and found.stored.in_chunks(SIZE, "reset") < 0.55
                and found.stored.recalled(1, 4) > 0.9
                and found.stored.recalled(1, found.stored.race.lag) < 0.65
            ),
            fails=RACE,
            note="A network with random weights remembers a little by itself; "
            "to learn more, it needs a gradient that reaches back.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Truncated back-propagation through time runs forward and backward through chunks. Hidden states "
            "are carried "
            "forward; the gradient goes back at most $k$ time steps. The price: every dependence that crosses a "
            "border, and so "
            "every one longer than $k$, gets no gradient. Even inside a chunk gradients can vanish: the next lesson.",
            state=CHUNKS,
            holds=lambda found: (
                found.state.view == "update" and len(found.windows.spans) > 1 and _only_readout(found.windows)
            ),
            scope="seeds",
            fails=WHOLE,
            note="Even a dependence of one time step is lost where it crosses a border.",
        ),
    ),
    symbols=("T", "window", "x", "h", "y", "losses", "dh", "W_xh", "W_hh", "W_hy"),
)
