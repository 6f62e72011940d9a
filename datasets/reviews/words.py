"""The words of the grammar, but for its adjectives."""


def listed(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())


SINGULAR = listed(
    "film movie plot story acting music ending script cast dialogue book novel song show food "
    "service room hotel staff phone camera battery screen game concert place pizza coffee soup "
    "waiter director actor scene series performance atmosphere meal dinner breakfast "
    "restaurant bar play trip tour museum guide laptop keyboard sound picture price view bed "
    "bathroom kitchen cake bread beer wine album band singer author chapter title"
)
PLURAL = listed(
    "actors characters jokes songs scenes effects graphics lyrics rooms dishes reviews costumes "
    "episodes waiters drinks prices portions seats people pictures chapters lines towels "
    "instructions headphones speakers"
)
INTENSE = listed("very really so absolutely quite extremely truly incredibly totally surprisingly just")
WEAK = ("too", "a bit", "rather", "slightly", "a little", "far too")
"""Before what is bad only: "too beautiful" would be a riddle."""
JOYS = listed("masterpiece gem joy pleasure delight triumph treat success bargain winner")
WOES = (
    *listed("mess disaster disappointment failure nightmare bore letdown shame joke"),
    "waste of time",
    "waste of money",
)

LEAD = (
    "honestly", "to be fair", "in the end", "i must say", "for once", "overall", "well",
    "all in all", "in short", "to be honest", "frankly", "in my opinion",
)  # fmt: skip
TAIL = (
    "in my opinion", "to be honest", "for me", "last night", "from start to finish", "overall",
    "this time", "after all", "if you ask me", "with my friends", "as a whole", "i think",
    "in the end", "for the price",
)  # fmt: skip
BEFORE = (
    "i saw it with my friends", "we went there last night", "we stayed for two nights",
    "my sister gave me the ticket", "i bought it last week", "i read it on the train",
    "we had dinner there", "i watched it twice", "i ordered the soup", "we sat in the front row",
    "i have seen all of them", "i used it for a month", "it arrived on monday",
    "my friends took me there", "i listened to it at home", "we were there in may",
    "this was my first visit", "it was our third time there",
)  # fmt: skip
"""What happened, without a word of praise or blame."""

NEGATORS = frozenset(listed("not n't never no nothing nobody none hardly scarcely neither nor without far anything"))
"""Words that turn round what follows, or are part of it ("far from", "anything but")."""

OPINIONS = frozenset(
    listed(
        "love enjoy like adore recommend loved enjoyed liked adored hate dislike regret hated "
        "disliked regretted mind charm merit beauty humor style problems faults flaws mistakes "
        "bugs worth fails failed lacks again back laughed smile made laughing put flew lives hopes "
        "impressed delighted best happy pleased works bored fan asleep left early wish headache "
        "turned finish broke point wasted waste tears soon leaves disappointed worst unhappy "
        "annoyed work ruined gladly rather forget"
    )
) | {word for text in (*JOYS, *WOES) for word in text.split() if word != "of"}
"""Where one of these stands the sentence is no longer neutral; nor after any adjective."""

NEUTRAL = frozenset({*SINGULAR, *PLURAL, *(word for text in (*BEFORE, *TAIL) for word in text.split())}) - (
    OPINIONS | NEGATORS
)
"""Words that may be unknown without taking the verdict with them."""
