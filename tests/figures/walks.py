"""Walks of both cells and of all sizes that the figures' tests draw and explain."""

from lessons.bptt.model import Backwards, walk
from rnn_core import model, presets
from rnn_core.studies import parameter_gradient
from rnn_core.text import Vocabulary

SLIDE = presets.hello_slide()


def slide(matrix: str = "W_hh", *, immediate: bool = False) -> tuple[Backwards, Vocabulary]:
    return walk(SLIDE.run(), matrix, immediate=immediate), SLIDE.vocabulary


def drawn(word: str, H: int, matrix: str, *, immediate: bool = False, seed: int = 1) -> tuple[Backwards, Vocabulary]:
    vocabulary = Vocabulary.of(word)
    network = presets.drawn(vocabulary, H, seed, memory=matrix in parameter_gradient.WITH_MEMORY)
    run = model.run(network, *vocabulary.pairs(word))
    return walk(run, matrix, immediate=immediate), vocabulary


MATRICES = (*parameter_gradient.WITHOUT_MEMORY, *parameter_gradient.WITH_MEMORY)
SIZES = [("aa", 1), ("hello", 3), ("hello", 6), ("Zwölf Boxkämpfer jagen Viktor", 9)]
LONGEST = "The quick brown fox jumps over the dogs."
