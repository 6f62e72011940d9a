"""Sentences as tokens, and what captioners say of scenes they have not seen."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from datasets.scenes.exam import examine
from datasets.scenes.scene import Scene
from datasets.scenes.sentences import LONGEST, references, words
from rnn_core.caption import Captioner, Described
from rnn_core.studies.batched_greedy import Written, greedy
from rnn_core.text import Vocabulary
from rnn_core.types import Array, Tokens
from training.sentence_scores import bleu, cider

VOCABULARY = Vocabulary(("<start>", "<end>", *words()))
START, END = 0, 1


def encoded(scenes: Sequence[Scene]) -> tuple[Tokens, Tokens]:
    """The references as tokens (N, 5, longest + 2) with start and end, and their lengths (N, 5)."""
    number = {word: k for k, word in enumerate(VOCABULARY.symbols)}
    texts = [[sentence.split() for sentence in references(scene)] for scene in scenes]
    tokens = np.full((len(texts), len(texts[0]), LONGEST + 2), END)
    lengths = np.array([[len(text) + 2 for text in five] for five in texts])
    for n, five in enumerate(texts):
        for k, text in enumerate(five):
            tokens[n, k, : len(text) + 1] = [START, *(number[word] for word in text)]
    return tokens, lengths


def batch(vectors: Array, tokens: Tokens, lengths: Tokens, chosen: Tokens, rng: np.random.Generator) -> Described:
    """The chosen pictures, each with a random one of its sentences."""
    which = rng.integers(0, tokens.shape[1], len(chosen))
    size = lengths[chosen, which]
    text = tokens[chosen, which].T[: size.max()]
    inside = np.arange(1, len(text))[:, np.newaxis] < size
    return Described(vectors[chosen], text[:-1], text[1:], inside)


def said(tokens: Iterable[int]) -> str:
    """The words of a caption."""
    return " ".join(VOCABULARY.symbols[token] for token in tokens)


def write(model: Captioner, vectors: Array, when: str) -> tuple[Written, ...]:
    """Greedy captions of vectors (N, F)."""
    return greedy(model, vectors, when, start=START, end=END)


def measured(model: Captioner, vectors: Array, when: str, scenes: Sequence[Scene]) -> dict[str, Any]:
    """Grades of what the captioner says of these scenes, BLEU-4 and CIDEr."""
    sentences = [said(written.tokens) for written in write(model, vectors, when)]
    known = [references(scene) for scene in scenes]
    scores = {"bleu4": bleu(sentences, known), "cider": cider(sentences, known)}
    return {**examine(sentences, scenes), **scores}
