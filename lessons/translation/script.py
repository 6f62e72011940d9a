"""What the guide of the lesson translation says, and in which state of the page."""

from typing import Any

import numpy as np

from datasets.phrases import french
from figures.numbers import quoted
from lessons.translation.model.sentence import LECTURE
from lessons.translation.model.translated import ELSEWHERE, OTHER, OWN, reference
from lessons.translation.shown import Shown, result
from lessons.translation.state import Translation
from ui import shipped
from ui.guide import Question, Script, Stop, num, part, share

SWAPPED = "you find this doctor but two good children like these brothers with my brother"
UNSEEN = "he has his old house today"
MENDED = "we chose two girls but they do not write this blue letter"
RED = "my friend has a red hat"
FIVE = "i see him and you see me and she sees us and we see them and he sees her"

ONE = Translation()
EXCHANGED = Translation(handed="other")
LONG = Translation(sentence=SWAPPED)
LENGTH = Translation(view="length")
LOOKING = Translation(network="attention", sentence=RED)
WEIGHTS = Translation(network="attention", view="map")
NEEDS = Translation(view="map")
READ, WORDS, READ_RED = len(LECTURE.split()), 7, len(RED.split())
"""The words of the lecture's sentence, of its translation, and of the sentence on which attention is shown."""
VERB, SAME, ADJECTIVE, NEGATION = 3, 4, 6, 4
"""Where “aime” is written and “like” is read; where “rouge” and “pas” are written, counted from 1."""


def _vector_text(found: Shown) -> str:
    n = found.shown.trace.given[0].shape[1]
    return (
        f"Now the sentence is {part('one vector', 'v.1')}: the encoder's last hidden state, {n} numbers, and its last "
        f"cell state, {n} more. They are all that the decoder gets, however long the sentence was. "
        "The lecture calls this half **many to one**: encode the input sequence in a single vector."
    )


def _writing_text(found: Shown) -> str:
    right = sum(found.shown.right)
    return (
        "The second network, with weights $W_2$ of its own, starts from that vector and writes: its most likely word "
        "is its next input, until it writes the end. That is **one to many**; both together are sequence to sequence. "
        f"In the end {share(right, len(found.written))} words are right."
    )


def _options(found: Shown) -> tuple[str, str, str]:
    own, other = found.shown.reference, reference(ELSEWHERE)
    return french.written(list(own)), french.written(list(other)), "a mixture of both"


def _exchange_replies(found: Shown) -> dict[str, str]:
    own, other, mixed = _options(found)
    return {
        own: (
            "The encoder did read this sentence, but its last state does not arrive (scissors). The decoder has no "
            "other way to know of it."
        ),
        other: (
            f"It writes the translation of “{ELSEWHERE}”, whose last state it started from. The whole meaning passes "
            "through this vector, and nothing of the sentence below it."
        ),
        mixed: "A mixture needs both sentences. The decoder gets one vector, and that comes from one sentence only.",
    }


def _exchange_answer(found: Shown) -> str:
    own, other, mixed = _options(found)
    return own if found.written == found.shown.reference else other if found.written == reference(ELSEWHERE) else mixed


def _place(found: Shown, word: str) -> int:
    """Where the word is written, counted from 1; 0 for nowhere."""
    return found.written.index(word) + 1 if word in found.written else 0


def _long_text(found: Shown) -> str:
    brothers, children = _place(found, "frères"), _place(found, "enfants")
    n = len(found.shown.source)
    k = min(range(len(_measured("plain"))), key=lambda k: abs(_measured("plain")[k]["words"] - n))
    return (
        f"“{' '.join(found.shown.source)}”: the French is fluent, and yet it is wrong: the "
        f"{part('brothers', f'y.{brothers}')} like the {part('children', f'y.{children}')}. Of held-out sentences "
        f"with {_words(k)} {num(100 * _measured('plain')[k]['exact'], 0)} % are right in every word (stored results)."
    )


def _exchanged(found: Shown) -> bool:
    brothers, children = _place(found, "frères"), _place(found, "enfants")
    expected = found.shown.reference
    return 0 < brothers < children and expected.index("enfants") < expected.index("frères")


def _measured(network: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shipped.measured("translation")[network]["lengths"]
    return found


def _words(k: int) -> str:
    return f"about {_measured('plain')[k]['words']:.0f} words"


def _less_than_half(network: str) -> int:
    """The place of the first length at which less than half is right; of the last one for nowhere."""
    points = _measured(network)
    return next((k for k, point in enumerate(points) if point["exact"] < 0.5), len(points) - 1)


def _gain(before: str, after: str) -> float:
    """How much more the second network gets right where the one vector first fails in half of the sentences."""
    k = _less_than_half("plain")
    return float(_measured(after)[k]["exact"] - _measured(before)[k]["exact"])


CHOICES = (2, 5, 8, 11)
"""The lengths to choose from, by their places."""


def _length_replies(found: Shown) -> dict[str, str]:
    right, said = _less_than_half(found.network), {}
    for k in CHOICES:
        share = f"At {_words(k)} {num(100 * _measured(found.network)[k]['exact'], 0)} % are right"
        if k == right:
            beyond = num(100 * shipped.measured("translation")["attention"]["exact"]["5"], 1)
            both, blue = (num(100 * _measured(name)[k]["exact"], 0) for name in ("bidirectional", "attention"))
            reply = (
                f"{share}, and then fewer and fewer: the vector has one size for every sentence. Reading both ways "
                f"into one vector gives {both} %. Attention, with the same two-way encoder, gives {blue} %: that "
                f"difference is due to looking back alone. With five clauses, one more than in training, "
                f"attention too fails: {beyond} % are right."
            )
        elif k < right:
            reply = f"{share}, most of them. Of short sentences this vector keeps nearly all."
        else:
            reply = f"{share}. By then nearly everything has been wrong for a long time; the fall begins much earlier."
        said[_words(k)] = reply
    return said


def _length_text(_: Shown) -> str:
    points = _measured("plain")
    first = f"plain.{points[0]['words']:.1f}"
    return (
        f"How often is every word right? These are stored results on held-out sentences. At {_words(0)} it is "
        f"{num(100 * points[0]['exact'], 0, first)} % for this network."
    )


def _alpha(found: Shown, t: int, j: int) -> float:
    alpha = found.shown.trace.alpha
    return 0.0 if alpha is None else float(alpha[t - 1, j - 1])


def _most(found: Shown, t: int) -> int:
    """The word, from 1, whose state has the largest weight when word t is written; 0 without attention."""
    alpha = found.shown.trace.alpha
    return 0 if alpha is None else int(alpha[t - 1].argmax()) + 1


def _attention_text(found: Shown) -> str:
    j = _most(found, ADJECTIVE)
    return (
        "**Attention** goes beyond the lecture. When it writes a word the decoder compares its state with every state "
        f"of the encoder; the softmax makes weights α (their sum is 1). For {quoted(found.written[ADJECTIVE - 1])} the "
        f"state at {quoted(found.shown.source[j - 1])} has {num(_alpha(found, ADJECTIVE, j), 2, f'a.{j}')}; the "
        "weighted mean $c_t$ joins $h_t$."
    )


def _attention_holds(found: Shown) -> bool:
    return (
        found.written[ADJECTIVE - 1 : ADJECTIVE] == ("rouge",)
        and found.shown.source[_most(found, ADJECTIVE) - 1] == "red"
    )


def _map_replies(found: Shown) -> dict[str, str]:
    words, best = found.shown.trace.words, _most(found, VERB)
    said = {}
    for j in (1, 2, 3, SAME):
        alpha = num(_alpha(found, VERB, j), 2, f"a.{VERB}.{j}")
        if j == best:
            reply = (
                f"Its weight is {alpha}. This encoder reads in both directions, so the state at "
                f"{quoted(words[j - 1])} has read its neighbors, the verb among them. A weight tells which state is "
                "averaged, not which word is the reason."
            )
        elif j == SAME:
            reply = (
                f"It is the word in a dictionary, but its weight is {alpha}. Attention weighs states, and the state "
                "of a neighbor can hold this word too."
            )
        else:
            reply = f"Its weight is {alpha}. Nothing but training decides which state the decoder learns to use."
        said[words[j - 1]] = reply
    return said


def _needs(found: Shown, t: int, j: int) -> float:
    return 0.0 if found.needed is None else float(found.needed[t - 1, j - 1])


def _need_text(found: Shown) -> str:
    least = 0.0 if found.needed is None else float(np.abs(found.needed[NEGATION - 1]).max())
    return (
        "Leaving a word out shows what a written word depends on. In the network with one vector “aime” loses "
        f"{num(_needs(found, VERB, SAME), 1, f'need.{VERB}.{SAME}')} in log p without “like”, and "
        f"{num(_needs(found, VERB, 2), 1, f'need.{VERB}.2')} without “does”. “pas” loses at most "
        f"{num(least, 2)}, whichever word is left out: after “n'” it must come."
    )


def _need_holds(found: Shown) -> bool:
    if found.needed is None or found.written[VERB - 1 : VERB + 1] != ("aime", "pas"):
        return False
    row = found.needed[VERB - 1]
    return bool(row.argmax() == SAME - 1 and row[1] < 0.1 and np.abs(found.needed[NEGATION - 1]).max() < 0.1)


SCRIPT: Script[Translation, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="A sentence in, a sentence out",
            text="A translation has other words, in another order, and often another number of them. So nothing is "
            "written before the whole sentence has been read. The lower network, the **encoder** with its "
            "weights $W_1$, "
            "reads the English sentence, one word at each time step.",
            formula=r"\hidden{s_j} = f_{W_1}(\hidden{s_{j-1}}, \input{x_j})",
            state=ONE,
            begin=0,
            step=READ - 1,
            covers=True,
            highlight=("x.7", "s.7"),
            holds=lambda found: found.shown.source == tuple(LECTURE.split()) and found.shown.trace.alpha is None,
            fails=Translation(network="reversed"),
            note="Machine translation is the lecture's example of many to many: a sequence of words becomes another.",
        ),
        Stop(
            name="vector",
            title="One vector between",
            text=_vector_text,
            formula=r"\hidden{h_0} = \hidden{s_J}",
            state=ONE,
            step=READ,
            covers=True,
            highlight=("v.1", "hand.1"),
            holds=lambda found: bool(
                found.shown.trace.given[0].size == found.shown.trace.given[1].size
                and np.array_equal(found.shown.trace.given[0][0], found.shown.trace.read.s[-1, 0])
            ),
            fails=EXCHANGED,
            note="An LSTM carries two vectors, h and C. The boxes show the units that change most.",
        ),
        Stop(
            name="write",
            title="The decoder writes",
            text=_writing_text,
            formula=r"\hidden{h_t} = f_{W_2}(\hidden{h_{t-1}}, \output{Y_{t-1}}),\quad "
            r"\output{p_t} = \mathrm{softmax}(\output{W_{hy}}\hidden{h_t} + \output{b_y})",
            state=ONE,
            begin=READ + 1,
            step=READ + WORDS + 1,
            highlight=("y.1", "y.7"),
            holds=lambda found: found.correct and found.shown.handed == OWN and found.network == "plain",
            fails=Translation(sentence=UNSEEN),
            note="Red hat, chapeau rouge: the order changes, and only the vector can carry that.",
        ),
        Stop(
            name="exchange",
            title="Two sentences, one vector exchanged",
            text=f"The encoder has read the same sentence, but the decoder starts from another vector: the last state "
            f"after “{ELSEWHERE}”. The scissors show that its own does not arrive.",
            state=EXCHANGED,
            begin=READ,
            step=READ,
            highlight=("v.1", "last.1"),
            question=Question(
                text="What will the decoder write?",
                replies=_exchange_replies,
                answer=_exchange_answer,
                highlight=("y.1", "y.5", "v.1"),
            ),
            holds=lambda found: (
                found.shown.handed == OTHER
                and found.written == reference(ELSEWHERE)
                and " ".join(found.shown.source) == LECTURE
            ),
            fails=Translation(network="attention", handed="other"),
            note="Then choose zeros: what it writes fits no source in particular.",
        ),
        Stop(
            name="long",
            title="Fluent, and wrong",
            text=_long_text,
            state=LONG,
            begin=16,
            step=25,
            highlight=("y.8", "y.11"),
            holds=_exchanged,
            fails=Translation(network="attention", sentence=SWAPPED),
            note="Let someone read the French aloud: it is a good sentence about another world.",
        ),
        Stop(
            name="length",
            title="How long may a sentence be?",
            text=_length_text,
            state=LENGTH,
            begin=0,
            step=0,
            highlight=("plain",),
            question=Question(
                text="From which length on is less than half of the sentences right?",
                replies=_length_replies,
                answer=lambda found: _words(_less_than_half(found.network)),
                highlight=("plain", "attention"),
            ),
            holds=lambda found: (
                _less_than_half(found.network) < _less_than_half("attention")
                and _gain("plain", "bidirectional") < 0.5 * _gain("bidirectional", "attention")
            ),
            fails=Translation(network="attention", view="length"),
            note="One size of state and one set of data: larger vectors were not measured.",
        ),
        Stop(
            name="attention",
            title="Looking back at every word",
            text=_attention_text,
            formula=r"\alpha_{tj} = \mathrm{softmax}_j(\hidden{h_t}^\top \hidden{W_a s_j}),\quad "
            r"\hidden{c_t} = \sum_j \alpha_{tj}\,\hidden{s_j}",
            state=LOOKING,
            begin=READ_RED + ADJECTIVE,
            step=READ_RED + ADJECTIVE,
            highlight=("a.5", f"c.{ADJECTIVE}", f"y.{ADJECTIVE}"),
            holds=_attention_holds,
            fails=ONE,
            note="Reading both ways is not what helps: the network “both ways” has this encoder and one vector.",
        ),
        Stop(
            name="map",
            title="Where the weights lie",
            text="Each row is a written word; its weights on the states of the English words have the sum 1: “elle” "
            "reads the state at “she”. The third word will be “aime”, a form of the verb “like”.",
            state=WEIGHTS,
            begin=0,
            step=0,
            highlight=("a.1",),
            question=Question(
                text="At which English word lies the weight for “aime”?",
                replies=_map_replies,
                answer=lambda found: found.shown.trace.words[_most(found, VERB) - 1],
                step=VERB - 1,
                highlight=(f"a.{VERB}.2", f"a.{VERB}.{SAME}"),
            ),
            holds=lambda found: (
                found.written[VERB - 1 : VERB] == ("aime",)
                and found.shown.trace.words[_most(found, 1) - 1] == "she"
                and found.shown.trace.words[_most(found, VERB) - 1] == "does"
            ),
            fails=Translation(network="attention", view="map", sentence="i like the cat"),
            note="The large weights often lie where a dictionary would put them, but nothing requires it.",
        ),
        Stop(
            name="needs",
            title="What does a written word need?",
            text=_need_text,
            formula=r"\log p_t[Y_t] - \log p_t[Y_t \mid \mathrm{word}\ j\ \mathrm{not\ read}]",
            state=NEEDS,
            step=NEGATION - 1,
            begin=VERB - 1,
            highlight=(f"need.{VERB}.{SAME}", f"need.{NEGATION}"),
            holds=_need_holds,
            fails=WEIGHTS,
            note="A test by leaving out. It works for every network, with attention or without.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="Many to one, then one to many: an encoder $W_1$ reads a sequence into one vector, a decoder $W_2$ "
            "writes another sequence from it. Here that is right for short sentences and wrong for long ones. "
            "Attention lets the decoder use every state. The next lessons start the decoder from a picture.",
            state=ONE,
            holds=lambda found: found.correct and found.network == "plain",
            fails=LONG,
            note="Next: image captioning, one to many with a convolutional network in front.",
        ),
    ),
    symbols=("x", "E", "s", "h", "y", "p", "W_xs", "W_ss", "W_hy", "alpha", "c", "h_tilde", "W_a", "W_c"),
)
