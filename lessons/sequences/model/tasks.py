"""A tiny task for each wiring, small enough to be learned while a page opens.

    one-one    image → is its bar flat or tall?            no straight line separates the two
    one-many   image → a caption                          where is the light?
    many-one   review → good or bad?                       “not” turns it round
    seq2seq    English → Spanish                           adjectives follow, the last one first
    aligned    video of a light → has it moved?            one frame alone does not say

Images have 2 × 2 pixels, column by column, frames 3 in a row; a word is a one-hot vector.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from lessons.sequences.model.wirings import Examples, Wiring
from rnn_core.batches import inside, pad

LONGEST, MOST = 4, 12
"""How long sequences are at most, in training and on the page."""
TIMES = MOST // LONGEST

IMAGES = {
    "bar above": (1, 0, 1, 0),
    "bar below": (0, 1, 0, 1),
    "bar left": (1, 1, 0, 0),
    "bar right": (0, 0, 1, 1),
    "dot left": (1, 0, 0, 0),
    "dot right": (0, 0, 0, 1),
}
FRAMES = {"●○○": (1, 0, 0), "○●○": (0, 1, 0), "○○●": (0, 0, 1)}
L, M, R = FRAMES
SPANISH = {"the": "el", "big": "grande", "red": "rojo", "cat": "gato"}

Sequence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """What a wiring is trained on.

    inputs: each symbol's vector; rows: what its entries stand for; outputs: the words there are to
    say; answer: the right ones for a sequence, at least ``MOST`` where it is a sequence; shown:
    sequences to look at, ``MOST`` long; known: those of the training.
    """

    inputs: Mapping[str, tuple[int, ...]]
    rows: Sequence
    outputs: Sequence
    answer: Callable[[Sequence], Sequence]
    shown: Mapping[str, Sequence]
    known: tuple[Sequence, ...]

    def examples(self, sequences: tuple[Sequence, ...], n_written: int = LONGEST) -> Examples:
        """The batch of these sequences and the first ``n_written`` words of their answers."""
        x, lengths = pad([np.array([self.inputs[one] for one in s], float) for s in sequences])
        answers = [self.answer(s)[:n_written] for s in sequences]
        targets, written = pad([np.array([*map(self.outputs.index, said)]) for said in answers])
        return Examples(x, lengths, targets, inside(written))


def read(wiring: Wiring, name: str, n_read: int, n_written: int) -> tuple[Sequence, Examples]:
    """The sequence ``name`` cut to T_x steps, and the batch that holds it alone.

    Reviews and translated words keep their last words, a video keeps its first frames.
    """
    task = TASKS[wiring]
    whole = task.shown[name]
    sequence = whole[:n_read] if wiring == "aligned" else whole[-n_read:]
    return sequence, task.examples((sequence,), n_written)


def _one_hot(words: Sequence) -> dict[str, tuple[int, ...]]:
    return {word: tuple(int(word == row) for row in words) for word in words}


def _shape(images: Sequence) -> Sequence:
    return ("flat" if images[0] in ("bar above", "bar below") else "tall",)


def _caption(images: Sequence) -> Sequence:
    return ("light", "on", "the", images[0].split()[1]) * TIMES


def _verdict(words: Sequence) -> Sequence:
    return ("good" if (words[-1] == "good") != ("not" in words) else "bad",)


def _spanish(words: Sequence) -> Sequence:
    said, adjectives = list[str](), list[str]()
    for word in words:
        if word == "the":
            said.append(SPANISH[word])
        elif word == "cat":
            said += [SPANISH[word], *reversed(adjectives)]
            adjectives = []
        else:
            adjectives.append(SPANISH[word])
    return (*said, *["."] * (MOST - len(said)))


def _moves(frames: Sequence) -> Sequence:
    place = [frame.index("●") for frame in frames]
    steps = np.diff(place, prepend=place[0])
    return tuple("left" if step < 0 else "right" if step > 0 else "rest" for step in steps)


def _tasks() -> dict[Wiring, Task]:
    corners = ("↖", "↙", "↗", "↘")
    bars = {image: (image,) for image in IMAGES if image.startswith("bar")}
    sides = {image: (image,) for image in IMAGES if image.endswith(("left", "right"))}
    english, words = tuple(SPANISH), ("very", "not", "good", "bad")
    reviews = ("not very very good", "very very very good", "very very not bad")
    cats = ("the big red cat", "the red big cat")
    videos = {"to the right": (L, M, R, R), "to the left": (R, M, L, L), "to and fro": (M, R, M, L)}
    shape = Task(IMAGES, corners, ("flat", "tall"), _shape, bars, tuple(bars.values()))
    caption = Task(IMAGES, corners, ("light", "on", "the", "left", "right"), _caption, sides, tuple(sides.values()))
    review = Task(
        _one_hot(words),
        words,
        ("good", "bad"),
        _verdict,
        {review: ("very",) * (MOST - LONGEST) + tuple(review.split()) for review in reviews},
        tuple(
            (*before, last)
            for n in range(LONGEST)
            for last in ("good", "bad")
            for before in product(("very", "not"), repeat=n)
            if before.count("not") <= 1
        ),
    )
    cat = Task(
        _one_hot(english),
        english,
        ("el", "gato", "rojo", "grande", "."),
        _spanish,
        {name: tuple(" ".join([name, other, name]).split()) for name, other in zip(cats, cats[::-1], strict=True)},
        tuple(dict.fromkeys(tuple(cat.split()[-n:]) for cat in cats for n in range(1, LONGEST + 1))),
    )
    video = Task(
        FRAMES,
        ("first", "second", "third"),
        ("left", "rest", "right"),
        _moves,
        {name: frames * TIMES for name, frames in videos.items()},
        tuple(product(FRAMES, repeat=LONGEST)),
    )
    return {"one-one": shape, "one-many": caption, "many-one": review, "seq2seq": cat, "aligned": video}


TASKS = _tasks()
