"""What the guide of the lesson long-term says, and in which state of the page."""

from lessons.long_term.figure.sequence import share_text
from lessons.long_term.model.results import STARTS, length
from lessons.long_term.shown import Shown, result
from lessons.long_term.state import LongTerm
from rnn_core.studies.lag_trial import task_of
from ui.guide import Question, Script, Stop, num, part, share, word

NEAR = LongTerm()
FAR = LongTerm(lag="100", network="start", run=3)
ADD = LongTerm(task="adding", lag="5")
ADD_FAR = LongTerm(task="adding", lag="50", example=4)
SCORES = LongTerm(view="score", task="adding", compare="rnn", lag="5")
FIRST = LongTerm(view="score", task="first", compare="rnn")
CLIPPED = LongTerm(view="score", task="order", compare="clipping", lag="8")
BOTH = LongTerm(view="score", task="adding", compare="cells", lag="5")
ORDER = LongTerm(view="score", task="order", compare="cells", lag="8")
LAST_NEAR, LAST_FAR, LAST_ADD, LAST_ADD_FAR = 3, 101, 10, 100
"""The last steps of the walks: all time steps of the sequence, then the way back."""
ADDING_LAGS, FIRST_LAGS, ORDER_LAGS = (5, 10, 20, 50), (2, 10, 30, 60, 100), (8, 12, 20, 40)
CLIP, NO_CLIP = "SGD, clipped", "SGD, not clipped"
ORTHOGONAL, UNIFORM = STARTS["orthogonal"], STARTS["uniform"]
GONE, HERE = "less than a millionth", "about as much as at the end"
FATES = {HERE: -1.0, "about a thousandth": -6.0, GONE: -1000.0}
"""What may be left of a gradient, and the least decimal logarithm of it."""
NEITHER, ONLY_UNIFORM, ONLY_ORTHOGONAL, BOTH_STARTS = (
    "neither",
    "only the uniform one",
    "only the orthogonal one",
    "both",
)


def _arrives(found: Shown) -> float:
    return float(found.read.log10_share[found.read.clues[0] - 1])


def _share(found: Shown) -> str:
    clue = found.read.clues[0]
    return part(share_text(_arrives(found)), f"g.{clue}")


def _fate(found: Shown) -> str:
    return next(name for name, least in FATES.items() if _arrives(found) >= least)


def _chance(found: Shown) -> float:
    runs = next(iter(found.runs.values()))
    return float(task_of(next(iter(runs.values()))[0].trial).chance)


def _error(found: Shown, lag: int) -> str:
    point = f"rnn.{lag}"
    return num(found.score("rnn", lag), 3, point)


def _most_steps(found: Shown) -> str:
    return f"{max(result.steps for lag in found.runs['rnn'].values() for result in lag):,}"


def _solved(found: Shown, name: str, lag: int) -> str:
    return share(found.solved(name, lag), found.of(name, lag))


def _far_replies(found: Shown) -> dict[str, str]:
    read = found.read
    lag, left = read.trial.lag, _share(found)
    per_step = num(float(10 ** (_arrives(found) / lag)), 2, f"g.{read.clues[0]}")
    return {
        HERE: "Over a few time steps much of it does arrive. But every step multiplies by "
        f"$W_{{hh}}^\\top$ and the slope of the tanh: here {per_step} on average, so {left} arrives.",
        "about a thousandth": "The product shrinks exponentially with the distance, so it is far smaller: "
        f"{per_step} to the power of {lag} is {left}.",
        GONE: f"Only {left} arrives, {per_step} per time step on average. The weights get practically no signal that "
        "the first word matters, while all the words without meaning between send their gradients.",
    }


def _adding_answer(found: Shown) -> str:
    return _level(found.score("rnn", ADDING_LAGS[2]) / _chance(found))


def _level(ratio: float) -> str:
    return word(ratio > 0.9, "no better than the answer 1", word(ratio < 0.25, "much better", "somewhat better"))


def _adding_replies(found: Shown) -> dict[str, str]:
    near, middle, far = (_error(found, lag) for lag in ADDING_LAGS[:3])
    base = num(_chance(found), 3)
    return {
        "much better": f"At lag {ADDING_LAGS[0]} it is so, {near}. But the error has doubled already at lag "
        f"{ADDING_LAGS[1]}, and at lag {ADDING_LAGS[2]} it is {far}.",
        "somewhat better": f"The next point of a smooth curve would lie there. The error is {far}: the network no "
        "longer "
        "uses the marked numbers at all.",
        "no better than the answer 1": f"The errors are {near}, {middle}, {far}; the constant answer 1 has {base}. "
        "From lag "
        f"{ADDING_LAGS[2]} on, no seed does better. Long-term dependencies are hard to model.",
    }


def _start_answer(found: Shown) -> str:
    lag = FIRST_LAGS[-1]
    uniform, orthogonal = (found.solved(name, lag) == found.of(name, lag) for name in (UNIFORM, ORTHOGONAL))
    return {
        (False, False): NEITHER,
        (True, False): ONLY_UNIFORM,
        (False, True): ONLY_ORTHOGONAL,
        (True, True): BOTH_STARTS,
    }[uniform, orthogonal]


def _start_replies(found: Shown) -> dict[str, str]:
    lag = FIRST_LAGS[-1]
    tally = f"Orthogonal: {_solved(found, ORTHOGONAL, lag)} seeds; uniform: {_solved(found, UNIFORM, lag)}."
    return {
        NEITHER: "After the adding task one expects that. But here one word decides all, and nothing has to be "
        f"computed from it. {tally}",
        ONLY_UNIFORM: "The uniform start is the usual one, but it shrinks the gradient from the first step on. "
        f"{tally}",
        ONLY_ORTHOGONAL: f"{tally} An orthogonal matrix changes no length, so only the tanh shrinks the gradient, and "
        "slowly. It is the honest exception: vanishing is no law.",
        BOTH_STARTS: f"Up to lag {FIRST_LAGS[1]} both do. At lag {lag} the gradient has practically vanished with the "
        f"uniform start. {tally}",
    }


SCRIPT: Script[LongTerm, Shown] = Script(
    result,
    (
        Stop(
            name="near",
            title="The clouds are in the … sky",
            text=lambda found: (
                "A network must predict the last word. In “the clouds are in the sky” the clue is close. Here a "
                "trained vanilla RNN reads "
                f"“{found.read.symbol(1)}”, then words without meaning, and predicts "
                f"[{found.read.answer(found.read.steps)}](y.{found.read.steps}). "
                f"The violet row: at the clue the gradient is {_share(found)} times as long as at the end. "
                "If the relevant information is close, RNNs can learn to use it."
            ),
            state=NEAR,
            begin=0,
            step=LAST_NEAR,
            highlight=("x.1", "y.3"),
            holds=lambda found: found.read.trial.lag <= 2 and found.read.answer(found.read.steps) == found.read.right,
            fails=FAR,
            note="Step through: what would the network predict after each word? The violet row is the way back.",
        ),
        Stop(
            name="far",
            title="I grew up in France … French",
            text=lambda found: (
                "In “I grew up in France … I speak fluent French” the clue can be arbitrarily far. Here "
                f"{num(found.read.trial.lag - 1, 0)} words without meaning follow it. To learn the clue, the gradient "
                "of the last word's loss must "
                "reach it. This vanilla RNN has the usual uniform start and is not trained yet."
            ),
            formula=r"\gradient{\frac{\partial L}{\partial h_1}} = \prod_{t=2}^{T} \hidden{W_{hh}^\top}\,\mathrm{diag}"
            r"(1-\hidden{h_t^2})\ \gradient{\frac{\partial L}{\partial h_T}}",
            state=FAR,
            begin=LAST_FAR - 1,
            step=LAST_FAR - 1,
            highlight=("x.1",),
            question=Question(
                text="How much of the gradient at the last time step arrives at the clue?",
                replies=_far_replies,
                answer=_fate,
                step=LAST_FAR,
                highlight=("g.1", "x.1"),
            ),
            holds=lambda found: found.read.trial.lag >= 50 and _arrives(found) < -10,
            fails=NEAR,
            note="The lesson on exploding and vanishing gradients, now in a task where it matters.",
        ),
        Stop(
            name="adding",
            title="A task that needs two clues",
            text=lambda found: (
                "The adding task of Hochreiter and Schmidhuber: two numbers between 0 and 1 are [marked]"
                f"({' '.join(f'x.{t}' for t in found.read.clues)}), one in each half; at the end their sum is wanted. "
                "The constant answer 1 has the mean squared "
                f"error {num(_chance(found), 3)}. At lag {found.read.trial.lag} the trained vanilla RNN answers "
                f"{num(float(found.read.answers[-1]), 2, f'y.{found.read.steps}')} here, and right is "
                f"{num(found.read.target, 2)}. Over many sequences its error is {_error(found, found.read.trial.lag)}."
            ),
            state=ADD,
            begin=0,
            step=LAST_ADD - 1,
            highlight=("x.1", "x.7", "y.10"),
            holds=lambda found: (
                found.read.trial.task == "adding" and abs(float(found.read.answers[-1]) - found.read.target) < 0.2
            ),
            fails=ADD_FAR,
            note="The lag is half the length: the first number has to be kept for at least that long.",
        ),
        Stop(
            name="fails",
            title="Longer lags",
            text=lambda found: (
                "Stored runs: vanilla RNNs were trained at each lag with Adam, gradient clipping and the better of two "
                "starts, "
                f"{found.of('rnn', ADDING_LAGS[0])} seeds each, at most {_most_steps(found)} training steps. The error "
                f"grows from {num(found.score('rnn', ADDING_LAGS[0]), 3, f'rnn.{ADDING_LAGS[0]}')} "
                f"at lag {ADDING_LAGS[0]} to {num(found.score('rnn', ADDING_LAGS[1]), 3, f'rnn.{ADDING_LAGS[1]}')} at "
                f"lag {ADDING_LAGS[1]}."
            ),
            state=SCORES,
            step=1,
            begin=0,
            question=Question(
                text=f"And at lag {ADDING_LAGS[2]}: is the RNN still better than one that always answers 1?",
                replies=_adding_replies,
                answer=_adding_answer,
                draws=True,
                step=len(ADDING_LAGS) - 1,
                highlight=("rnn",),
            ),
            holds=lambda found: (
                "rnn" in found.runs
                and all(result.score > _chance(found) for lag in ADDING_LAGS[2:] for result in found.runs["rnn"][lag])
            ),
            fails=FIRST,
            note="The dashed line is the published baseline. Long-term dependencies are hard to model.",
        ),
        Stop(
            name="why",
            title="Why: it answers 1, whatever it reads",
            text=lambda found: (
                f"At lag {found.read.trial.lag} the trained network answers "
                f"{num(float(found.read.answers[-1]), 2, f'y.{found.read.steps}')}; right is "
                f"{num(found.read.target, 2, f'y.{found.read.steps}')}. Of the gradient, {_share(found)} arrives at "
                "the first marked number. So the "
                "weights get hardly any signal to keep it, and training finds what the output bias alone can do: the "
                "mean of all sums."
            ),
            state=ADD_FAR,
            begin=LAST_ADD_FAR - 1,
            step=LAST_ADD_FAR,
            highlight=("y.100", "g.5"),
            holds=lambda found: _arrives(found) < -6 and abs(float(found.read.answers[-1]) - 1) < 0.1,
            fails=ADD,
            note="Try other sequences under More: the answer hardly changes.",
        ),
        Stop(
            name="exception",
            title="Another start",
            text=lambda found: (
                "Back to the first word, in stored runs of vanilla RNNs trained with Adam. Two starts: $W_{hh}$ "
                "uniform as usual, or orthogonal, so that "
                "multiplying by it changes no length. Up to lag "
                f"{FIRST_LAGS[1]} both solve the task with all {found.of(UNIFORM, FIRST_LAGS[1])} seeds."
            ),
            state=FIRST,
            step=1,
            begin=0,
            question=Question(
                text=f"Which start solves lag {FIRST_LAGS[-1]} with all seeds?",
                replies=_start_replies,
                answer=_start_answer,
                step=len(FIRST_LAGS) - 1,
                highlight=(ORTHOGONAL, UNIFORM),
            ),
            holds=lambda found: UNIFORM in found.runs and _start_answer(found) == ONLY_ORTHOGONAL,
            fails=SCORES,
            note="Solved means 95 % of the held-out sequences right.",  # stated: the study
        ),
        Stop(
            name="clipping",
            title="What clipping does, and what not",
            text=lambda found: (
                "A third task, the order of two characters, with plain gradient descent (SGD) in stored runs. At lag "
                f"{ORDER_LAGS[0]} clipping saves "
                f"{_solved(found, CLIP, ORDER_LAGS[0])} seeds, "
                "without it "
                f"{_solved(found, NO_CLIP, ORDER_LAGS[0])}; beyond, "
                "both fail with every seed. Clipping shortens gradients that are too long; it cannot lengthen those "
                "that vanish."
            ),
            state=CLIPPED,
            step=2,
            begin=0,
            highlight=("SGD, clipped", "SGD, not clipped"),
            holds=lambda found: (
                "SGD, clipped" in found.runs
                and all(
                    found.solved(name, lag) == 0 for name in ("SGD, clipped", "SGD, not clipped") for lag in (12, 20)
                )
                and found.solved("SGD, clipped", 8) > found.solved("SGD, not clipped", 8)
            ),
            fails=FIRST,
            note="With Adam and an orthogonal start most seeds solve it, clipped or not. The optimizer and the start "
            "matter too.",
        ),
        Stop(
            name="lstm",
            title="Another architecture",
            text=lambda found: (
                "The adding task again, beside an LSTM with equally many weights (stored runs). It solves lag "
                f"{ADDING_LAGS[2]} with "
                f"{_solved(found, 'lstm', ADDING_LAGS[2])} seeds and lag "
                f"{ADDING_LAGS[3]} with "
                f"{_solved(found, 'lstm', ADDING_LAGS[3])}; the vanilla RNN "
                "solves none. "
                "The next two lessons explain why."
            ),
            state=BOTH,
            step=len(ADDING_LAGS) - 1,
            begin=0,
            highlight=("lstm", "rnn"),
            holds=lambda found: (
                "lstm" in found.runs
                and found.solved("lstm", 20) == 5
                and all(found.solved("rnn", lag) == 0 for lag in found.runs["rnn"])
            ),
            fails=ORDER,
            note="LSTM: Long Short-Term Memory. Do not explain it yet.",
        ),
        Stop(
            name="limits",
            title="Neither remembers for ever",
            text=lambda found: (
                f"The order of two characters at lag {ORDER_LAGS[3]}, in sequences of "
                f"{length('order', ORDER_LAGS[3])}: the vanilla RNN fails with every seed, the LSTM "
                f"succeeds with {_solved(found, 'lstm', ORDER_LAGS[3])}. A "
                "larger lag, a harder task or another start move the "
                "limit; no architecture here removes it."
            ),
            state=ORDER,
            step=len(ORDER_LAGS) - 1,
            begin=0,
            highlight=("lstm", "rnn"),
            holds=lambda found: (
                "lstm" in found.runs
                and 0 < found.solved("lstm", ORDER_LAGS[-1]) < 5
                and found.solved("rnn", ORDER_LAGS[-1]) == 0
            ),
            fails=CLIPPED,
            note="The bands go from the worst seed to the best one: long lags are also a matter of luck.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="A vanilla RNN can learn to use a close clue. For a far one the gradient that it should learn from "
            "vanishes on the way, unless the "
            "start prevents that: long-term dependencies are hard to model. Another cell gives the gradient another "
            "way back. The next lesson opens an "
            "LSTM, one gate at a time.",
            state=BOTH,
            step=len(ADDING_LAGS) - 1,
            begin=len(ADDING_LAGS) - 1,
            holds=lambda found: found.reading is None and "lstm" in found.runs and found.solved("lstm", 20) == 5,
            fails=CLIPPED,
            note="Next: the cell of an LSTM.",
        ),
    ),
    symbols=("x", "h", "y", "p", "dh", "W_xh", "W_hh", "W_hy", "loss", "T"),
)
