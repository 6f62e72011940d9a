"""Scores of sentences against references: BLEU and CIDEr-D.

    BLEU   (1)  p_n = Σ min(count in the sentence, most in a reference) / Σ count      n-grams
           (2)  BLEU-N = BP exp(1/N Σ_n log p_n),   BP = 1 if c > r, else e^{1 − r/c}
    CIDEr  (3)  g(n-gram) = count · log(pictures / pictures whose references have it)
           (4)  CIDEr_n = 10 mean_refs e^{−(l − l')²/2σ²} Σ min(g, g') g' / (‖g‖ ‖g'‖),   σ = 6
           (5)  CIDEr = mean of CIDEr_1 … CIDEr_4, then over the pictures

c is the length of all sentences, r that of the references nearest in length. (1) and (2) over the
whole set: Papineni et al., BLEU (2002); (3) to (5): Vedantam, Zitnick, Parikh, CIDEr (2015), §5.
"""

import math
from collections import Counter
from collections.abc import Sequence

Words = Sequence[str]
_SIGMA = 6.0


def bleu(sentences: Sequence[str], references: Sequence[Words], n: int = 4) -> float:
    """BLEU-n of sentences, each with its references; 0 where no n-gram of some order is shared."""
    _check(sentences, references)
    shared, counted = [0] * n, [0] * n
    c = r = 0
    for sentence, known in zip(sentences, references, strict=True):
        said = sentence.split()
        lengths = [len(each.split()) for each in known]
        c += len(said)
        r += min((abs(length - len(said)), length) for length in lengths)[1]
        for k in range(n):
            grams, most = _ngrams(said, k + 1), Counter[tuple[str, ...]]()
            for each in known:
                most |= _ngrams(each.split(), k + 1)
            shared[k] += (grams & most).total()
            counted[k] += grams.total()
    if not all(shared):
        return 0.0
    brevity = 1.0 if c > r else math.exp(1 - r / c)
    logs = [math.log(a / b) for a, b in zip(shared, counted, strict=True)]  # (1)
    return brevity * math.exp(sum(logs) / n)  # (2)


def cider(sentences: Sequence[str], references: Sequence[Words], n: int = 4) -> float:
    """CIDEr-D of sentences, each with its references, from 0 to 10; rare n-grams count more."""
    return sum(cider_by_picture(sentences, references, n)) / len(sentences)


def cider_by_picture(sentences: Sequence[str], references: Sequence[Words], n: int = 4) -> list[float]:
    """CIDEr-D of each sentence; how rare an n-gram is depends on the whole set."""
    _check(sentences, references)
    totals = [0.0] * len(sentences)
    for k in range(1, n + 1):
        seen = Counter[tuple[str, ...]]()
        for known in references:
            seen.update({gram for each in known for gram in _ngrams(each.split(), k)})
        for i, (sentence, known) in enumerate(zip(sentences, references, strict=True)):
            said = _weighted(sentence, k, seen, len(references))
            alike = (_alike(said, _weighted(each, k, seen, len(references))) for each in known)
            gaps = (len(sentence.split()) - len(each.split()) for each in known)
            near = [a * math.exp(-(g**2) / (2 * _SIGMA**2)) for a, g in zip(alike, gaps, strict=True)]
            totals[i] += 10 * sum(near) / len(known) / n  # (4), (5)
    return totals


def _ngrams(words: Words, n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[k : k + n]) for k in range(len(words) - n + 1))


def _weighted(sentence: str, n: int, seen: Counter[tuple[str, ...]], pictures: int) -> dict[tuple[str, ...], float]:
    """Equation (3) for all n-grams of a sentence."""
    grams = _ngrams(sentence.split(), n)
    return {gram: count * math.log(pictures / max(1, seen[gram])) for gram, count in grams.items()}


def _alike(a: dict[tuple[str, ...], float], b: dict[tuple[str, ...], float]) -> float:
    """The cosine of equation (4), an n-gram counting at most as often as in the reference."""
    norms = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    dot = sum(min(value, b[gram]) * b[gram] for gram, value in a.items() if gram in b)
    return dot / norms if norms else 0.0


def _check(sentences: Sequence[str], references: Sequence[Words]) -> None:
    if not sentences or len(sentences) != len(references) or not all(references):
        got = f"{len(sentences)} and {len(references)}"
        raise ValueError(f"sentences and references must be as many, each with some, got {got}")
