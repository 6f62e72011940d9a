"""A typed sentence as words: contractions, punctuation, emoji, words nobody knows."""

import time

import numpy as np
import pytest

from datasets.reviews import exam, text
from datasets.reviews.adjectives import Adjectives
from rnn_core.text import Vocabulary


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("It wasn't good!!", "it was n't good ."),
        ("I can’t say it’s “great”…", "i ca n't say it 's great ."),
        ("You cannot miss it", "you can not miss it"),
        ("Bad, bad; BAD", "bad , bad , bad"),
        ("  two   spaces ", "two spaces"),
        ("a feel-good film", "a feel-good film"),
        ("10/10", "10 / 10"),
        ("schön café", "schön café"),
        ("great 👍🏽👍🏽!", "great 👍🏽 👍🏽 ."),
        ("", ""),
        ("?!?", "."),
        ("don't won't isn't", "do n't wo n't is n't"),
        ("I dont like it", "i do n't like it"),
        ("i don´t like it", "i do n't like it"),
        ("can`t recommend", "ca n't recommend"),
        ("couldn’t, wouldnʼt, hasn′t", "could n't , would n't , has n't"),
        ("wasnt isnt arent wont cant", "was n't is n't are n't wo n't ca n't"),
        ("does'nt did nt i don t", "does n't did n't i do n't"),
        ("ain't it, it aint", "is n't it , it is n't"),
        ("I want a cent", "i want a cent"),
        ("im glad, ive seen it, theyre fine, thats ok", "i 'm glad , i 've seen it , they 're fine , that 's ok"),
        ("its not good, its plot is", "it 's not good , its plot is"),
        ("we were well", "we were well"),
        ("could of been, wouldn't of been", "could have been , would n't have been"),
        ("so good :-) :) =) ;-) (: :))", "so good :) :) :) :) :) :)"),
        ("loved it :D xD :-D", "loved it :D :D :D"),
        ("bad :( :-( :'( ): T_T >:(", "bad :( :( :( :( :( :("),
        ("meh :/ :-\\ :| -_-", "meh :/ :/ :/ :/"),
        ("<3 <3<3 </3 &lt;3", "<3 <3 <3 </3 <3"),
        ("note:(see below) at 8:30, http://a.de/b", "note , see below at 8 , 30 , http , / / a . de / b"),
        ("(cold :()", "cold :("),
        ("good<br />but <b>slow</b><br>and<p class='x'>dull</p><!-- no -->", "good but slow and dull"),
        ("fish &amp; chips &quot;ok&quot; it&#39;s&nbsp;fine", "fish and chips ok it 's fine"),
        ("a < b and c > d", "a < b and c > d"),
        ("GREAT!!!! Sooo goooood, looooved it", "great . so good , loved it"),
        ("baaad, really baaaad, tooo long", "bad , really bad , too long"),
        ("part III, www", "part iii , www"),
        ("😍😍👎🏿", "😍 😍 👎🏿"),
    ],
)
def test_a_sentence_becomes_words(typed: str, words: str) -> None:
    assert text.words(typed) == words.split()


@pytest.mark.parametrize("typed", ["a" * 160, "aaabbbcccddd" * 13, "<" * 160, ":" * 160, "&" * 80, "😀" * 160])
def test_a_key_held_down_keeps_nobody_waiting(typed: str) -> None:
    began = time.perf_counter()
    text.words(typed)
    assert time.perf_counter() - began < 0.5


def test_an_emoji_of_any_skin_tone_is_the_plain_one() -> None:
    vocabulary = Vocabulary((text.UNKNOWN, "👍", "❤"))
    np.testing.assert_array_equal(text.tokens(vocabulary, ["👍🏽", "👍", "❤️", "👎"]), [1, 1, 2, 0])


def test_what_is_left_out_is_counted() -> None:
    assert text.remark("a fine film, 3 < 4 &amp; <3") == ""
    assert text.remark("a fine<br />film") == "1 HTML tag left out"
    assert text.remark("&lt;b&gt;a</b> fine<br>film") == "3 HTML tags left out"


@pytest.mark.parametrize("part", exam.HAND)
def test_the_words_of_our_own_sentences_are_read_as_they_are(part: str) -> None:
    for each in exam.sentences(part, Adjectives()):
        assert text.words(" ".join(each.words)) == list(each.words)


def test_words_that_are_not_known_get_the_token_of_the_unknown() -> None:
    vocabulary = Vocabulary((text.UNKNOWN, "bad", "good"))
    np.testing.assert_array_equal(text.tokens(vocabulary, ["good", "zorb", "bad", "👍🏽"]), [2, 0, 1, 0])
