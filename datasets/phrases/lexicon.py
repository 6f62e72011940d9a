"""The words of both languages, with what the rules must know of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Noun:
    """English one and many, French one and many; whether feminine; what kind of thing it names.

    of_her, of_them: what a woman and women are said to be, for a noun that tells what somebody is.
    together: only several are said to be it, as "we are friends".
    """

    one: str
    many: str
    un: str
    plusieurs: str
    feminine: bool
    kind: str
    of_her: str = ""
    of_them: str = ""
    together: bool = False


@dataclass(frozen=True, slots=True)
class Adjective:
    """English; French masculine, feminine, and both plurals; whether it stands before the noun.

    liaison: the masculine before a vowel, as in "un bel arbre", where it has one. of: the kinds of
    nouns it goes with.
    """

    english: str
    masculine: str
    feminine: str
    masculines: str
    feminines: str
    before: bool = False
    liaison: str = ""
    of: tuple[str, ...] = ("person", "animal", "food", "text", "thing")


@dataclass(frozen=True, slots=True)
class Verb:
    """English base, third person and past; French present, infinitive and participle.

    present: with je, il, nous, vous, ils. particle: "for" of "look for". subjects, objects: the
    kinds of nouns it goes with.
    """

    base: str
    third: str
    past: str
    present: tuple[str, str, str, str, str]
    infinitive: str
    participle: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """English and French; person: its place in `Verb.present`; who: with whom it is the same."""

    english: str
    french: str
    person: int
    who: str


ONE, MANY = 1, 4
"""The persons of a noun, as places in `Verb.present`: il, ils."""

PERSON, ANIMAL, FOOD, TEXT, THING = "person", "animal", "food", "text", "thing"
ALIVE, GOODS = (PERSON, ANIMAL), (ANIMAL, FOOD, TEXT, THING)
ANYTHING = (PERSON, *GOODS)

NOUNS = (
    Noun("man", "men", "homme", "hommes", False, PERSON),
    Noun("woman", "women", "femme", "femmes", True, PERSON),
    Noun("boy", "boys", "garçon", "garçons", False, PERSON),
    Noun("girl", "girls", "fille", "filles", True, PERSON),
    Noun("child", "children", "enfant", "enfants", False, PERSON),
    Noun("friend", "friends", "ami", "amis", False, PERSON, "amie", "amies", together=True),
    Noun("student", "students", "étudiant", "étudiants", False, PERSON, "étudiante", "étudiantes"),
    Noun("teacher", "teachers", "professeur", "professeurs", False, PERSON, "professeure", "professeures"),
    Noun("doctor", "doctors", "médecin", "médecins", False, PERSON, "médecin", "médecins"),
    Noun("mother", "mothers", "mère", "mères", True, PERSON),
    Noun("father", "fathers", "père", "pères", False, PERSON),
    Noun("sister", "sisters", "sœur", "sœurs", True, PERSON),
    Noun("brother", "brothers", "frère", "frères", False, PERSON),
    Noun("cat", "cats", "chat", "chats", False, ANIMAL),
    Noun("dog", "dogs", "chien", "chiens", False, ANIMAL),
    Noun("bird", "birds", "oiseau", "oiseaux", False, ANIMAL),
    Noun("horse", "horses", "cheval", "chevaux", False, ANIMAL),
    Noun("cow", "cows", "vache", "vaches", True, ANIMAL),
    Noun("apple", "apples", "pomme", "pommes", True, FOOD),
    Noun("cake", "cakes", "gâteau", "gâteaux", False, FOOD),
    Noun("orange", "oranges", "orange", "oranges", True, FOOD),
    Noun("book", "books", "livre", "livres", False, TEXT),
    Noun("letter", "letters", "lettre", "lettres", True, TEXT),
    Noun("house", "houses", "maison", "maisons", True, THING),
    Noun("car", "cars", "voiture", "voitures", True, THING),
    Noun("tree", "trees", "arbre", "arbres", False, THING),
    Noun("table", "tables", "table", "tables", True, THING),
    Noun("flower", "flowers", "fleur", "fleurs", True, THING),
    Noun("picture", "pictures", "image", "images", True, THING),
    Noun("hat", "hats", "chapeau", "chapeaux", False, THING),
    Noun("key", "keys", "clé", "clés", True, THING),
)

ADJECTIVES = (
    Adjective("red", "rouge", "rouge", "rouges", "rouges"),
    Adjective("black", "noir", "noire", "noirs", "noires"),
    Adjective("white", "blanc", "blanche", "blancs", "blanches"),
    Adjective("green", "vert", "verte", "verts", "vertes"),
    Adjective("heavy", "lourd", "lourde", "lourds", "lourdes"),
    Adjective("strange", "étrange", "étrange", "étranges", "étranges"),
    Adjective("blue", "bleu", "bleue", "bleus", "bleues"),
    Adjective("happy", "heureux", "heureuse", "heureux", "heureuses", of=ALIVE),
    Adjective("tired", "fatigué", "fatiguée", "fatigués", "fatiguées", of=ALIVE),
    Adjective("big", "grand", "grande", "grands", "grandes", True),
    Adjective("small", "petit", "petite", "petits", "petites", True),
    Adjective("beautiful", "beau", "belle", "beaux", "belles", True, "bel"),
    Adjective("new", "nouveau", "nouvelle", "nouveaux", "nouvelles", True, "nouvel"),
    Adjective("old", "vieux", "vieille", "vieux", "vieilles", True, "vieil"),
    Adjective("pretty", "joli", "jolie", "jolis", "jolies", True),
    Adjective("young", "jeune", "jeune", "jeunes", "jeunes", True, of=ALIVE),
    Adjective("good", "bon", "bonne", "bons", "bonnes", True),
)

OF_THINGS = ("red", "black", "white", "green", "blue", "heavy", "new")
"""What no person is said to be, as a hat is."""

HAVE = ("ai", "a", "avons", "avez", "ont")
VERBS = (
    Verb("see", "sees", "saw", ("vois", "voit", "voyons", "voyez", "voient"),
         "voir", "vu", ALIVE, ANYTHING),
    Verb("like", "likes", "liked", ("aime", "aime", "aimons", "aimez", "aiment"),
         "aimer", "aimé", ALIVE, ANYTHING),
    Verb("find", "finds", "found", ("trouve", "trouve", "trouvons", "trouvez", "trouvent"),
         "trouver", "trouvé", ALIVE, ANYTHING),
    Verb("look", "looks", "looked", ("cherche", "cherche", "cherchons", "cherchez", "cherchent"),
         "chercher", "cherché", ALIVE, ANYTHING, "for"),
    Verb("draw", "draws", "drew", ("dessine", "dessine", "dessinons", "dessinez", "dessinent"),
         "dessiner", "dessiné", (PERSON,), ANYTHING),
    Verb("choose", "chooses", "chose",
         ("choisis", "choisit", "choisissons", "choisissez", "choisissent"),
         "choisir", "choisi", (PERSON,), ANYTHING),
    Verb("buy", "buys", "bought", ("achète", "achète", "achetons", "achetez", "achètent"),
         "acheter", "acheté", (PERSON,), GOODS),
    Verb("sell", "sells", "sold", ("vends", "vend", "vendons", "vendez", "vendent"),
         "vendre", "vendu", (PERSON,), GOODS),
    Verb("eat", "eats", "ate", ("mange", "mange", "mangeons", "mangez", "mangent"),
         "manger", "mangé", ALIVE, (FOOD,)),
    Verb("write", "writes", "wrote", ("écris", "écrit", "écrivons", "écrivez", "écrivent"),
         "écrire", "écrit", (PERSON,), (TEXT,)),
    Verb("love", "loves", "loved", ("aime", "aime", "aimons", "aimez", "aiment"),
         "aimer", "aimé", ALIVE, ANYTHING),
    Verb("have", "has", "had", HAVE, "avoir", "eu", ALIVE, ANYTHING),
    Verb("know", "knows", "knew",
         ("connais", "connaît", "connaissons", "connaissez", "connaissent"),
         "connaître", "connu", ALIVE, ANYTHING),
    Verb("want", "wants", "wanted", ("veux", "veut", "voulons", "voulez", "veulent"),
         "vouloir", "voulu", ALIVE, GOODS),
    Verb("help", "helps", "helped", ("aide", "aide", "aidons", "aidez", "aident"),
         "aider", "aidé", (PERSON,), ALIVE),
)  # fmt: skip

BE = Verb("be", "is", "was", ("suis", "est", "sommes", "êtes", "sont"), "être", "été", ANYTHING, ())
"""It says what somebody or something is, and has no object; `WAS` is its past in French."""
WAS = ("étais", "était", "étions", "étiez", "étaient")

UNKNOWN = "<unk>"
"""Stands for a word that the networks never saw, in both languages."""
UNKNOWN_NOUN = Noun(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, feminine=False, kind=THING)
UNKNOWN_ADJECTIVE = Adjective(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
UNKNOWN_VERB = Verb(UNKNOWN, UNKNOWN, UNKNOWN, (UNKNOWN,) * 5, UNKNOWN, UNKNOWN, ANYTHING, ANYTHING)
"""Unknown words have one form: the masculine, and nothing before them is elided."""
GO = ("vais", "va", "allons", "allez", "vont")
TENSES = ("present", "past", "future")

SUBJECTS = (
    Pronoun("i", "je", 0, "us"),
    Pronoun("you", "vous", 3, "you"),
    Pronoun("he", "il", 1, "other"),
    Pronoun("she", "elle", 1, "other"),
    Pronoun("we", "nous", 2, "us"),
    Pronoun("they", "ils", 4, "other"),
)
OBJECTS = (
    Pronoun("me", "me", 0, "us"),
    Pronoun("you", "vous", 3, "you"),
    Pronoun("him", "le", 1, "person"),
    Pronoun("her", "la", 1, "person"),
    Pronoun("us", "nous", 2, "us"),
    Pronoun("them", "les", 4, "any"),
)
SINGULAR, PLURAL = ("the", "a", "my", "his", "this"), ("the", "my", "his", "these", "two")
ADVERBIALS = (
    (("in", "the", "garden"), ("dans", "le", "jardin")),
    (("at", "school"), ("à", "l'", "école")),
    (("in", "the", "morning"), ("le", "matin")),
    (("with", "my", "brother"), ("avec", "mon", "frère")),
    (("near", "the", "river"), ("près", "de", "la", "rivière")),
    (("today",), ("aujourd'hui",)),
)
UNKNOWN_ADVERBIALS = (
    (("in", "the", UNKNOWN), ("dans", "le", UNKNOWN)),
    (("at", UNKNOWN), ("à", UNKNOWN)),
    (("with", "my", UNKNOWN), ("avec", "mon", UNKNOWN)),
    ((UNKNOWN,), (UNKNOWN,)),
)
JOINERS = (("and", ("et",)), ("but", ("mais",)), ("because", ("parce", "que")), ("when", ("quand",)))
HELD_OUT = (
    ("apple", "black"), ("cat", "white"), ("dog", "big"), ("horse", "green"),
    ("tree", "beautiful"), ("house", "old"), ("picture", "new"), ("hat", "small"),
    ("key", "heavy"), ("child", "pretty"),
)  # fmt: skip
"""Pairs of a noun and an adjective that training never contains."""
