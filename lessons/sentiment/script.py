"""What the guide of the lesson sentiment says, and in which state of the page."""

from datasets.reviews import exam
from figures.numbers import quoted
from lessons.sentiment.model import readers
from lessons.sentiment.model.reading import Reading
from lessons.sentiment.shown import Shown, result
from lessons.sentiment.state import BEYOND, BOTH, LECTURE, ONE_WAY, OTHER_WAY, Sentiment
from ui import shipped
from ui.guide import Question, Script, Stop, num

ALONE = Sentiment(compare="none")
BESIDE = Sentiment()
PATH = Sentiment(view="path")
CONTRAST = Sentiment(compare="none", sentence=BOTH)
BAG = Sentiment(reader="bag", sentence=ONE_WAY, compare="own", other=OTHER_WAY)
FAILS = Sentiment(compare="none", sentence=BEYOND)
NEUTRAL, NOT, OPINION = 3, 4, 5
"""The last word of the lecture's sentence before an opinion, its negation, and the opinion, counted from 1."""
FIRST_OPINION, BUT = 4, 5
"""The first opinion of the sentence with "but", and that word."""


def _change(found: Shown, t: int) -> str:
    """What word t did to the log-odds, with its sign."""
    value = float(found.reading.changes[t - 1])
    return f"{'+' if value > 0 else ''}{num(value, 1, f'd.{t}')}"


def _after(found: Shown, t: int) -> str:
    return num(float(found.reading.p[t]), 2, f"p.{t}")


def _scores_text(found: Shown) -> str:
    return (
        "After every word $W_{hy}$ makes two scores (logits) of the hidden state, one for negative, one for positive. "
        "Their difference is the log-odds $s_t$, and the sigmoid turns it into p(positive). "
        f"No opinion has been read yet: p is {_after(found, NEUTRAL)}, near one half."
    )


def _turn_replies(found: Shown) -> dict[str, str]:
    words = found.reading.words
    return {
        words[1]: f"A film can be good or bad: {quoted(words[1])} moves the log-odds by only {_change(found, 2)}.",
        words[2]: f"This verb stands in sentences of both classes. It moves the log-odds by {_change(found, 3)}.",
        words[3]: (
            f"“not” looks negative, but “not bad” is praise. A negation alone decides nothing, and the network has "
            f"learned that: “not” moves the log-odds by {_change(found, NOT)}."
        ),
        words[4]: (
            f"It moves the log-odds by {_change(found, OPINION)}, downwards, although “good” is praise: "
            "the state that “not” left behind reverses its effect."
        ),
    }


def _strongest(found: Shown) -> str:
    return found.reading.words[int(abs(found.reading.changes).argmax())]


def _twins_text(found: Shown) -> str:
    gain = float(found.other.changes[NOT - 1])
    return (
        f"“not” moves the log-odds by {_change(found, NOT)}, “good” by {_change(found, OPINION)}. In the other "
        f"sentence (gray), without “not”, the same word “good” moves them by +{num(gain, 1, f'r.{NOT}')}. "
        "The word and the weights are the same; only the hidden state before it differs."
    )


def _path_text(found: Shown) -> str:
    moves = found.reading.moves
    return (
        f"Each point is a hidden state. “not” moves it by {num(float(moves[NOT - 1]), 1, f'm.{NOT}')}, nearly as far "
        f"as “good” ({num(float(moves[OPINION - 1]), 1, f'm.{OPINION}')}), but upwards, almost orthogonal to $w$: the "
        f"score moves by {_change(found, NOT)}. So “not” turns the state, not the score; “good” then moves it left."
    )


def _path_holds(found: Shown) -> bool:
    moves, changes = found.reading.moves, abs(found.reading.changes)
    return bool(
        found.reading.words[NOT - 1] == "not"
        and moves[NOT - 1] > 0.75 * moves[OPINION - 1]
        and changes[NOT - 1] < 0.05 * changes[OPINION - 1]
        and found.reading.changes[OPINION - 1] < 0
    )


def _unit_text(found: Shown) -> str:
    unit, values = readers.latch(found.network), found.reading.h[:, readers.latch_unit(found.network)]
    return (
        f"The lowest row is one number of the state, unit {unit['unit']}: on held-out sentences it shows best whether "
        "a negation came. Whether it is above a fixed number says so in "
        f"{100 * unit['score']:.0f} % (stored, yes and no counting "
        "equally; "
        f"a typical unit: {100 * unit['ordinary']:.0f} %). At “not” it goes from "
        f"{num(float(values[NOT - 1]), 2, f'u.{NOT - 1}')} to "
        f"{num(float(values[NOT]), 2, f'u.{NOT}')}."
    )


def _unit_holds(found: Shown) -> bool:
    values = found.reading.h[:, readers.latch_unit(found.network)]
    unit = readers.latch(found.network)
    return bool(found.reading.words[NOT - 1] == "not" and values[NOT - 1] > 0 > values[NOT] and unit["score"] > 0.9)


def _crossing(found: Shown) -> int:
    """From which word on p is above one half until the end, counted from 1."""
    p = found.reading.p
    t = found.reading.steps
    while t > 1 and p[t - 1] > 0.5:
        t -= 1
    return t


def _neutral_gain(found: Shown) -> float:
    """What the words between "but" and the praise did to the log-odds together."""
    return float(found.reading.changes[BUT:-1].sum())


def _contrast_text(found: Shown) -> str:
    return (
        f"“boring” takes p down to {_after(found, FIRST_OPINION)}. The next word, “but”, announces the opposite, and "
        "the sentence ends with praise. After each word the network gives the probability for the words so far."
    )


def _contrast_replies(found: Shown) -> dict[str, str]:
    words, last = found.reading.words, found.reading.steps
    neutral = " ".join(words[BUT : last - 1])
    gain = num(_neutral_gain(found), 1)
    alone = num(float(_start(found).changes.sum()), 1)
    return {
        words[BUT - 1]: (
            f"“but” moves the log-odds up, by {_change(found, BUT)}, but p is still only {_after(found, BUT)}. Like "
            "“not” it moves the state too: the words after it act differently."
        ),
        words[last - 2]: (
            f"{quoted(neutral)} is no praise, yet after “but” it moves the log-odds by +{gain}; at the start of a "
            f"sentence it moves them by {alone}. Praise follows in such training sentences. Still, p is only "
            f"{_after(found, last - 1)}."
        ),
        words[last - 1]: (
            f"Only the praise takes p to {_after(found, last)}. But {quoted(neutral)} has prepared it: after “but” "
            f"these neutral words move the log-odds by +{gain}, at the start of a sentence by {alone}."
        ),
    }


def _start(found: Shown) -> Reading:
    """The words between "but" and the praise, read as the start of a sentence."""
    return readers.read(found.network, found.reading.words[BUT:-1])


def _contrast_holds(found: Shown) -> bool:
    p = found.reading.p
    return bool(
        found.reading.words[BUT - 1] == "but"
        and p[FIRST_OPINION] < 0.1
        and _crossing(found) == found.reading.steps
        and _neutral_gain(found) > 2
        and abs(_start(found).changes.sum()) < 0.5
        and found.reading.changes[BUT - 1] > 0
    )


def _bag_text(found: Shown) -> str:
    return (
        "A bag of words has no recurrence: its $h$ is the mean of the words' vectors. "
        f"Here {quoted(found.reading.words[0])} and {quoted(found.reading.words[-1])} change places."
    )


def _same(found: Shown) -> bool:
    return bool(abs(found.reading.log_odds[-1] - found.other.log_odds[-1]) < 1e-9)


def _bag_replies(found: Shown) -> dict[str, str]:
    ends = num(float(found.reading.p[-1]), 2, f"p.{found.reading.steps}"), num(float(found.other.p[-1]), 2)
    return {
        ONE_WAY: "For us it is the praise. A mean of four vectors does not know which of them came first.",
        OTHER_WAY: "It ends with “good”, but the last word has no special place in a mean: all four count the same.",
        "both the same": (
            f"{ends[0]} and {ends[1]}: a mean does not depend on the order of its terms. In such a network a negation "
            "can only count as one more word; it cannot act on the word after it."
        ),
    }


def _bag_answer(found: Shown) -> str:
    if _same(found):
        return "both the same"
    return ONE_WAY if found.reading.log_odds[-1] > found.other.log_odds[-1] else OTHER_WAY


def _right(part: str) -> str:
    right, n = shipped.measured(readers.NAME)["right"]["lstm"][part]
    return f"{100 * right / n:.0f} %"


def _beyond_text(found: Shown) -> str:
    last = found.reading.steps
    return (
        f"“If only” makes a wish of the praise: the film is not good. The LSTM ends at p = {_after(found, last)}. Such "
        "wishes did not occur in its training. "
        f"On held-out sentences of the training's grammar with a contrast {_right('contrast')} are right, of "
        f"{len(exam.HAND[exam.REAL])} real reviews {_right(exam.REAL)} (stored results)."
    )


SCRIPT: Script[Sentiment, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="Many words, one answer",
            text="A network reads a sentence word by word (red) into its hidden state (green) and answers at the end: "
            "the probability that the sentence is positive (blue). The lecture calls this **many to one**; its "
            "examples are sentence classification and sentiment classification.",
            state=ALONE,
            step=0,
            covers=True,
            highlight=("p.1",),
            holds=lambda found: " ".join(found.reading.words) == LECTURE and len(found.reading.run.y[0, 0]) == 2,
            fails=Sentiment(compare="none", sentence="it is a film"),
            note="Sentence classification: one label for a whole sentence. Sentiment is the best-known case.",
        ),
        Stop(
            name="scores",
            title="From the state to a probability",
            text=_scores_text,
            formula=r"s_t = \output{y_t}[\mathrm{pos}] - \output{y_t}[\mathrm{neg}] = w \cdot \hidden{h_t} + b,\quad "
            r"\output{p_t} = \sigma(s_t)",
            state=ALONE,
            step=NEUTRAL - 1,
            covers=True,
            highlight=(f"h.{NEUTRAL}", f"p.{NEUTRAL}"),
            holds=lambda found: bool((abs(found.reading.p[: NEUTRAL + 1] - 0.5) < 0.1).all()),
            fails=Sentiment(compare="none", sentence="i like this film"),
            note="Two classes, so the softmax of two scores is the sigmoid of their difference. The loss "
            "counts mostly at the last word; the probabilities in between let us follow the reading.",
        ),
        Stop(
            name="turn",
            title="Which word decides?",
            text="Two more words follow: “not” and “good”. The sentence is negative, and the network will be right. "
            "Each word moves the log-odds by some amount; the row under the curve shows it.",
            state=ALONE,
            step=NEUTRAL - 1,
            highlight=("x.4", "x.5"),
            question=Question(
                text="Which word moves the log-odds most?",
                replies=_turn_replies,
                answer=_strongest,
                step=OPINION - 1,
                highlight=("d.4", "d.5"),
            ),
            holds=lambda found: not found.reading.positive and _strongest(found) == "good",
            fails=Sentiment(compare="none", sentence="the film was not bad"),
            note="Let the class vote. Most say “not”.",
        ),
        Stop(
            name="twins",
            title="The same word, the opposite effect",
            text=_twins_text,
            formula=r"s_t - s_{t-1} = w \cdot (\hidden{h_t} - \hidden{h_{t-1}})",
            state=BESIDE,
            begin=NEUTRAL - 1,
            highlight=("d.4", "d.5", "r.4"),
            holds=lambda found: bool(
                found.twin is not None
                and found.twin.words[NOT - 1 :] == found.reading.words[NOT:]
                and found.reading.changes[OPINION - 1] < -1
                and found.other.changes[NOT - 1] > 1
            ),
            fails=Sentiment(reader="bag"),
            note="The gray curve is the same sentence without “not”.",
        ),
        Stop(
            name="path",
            title="“not” turns the state, not the score",
            text=_path_text,
            formula=r"s_t = w \cdot \hidden{h_t} + b",
            state=PATH,
            begin=NEUTRAL - 1,
            highlight=("at.4", "at.5", "m.4", "d.4"),
            holds=_path_holds,
            fails=Sentiment(view="path", reader="bag"),
            note="Across: all that the readout computes. Up: a direction that it does not see.",
        ),
        Stop(
            name="unit",
            title="One unit that follows “not”",
            text=_unit_text,
            state=ALONE,
            highlight=("u.3", "u.4", "u.5"),
            holds=_unit_holds,
            fails=Sentiment(compare="none", reader="bag"),
            note="The negation can be read off one unit. That does not prove that this unit alone carries it.",
        ),
        Stop(
            name="but",
            title="“but” changes what is expected",
            text=_contrast_text,
            state=CONTRAST,
            begin=FIRST_OPINION - 1,
            step=FIRST_OPINION - 1,
            highlight=("s.4", "x.5"),
            question=Question(
                text="After which word is p above one half, and stays there?",
                replies=_contrast_replies,
                answer=lambda found: found.reading.words[_crossing(found) - 1],
                highlight=("p.9", "d.6", "d.7", "d.8"),
            ),
            holds=_contrast_holds,
            fails=Sentiment(compare="none", sentence="the music is fantastic but the plot is boring"),
            note="The neutral words after “but” are the surprise: they already move the log-odds up.",
        ),
        Stop(
            name="bag",
            title="A network without order",
            text=_bag_text,
            state=BAG,
            step=0,
            begin=0,
            highlight=("x.1",),
            question=Question(
                text=f"Which sentence gets the higher p: “{ONE_WAY}” or “{OTHER_WAY}”?",
                replies=_bag_replies,
                answer=_bag_answer,
                highlight=("p.4",),
            ),
            holds=_same,
            fails=Sentiment(sentence=ONE_WAY, compare="own", other=OTHER_WAY),
            note="Switch the network to LSTM: then the two differ.",
        ),
        Stop(
            name="fails",
            title="What it never learned",
            text=_beyond_text,
            state=FAILS,
            highlight=("p.6", "d.6"),
            holds=lambda found: found.reading.positive and " ".join(found.reading.words) == BEYOND,
            fails=BESIDE,
            note="Below the figure: sentences it gets right and wrong. Which would you teach it, and how?",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Many to one: a recurrent network folds a sequence into its last hidden state, and one readout "
            "answers. A word acts on the state that the words before it left, so “not” can change what “good” means. "
            "The next lesson makes a whole sentence of that last state.",
            formula=r"\hidden{h_t} = f_W(\hidden{h_{t-1}}, \input{x_t}),\quad "
            r"\output{p} = \sigma(w \cdot \hidden{h_T} + b)",
            state=BESIDE,
            holds=lambda found: not found.reading.positive and _path_holds(found),
            fails=Sentiment(reader="bag"),
            note="Next: translation, where the last state starts a second network.",
        ),
    ),
    symbols=("x", "E", "h", "y", "p", "W_xh", "W_hh", "W_hy", "b_y", "sigma"),
)
