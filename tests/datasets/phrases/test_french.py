"""Sentences whose French is certain, one for every rule."""

import pytest

from datasets.phrases import english, french, reading

CERTAIN = {
    # gender, number, and the place of the adjective
    "i see the black cat": "je vois le chat noir",
    "i see the black cow": "je vois la vache noire",
    "i see the black cats": "je vois les chats noirs",
    "i see the black cows": "je vois les vaches noires",
    "she sees the big dog": "elle voit le grand chien",
    "she sees two small houses": "elle voit deux petites maisons",
    "we see the white flowers": "nous voyons les fleurs blanches",
    "he sees a red apple": "il voit une pomme rouge",
    # beau, bel, belle; nouveau, nouvel, nouvelle; vieux, vieil, vieille
    "i see a beautiful horse": "je vois un beau cheval",
    "i see a beautiful bird": "je vois un bel oiseau",
    "i see a beautiful flower": "je vois une belle fleur",
    "i see two beautiful birds": "je vois deux beaux oiseaux",
    "i see a new tree": "je vois un nouvel arbre",
    "i see a new book": "je vois un nouveau livre",
    "i see my new pictures": "je vois mes nouvelles images",
    "i see an old man": "je vois un vieil homme",
    "i see the old horses": "je vois les vieux chevaux",
    "i see the old woman": "je vois la vieille femme",
    # elision of the article, the subject, ne, que, de, and the pronoun
    "they see the tree": "ils voient l'arbre",
    "they see the orange": "ils voient l'orange",
    "they see the man": "ils voient l'homme",
    "they see the big tree": "ils voient le grand arbre",
    "i like the child": "j'aime l'enfant",
    "i do not like the child": "je n'aime pas l'enfant",
    "i buy a cake": "j'achète un gâteau",
    "he likes her": "il l'aime",
    "he likes me": "il m'aime",
    "i eat because he eats them": None,
    # the possessive takes the gender of what is possessed, and another form before a vowel
    "he sells his table": "il vend sa table",
    "she sells his hat": "elle vend son chapeau",
    "he sells his orange": "il vend son orange",
    "he sells his red orange": "il vend son orange rouge",
    "he sells his small orange": "il vend sa petite orange",
    "i sell my pictures": "je vends mes images",
    "i sell my new picture": "je vends ma nouvelle image",
    "i sell my picture": "je vends mon image",
    # this, these
    "we like this book": "nous aimons ce livre",
    "we like this tree": "nous aimons cet arbre",
    "we like this car": "nous aimons cette voiture",
    "we like these cars": "nous aimons ces voitures",
    "we like this old tree": "nous aimons ce vieil arbre",
    # tenses and persons
    "you choose the key": "vous choisissez la clé",
    "you chose the key": "vous avez choisi la clé",
    "you are going to choose the key": "vous allez choisir la clé",
    "they wrote two letters": "ils ont écrit deux lettres",
    "we drew the horse": "nous avons dessiné le cheval",
    "i am going to write a letter": "je vais écrire une lettre",
    "the girls draw a cat": "les filles dessinent un chat",
    "she looks for the keys": "elle cherche les clés",
    "she looked for my key": "elle a cherché ma clé",
    # ne … pas, pas de
    "she does not see the tree": "elle ne voit pas l'arbre",
    "she did not see the tree": "elle n'a pas vu l'arbre",
    "she is not going to see the tree": "elle ne va pas voir l'arbre",
    "she does not see a tree": "elle ne voit pas d'arbre",
    "she does not see a cat": "elle ne voit pas de chat",
    "she did not eat a cake": "elle n'a pas mangé de gâteau",
    "she does not buy a beautiful picture": "elle n'achète pas de belle image",
    "she does not see two cats": "elle ne voit pas deux chats",
    # pronouns stand before the verb, before avoir, before the infinitive
    "i see him": "je le vois",
    "i see them": "je les vois",
    "i do not see her": "je ne la vois pas",
    "you see me": "vous me voyez",
    "she sees us": "elle nous voit",
    "we are going to look for him": "nous allons le chercher",
    "we are going to like him": "nous allons l'aimer",
    "we are not going to sell them": "nous n'allons pas les vendre",
    "he saw him": "il l'a vu",
    "he saw her": "il l'a vue",
    "he saw them": "il les a vus",
    "he did not find her": "il ne l'a pas trouvée",
    # questions
    "does she like the cake ?": "est-ce qu'elle aime le gâteau ?",
    "do you see him ?": "est-ce que vous le voyez ?",
    "did they eat the apples ?": "est-ce qu'ils ont mangé les pommes ?",
    "are we going to buy a car ?": "est-ce que nous allons acheter une voiture ?",
    "does the cat not see the bird ?": "est-ce que le chat ne voit pas l'oiseau ?",
    # être: what is said takes gender and number of the subject, and a profession has no article
    "she is old": "elle est vieille",
    "he is old": "il est vieux",
    "he is beautiful": "il est beau",
    "they are happy": "ils sont heureux",
    "i am tired": "je suis fatigué",
    "you are young": "vous êtes jeune",
    "you are big": "vous êtes grand",
    "we are big": "nous sommes grands",
    "my sisters are tired": "mes sœurs sont fatiguées",
    "the apples are green": "les pommes sont vertes",
    "the hat is not new": "le chapeau n'est pas nouveau",
    "this orange was good": "cette orange était bonne",
    "the new cars were heavy": "les nouvelles voitures étaient lourdes",
    "i was not happy": "je n'étais pas heureux",
    "we are students": "nous sommes étudiants",
    "you are a student": "vous êtes étudiant",
    "you are students": "vous êtes étudiants",
    "she is a student": "elle est étudiante",
    "she is a teacher": "elle est professeure",
    "my mother is a doctor": "ma mère est médecin",
    "the girls are friends": "les filles sont amies",
    "they were not friends": "ils n'étaient pas amis",
    "he is not going to be a teacher": "il ne va pas être professeur",
    "is she old ?": "est-ce qu'elle est vieille ?",
    "are you not tired ?": "est-ce que vous n'êtes pas fatigué ?",
    "was the cake good ?": "est-ce que le gâteau était bon ?",
    "is the car going to be red ?": "est-ce que la voiture va être rouge ?",
    "he is a friend": None,
    "the hat is a student": None,
    "she is heavy": None,
    "does the hat see him ?": None,
    # avoir, connaître, vouloir, aider, aimer
    "i have two cats": "j'ai deux chats",
    "i do not have a dog": "je n'ai pas de chien",
    "she had a blue car": "elle a eu une voiture bleue",
    "they have them": "ils les ont",
    "we are going to have a cow": "nous allons avoir une vache",
    "do you know my friend ?": "est-ce que vous connaissez mon ami ?",
    "my brother knew her": "mon frère l'a connue",
    "the young doctor wants this book": "le jeune médecin veut ce livre",
    "the teachers help us": "les professeurs nous aident",
    "i love you": "je vous aime",
    "i love my father": "j'aime mon père",
    "she loves a happy man": "elle aime un homme heureux",
    "a happy cake": None,
    # where and when
    "i find a hat at school": "je trouve un chapeau à l'école",
    "i find a hat near the river": "je trouve un chapeau près de la rivière",
    "i find a hat in the morning": "je trouve un chapeau le matin",
    "i find a hat with my brother": "je trouve un chapeau avec mon frère",
    "i find a hat in the garden today": None,
    "i find a hat today": "je trouve un chapeau aujourd'hui",
    # joined
    "i see him and she sees me": "je le vois et elle me voit",
    "i eat the cake because he likes it": None,
    "i eat the cake because he likes me": "je mange le gâteau parce qu'il m'aime",
    "i eat the cake because you like me": "je mange le gâteau parce que vous m'aimez",
    "we sell the car but they buy a horse":
        "nous vendons la voiture mais ils achètent un cheval",
    "he draws the tree when it is red": None,
    "he draws the tree when she draws the bird": "il dessine l'arbre quand elle dessine l'oiseau",
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CERTAIN.items())
def test_the_french_is_that_of_a_grammar_book(source: str, expected: str | None) -> None:
    sentence = reading.understood(source.split())
    if expected is None:
        assert sentence is None
        return
    assert sentence is not None
    assert english.words(sentence) == source.split()
    assert french.written(french.words(sentence)) == expected
