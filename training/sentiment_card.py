"""Writes models/sentiment.md from what was measured."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from datasets.reviews import exam
from datasets.reviews.adjectives import Adjectives
from datasets.reviews.exam import Sentence
from rnn_core.model import Model
from rnn_core.text import Vocabulary

NAMES = {"lstm": "LSTM", "rnn": "vanilla RNN", "bag": "bag of words"}

CARD = """\
# Three networks that read reviews

An LSTM and a vanilla RNN with {hidden} hidden units, and a bag of words; made by
`make train-sentiment` in {seconds} s of one processor ({n_tried} trainings in all). The
lesson *Sentiment* opens them. `sentiment.npz` holds the vocabulary and the three networks in half
precision, `sentiment.json` every number of this card.

- **Task.** Read a sentence word by word and give the probability that it is praise and not blame: many to one.
- **Data.** {sentences:,} sentences of a grammar of ours (`datasets/reviews/`), no real reviews. Its
  adjectives: {own} of ours and {more} of TextBlob's `en-sentiment.xml` whose mean polarity is at
  least 0.3 either way (license of that lexicon: PDDL, public domain), without words that would be
  an insult to people rather than blame of a thing. Vocabulary: {vocabulary:,} words and `<unk>`.
- **Networks.** {weights} weights; words are vectors of {word_size} numbers. The bag of words
  averages them, so that the order cannot matter; otherwise it is trained in the same way.
- **Training.** Epochs: {epochs}; batches of {batch}, Adam at {rates} (warm start, then a cosine),
  gradients clipped to the norm {clip:g}, all of it by `rnn_core` in float32. The loss counts
  at the last word (with {soft:g} of the target given to the other class). With a weight of {earlier:g} it
  counts also before the first opinion, where the target is ½, and after the first opinion where no
  later word contradicts it, so that the probability after every word has a meaning. A neutral word is
  replaced by `<unk>` in {unknown:.0%} of all cases.
- **Seeds** {seeds} each; the one stored is the best on the development sentences.

## Right, in percent

{table}

The drawn parts are {n:,} sentences each, drawn by the grammar with a seed that training never uses;
{taught} that were by chance drawn for training too are left out.
*Unseen negation* negates only adjectives that training never negates (every ninth). *Comparison*, *slang* and *faces*
are the kinds that the grammar learned last: "could not be better", "the acting is sick", a face that says as much as
a word. The other drawn parts are as they were before, but for the agreement of their verbs.

*Our own* are three sets of sixty sentences written by hand. The development set was used while the grammar was made.
The first and the second test were new to the grammar before this one; what it got wrong in them was known when the
new kinds were added, and some of their sentences are of these kinds: they are not blind. These sets and the grammar
have one author.

*Real reviews* are {n_real} sentences that people wrote about films, restaurants and products, as many of each and half
of them praise, drawn by dice from the *Sentiment Labelled Sentences* of D. Kotzias and others (2015, UCI Machine
Learning Repository, CC BY 4.0) among those of at most {most_words} words, which fit into the figure, without insults.
They were drawn when grammar and recipe were final, and read once; nothing was changed after it. (Sixty others, drawn
for a training before the last, are not among them: of those the LSTM had 47 right.)
Right, with 95 % confidence intervals (Wilson):
{blind}.
So few sentences say roughly how well a network does with real reviews, no more.

The stored networks in half precision:

{shipped}

## Units from which a negation can be read off

{latches}

The state just before the first opinion word, on held-out sentences; a threshold is chosen on one
half of them and scored (balanced accuracy, ½ is guessing) on the other. A unit picked at random has
the median of all units.

## Known failures of the stored LSTM

Of our own sentences it gets wrong:

{failures}

In real reviews it fails:

{real_failures}

It fails on links over many words, on wishes and conditions ("if only", "without the songs"), on irony, and where
knowledge of the world or of a word outside its vocabulary is needed. In a word with letters held down ("sooo") and in
a negation without its apostrophe ("dont") it reads what was meant; other misspellings are unknown words.
"""


def wrong(network: Model, vocabulary: Vocabulary, parts: Collection[str]) -> list[Sentence]:
    """The sentences of these sets that the network gets wrong."""
    found = []
    for part in parts:
        asked = exam.sentences(part, Adjectives())
        given = exam.right(network, vocabulary, asked)
        found += [each for each, right in zip(asked, given, strict=True) if not right]
    return found


def card(measured: Mapping[str, Any]) -> str:
    """The card, in Markdown."""
    training, tried = measured["training"], measured["tried"]
    own = Adjectives()
    n_own = len(own.positive) + len(own.negative)
    n_all = sum(len(words) for words in measured["adjectives"].values())
    runs = [run for each in tried.values() for run in each]
    return CARD.format(
        **{key: training[key] for key in ("hidden", "sentences", "vocabulary", "word_size", "batch",
                                          "clip", "soft", "earlier", "unknown")},
        epochs=", ".join(f"{n} ({NAMES[name]})" for name, n in training["epochs"].items()),
        rates=", ".join(f"{rate:g} ({NAMES[name]})" for name, rate in training["rates"].items()),
        seconds=sum(run["cpu_seconds"] for run in runs),
        n_tried=len(runs),
        own=n_own,
        more=n_all - n_own,
        weights=", ".join(f"{NAMES[name]} {n:,}" for name, n in measured["weights"].items()),
        seeds=", ".join(map(str, training["seeds"])),
        n=exam.SENTENCES,
        taught=len(measured["taught"]),
        table=_table({NAMES[name]: each for name, each in tried.items()}),
        shipped=_table({NAMES[k]: [{"right": v}] for k, v in measured["right"].items()}),
        latches="\n".join(
            f"- {NAMES[name]}: unit {each['unit']} scores {each['score']:.3f}, a unit picked at "
            f"random {each['ordinary']:.3f}; mean {each['with']:.2f} after a negation, "
            f"{each['without']:.2f} else"
            for name, each in measured["latches"].items()
        ),
        n_real=len(exam.HAND[exam.REAL]),
        most_words=exam.MOST_WORDS,
        blind=", ".join(f"{NAMES[name]} {_scored(each[exam.REAL])}" for name, each in measured["right"].items()),
        failures=_listed(measured["wrong"]["lstm"]),
        real_failures=_listed(measured["wrong in real reviews"]["lstm"]),
    )  # fmt: skip


def _scored(score: Sequence[int]) -> str:
    right, n = score
    low, high = exam.interval(right, n)
    return f"{right} of {n} = {right / n:.0%} ({100 * low:.0f} to {high:.0%})"


def _listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"- {sentence}" for sentence in sentences)


def _table(of: Mapping[str, Any]) -> str:
    lines = ["| | " + " | ".join(exam.PARTS) + " |", "|---" * (len(exam.PARTS) + 1) + "|"]
    for name, runs in of.items():
        cells = [
            " / ".join(f"{right / n:.1%}".removesuffix("%").removesuffix(".0") for right, n in each)
            for each in ([run["right"][part] for run in runs] for part in exam.PARTS)
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)
