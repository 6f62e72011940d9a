"""What people type, paste and upload, made clean: the text, and one line that says what was done to it.

Nothing is dropped or replaced in silence. Symbols are grapheme clusters (Unicode Standard Annex 29): a letter with
its marks, an emoji with its modifiers, a flag.
"""

import codecs
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

import regex

LINE_END = regex.compile("\r\n|[\r\x0b\x85\u2028\u2029]")
BLANK = regex.compile(r"[\p{Zs}\u2800--[\x20]]", regex.V1)
INVISIBLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Cs}\p{DI}\p{NChar}--\p{PCM}--[\n\t]]", regex.V1)
_SHAPED = (
    r"[\p{Arabic}\p{Syriac}\p{Nko}\p{Mongolian}\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Oriya}\p{Tamil}"
    r"\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}\p{Khmer}\p{Myanmar}]"
)
"""Scripts in which a joiner, or its absence, changes how the letters look."""
SEEN = regex.compile(
    r"(?<=\p{Extended_Pictographic}[\p{M}\p{Emoji_Modifier}]*)\u200d(?=\p{Extended_Pictographic})"
    r"|(?<=\p{Emoji})[\ufe0e\ufe0f]"
    r"|(?<=\p{Han})[\ufe00-\ufe02\U000e0100-\U000e01ef]"
    r"|(?<=\U0001f3f4[\U000e0020-\U000e007e]*)[\U000e0020-\U000e007f]"
    rf"|(?<={_SHAPED})\u200d|(?<={_SHAPED}\p{{M}}*)\u200c(?=\p{{L}})"
    r"|(?<=\p{Mongolian})[\u180b-\u180f]"
    r"|(?<=[\u1100-\u115f])\u1160|\u115f(?=[\u1161-\u11a7])"
)
"""Characters without a shape of their own that change the shape of their neighbors."""
PRESENTED = regex.compile(r"[\uff61-\uffdc]+|[\ufb00-\ufb06]|[\ufb50-\ufdfb\ufe70-\ufefc]+")
"""Halfwidth letters, ligatures and Arabic letters by their shape, as old keyboards and PDF files give them."""
APOSTROPHES = str.maketrans(dict.fromkeys("´`′ʹʼʻ‘’‛＇", "'"))
PLAIN = {**dict.fromkeys("´`′ʼ‘’‛", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "…": "..."}
"""What phones and word processors write, and what stands for it in plain text."""

_NAMES = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width blank",
    "\ufeff": "byte order mark",
    "\u200c": "joiner",
    "\u200d": "joiner",
    "\u2060": "joiner",
    "\x0c": "form feed",
    **dict.fromkeys("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "direction mark"),
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it is used, and what was done to it: "1 soft hyphen dropped; accents composed"; "" for nothing."""

    text: str
    remarks: str = ""


def cleaned(text: str, *, lines: bool = True, trimmed: bool = False) -> Cleaned:
    """The text without what cannot be seen, with one kind of blank, line end and accent.

    Without ``lines`` the ends of lines become blanks; ``trimmed`` takes away the blanks at both ends.
    """
    if text.isascii() and text.isprintable() and not (trimmed and text != text.strip()):
        return Cleaned(text)
    done: list[str] = []
    text, ends = LINE_END.subn("\n", text)
    if ends and lines:
        done.append(f"{_counted(ends, 'line end')} made {_plural(ends, 'a plain one', 'plain ones')}")
    if not lines:
        text = text.replace("\n", " ")
    text = _without_invisible(text, done)
    text = _with_plain_blanks(text, done)
    text, presented = PRESENTED.subn(lambda found: unicodedata.normalize("NFKC", found.group()), text)
    if presented:
        done.append(f"{_counted(presented, 'unusual form')} made the usual letters")
    composed = regex.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", unicodedata.normalize("NFC", text))
    if composed != text:
        done.append("accents composed")
    if trimmed and composed != composed.strip():
        n = len(composed) - len(composed.strip())
        done.append(f"{_counted(n, 'blank')} at the {_place(composed)} left out")
        composed = composed.strip()
    return Cleaned(composed, "; ".join(done))


def symbols(text: str) -> list[str]:
    """The characters of the text as a reader sees them; joined they are the text again."""
    if text.isascii() and "\r" not in text:
        return list(text)
    found: list[str] = regex.findall(r"\X", text)
    return found


def apostrophes(text: str) -> str:
    """The text with the one apostrophe that words are written with here: "don´t", "can`t", "it’s"."""
    return text.translate(APOSTROPHES)


def in_plain_type(text: str, known: Collection[str]) -> Cleaned:
    """The text with curly quotes, dashes and the like made plain where only the plain ones are ``known``."""
    count = 0
    found = []
    for symbol in symbols(text):
        plain = PLAIN.get(symbol)
        if symbol not in known and plain is not None and all(each in known for each in plain):
            count += 1
            found.append(plain)
        else:
            found.append(symbol)
    said = f"{_counted(count, 'curly quote or dash', 'curly quotes or dashes')} made plain" if count else ""
    return Cleaned("".join(found), said)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, and the encoding that it was read in."""

    text: str
    encoding: str


def decoded(data: bytes) -> Decoded:
    """The text of a file by its byte order mark, else as UTF-8, as UTF-16 without a mark, or in an old encoding.

    What is no UTF-8 is taken for Windows-1252, with the line ends of an old Macintosh for Mac Roman.
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(codec, "replace"), name)
    wide = _utf_16(data)
    if wide is not None:
        return Decoded(wide, "UTF-16")
    for cut in range(4):
        try:
            return Decoded(data[: len(data) - cut].decode("utf-8"), "UTF-8")
        except UnicodeDecodeError as fault:
            if fault.end < len(data) - cut or fault.reason != "unexpected end of data":
                break
    if b"\r" in data and b"\n" not in data:
        return Decoded(data.decode("mac-roman"), "Mac Roman")
    return Decoded(data.decode("cp1252", "replace"), "Windows-1252")


def _utf_16(data: bytes) -> str | None:
    """The text in UTF-16 without a byte order mark, known by the zero bytes of its blanks and Latin letters."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < max(1, len(data) // 100) or min(even, odd) * 4 > max(even, odd):
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _without_invisible(text: str, done: list[str]) -> str:
    if not INVISIBLE.search(text):
        return text
    counts: dict[str, int] = {}
    kept = {k for found in SEEN.finditer(text) for k in range(*found.span())}

    def drop(found: "regex.Match[str]") -> str:
        character: str = found.group()
        if found.start() in kept:
            return character
        name = _name(character)
        counts[name] = counts.get(name, 0) + 1
        return ""

    seen: str = INVISIBLE.sub(drop, text)
    if counts:
        done.append(f"{_listed([_counted(n, name) for name, n in counts.items()])} dropped")
    return seen


def _with_plain_blanks(text: str, done: list[str]) -> str:
    found = BLANK.findall(text)
    if not found:
        return text
    unbroken = sum(each in "\u00a0\u202f" for each in found)
    named = ((unbroken, "no-break blank"), (len(found) - unbroken, "wide or narrow blank"))
    said = _listed([_counted(n, name) for n, name in named if n])
    done.append(f"{said} made {_plural(len(found), 'a blank', 'blanks')}")
    plain: str = BLANK.sub(" ", text)
    return plain


def _name(character: str) -> str:
    if character in _NAMES:
        return _NAMES[character]
    category = unicodedata.category(character)
    return {"Cc": "control character", "Cs": "broken character"}.get(category, "invisible character")


def _place(text: str) -> str:
    ends = [name for name, cut in (("start", text.lstrip()), ("end", text.rstrip())) if cut != text]
    return " and the ".join(ends)


def _counted(n: int, one: str, several: str = "") -> str:
    return f"{n:,} {_plural(n, one, several or one + 's')}"


def _plural(n: int, one: str, several: str) -> str:
    return one if n == 1 else several


def _listed(parts: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
