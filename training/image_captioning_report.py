"""Everything that is measured of the stored captioners, for the lesson and the card."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from datasets.disturbed import KINDS, disturbed
from datasets.scenes.draw_lots import scenes
from datasets.scenes.exam import examine
from datasets.scenes.judge import judge
from datasets.scenes.scene import Scene, encode
from datasets.scenes.sentences import LONGEST, references
from rnn_core import beam, store, weights
from rnn_core.caption import EVERY_STEP, ONCE, Captioner, advance
from rnn_core.types import Array
from training import scene_data
from training.caption_card import card
from training.caption_probes import layers_of, told_of_each, vectors_of
from training.captions import END, START, measured, said, write
from training.naming import n_weights
from training.scene_data import SEEDS
from training.sentence_scores import bleu, cider

SIZES = {"test": 1000, "held out": 400, "novel": 300}
CAPTIONERS = (("lstm", ONCE), ("lstm", EVERY_STEP), ("rnn", ONCE), ("rnn", EVERY_STEP))
N_FIRST, N_STRESS, N_BEAM, WIDTH = 100, 300, 300, 5


def report(
    file: Path,
    settings: dict[str, Any],
    shown: Sequence[Scene],
    before: Captioner,
    layers: dict[str, tuple[Captioner, Array, Array]],
) -> None:
    """Measure what was stored, and write the two reports beside it."""
    _, named = store.load(file.with_name("picture_features.npz"))
    _, network, models = store.load(file)
    tests = {kind: scenes(n, SEEDS[kind], kind) for kind, n in SIZES.items()}
    drawn = {kind: scene_data.pictures(some) for kind, some in tests.items()}
    early = {kind: layers_of(named, some) for kind, some in drawn.items()}
    late = {kind: vectors_of(network, some) for kind, some in drawn.items()}
    vectors = {kind: seen["before the last layer"] for kind, seen in early.items()}
    found = {
        **settings,
        "weights": {"network": n_weights(network), **_counts(models)},
        "kilobytes": round(file.stat().st_size / 1000),
        "decoders": {
            f"{cell}, {when}": {kind: measured(model, late[kind], when, tests[kind]) for kind in tests}
            for (cell, when), model in zip(CAPTIONERS, models, strict=True)
        },
        "first": measured(models[0], late["test"][:N_FIRST], ONCE, tests["test"][:N_FIRST]),
        "frozen": {kind: measured(before, vectors[kind].astype(float), ONCE, tests[kind]) for kind in tests},
        "layers": {
            name: measured(model, (early["test"][name] - mean) / spread, ONCE, tests["test"])
            for name, (model, mean, spread) in layers.items()
        },
        "beam": _beam(models[0], late["test"][:N_BEAM], tests["test"][:N_BEAM]),
        "one_reference": _agreement(tests["test"]),
        "seen_sentences": _seen(models[0], late, shown),
        "log_p": _log_p(models[0], late, tests),
        "stress": _stress(network, models[0], tests["test"][:N_STRESS]),
        "told": told_of_each({"named": named, "captioned": network}),
        "failures": _failures(models[0], late, tests),
    }
    text = json.dumps(_rounded(found), indent=1, ensure_ascii=False)
    file.with_suffix(".json").write_text(f"{text}\n", encoding="utf-8")
    file.with_suffix(".md").write_text(card(_rounded(found)), encoding="utf-8")


def _counts(models: Sequence[Captioner]) -> dict[str, int]:
    names = [f"{cell}, {when}" for cell, when in CAPTIONERS]
    return {name: weights.count(model) for name, model in zip(names, models, strict=True)}


def _beam(model: Captioner, vectors: Array, some: Sequence[Scene]) -> dict[str, Any]:
    """What a beam of five says, measured like what a greedy search says."""
    sentences = []
    for vector in vectors:
        go, state = advance(model, vector, ONCE)
        tree = beam.search(go, state, START, width=WIDTH, longest=LONGEST + 5, end=END)
        words = [token for token in tree.tokens(tree.best) if token != END]
        sentences.append(said(words))
    known = [references(scene) for scene in some]
    scores = {"bleu4": bleu(sentences, known), "cider": cider(sentences, known)}
    return {**examine(sentences, some), **scores, "greedy": measured(model, vectors, ONCE, some)}


def _agreement(some: Sequence[Scene]) -> dict[str, float]:
    """One reference against the other four: about what the scores can reach."""
    known = [references(scene) for scene in some]
    first, rest = [each[0] for each in known], [each[1:] for each in known]
    return {"bleu4": bleu(first, rest), "cider": cider(first, rest)}


def _seen(model: Captioner, vectors: dict[str, Array], shown: Sequence[Scene]) -> dict[str, float]:
    """The share of the captions that are sentences of the training text, letter by letter."""
    known = {sentence for scene in shown for sentence in references(scene)}
    return {
        kind: float(np.mean([said(each.tokens) in known for each in write(model, rows, ONCE)]))
        for kind, rows in vectors.items()
    }


def _log_p(model: Captioner, vectors: dict[str, Array], tests: dict[str, list[Scene]]) -> dict[str, dict[str, float]]:
    """By grade: how many captions, and the mean of their mean log p per word."""
    grades, means = [], []
    for kind, rows in vectors.items():
        for written, scene in zip(write(model, rows, ONCE), tests[kind], strict=True):
            grades.append(judge(said(written.tokens), scene).grade)
            means.append(float(np.mean(written.log_p)))
    of = np.array(grades)
    return {
        str(grade): {"n": int((of == grade).sum()), "mean": float(np.mean(np.array(means)[of == grade]))}
        for grade in sorted(set(grades))
    }


def _stress(network: Any, model: Captioner, some: Sequence[Scene]) -> dict[str, list[float]]:
    """The shares of the grades for pictures changed in each way."""
    drawn = scene_data.pictures(some)
    found = {}
    for name in KINDS:
        changed = [disturbed(picture, name, seed) for seed, picture in enumerate(drawn)]
        rows = vectors_of(network, changed)
        sentences = [said(each.tokens) for each in write(model, rows, ONCE)]
        found[name] = examine(sentences, some)["grades"]
    return found


def _failures(
    model: Captioner, vectors: dict[str, Array], tests: dict[str, list[Scene]], most: int = 4
) -> list[dict[str, Any]]:
    """The first captions of each bad grade in each set."""
    found: list[dict[str, Any]] = []
    for kind, rows in vectors.items():
        counted = dict.fromkeys((2, 3, 4), 0)
        for written, scene in zip(write(model, rows, ONCE), tests[kind], strict=True):
            sentence = said(written.tokens)
            verdict = judge(sentence, scene)
            if counted.get(verdict.grade, most) < most:
                counted[verdict.grade] += 1
                found.append({
                    "set": kind, "scene": encode(scene), "grade": verdict.grade,
                    "said": sentence, "right": references(scene)[0],
                    "faults": [fault.text for fault in verdict.faults],
                })  # fmt: skip
    return found


def _rounded(thing: Any) -> Any:
    """The same with numbers of at most five digits."""
    if isinstance(thing, dict):
        return {key: _rounded(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [_rounded(value) for value in thing]
    return float(f"{thing:.5g}") if isinstance(thing, float) else thing
