"""The captioners' card, from what was measured."""

from collections.abc import Iterable
from typing import Any

CARD = """\
# The captioners of drawn scenes

Made by `make train-image-captioning` in {total:.0f} s of one core ({seconds}), after
`make train-picture-features`. One network, four captioners; {kilobytes} kB in float16, computed in
float64 by `rnn_core/vision.py` and `rnn_core/caption.py`.

- **Data.** {train} drawn scenes with five sentences each (`datasets/scenes/`; our own, MIT like the
  rest), 64×64 pixels, mirrored at random in training. Vocabulary of 96 words with
  start and end. Not among them: the combinations of `datasets/scenes/held_out.py`, and guitars,
  elephants, snowmen.
- **Architecture.** The network that names pictures without its last layer: 256 numbers, projected
  to 64, then an LSTM or a vanilla RNN with 160 hidden units that reads the picture once,
  before the first word (Vinyals et al. 2015), or at every step, added to the word (Mao et al. 2015).
  Weights: {weights}.
- **Training.** An LSTM that reads the picture once is trained for {frozen} epochs on the vectors as they
  are, then for {together} and {on} epochs together with the network, by PyTorch (AdamW, cycles up to
  0.002, dropout). Of these two only the network is kept. All four captioners are then trained in the
  same way: {captioners} epochs on the network's vectors, by this package's own core (Adam up to 0.003,
  no dropout). So the vectors were trained for an LSTM that reads the picture once. Seed {seed}, one run.
- **Judge.** `datasets/scenes/judge.py` grades the facts of a sentence as Show and Tell's raters
  did: 1 without errors, 2 minor errors, 3 somewhat related, 4 unrelated.

## What they reach

Shares of the grades 1 / 2 / 3 / 4, on {n_test} held-out scenes (test), {n_held} with
combinations that training left out (held out), and {n_novel} with things that training never showed (novel):

{decoders}

One reference against the other four reaches BLEU-4 {ref_bleu:.2f}, CIDEr {ref_cider:.1f}. LSTM,
once, by kind of scene: {kinds}. With a beam of five on {n_beam} scenes: {beam}; greedy on the same:
{greedy}. The first {n_first} test scenes alone, which the tests repeat: {first}.

**With the network left as it was** (an LSTM that reads the picture once, trained for {alone} epochs on
the vectors of the network that was only trained to name pictures): {before}.

**Which layer** ({layer_train} scenes, {layers_epochs} epochs, the network as it is):

{layers}

**What a linear readout finds in the 256 numbers** (percent right), before and after the network was
trained further with captions:

{told}

**Changed pictures**, grades:

{stress}

## What to know

- {seen:.0%} of its captions of held-out scenes are sentences of the training text, word for word
  ({seen_held:.0%} for combinations that training left out): mostly it chooses which known sentence fits.
- The probability of a caption tells little about whether it is true. Mean log p per word by grade: {log_p}.
- It describes things that training never showed as known ones: no sentence of the training text says
  that something is unknown.

Known failures, each with its set and grade: the sentence written; a true sentence.

{failures}

Limits: drawings, not photographs; five templates of sentences; one run, so differences of two or
three points mean nothing.
"""


def card(found: dict[str, Any]) -> str:
    """The card in Markdown."""
    decoders, epochs, beam = found["decoders"], found["epochs"], found["beam"]
    first = next(iter(decoders.values()))
    kinds = (f"{kind} {_grades(g)}" for kind, g in first["test"]["by_kind"].items())
    log_p = (f"{grade}: {v['mean']:.3f} (of {v['n']})" for grade, v in found["log_p"].items())
    return CARD.format(
        total=sum(found["cpu_seconds"].values()),
        seconds=", ".join(f"{stage} {s}" for stage, s in found["cpu_seconds"].items()),
        kilobytes=found["kilobytes"], train=found["train"], seed=found["seed"],
        weights=", ".join(f"{name} {n:,}" for name, n in found["weights"].items()),
        frozen=epochs["frozen"], together=epochs["together"], on=epochs["on"],
        captioners=epochs["captioners"], alone=epochs["alone"],
        n_test=first["test"]["n"], n_held=first["held out"]["n"], n_novel=first["novel"]["n"],
        decoders=_table(
            ("decoder, picture enters", "test", "held out", "novel", "BLEU-4 (test)", "CIDEr (test)"),
            ((name, *(_grades(d[kind]["grades"]) for kind in ("test", "held out", "novel")),
              f"{d['test']['bleu4']:.3f}", f"{d['test']['cider']:.2f}")
             for name, d in decoders.items()),
        ),
        ref_bleu=found["one_reference"]["bleu4"], ref_cider=found["one_reference"]["cider"],
        kinds="; ".join(kinds), n_beam=beam["n"], beam=_line(beam), greedy=_line(beam["greedy"]),
        n_first=found["first"]["n"], first=_line(found["first"]),
        before="; ".join(f"{kind} {_line(found['frozen'][kind])}" for kind in ("test", "held out")),
        layer_train=found["layer_train"], layers_epochs=epochs["layers"],
        layers=_table(
            ("layer", "grades", "BLEU-4", "CIDEr"),
            ((name, _grades(v["grades"]), f"{v['bleu4']:.3f}", f"{v['cider']:.2f}")
             for name, v in found["layers"].items()),
        ),
        told=_table(
            ("fact", "before", "after", "by chance"),
            ((fact, f"{v['right']:.0%}", f"{found['told']['captioned'][fact]['right']:.0%}",
              f"{v['by_chance']:.0%}") for fact, v in found["told"]["named"].items()),
        ),
        stress=_table(("picture", "grades"), ((n, _grades(g)) for n, g in found["stress"].items())),
        seen=found["seen_sentences"]["test"], seen_held=found["seen_sentences"]["held out"],
        log_p="; ".join(log_p),
        failures="\n".join(
            f"- {f['set']}, {f['grade']}: *{f['said']}*; {f['right']}" for f in found["failures"]
        ),
    )  # fmt: skip


def _grades(shares: Iterable[float]) -> str:
    return " / ".join(f"{100 * share:.3g}" for share in shares)


def _line(measured: dict[str, Any]) -> str:
    scores = f"BLEU-4 {measured['bleu4']:.3f}, CIDEr {measured['cider']:.2f}"
    return f"{_grades(measured['grades'])}, {scores}"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
