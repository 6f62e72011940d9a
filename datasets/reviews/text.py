"""A sentence as the words a network reads: small letters, "wasn't" as "was" and "n't", ":-)" as ":)".

What phones and web pages make of English is read as what it stands for: a negation without its apostrophe, markup,
a letter held down. A face made of punctuation is one word, and so is an emoji.
"""

import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import product

import numpy as np

from datasets.reviews import adjectives, templates
from datasets.reviews import words as grammar
from datasets.typed import apostrophes, symbols
from rnn_core.text import Vocabulary
from rnn_core.types import Tokens

UNKNOWN = "<unk>"
"""The symbol that stands for every word outside of the vocabulary."""

MARKUP = re.compile(
    r"<!--.*?-->|</?(?:a|b|big|blockquote|br|center|code|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong"
    r"|sub|sup|table|td|th|tr|u|ul)(?:\s[^<>]*)?/?>",
    re.IGNORECASE | re.DOTALL,
)
"""What texts copied from web pages have between their words."""

FACES = {
    ":)": r":[o^']?-?[)\]}]+|=\)+|;-?\)+|\^_*\^|(?<!\S)\(-?[:;=](?!\w)",
    ":D": r"[:=;]'?-?d+(?!\w)|(?<!\w)xd+(?!\w)",
    ":P": r"[:=;]-?p(?!\w)",
    ":(": r">?:[',]?-?[(\[{]+(?!\w)|=\(+(?!\w)|(?<!\S)\)-?[:=](?!\w)|(?<!\w)(?:t_+t|;_+;)(?!\w)",
    ":/": r"[:=]-?[/\\](?![/\\\w])|:-?\|(?!\w)|(?<!\S)-_+-(?!\S)",
    "<3": r"<3+(?!\w)",
    "</3": r"</3(?!\w)",
}
"""A face and the ways in which it is typed, in small letters."""
_FACE = re.compile("|".join(f"(?P<face{k}>{typed})" for k, typed in enumerate(FACES.values())))
_TONE = re.compile("[\ufe0f\U0001f3fb-\U0001f3ff]")
"""What changes an emoji's look and not what it says."""

_SPELLINGS = {"“": '"', "”": '"', "…": ".", "&": " and ", "cannot": "can not", "ain't": "isn't"}
_VERBS = "do|does|did|is|are|was|were|has|have|had|could|would|should|must|need|ca|wo|ai"
_BARE = re.compile(rf"\b({_VERBS})(?:nt| nt|n t|'nt)\b")
_SHORT = re.compile(
    r"\b(?:(i)(m|ve)|(you|they)(re|ve|ll)|(we)(ve)|(that|there|what|he|she)(s)"
    r"|(it)(s)(?= +(?:not|n't|never|hardly|a|an|the|so|very|really|too|just|been|such|no)\b))\b"
)
_HAVE = re.compile(r"\b(could|should|would|must)((?:n't)?) of\b")
_CONTRACTED = re.compile(r"(?<=\w)(n't|'s|'re|'m|'ve|'ll|'d)\b")
_HELD = re.compile(r"([^\W\d_])\1{2,}")
MOST_HELD = 3
"""In a word in which more letters are held down no doubled letter is looked for."""
_WORD = re.compile(r"n't|'(?:s|re|m|ve|ll|d)\b|[^\W_]+(?:[-'][^\W_]+)*|[^\s\w\"'()*]")
_STOPS = {"!": ".", "?": ".", ";": ",", ":": ",", "-": ",", "–": ",", "—": ","}


def words(sentence: str) -> list[str]:
    """The words of the sentence in order; a stop, a comma, a face or an emoji is one."""
    text = apostrophes(MARKUP.sub(" ", html.unescape(sentence))).lower()
    text = _SHORT.sub(lambda found: "'".join(filter(None, found.groups())), _BARE.sub(r"\1n't", text))
    for written, meant in _SPELLINGS.items():
        text = text.replace(written, meant)
    text = _CONTRACTED.sub(r" \1", _HAVE.sub(r"\1\2 have", text))
    merged: list[str] = []
    for word in (_STOPS.get(word, word) for word in _parts(text)):
        if not (word in (".", ",") and merged and merged[-1] == word):
            merged.append(_let_go(word))
    return merged


def remark(sentence: str) -> str:
    """What of the sentence is not read, in a line; "" for nothing."""
    tags = len(MARKUP.findall(html.unescape(sentence)))
    return f"{tags} HTML tag{'s' if tags > 1 else ''} left out" if tags else ""


def _parts(text: str) -> Iterator[str]:
    """The faces of the text, and the words between them."""
    end = 0
    for found in _FACE.finditer(text):
        yield from _without_faces(text[end : found.start()])
        yield list(FACES)[int((found.lastgroup or "").removeprefix("face"))]
        end = found.end()
    yield from _without_faces(text[end:])


def _without_faces(text: str) -> Iterator[str]:
    for part in text.split():
        if part.isascii():
            yield from _WORD.findall(part)
        else:
            yield from _with_emoji(part)


def _with_emoji(part: str) -> list[str]:
    """The words of a part that holds more than ASCII: what is no letter or digit is one symbol."""
    found: list[str] = []
    letters = ""
    for symbol in symbols(part):
        if symbol[0].isalnum() or symbol[0] in "-'":
            letters += symbol
            continue
        found += [*_WORD.findall(letters), symbol]
        letters = ""
    return [*found, *_WORD.findall(letters)]


@lru_cache(maxsize=1)
def _written() -> frozenset[str]:
    """Every word that the grammar writes by itself."""
    tables = (template for table in templates.ALL for group in table.values() for template in group)
    listed = (*adjectives.POSITIVE, *adjectives.NEGATIVE, *grammar.ALL)
    return frozenset(re.findall(r"[a-z]+", " ".join((*listed, *tables))))


def _let_go(word: str) -> str:
    """The word without the letters that were held down: "sooo" is "so", "goood" is "good"."""
    held = len(_HELD.findall(word))
    if len(set(word)) == 1:
        return word
    for lengths in product((2, 1), repeat=held if held <= MOST_HELD else 0):
        shorter = word
        for length in lengths:
            shorter = _HELD.sub(r"\1" * length, shorter, count=1)
        if shorter in _written():
            return shorter
    return _HELD.sub(r"\1", word)


def tokens(vocabulary: Vocabulary, read: Iterable[str]) -> Tokens:
    """(T,): the words' tokens, that of UNKNOWN for those which the vocabulary does not have.

    An emoji of any skin tone has the token of the plain one.
    """
    token = {symbol: k for k, symbol in enumerate(vocabulary.symbols)}
    return np.array([token.get(word, token.get(_TONE.sub("", word), token[UNKNOWN])) for word in read], dtype=np.int64)
