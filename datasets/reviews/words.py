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

EVENTS = (
    *BEFORE, "my order arrived today", "we are on our way home", "i am at the {topic} right now",
    "i finished it last night", "the {topic} came in a blue box", "my sister sent me this", "it is raining here",
    "we watched the new episode", "the {plural} came out today", "i got it for my birthday", "she called me yesterday",
    "we came home from the trip", "i tried the new {topic}", "this is my second {topic}", "they changed the {plural}",
)  # fmt: skip
"""What a face may stand behind: only the face says whether it was good."""
PRAISING_FACES = (":)", ":)", ":)", ":D", ":D", ":P", "<3", "<3", *"👍😍😀😃😄😊😁🥰😋🤩👏💯🎉🔥❤💕💖👌🙌😎")
BLAMING_FACES = (":(", ":(", ":(", ":/", ":/", "</3", *"👎😡😠😞😢😒🙄🤮🤢💩😤😴😕🙁☹💔😩😖😣🤬")
ASIDE = listed("omg tbh lol imo ngl wow ok honestly yeah well man guys btw seriously haha")
"""What people put before or after a short message."""
BETTER = listed(
    "better better better better better better better better nicer friendlier cleaner fresher funnier tastier quicker "
    "smarter cozier sharper brighter warmer faster finer happier kinder smoother stronger easier cooler richer"
)
WORSE = listed(
    "worse worse worse worse worse worse worse worse duller slower uglier dirtier ruder noisier louder colder sillier "
    "lazier messier sadder weaker poorer stupider staler blander meaner clumsier dumber nastier unhappier"
)
"""Comparatives; the commonest stand there several times, as often as they are to be drawn."""
EXPECTED = (
    "expected", "expected", "i expected", "we expected", "i thought", "ever", "before", "the first one",
    "the last one", "the book", "the old one", "the {topic}", "i remembered", "most", "anything else", "advertised",
    "last time", "in the {plural}", "at home", "the others", "ever before", "it used to be",
)  # fmt: skip
PLEASED = listed("happy happy pleased delighted thrilled impressed satisfied glad")
DISPLEASED = listed("unhappy disappointed disappointed annoyed upset")

NEGATORS = frozenset(listed("not n't never no nothing nobody none hardly scarcely neither nor without far anything"))
"""Words that turn round what follows, or are part of it ("far from", "anything but")."""

OPINIONS = frozenset(
    listed(
        "love enjoy like adore recommend loved enjoyed liked adored hate dislike regret hated "
        "disliked regretted mind charm merit beauty humor style problems faults flaws mistakes "
        "bugs worth fails failed lacks again back laughed smile made laughing put flew lives hopes "
        "impressed delighted best happy pleased works bored fan asleep left early wish headache "
        "turned finish broke point wasted waste tears soon leaves disappointed worst unhappy "
        "annoyed work ruined gladly rather forget "
        "recommended praise craving obsessed sick fire lit dope epic banger slaps slapped rocks rocked rules nailed "
        "killed glad thumbs must-see must-have hyped blast "
        "trash garbage rubbish crap crappy cringe mid meh sucks sucked stinks blows flopped scam yuck ugh yikes "
        "nope nah refund returned bother avoid skip pain hype suck disappoint disappoints complain "
        "lack fail rock slap rule stink blow crash stopped died crashed crashes upset angrier frustrated angry "
        "stars star 10 9 1 2 0"
    )
) | {
    word
    for text in (*JOYS, *WOES, *PRAISING_FACES, *BLAMING_FACES, *BETTER, *WORSE)
    for word in text.split()
    if word != "of"
}
"""Where one of these stands the sentence is no longer neutral; nor after any adjective."""

NEUTRAL = frozenset({*SINGULAR, *PLURAL, *(word for text in (*BEFORE, *TAIL) for word in text.split())}) - (
    OPINIONS | NEGATORS
)
"""Words that may be unknown without taking the verdict with them."""

ALL = (
    *SINGULAR,
    *PLURAL,
    *INTENSE,
    *JOYS,
    *WOES,
    *LEAD,
    *TAIL,
    *BEFORE,
    *EVENTS,
    *ASIDE,
    *BETTER,
    *WORSE,
    *EXPECTED,
    *PLEASED,
    *DISPLEASED,
)
"""All of them."""
