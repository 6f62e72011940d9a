"""Writes models/text_generation.md from what was measured."""

from collections.abc import Mapping, Sequence
from typing import Any

from datasets import toycode
from datasets.toycode_exam import VOCABULARY
from datasets.toycode_marks import MARKS
from training import toycode_model as recipe
from training.toycode_scores import DEEPER, ORDER

CARD = """\
# A character network that read toy code

An LSTM with {hidden} hidden units over {symbols} characters, {weights:,} weights stored as \
float16; \
made by `make train-text-generation` in {minutes:.0f} minutes of one processor. \
The \
lesson *Text generation* opens it.

- **Data.** Programs drawn from our own grammar (`datasets/toycode.py`, MIT like this repository): \
nested \
brackets, strings in which brackets count for nothing, comments filled to {width} columns, \
indentation. {pool:,} characters for training; everything below is on other seeds, which training \
never uses. No other data.
- **Training.** NumPy, float32; {steps:,} steps of Adam, learning rate {rate:g} falling to 0 in a \
straight line, {batch} windows of {window} characters each that begin where a line does, gradients \
clipped to the norm {clip:g}. Seed {seed}.

## Bits per character on held-out programs

| who predicts | bits |
|:--|--:|
| guessing among {symbols} | {uniform:.3f} |
| counting characters | {unigram:.3f} |
| counting what follows the last {order} | {markov:.3f} |
| **this network** | **{bits:.3f}** |
| the grammar itself, which nobody can beat on average | {grammar:.3f} |

It predicts the right character in {right:.1%} of the places ({characters:,} characters, \
{texts} programs).

## What training never showed

| programs | network | grammar | above it |
|:--|--:|--:|--:|
{rows}

*Combinations*: in training {pairs} never occur as first arguments; here always. *Deeper*: \
brackets nested up to {deeper} deep, in training up to {deepest}.

When a bracket is closed, how often it prefers the right kind, ) or ], by depth; brackets in \
brackets beyond {deepest} were never in training:

{closing}

## Single cells

For each mark the unit whose cell state C follows it best was searched on separate programs; the \
scores are those on the held-out ones, a correlation r or a balanced accuracy (both classes count \
equally; guessing has 0.5). *Typical*: the median unit. *Chance*: the best unit for the marks of \
another text.

| mark | what it means | unit | score | typical | chance |
|:--|:--|--:|--:|--:|--:|
{cells}

## What it writes, and where it fails

{written}

Lines it wrote at temperature 1 that no program of the grammar has:

{failures}

Other limits: the vocabulary has {symbols} characters and no capital letter. Names mean nothing in \
these programs, so the network learned no meaning. If a text begins with a word that the grammar does \
not have, the network continues it as one that the grammar has.
"""


def card(found: Mapping[str, Any]) -> str:
    """The card of the model, in Markdown."""
    held_out = found["held out"]
    named = {"like in training": "held out", "unseen combinations": "unseen", "deeper": "deeper"}
    return CARD.format(
        hidden=recipe.HIDDEN, symbols=len(VOCABULARY), weights=found["weights"],
        minutes=found["seconds"] / 60, width=toycode.COMMENT_WIDTH, pool=recipe.POOL,
        steps=recipe.STEPS, rate=recipe.RATE, batch=recipe.BATCH, window=recipe.WINDOW,
        clip=recipe.CLIP, seed=recipe.SEED, uniform=found["uniform"],
        unigram=found["unigram"], order=ORDER, markov=found["markov"],
        bits=held_out["bits"], grammar=held_out["grammar"], right=held_out["right"],
        characters=held_out["characters"], texts=found["texts"],
        rows="\n".join(_row(name, found[key]) for name, key in named.items()),
        pairs=", ".join(f"{kind}s in `{name}(`" for name, kind in toycode.UNSEEN.items()),
        deeper=DEEPER, deepest=toycode.DEEPEST, closing=_closing(found["closing deeper"]),
        cells="\n".join(map(_cell, found["cells"])),
        written="\n".join(_written(tau, each) for tau, each in found["written"].items()),
        failures="\n".join(f"- `{line}`" for line in found["failures"]),
    )  # fmt: skip


def _row(name: str, score: Mapping[str, float]) -> str:
    apart = score["bits"] - score["grammar"]
    return f"| {name} | {score['bits']:.3f} | {score['grammar']:.3f} | {apart:+.3f} |"


def _closing(found: Sequence[Mapping[str, int]]) -> str:
    depths = " | ".join(str(each["depth"]) for each in found)
    right = " | ".join(f"{each['right']} of {each['brackets']}" for each in found)
    return f"| depth | {depths} |\n|:--{'|--:' * len(found)}|\n| right | {right} |"


def _cell(each: Mapping[str, Any]) -> str:
    kind = "r" if each["measure"] == "r" else "balanced accuracy"
    return (
        f"| {each['mark']} | {MARKS[each['mark']]} | C[{each['unit']}] | {kind} "
        f"{each['score']:.3f} | {each['typical']:.2f} | {each['chance']:.2f} |"
    )


def _written(tau: str, each: Mapping[str, float]) -> str:
    return (
        f"- At temperature {tau}, {each['lines']} lines: brackets balanced in "
        f"{each['balanced']:.1%}, strings ended in {each['strings end']:.1%}, both in "
        f"{each['both']:.1%}."
    )
