"""The grammar's sentences: [a|b] is a or b, {slot} a piece of `phrases`; the number is a weight.

A table has what both verdicts share, what only praise (True) and what only blame (False) says.
{praise} has the verdict of the clause, {contrary} the other one, for a negation to turn round;
{same} and {against} are whole clauses with the verdict and against it.
"""

Templates = dict[str, int]
Table = dict[bool | None, Templates]

PLAIN: Table = {
    None: {
        "{who} {be} {praise}": 8,
        "[what|such|this is|it was|this was|it 's|we had|] a {praise} {topic}": 2,
        "{who} [has|have|had] {praise} [moments|ideas|parts|details|scenes|sides]": 2,
        "{adjective} {topic} , {adjective} {topic}": 2,
        "{who} [felt|seemed|looked|became|turned out|tasted|sounded|got] {praise}": 2,
        "{praise}": 2,
        "[i|we|everyone] [think|thought|feel] [|that|] {who} {be} {praise}": 2,
        "[it|this|the {topic}] [was|is|was|is|has been] a {noun}": 2,
        "[i|we|my friends] [found|find] {it} {praise}": 2,
        "never have i seen such a {adjective} {topic}": 1,
        "never [have we had|did i see] such a {adjective} {topic}": 1,
    },
    True: {
        "[i|we] [|really|] [love|enjoy|like|adore|loved|enjoyed|liked|adored] {it}": 2,
        "[everyone|my sister|my friends] [loved|enjoyed|liked|adored] {it}": 1,
        "i [would|can only|will] [recommend {it}|watch {it} again|go there again|buy it again]": 2,
        "{who} [has|shows|is full of|has no end of] [charm|merit|beauty|humor|style]": 1,
        "{who} [has no|is without|is free of] [problems|faults|flaws|mistakes|bugs]": 1,
        "[i laughed a lot|i could not stop laughing|it made me smile|it made my day]": 1,
        "[we will be back soon|i would gladly go there again|we had the time of our lives]": 1,
        "[it is worth every penny|it was worth the money|it exceeded my hopes]": 1,
        "[i was impressed|i was delighted|i am happy with the {topic}|i am a fan]": 1,
        "[it is the best {topic} ever|this is the best {topic} in years]": 1,
        "[i was never bored|we never got bored|i could not put it down|it was over too soon]": 1,
        "[it works well|they still work|it still works|we were pleased with the {topic}]": 1,
    },
    False: {
        "[i|we] [|really|] [hate|dislike|regret|hated|disliked|regretted] {it}": 2,
        "[everyone|my sister|my friends] [hated|disliked|regretted] {it}": 1,
        "i [would|can only|will] [regret {it}|rather forget {it}|send {it} back]": 2,
        "{who} [has|is full of] [problems|faults|flaws|mistakes|bugs]": 1,
        "{who} [lacks|has no|is without] [charm|merit|beauty|humor|style]": 1,
        "[i fell asleep|we left early|i turned it off|i could not finish it]": 1,
        "[i want my money back|it is not worth the money|what a waste|it was wasted on us]": 1,
        "[never again|i would not go there again|we will not be back|i wish i had not seen it]": 1,
        "[it gave me a headache|it leaves much to be desired|i do not see the point]": 1,
        "[i was bored|we were bored to tears|i was disappointed|i was not impressed]": 1,
        "[it is the worst {topic} ever|this is the worst {topic} in years]": 1,
        "[it broke at once|it does not work|the {topic} does not work|the {topic} ruined it]": 1,
        "[i am unhappy with the {topic}|we were annoyed by the {topic}]": 1,
    },
}

NEGATION: Table = {
    None: {
        "{who} {be} [not|n't|not|n't|never] {contrary} [||at all]": 10,
        "{who} {be} [hardly|far from|anything but|by no means|scarcely] {contrary}": 2,
        "{who} {be} [not exactly|not particularly|not even|not at all|never] {contrary}": 2,
        "[there is|there was|i saw|we found] nothing {contrary} [about|in|with] {it}": 2,
        "i [would not|can not|could not|ca n't|would n't] call {it} {contrary}": 2,
        "i [would not|can not|could not|ca n't] say [|that] {who} {be} {contrary}": 2,
        "[nothing|none] [about|in|of] {it} [was|is] {contrary}": 2,
        "[no one|nobody|none of us] [would call|could call|finds|found] {it} {contrary}": 2,
        "[not|never|hardly|not exactly] {contrary} [||at all]": 2,
        "[this is|it is|it was|that was|] not a {contrary} {topic}": 2,
        "i [did|do] [not|n't] [think|believe|feel|find] [|that] {who} {be} {contrary}": 2,
        "{who} {be} [neither {contrary_one} nor|not {contrary_one} or] {contrary_one}": 2,
        "{who} {be} [not a|never a|no] {contrary_noun}": 2,
        "[there are|it has|we had|with|] [no|no|not any|hardly any] {contrary} {plural}": 2,
        "{who} [does|do|did] [not|n't] [look|seem|feel|sound|taste] {contrary} [||at all]": 2,
    },
    True: {
        "[i|we] [did|do] [not|n't] [hate|dislike|regret|mind] {it} [||at all]": 2,
        "[no one|nobody|none of us] [hated|disliked|regretted] {it}": 1,
        "{who} never [gets|becomes|feels|got] {contrary}": 2,
        "[there is not|without|never] a {contrary} [moment|minute|scene|line]": 2,
    },
    False: {
        "[i|we] [did|do] [not|n't] [love|enjoy|like|adore|recommend] {it} [||at all]": 2,
        "[no one|nobody|none of us] [loved|enjoyed|liked|adored] {it}": 1,
        "{who} [fails|failed] to be {contrary}": 2,
        "{who} [lacks|needs] anything {contrary}": 2,
    },
}

DOUBLE_NEGATION: Table = {
    None: {
        "it [is|was] not [true|the case] that {who} {be} not {negated_praise}": 1,
        "[nobody|no one] [can say|would say|thinks] that {who} {be} [not|n't] {negated_praise}": 1,
        "i [can not|do not|would not] deny that {who} {be} {negated_praise}": 1,
        "[there is|there was] no moment when {who} {be} not {negated_praise}": 1,
    },
    True: {"{who} {be} not without [charm|merit|beauty|humor|style]": 1},
    False: {"{who} {be} not without [problems|faults|flaws|mistakes|bugs]": 1},
}

NOT_ONLY: Table = {
    None: {"[{who} {be}|{who} {be}|] not [only|just|merely] {adjective} [but also|but|, but also|but even] {praise}": 1}
}

AGREEMENT: Table = {None: {"{same} [and|,|. also|because|.|and] {same}": 1}}

CONTRAST: Table = {
    None: {
        "{against} [,|] but {same}": 3,
        "{against} , yet {same}": 1,
        "[even though|although|despite the fact that|though|while] {against} , {same}": 4,
        "{same} [even though|although|despite the fact that|though] {against}": 2,
        "{against} . [however|still|but] {same}": 1,
        "[i expected that|i thought|they say that|i was afraid that] {against} but {same}": 1,
        "{contrast_one} but {adjective}": 1,
        "[i|we] [expected|hoped for|feared|was promised] a {contrast_noun} [and|but] [got|found] a {noun}": 1,
    }
}
"""The verdict is that of the main clause, or of what comes after "but"."""
