"""The reader's own text: what is taken, what is refused, and why."""

import tomllib

import pytest

from datasets import toycode_sample
from lessons.image_captioning.model.uploaded import MOST_BYTES
from lessons.text_generation.model import texts
from lessons.text_generation.model.texts import LEAST, MOST, MOST_MEGABYTES, MOST_SYMBOLS, OTHER
from lessons.text_generation.state import LIMITS
from tests.sources import ROOT

FINE = "a good text. " * 30


def test_a_text_within_the_limits_is_taken_as_it_is() -> None:
    for text in (FINE, "né 👩‍🚀\n\t" * 100, "ab" * (MOST // 2)):
        taken = texts.learnable(text)
        assert ("".join(taken.symbols), taken.remarks) == (text, "")
        assert texts.unlearnable(taken.symbols) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "too short"),
        ("ab" * (LEAST // 2 - 1), "too short"),
        ("a" * 400, "nothing to learn"),
        (FINE + "a" + "\u0301" * 40, "not text"),
    ],
)
def test_a_text_beyond_the_limits_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in (texts.unlearnable(texts.learnable(text).symbols) or "")


@pytest.mark.parametrize("n", [MOST + 1, 5 * MOST])
def test_of_a_long_text_the_beginning_is_taken_and_that_is_said(n: int) -> None:
    taken = texts.learnable("abcde" * (n // 5 + 1))
    assert len(taken.symbols) == MOST
    assert f"the first {MOST:,} are taken" in taken.remarks


def test_the_rarest_of_too_many_characters_become_one_and_their_share_is_said() -> None:
    rare = "".join(map(chr, range(0x4E00, 0x4E00 + 30)))
    often = "".join(map(chr, range(0x4F00, 0x4F00 + MOST_SYMBOLS - 1))) * 30
    taken = texts.learnable(often + rare)
    assert set(taken.symbols) == {*often, OTHER}
    assert taken.symbols[-30:] == (OTHER,) * 30
    share = 100 * 30 / len(taken.symbols)
    assert taken.remarks == (
        f"the rarest 30 of {MOST_SYMBOLS + 29} different characters became one, {OTHER}: {share:.2f} % of the text"
    )
    assert texts.unlearnable(taken.symbols) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Привет, как дела? ", "مرحبا كيف الحال؟ ", "שלום, מה שלומך? ", "नमस्ते, आप कैसे हैं? ", "สวัสดีครับ "),
        *(
            "こんにちは、元気ですか。",
            "안녕하세요, 잘 지내요? ",
            "你好，你怎么样？",
            "Γειά σου, τι κάνεις; ",
            "İyi günler, ısı ",
        ),
    ],
)
def test_a_text_in_any_script_is_taken_whole(text: str) -> None:
    taken = texts.learnable(text * 40)
    assert ("".join(taken.symbols), taken.remarks) == (text * 40, "")
    assert texts.unlearnable(taken.symbols) is None


def test_what_cannot_be_seen_does_not_spoil_a_text() -> None:
    taken = texts.learnable(FINE + "\x0c" + "\U0001fae8" + "\u200f" + "\x00")
    assert taken.symbols[-1] == "\U0001fae8"
    assert taken.remarks == "1 form feed, 1 direction mark and 1 control character dropped"


def test_the_file_and_the_server_have_one_limit() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["maxUploadSize"] == MOST_MEGABYTES == MOST_BYTES // 1_000_000
    assert f"up to {MOST_MEGABYTES} MB" in LIMITS


def test_the_sample_can_be_learned_and_is_the_same_each_time() -> None:
    corpus = toycode_sample.corpus()
    assert len(corpus.tokens) == toycode_sample.LENGTH
    assert toycode_sample.corpus() is corpus
    assert texts.unlearnable(corpus.vocabulary.decode(corpus.tokens.tolist())) is None
