"""What the guide of the lesson text-generation says, and in which state of the page."""

from math import log2

import numpy as np

from figures.numbers import quoted, visible
from lessons.text_generation.figure import learning_curves
from lessons.text_generation.model import kinds, networks
from lessons.text_generation.model.kinds import KINDS
from lessons.text_generation.shown import Shown, result, right_letters
from lessons.text_generation.state import TextGeneration
from rnn_core.types import Array
from ui.guide import Question, Script, Stop, num, word

QUOTED = 'put("left( key( box", [7])'
OPENED = "print(fox, [key"
TRAIN = TextGeneration(view="train")
READ = TextGeneration(text=QUOTED)
CLOSING = TextGeneration(text=OPENED, cell="inside [ ]")
PROGRAM = TextGeneration()
QUOTES = TextGeneration(text=QUOTED, cell="inside quotes")
WRITE = TextGeneration(view="write")
HOT = TextGeneration(view="write", temperature=2.0)
EARLY = 1
"""The checkpoint, from 0, after which the question about the kinds of characters is asked."""
OUTSIDE, INSIDE = 5, 11
"""The places in ``QUOTED`` of its first bracket and of the first one inside quotes, from 1 with the line end before."""


def _bits_of_guessing(found: Shown) -> float:
    return log2(len(found.setting.corpus.vocabulary))


def _task_text(found: Shown) -> str:
    first = found.checkpoints[0]
    return (
        "An LSTM learns to predict the next character of program text (a recorded run). The curves show the loss, now "
        f"in bits per character: a nat is {num(1 / np.log(2), 2)} bits. Before training it is "
        f"{num(first.bits, 2, '1.0')} bits, as in guessing among {len(found.setting.corpus.vocabulary)} characters, "
        "and the line above the curves, which the network wrote, is noise."
    )


def _most(found: Shown, place: int) -> str:
    losses = found.checkpoints[place].by_kind
    return max(losses, key=losses.__getitem__)


def _stays_text(found: Shown) -> str:
    early = found.checkpoints[EARLY]
    kind = _most(found, EARLY)
    return (
        f"After {early.step} training steps the loss is {num(early.bits, 1, f'1.{early.step}')} bits. The lower curves "
        f"split it by the kind of character that has to be predicted. It is still highest for {kind}: "
        f"{num(early.by_kind[kind], 1, f'{learning_curves.line_of(kind)}.{early.step}')} bits."
    )


def _stays_replies(found: Shown) -> dict[str, str]:
    first, last, said = found.checkpoints[EARLY], found.checkpoints[-1], {}
    for kind in KINDS:
        name = learning_curves.line_of(kind)
        fell = (
            f"Their loss falls from {num(first.by_kind[kind], 1, f'{name}.{first.step}')} to "
            f"{num(last.by_kind[kind], 1, f'{name}.{last.step}')} bits"
        )
        if kind == _most(found, -1):
            reply = (
                f"{fell}, and no further. Which word comes next is open in such programs; how it goes on is not. "
                "No training can "
                "learn what the text leaves open."
            )
        elif kind == _most(found, EARLY):
            reply = f"{fell}. They were the hardest at first, but the text before them decides part of what they are."
        else:
            reply = f"{fell}. The characters before them decide much of it, and the network learns to use them."
        said[kind] = reply
    return said


def _words_text(found: Shown) -> str:
    last = found.checkpoints[-1]
    return (
        f"After {found.checkpoints[1].step} training steps the samples have the frequent characters, after "
        f"{found.checkpoints[4].step} steps short words, after {last.step} steps lines with brackets, and the loss is "
        f"{num(last.bits, 2, f'1.{last.step}')} bits. Nobody gave the network words or rules, only the next character "
        "and its loss. To watch the training, press Start over and Train."
    )


def _words_hold(found: Shown) -> bool:
    bits = [checkpoint.bits for checkpoint in found.checkpoints]
    return len(bits) > 4 and bits == sorted(bits, reverse=True) and bits[-1] < 0.35 * bits[0]


def _value(found: Shown, place: int, digits: int = 1) -> str:
    return num(float(found.memory[place - 1]), digits, f"c.{place}")


def _unit(found: Shown) -> str:
    return f"C[{found.unit + 1}]"


def _read_text(found: Shown) -> str:
    return (
        "A larger training of the same kind is stored. Here that network reads; under each character stand the five "
        f"most likely next ones. The color is one number of its cell state, {_unit(found)}: at the first bracket it "
        f"falls from {_value(found, OUTSIDE - 1)} to {_value(found, OUTSIDE)}. Then comes a string in "
        "quotes, with a bracket inside."
    )


FALLS, STAYS, RETURNS = "It falls again by as much", "It hardly changes", "It goes back up"


def _jumps(found: Shown) -> tuple[float, float]:
    """How the unit changes at the bracket outside, and at the one inside quotes."""
    change = np.diff(found.memory)
    return float(change[OUTSIDE - 2]), float(change[INSIDE - 2])


def _read_answer(found: Shown) -> str:
    outside, inside = _jumps(found)
    if abs(inside) < 0.2 * abs(outside):
        return STAYS
    return FALLS if inside * outside > 0 else RETURNS


def _read_replies(found: Shown) -> dict[str, str]:
    there = f"from {_value(found, INSIDE - 1, 2)} to {_value(found, INSIDE, 2)}"
    return {
        FALLS: f"The character is the same, but the state before it is not: the unit goes {there}.",
        STAYS: (
            f"It goes {there}. The same character has another effect, because the state already carries that a string "
            "has begun; in a string a bracket closes nothing."
        ),
        RETURNS: f"That would fit a bracket that closes. This one opens, inside a string, and the unit goes {there}.",
    }


def _p(found: Shown, symbol: str) -> float:
    assert found.reading is not None
    return float(found.reading.p[-1, found.reading.vocabulary.symbols.index(symbol)])


def _closing_text(found: Shown) -> str:
    assert found.reading is not None
    last, square = len(found.reading.symbols), found.reading.vocabulary.symbols.index("]") + 1
    return (
        f"Two brackets are open, first ( and then [. Inside [ ] the network expects ] with p = "
        f"{num(_p(found, ']'), 2, f'p.{last}.{square}')}, and hardly ) with {num(_p(found, ')'), 2)}. The last one "
        "opened must be closed first; the state carries which one that is."
    )


def _closing_holds(found: Shown) -> bool:
    if found.reading is None:
        return False
    square, round_ = (_p(found, symbol) for symbol in "])")
    return square > 0.4 and round_ < 0.1


def _names_text(found: Shown) -> str:
    assert found.reading is not None
    first, second, _, late = (num(100 * right / of, 0) for right, of in right_letters())
    return (
        "Which word comes next is mostly open; how it goes on is not. In other programs of this grammar the network "
        f"predicts {first} % of the first letters of words, {second} % of the second ones, and {late} % from the "
        "fourth letter on. Green frames mark predictions that came true."
    )


def _names_hold(found: Shown) -> bool:
    """True of a text in which most words begin with a surprise and go on as predicted."""
    if found.reading is None:
        return False
    best, place, right = found.reading.run.y[:, 0].argmax(1), 0, {True: [0, 0], False: [0, 0]}
    for k, symbol in enumerate(found.reading.symbols):
        place = place + 1 if symbol.isalpha() else 0
        if k and (place == 1 or place >= 4):
            right[place == 1][0] += int(best[k - 1] == found.reading.tokens[k])
            right[place == 1][1] += 1
    return right[True][0] < 0.5 * right[True][1] and right[False][0] > 0.9 * right[False][1] > 0


def _scores(unit: int) -> dict[str, float]:
    return {each["mark"]: each["score"] for each in networks.measured()["cells"] if each["unit"] == unit + 1}


def _unit_text(found: Shown) -> str:
    scores = _scores(found.unit)
    ordinary = next(each["typical"] for each in networks.measured()["cells"] if each["mark"] == "inside quotes")
    return (
        f"This unit was found by search, not designed: {_unit(found)} follows {len(scores)} properties of the text "
        f"best of all units, {', '.join(list(scores)[:-1])} and {list(scores)[-1]}. Whether it is above a fixed number "
        "tells the quotes in "
        f"{num(100 * scores['inside quotes'], 0)} % (a typical unit: {num(100 * ordinary, 0)} %; stored). "
        "One unit can serve several properties, and one property several units."
    )


def _overruled(found: Shown) -> Array:
    """Of each written character, whether it is another than the most likely one."""
    assert found.reading is not None
    best = found.reading.run.y[:-1, 0].argmax(1) != found.reading.run.x[1:, 0]
    written: Array = best[found.reading.given - 1 :]
    return written


def _written(found: Shown) -> int:
    return len(_overruled(found))


def _write_text(found: Shown) -> str:
    assert found.reading is not None
    return (
        "To write, the network draws a character from $p_t$, reads it as its next input, and goes on. The temperature "
        f"$\\tau$ = {found.reading.temperature:g} sharpens the probabilities. It has written {_written(found)} "
        "characters in this way."
    )


def _by_kind(found: Shown) -> dict[str, tuple[int, int]]:
    """Of the written characters of each kind: how many are not the most likely one, of how many."""
    assert found.reading is not None
    symbols, given, overruled = found.reading.symbols, found.reading.given, _overruled(found)
    places = np.array([kinds.kind(*pair) for pair in zip(symbols[given - 1 :], symbols[given:], strict=False)])
    return {name: (int(overruled[places == k].sum()), int((places == k).sum())) for k, name in enumerate(KINDS)}


def _mostly(found: Shown) -> str:
    counts = _by_kind(found)
    return max(counts, key=lambda name: counts[name][0])


def _write_replies(found: Shown) -> dict[str, str]:
    said, n = {}, int(_overruled(found).sum())
    for name, (own, of) in _by_kind(found).items():
        if name == _mostly(found):
            reply = (
                f"It is {own} of the {n}, although only {of} of the {_written(found)} characters begin a word: which "
                "word comes is open, so even the most likely letter has a small probability there."
            )
        elif name == "letters within words":
            reply = (
                f"Most characters stand there, {of}, but only {own} of them are not the most likely one: inside a word "
                "one letter has nearly all the probability."
            )
        else:
            share = word(own > 0.4 * of, "a large share", "a small share")
            reply = (
                f"Of the {of} characters of this kind {own} are not the most likely one, {share}, but few of the {n}."
            )
            if not own:
                reply = f"All {of} characters of this kind are the most likely one at their place."
        said[name] = reply
    return said


def _hot_text(found: Shown) -> str:
    text = "".join(found.reading.symbols[found.reading.given :]) if found.reading is not None else ""
    start = quoted("".join(visible(symbol) if symbol == "\n" else symbol for symbol in text[:12]))
    return (
        f"With $\\tau=2$ the scores are halved and the probabilities become flatter: it writes {start} and "
        "misspells. At $\\tau$ = 0 the most likely character always wins, and the network repeats the same word. Its "
        "weights are the same; only the draw differs."
    )


def _misspells(found: Shown) -> bool:
    if found.reading is None or found.reading.given == len(found.reading.symbols):
        return False
    sure = found.reading.run.y[:-1, 0]
    p = np.exp(sure - sure.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    drawn = p[np.arange(len(p)), found.reading.run.x[1:, 0]][found.reading.given - 1 :]
    return bool((drawn < 0.02).sum() >= 5)


SCRIPT: Script[TextGeneration, Shown] = Script(
    result,
    (
        Stop(
            name="task",
            title="Before training: noise",
            text=_task_text,
            formula=r"\loss{L} = -\frac{1}{T}\sum_t \log_2 \output{p_t}[\mathrm{target}_t]",
            state=TRAIN,
            step=0,
            covers=True,
            highlight=("1.0",),
            holds=lambda found: (
                bool(found.checkpoints) and abs(found.checkpoints[0].bits - _bits_of_guessing(found)) < 0.05
            ),
            fails=TextGeneration(view="train", size=16),
            note="One bit is the loss of one fair coin.",
        ),
        Stop(
            name="stays",
            title="What remains hard?",
            text=_stays_text,
            state=TRAIN,
            step=EARLY,
            highlight=(learning_curves.line_of("other marks"),),
            question=Question(
                text="For which kind of character will the loss be highest at the end?",
                replies=_stays_replies,
                answer=lambda found: _most(found, -1),
                highlight=(learning_curves.line_of("first letters of words"),),
            ),
            holds=lambda found: len(found.checkpoints) > EARLY and _most(found, EARLY) != _most(found, -1),
            fails=TextGeneration(view="train", size=16),
            note="A loss has a floor: what the text itself leaves open.",
        ),
        Stop(
            name="words",
            title="From noise to words",
            text=_words_text,
            state=TRAIN,
            begin=0,
            holds=_words_hold,
            fails=TextGeneration(view="train", size=16),
            note="Read the samples aloud as they come, checkpoint by checkpoint. Then train on a text from the "
            "audience.",
        ),
        Stop(
            name="read",
            title="One number of the state",
            text=_read_text,
            state=READ,
            begin=2,
            step=INSIDE - 2,
            highlight=(f"c.{OUTSIDE}", f"c.{INSIDE}"),
            question=Question(
                text="What will this unit do at the bracket inside the quotes?",
                replies=_read_replies,
                answer=_read_answer,
                step=INSIDE - 1,
                highlight=(f"c.{OUTSIDE}", f"c.{INSIDE}"),
            ),
            holds=lambda found: (
                found.reading is not None
                and "".join(found.reading.symbols[1:]) == QUOTED
                and _jumps(found)[0] < -0.5
                and _read_answer(found) == STAYS
            ),
            fails=TextGeneration(text=QUOTED, cell=networks.colors()[-1]),
            note="The network was never given a rule about brackets or strings.",
        ),
        Stop(
            name="closing",
            title="Which bracket must be closed",
            text=_closing_text,
            state=CLOSING,
            begin=12,
            highlight=("c.13", "c.16"),
            holds=_closing_holds,
            fails=READ,
            note="Now close it by typing ] and read on: then ) becomes likely.",
        ),
        Stop(
            name="names",
            title="Sure inside words, unsure at their start",
            text=_names_text,
            state=PROGRAM,
            begin=10,
            step=18,
            highlight=("c.13", "c.14", "c.15", "c.16"),
            holds=_names_hold,
            fails=TextGeneration(text="zebra xylophone quartz"),
            note="Let the class predict the first letter of the next name, then the fourth.",
        ),
        Stop(
            name="unit",
            title="One unit, several marks",
            text=_unit_text,
            state=QUOTES,
            begin=20,
            highlight=("c.6", "c.21"),
            holds=lambda found: len(_scores(found.unit)) == 3 and "inside quotes" in _scores(found.unit),
            fails=TextGeneration(text=QUOTED, cell="inside [ ]"),
            note="The table compares each score with the median unit, and with what chance finds in another text.",
        ),
        Stop(
            name="write",
            title="Writing by random draws",
            text=_write_text,
            formula=r"\output{p_t} = \mathrm{softmax}(\output{y_t} / \tau)",
            state=WRITE,
            begin=0,
            step=0,
            question=Question(
                text="Some of them are not the most likely character at their place. Of which kind are most of these?",
                replies=_write_replies,
                answer=_mostly,
            ),
            holds=lambda found: (
                found.reading is not None
                and found.reading.given == 1
                and _by_kind(found)[KINDS[0]][0] > int(_overruled(found).sum()) / 2
            ),
            fails=TextGeneration(view="write", temperature=0.0),
            note="Press Draw again: the weights stay, the text changes.",
        ),
        Stop(
            name="hot",
            title="Temperature",
            text=_hot_text,
            formula=r"\output{p_t} = \mathrm{softmax}(\output{y_t} / \tau)",
            state=HOT,
            begin=159,
            holds=_misspells,
            fails=WRITE,
            note="Drag the temperature up from 0: the random numbers stay the same.",
        ),
        Stop(
            name="summary",
            title="What to remember",
            text="To predict the next character well, a network must carry what is open: a word, a string, a bracket. "
            "Training on that one task alone puts it into the state, and some of it can be read off single units. "
            "Next: a sequence in, one answer out.",
            state=TRAIN,
            holds=lambda found: (
                _words_hold(found)
                and all(
                    found.checkpoints[-1].by_kind[kind] < found.checkpoints[0].by_kind[kind] / 2
                    for kind in ("letters within words", "brackets")
                )
            ),
            fails=TextGeneration(view="train", size=16),
            note="Next: sentiment, many to one.",
        ),
    ),
    symbols=("x", "h", "C", "y", "p", "loss", "learning_rate", "temperature"),
)
