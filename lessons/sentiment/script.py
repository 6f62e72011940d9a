"""What the lesson says: the lecturer's notes, what to look for, and the answer."""

from lessons.sentiment.state import Sentiment
from ui.page import LookFor

NOTES = """
1. Let the class bet before the figure is uncovered: at “not”, most say.
2. Step: “not” itself hardly moves the verdict. It changes the state; “good” then counts the other
   way round. The gray curve is the same sentence without “not”.
3. *but*: the verdict swings twice. What comes after “but” wins, in the training sentences too.
4. *bag of words*: the same words, averaged. “not” is one more word, and nothing turns.
5. The path: “not” steps upwards, along an axis that no verdict hears; “good” goes left or right.
6. End with the sentences it gets wrong. Which of them would you teach it, and how?
"""
ANSWER = (
    "Seldom at “not”: that word only changes the state, and the next word that praises or "
    "blames is then counted the other way round."
)
BOTH = "the plot is boring but the music is fantastic"
LINES = (
    LookFor("“not” moves the state, “good” the verdict.", Sentiment(), ("d.4", "d.5")),
    LookFor("“but”: the verdict swings twice.", Sentiment(compare="none", sentence=BOTH), ("s.4", "s.9")),
    LookFor(
        "“not only … but also” negates nothing.",
        Sentiment(compare="none", sentence="it was not only funny but also touching"),
        ("p.8",),
    ),
    LookFor("A bag of words cannot be turned round.", Sentiment(reader="bag"), ("p.5",)),
    LookFor(
        "It gets “could not be better” wrong.",
        Sentiment(compare="none", sentence="the service could not be better"),
        ("p.6",),
    ),
    LookFor("“not” as a step on the path.", Sentiment(view="path"), ("at.4", "at.5")),
)
