"""Texts as people write them: what becomes of them, and what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasets.typed import Cleaned, apostrophes, cleaned, decoded, in_plain_type, symbols

FAMILY, FLAG = "👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽", "🇩🇪"
WALES = "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"


@pytest.mark.parametrize(
    ("text", "clean", "said"),
    [
        ("hel\u00adlo", "hello", "1 soft hyphen dropped"),
        ("\ufeffab\u200b\u200bc", "abc", "1 byte order mark and 2 zero-width blanks dropped"),
        ("\u200fשלום\u200e", "שלום", "2 direction marks dropped"),
        ("a\x0cb\x00", "ab", "1 form feed and 1 control character dropped"),
        ("hello\ud83d", "hello", "1 broken character dropped"),
        ("a\u00a0b\u202fc", "a b c", "2 no-break blanks made blanks"),
        ("あ\u3000い", "あ い", "1 wide or narrow blank made a blank"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd", "3 line ends made plain ones"),
        ("e\u0301 é", "é é", "accents composed"),
        ("ｶﾞｷﾞ", "ガギ", "1 unusual form made the usual letters"),
        ("ﬁne", "fine", "1 unusual form made the usual letters"),
        ("น\u0e4d\u0e32", "น\u0e33", "accents composed"),
        ("\u1112\u1161\u11ab", "한", "accents composed"),
        ("a\u200db\ufe0f", "ab", "1 joiner and 1 invisible character dropped"),
        ("\u3164x", "x", "1 invisible character dropped"),
        ("a\u00ad\u00a0b", "a b", "1 soft hyphen dropped; 1 no-break blank made a blank"),
    ],
)
def test_what_is_done_to_a_text_is_said_in_one_line(text: str, clean: str, said: str) -> None:
    assert cleaned(text) == Cleaned(clean, said)


@pytest.mark.parametrize(
    "text",
    [
        *("hello", "", " a  b ", "a\tb\nc", "Größe", "Привет", "γειά", "İstanbul ısı", "日本語", "한국어", "กำลัง"),
        *("नमस्ते क्षत्रिय", "क्\u200dष", "می\u200cخواهم", "مرحبا", "שָׁלוֹם".encode().decode(), "آية \u06dd٥", "葛\U000e0100"),
        *(FAMILY, FLAG, WALES, "❤\ufe0f", "1\ufe0f\u20e3", "\U0001fae8", "\ue000"),
    ],
)
def test_a_text_in_order_stays_as_it_is_without_a_word(text: str) -> None:
    first = cleaned(text).text
    assert cleaned(first) == Cleaned(first)
    assert first == text or text.startswith("ש")


def test_a_word_loses_the_blanks_around_it_and_keeps_those_inside() -> None:
    assert cleaned("hello ", trimmed=True) == Cleaned("hello", "1 blank at the end left out")
    assert cleaned("\u00a0a b", trimmed=True).text == "a b"
    assert cleaned("\n a ", trimmed=True).remarks == "3 blanks at the start and the end left out"
    assert cleaned("a\r\nb", lines=False).text == "a b"


@given(st.text())
def test_what_changes_a_text_is_never_silent_and_never_needed_twice(text: str) -> None:
    found = cleaned(text)
    assert bool(found.remarks) == (found.text != text)
    assert "".join(symbols(found.text)) == found.text


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("hello", ["h", "e", "l", "l", "o"]),
        ("", []),
        ("e\u0301\u0323a", ["e\u0301\u0323", "a"]),
        ("\u0301a", ["\u0301", "a"]),
        ("नि", ["नि"]),
        ("क्षि", ["क्षि"]),
        ("กำ", ["กำ"]),
        ("👍👍🏽", ["👍", "👍🏽"]),
        ("👩\u200d🚀👨\u200d👩\u200d👧", ["👩\u200d🚀", "👨\u200d👩\u200d👧"]),
        (f"{FAMILY}x", [FAMILY, "x"]),
        ("❤\ufe0f❤\ufe0f\u200d🔥", ["❤\ufe0f", "❤\ufe0f\u200d🔥"]),
        ("a\u200d👩", ["a\u200d", "👩"]),
        ("🇩🇪🇫", ["🇩🇪", "🇫"]),
        (f"{WALES}!", [WALES, "!"]),
        ("1\ufe0f\u20e32", ["1\ufe0f\u20e3", "2"]),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", ["\u1112\u1161\u11ab", "\u1100\u1173\u11af"]),
        ("한글", ["한", "글"]),
        ("\r\n\n\u0301", ["\r\n", "\n", "\u0301"]),
        ("日本語", ["日", "本", "語"]),
        ("\U0001fae8\U0001fae8", ["\U0001fae8", "\U0001fae8"]),
    ],
)
def test_a_user_perceived_character_stays_one_symbol(text: str, clusters: list[str]) -> None:
    assert symbols(text) == clusters


@pytest.mark.parametrize("typed", ["don´t", "don`t", "don′t", "donʼt", "don‘t", "don’t", "don＇t"])
def test_every_apostrophe_is_the_one(typed: str) -> None:
    assert apostrophes(typed) == "don't"


def test_type_is_made_plain_only_where_the_plain_one_is_known_and_the_other_is_not() -> None:
    assert in_plain_type("“it’s”", {"'", '"'}) == Cleaned('"it\'s"', "3 curly quotes or dashes made plain")
    assert in_plain_type("it’s", {"'", "’"}) == Cleaned("it’s")
    assert in_plain_type("it’s", {"s"}) == Cleaned("it’s")
    assert in_plain_type("…", {"."}) == Cleaned("...", "1 curly quote or dash made plain")


TEXT = "Größe, naïve\r\nend\r\n" * 20


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("cp1252"), "Windows-1252"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_was_saved_in(data: bytes, encoding: str) -> None:
    found = decoded(data)
    assert (found.text, found.encoding) == (TEXT, encoding)


@pytest.mark.parametrize(
    "text", ["Привет, мир\r\n" * 30, "नमस्ते दुनिया\r\n" * 30, "你好，世界。\r\n" * 30, "שלום\r\n" * 30]
)
def test_utf_16_without_a_mark_is_known_in_every_script(text: str) -> None:
    assert decoded(text.encode("utf-16-le")).text == text


def test_files_of_old_machines_and_cut_files_are_read() -> None:
    assert decoded("né\rà".encode("mac-roman")).text == "né\rà"
    assert decoded("né".encode()[:-1]).text == "n"
    assert decoded(b"a\x81b").encoding == "Windows-1252"
    assert decoded(b"").text == ""
    assert decoded(b"one zero \x00 " + b"in a text " * 50).encoding == "UTF-8"
