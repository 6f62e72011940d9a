"""Writes models/video_to_text.md: what the networks are, what they reach, and where they fail."""

from typing import Any

from lessons.video_to_text.model.clip_features import INPUTS
from training.video_scores import COLUMNS

NAMES = {"rgb": "RGB alone", "flow": "flow alone", "both": "RGB and flow"}
SETS = {"test": "held-out clips", "unseen": "clips with pairs never trained"}


def card(found: dict[str, Any]) -> str:
    """The card of these measurements, in Markdown."""
    seconds, clips = found["seconds"], found["clips"]
    parts = [
        "# Video to text: S2VT from frames, from optical flow, from both",
        f"Made by `make train-video-to-text` (`training/video_to_text.py`), seed {found['seed']}, "
        f"in {sum(seconds.values()) / 60:.0f} minutes of one processor: "
        + ", ".join(f"{name} {value:.0f} s" for name, value in seconds.items())
        + ". `video_to_text.json` holds what is measured, `video_to_text.npz` the words, the flow "
        f"network and the three S2VT networks as 16-bit numbers, {found['bytes'] / 1e6:.2f} MB.",
        "## Data",
        f"Clips that `datasets/clips` draws (MIT License, as this repository): {clips['train']:,} "
        f"for training, {clips['test']} held out, {clips['unseen']} with one of eight pairs of a "
        "thing and a motion that training never showed. Twelve frames of 64 × 64 pixels, five true "
        "sentences each. A toy: one thing, one motion or two, a still camera.",
        "## Networks",
        "The network of `picture_features.npz` reads the frames. One trained here to name the motion "
        f"reads the flows (Lucas–Kanade, 32 × 32; {100 * found['flow network']:.1f} % right on "
        "held-out flows). Both are used without their last layer. Two LSTM cells of 128 units read twelve "
        f"frames, then write; {found['words']} symbols. {found['epochs']} epochs of Adam, "
        "cosine rate, dropout on the features only. Weights: "
        + ", ".join(f"{name} {n:,}" for name, n in found["weights"].items())
        + ".",
        "## Scores",
        "Measured after saving, by the NumPy core, with greedy sentences; percent right. All right: object, "
        "color and every motion.",
    ]
    parts += [_table(found, name) for name in SETS]
    parts += [
        "Of each pair never trained, described without an error by the network that reads both inputs: "
        + ", ".join(f"{name} {r} of {n}" for name, (r, n) in _pairs(found).items()) + ".",
        "## Known failures",
        "The flow has no color, so the network that reads only flow writes a frequent one. A frame has "
        "no speed, so the network that reads only RGB guesses the motion from where the thing stands; the "
        "features used here still contain that place, which flatters RGB alone.",
        "The first sentences with an error, of the network that reads both inputs:",
        _failures(found),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _table(found: dict[str, Any], name: str) -> str:
    lines = [f"| {SETS[name]} | {' | '.join(COLUMNS)} | BLEU-4 |"]
    lines.append("|---" * (len(COLUMNS) + 2) + "|")
    for inputs in INPUTS:
        scores = found["scores"][inputs][name]
        shares = [_share(*scores["counts"][column]) for column in COLUMNS]
        lines.append(f"| {NAMES[inputs]} | {' | '.join(shares)} | {scores['bleu4']:.3f} |")
    return "\n".join(lines)


def _share(right: int, of: int) -> str:
    return f"{100 * right / of:.1f}" if of else "–"


def _pairs(found: dict[str, Any]) -> dict[str, list[int]]:
    pairs: dict[str, list[int]] = found["scores"]["both"]["pairs"]
    return pairs


def _failures(found: dict[str, Any]) -> str:
    lines = ["| clip | sentence written | a true sentence |", "|---|---|---|"]
    for name in SETS:
        failures = found["scores"]["both"][f"{name}_failures"]
        lines += [f"| `{each['clip']}` | {each['says']} | {each['true']} |" for each in failures]
    return "\n".join(lines)
