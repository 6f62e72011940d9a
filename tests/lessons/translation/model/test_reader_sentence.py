"""The reader's sentence: what is read of it, and what is said of it."""

import pytest

from datasets.phrases import reading
from lessons.translation.cards import remark
from lessons.translation.model.sentence import LECTURE, changed, unusable, whole
from lessons.translation.model.translated import Translated, translated


def shown(text: str) -> Translated:
    return translated("attention", whole(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i see him", "i see him"),
        ("I see  him.", "i see him"),
        ("\u200bI see\u00a0him!", "i see him"),
        ("i see him and she", "i see him and she"),
        ("Does she see him?", "does she see him ?"),
        ("does she see him", "does she see him ?"),
        ("do you like the cat", "do you like the cat ?"),
        ("do you like pizza", "do you like pizza ?"),
        ("does she", "does she"),
        ("the", "the"),
        ("He doesn’t like me", "he does not like me"),
        ("i dont like him", "i do not like him"),
        ("I'm a student, and they're happy", "i am a student and they are happy"),
        ("she didn`t see us??", "she did not see us ?"),
        ("It's Paul's hat", "it is paul's hat"),
        ("i can't see", "i can not see"),
    ],
)
def test_marks_capitals_and_contractions_are_read_as_the_words_they_are(text: str, expected: str) -> None:
    assert whole(text) == expected
    assert unusable(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "no word"), ("?", "no word"), ("i see him and " * 40, "too long"), ("a" * 5000, "letters at most")],
)
def test_what_cannot_be_read_is_refused_with_the_reason(text: str, said: str) -> None:
    assert said in (unusable(text) or "")


@pytest.mark.parametrize("text", [LECTURE, "He likes her", "does she see him ?"])
def test_nothing_is_remarked_about_a_sentence_as_it_is_read(text: str) -> None:
    assert changed(text) == ""
    assert remark(text, shown(text)) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("he doesn't like me", "he does not like me"),
        ("do you like the cat", "do you like the cat \\?"),
        ("my friend gives him a book", "“gives” is a word that the network never saw"),
        ("zebras eat grass", "“zebras”, “grass” are words"),
        ("i see him him", "no “him” after “him”"),
        ("cat the", "no “cat” at the start"),
        ("she sees", "the sentence is unfinished"),
    ],
)
def test_what_was_changed_and_why_there_is_no_reference_is_said(text: str, said: str) -> None:
    assert said in remark(text, shown(text))


KNOWN = {
    "I love you": "je vous aime",
    "we are students": "nous sommes étudiants",
    "Do you love me?": "est-ce que vous m'aimez ?",
    "I have a dog": "j'ai un chien",
    "I don't have a car": "je n'ai pas de voiture",
    "My mother is a doctor": "ma mère est médecin",
    "Are you tired?": "est-ce que vous êtes fatigué ?",
    "The cat is black": "le chat est noir",
    "I am happy": "je suis heureux",
    "She is my": None,
    "he knows my brother": "il connaît mon frère",
    "I want a new house": "je veux une nouvelle maison",
    "they helped us": None,
    "my friends are at school": None,
    "my friend was happy today": "mon ami était heureux aujourd'hui",
    "is the dog old": "est-ce que le chien est vieux ?",
    "I'm not a teacher": "je ne suis pas professeur",
    "she isn't tired": "elle n'est pas fatiguée",
    "the children eat an apple": "les enfants mangent une pomme",
    "we love our": None,
}
"""What people type first; None for what is no sentence of the grammar."""
STRANGE = (
    "My friend gives him a book",
    "I like pizza",
    "Where is the cat?",
    "hello",
    "My name is Anna",
    "The weather is beautiful today",
    "I speak French",
    "he can see the house",
    "this is a test",
    "see you tomorrow",
)


@pytest.mark.parametrize(("text", "expected"), KNOWN.items())
def test_what_people_type_first_is_translated_or_said_to_have_no_reference(text: str, expected: str | None) -> None:
    found = shown(text)
    assert unusable(text) is None
    if expected is None:
        assert found.reference == ()
        assert "No reference exists" in remark(text, found)
        return
    assert " ".join(found.reference).replace("' ", "'") == expected
    assert found.trace.written == found.reference


@pytest.mark.parametrize("text", STRANGE)
def test_a_word_that_the_network_never_saw_is_read_as_unknown_and_named(text: str) -> None:
    found = shown(text)
    assert found.strangers
    assert found.reference == ()
    assert all(found.right)
    assert found.trace.words.count("<unk>") == sum(word in found.strangers for word in found.typed)
    assert all(word.strip("'") in remark(text, found).replace("\\", "") for word in found.strangers)


def test_an_unknown_word_is_written_at_its_place() -> None:
    assert shown("I like pizza").trace.written == ("j'", "aime", "<unk>")
    assert not reading.understood(["i", "like", "<unk>"])
