"""The card of the translators, made from what was measured."""

from collections.abc import Mapping
from typing import Any

from datasets.phrases.exam import SPARED
from datasets.phrases.french import written
from datasets.phrases.lexicon import ADJECTIVES, HELD_OUT, NOUNS, VERBS
from training.translation_model import NAMES
from training.translation_scores import FEWEST, SENTENCES

TITLES = {
    "plain": "one vector: LSTM to LSTM, as in the lecture",
    "reversed": "the same, the source read from its end (Sutskever, Vinyals, Le 2014)",
    "bidirectional": "two directions, their last states side by side as the one vector",
    "attention": "the same two directions and attention (Luong, Pham, Manning 2015, general score)",
}
SHORT = {"plain": "one vector", "reversed": "reversed", "bidirectional": "both ways", "attention": "attention"}


OTHERS = {"held out": ("new pair", "new pairs"), "unknown": ("unknown word", "unknown words")}
"""What the exams that are not named by their number of clauses are called, for one sentence and for several."""


def card(measured: Mapping[str, Any]) -> str:
    """The card in Markdown."""
    parts = [
        "# Translation: English to French",
        "Made by `make train-translation` (`training/translation.py`): "
        f"{sum(measured[name]['cpu_seconds'] for name in NAMES) / 60:.0f} minutes of one processor "
        "in all. `translation.json` holds every number of this card; "
        "`translation_<name>.npz` a network with its words, in float16.",
        _data(measured["data"]),
        _networks(measured),
        f"## Every word right\n\n{SENTENCES} sentences of each kind that training never contains, "
        "translated greedily by the NumPy core with the stored float16 weights. Five clauses are longer "
        "than anything in training; *new pairs* are one clause with a noun and an adjective that "
        "training never has together, *unknown words* one clause with words replaced by `<unk>`.",
        _exact(measured, "exact"),
        "The share of words in common with the reference, in their order:",
        _exact(measured, "overlap"),
        f"By the number of English words, 1 to 4 clauses, from {FEWEST} sentences on:",
        _lengths(measured),
        _beams(measured),
        "## Known failures",
        "One vector: words of one kind change places, then the sentence goes on in fluent French "
        "that means something else; of four clauses hardly any is right. Attention: all sentences "
        "like those of training are right, but of five clauses one is left out or mixed with "
        "another; no network has learned to go on after four. Its weights need not lie on the "
        "word that a dictionary would give: each state depends on the words around its own too. "
        "The encoder of *attention* is that of *both ways*: the difference between these two is due to "
        "attention alone, that between *one vector* and *both ways* to the two directions.",
        *(_failures(name, measured[name]["wrong"]) for name in NAMES),
        "Not for translating: the language has "
        f"{len(NOUNS)} nouns, {len(ADJECTIVES)} adjectives and {len(VERBS)} verbs. “You” is always "
        "vous, “they” always ils, and “them” is masculine for the participle. The rules were "
        "written with a grammar book and tests; no native speaker has reviewed them.",
    ]
    return "\n\n".join(parts) + "\n"


def _data(data: Mapping[str, Any]) -> str:
    pairs = ", ".join(f"{adjective} {noun}" for noun, adjective in HELD_OUT)
    return (
        f"**Data.** {data['sentences']:,} different pairs drawn from the grammar in "
        f"`datasets/phrases`, ours, under the license of this repository; {data['english words']} "
        f"English and {data['french words']} French words, sentences of {data['shortest']} to "
        f"{data['longest']} English words, 1 to 4 clauses. A checksum holds out one sentence in "
        f"{SPARED}, and these pairs never occur there: {pairs}.\n\n"
        f"**Training.** {data['epochs']} epochs in batches of {data['batch']} sentences of about "
        f"one length; Adam, learning rate rising to {data['rate']:g} in 200 steps, then falling along a cosine; "
        f"gradients clipped to the norm {data['clip']:g}; float32; seed {data['seed']}. Embeddings "
        f"of {data['embedded']}, {data['hidden']} hidden units. One run each: differences of two "
        "or three points are noise."
    )


def _networks(measured: Mapping[str, Any]) -> str:
    lines = ["| network | weights | file | processor time | loss, first and last epoch |",
             "|---|---|---|---|---|"]  # fmt: skip
    for name in NAMES:
        its = measured[name]
        lines.append(
            f"| `{name}`, {TITLES[name]} | {its['weights']:,} | {its['bytes'] / 1e6:.2f} MB "
            f"| {its['cpu_seconds']:.0f} s | {its['losses'][0]:.3f}, {its['losses'][-1]:.4f} |"
        )
    return "\n".join(lines)


def _exact(measured: Mapping[str, Any], of: str) -> str:
    kinds = list(measured[NAMES[0]][of])
    titles = [f"{kind} clause{'s' * (kind != '1')}" if kind.isdigit() else OTHERS[kind][1]
              for kind in kinds]  # fmt: skip
    lines = [f"| % | {' | '.join(titles)} |", "|---" * (len(kinds) + 1) + "|"]
    for name in NAMES:
        numbers = (f"{100 * measured[name][of][kind]:.1f}" for kind in kinds)
        lines.append(f"| {SHORT[name]} | {' | '.join(numbers)} |")
    return "\n".join(lines)


def _lengths(measured: Mapping[str, Any]) -> str:
    points = {name: measured[name]["lengths"] for name in NAMES}
    places = points[NAMES[0]]
    head = " | ".join(f"{place['words']:.0f} ({place['n']})" for place in places)
    lines = [f"| words (sentences) | {head} |", "|---" * (len(places) + 1) + "|"]
    for name in NAMES:
        row = " | ".join(f"{100 * point['exact']:.0f}" for point in points[name])
        lines.append(f"| {SHORT[name]}, % | {row} |")
    return "\n".join(lines)


def _beams(measured: Mapping[str, Any]) -> str:
    found = []
    for name in NAMES:
        beam = measured[name]["beam"]
        found.append(
            f"{SHORT[name]}: likelier in {beam['likelier']}, right instead of wrong in "
            f"{beam['mended']}, wrong instead of right in {beam['spoiled']}"
        )
    beam, zero = measured[NAMES[0]]["beam"], "nothing handed over"
    handed = ", ".join(f"{SHORT[n]} {100 * measured[n][zero]['1']:.0f} %" for n in NAMES)
    return (
        f"**Beam** of {beam['width']} against greedy, {beam['n']} sentences of two clauses: "
        f"{'; '.join(found)}.\n\n**Without the vector** (the decoder starts from 0), right: "
        f"of one clause {handed}; of two clauses with attention "
        f"{100 * measured['attention'][zero]['2']:.0f} %."
    )


def _failures(name: str, wrong: Mapping[str, list[list[str]]]) -> str:
    lines = [f"**{SHORT[name]}**"]
    for kind, cases in wrong.items():
        for source, said, expected in cases[:1]:
            clauses = f"{kind} clause{'s' * (kind != '1')}" if kind.isdigit() else OTHERS[kind][0]
            french = [written(one.split()) for one in (said, expected)]
            lines.append(f"- {clauses}: *{source}* → “{french[0]}”, should be “{french[1]}”")
    return "\n".join(lines)
