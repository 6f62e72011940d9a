"""A sentence in French, word by word: agreement, order, elision, ne … pas, pronouns."""

from datasets.phrases.lexicon import BE, GO, HAVE, JOINERS, UNKNOWN_VERB, WAS, Adjective, Pronoun
from datasets.phrases.phrase import Clause, Party, Phrase, Sentence, feminine, plural

ELIDED = {"je": "j'", "ne": "n'", "que": "qu'", "le": "l'", "la": "l'", "me": "m'", "de": "d'"}
DETERMINERS = {  # masculine, feminine, plural
    "the": ("le", "la", "les"),
    "a": ("un", "une", ""),
    "my": ("mon", "ma", "mes"),
    "his": ("son", "sa", "ses"),
    "this": ("ce", "cette", ""),
    "these": ("", "", "ces"),
    "two": ("", "", "deux"),
    "": ("", "", ""),
}
BEFORE_VOWEL = {"ma": "mon", "sa": "son", "ce": "cet"}


def words(sentence: Sentence) -> list[str]:
    """The words in lower case, elided ones with their apostrophe: l' ami."""
    joiners = dict(JOINERS)
    found = _clause(sentence.clauses[0])
    for joiner, clause in zip(sentence.joiners, sentence.clauses[1:], strict=True):
        found += [*joiners[joiner], *_clause(clause)]
    return [*elided(found), "?"] if sentence.clauses[0].question else elided(found)


def written(found: list[str]) -> str:
    """The words as one writes them: "l'arbre", no space after an apostrophe."""
    return " ".join(found).replace("' ", "'")


def phrase(what: Phrase, *, pas_de: bool = False) -> list[str]:
    """Determiner, adjective and noun in their order; pas_de: "de" instead of un and une."""
    noun, adjective = what.noun, what.adjective
    head = noun.plusieurs if what.plural else noun.un
    order = [head]
    if adjective:
        form = _form(adjective, her=noun.feminine, many=what.plural)
        if adjective.liaison and vowel(head) and not (noun.feminine or what.plural):
            form = adjective.liaison
        order = [form, head] if adjective.before else [head, form]
    place = 2 if what.plural else int(noun.feminine)
    determiner = "de" if pas_de and what.determiner == "a" else DETERMINERS[what.determiner][place]
    if vowel(order[0]):
        determiner = BEFORE_VOWEL.get(determiner, determiner)
    return [determiner, *order] if determiner else order


def vowel(word: str) -> bool:
    """True if it begins with a vowel; every h of this lexicon is mute."""
    return word[0] in "aeiouhéâê"


def elided(found: list[str]) -> list[str]:
    """The words with those shortened that stand before a vowel: "je aime" is "j' aime"."""
    after = [*found[1:], "."]
    return [ELIDED[word] if word in ELIDED and vowel(then) else word for word, then in zip(found, after, strict=True)]


def _party(who: Party, *, pas_de: bool = False) -> list[str]:
    return [who.french] if isinstance(who, Pronoun) else phrase(who, pas_de=pas_de)


def _form(adjective: Adjective, *, her: bool, many: bool) -> str:
    if many:
        return adjective.feminines if her else adjective.masculines
    return adjective.feminine if her else adjective.masculine


def _said_to_be(subject: Party, what: Party | Adjective) -> str:
    """What follows être, in the gender of the subject and without an article: "étudiante"."""
    her = feminine(subject)
    if isinstance(what, Adjective):
        return _form(what, her=her, many=plural(subject))
    if isinstance(what, Pronoun):
        raise TypeError("nobody is said to be a pronoun")
    noun = what.noun
    if her:
        return noun.of_them if what.plural else noun.of_her
    return noun.plusieurs if what.plural else noun.un


def _clause(clause: Clause) -> list[str]:
    person, verb = clause.subject.person, clause.verb
    before = [clause.object.french] if isinstance(clause.object, Pronoun) else []
    if verb is BE or isinstance(clause.object, Adjective):
        after = [_said_to_be(clause.subject, clause.object)]
    else:
        after = [] if before else _party(clause.object, pas_de=clause.negative)
    if clause.tense == "present":
        core, rest = [*before, verb.present[person]], list[str]()
    elif clause.tense == "past" and verb is BE:
        core, rest = [WAS[person]], []
    elif clause.tense == "past":
        ending = "" if verb is UNKNOWN_VERB else _agreement(clause.object)
        core, rest = [*before, HAVE[person]], [verb.participle + ending]
    else:
        core, rest = [GO[person]], [*before, verb.infinitive]
    if clause.negative:
        core = ["ne", *core, "pas"]
    ask = ["est-ce", "que"] if clause.question else []
    place = clause.adverbial[1] if clause.adverbial else ()
    return [*ask, *_party(clause.subject), *core, *rest, *after, *place]


def _agreement(what: Party | Adjective) -> str:
    """What the participle takes from an object before it: "je l'ai vue" of her."""
    endings = {"la": "e", "les": "s"}
    return endings.get(what.french, "") if isinstance(what, Pronoun) else ""
