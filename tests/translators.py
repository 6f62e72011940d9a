"""Small translators with drawn weights, which read words of the grammar and write some French."""

from datasets.phrases.exam import lessons
from lessons.translation.model.translator import Translator
from training.translation_model import in_double, untrained

PAIRS = lessons(60, seed=3)
SENTENCES = [words for words, _ in PAIRS[:12]]


def tiny(name: str = "plain", seed: int = 0) -> Translator:
    """A translator of 8 hidden units, its weights as they were drawn, in float64."""
    translator = untrained(name, PAIRS, 8, 5, seed)
    return in_double(translator, translator.model)
