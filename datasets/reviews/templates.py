"""The grammar's sentences: [a|b] is a or b, {slot} a piece of `phrases`; the number is a weight.

A table has what both verdicts share, what only praise (True) and what only blame (False) says.
{praise} has the verdict of the clause, {contrary} the other one, for a negation to turn round;
{same} and {against} are whole clauses with the verdict and against it, {short} and {short_against} such as people
type on a phone. Verbs after {who} stand as for one.
"""

Templates = dict[str, int]
Table = dict[bool | None, Templates]

PLAIN: Table = {
    None: {
        "{who} {be} {praise}": 8,
        "[what|such|this is|it was|this was|it 's|we had|] a {praise} {topic}": 2,
        "{who} [has|has|had] {praise} [moments|ideas|parts|details|scenes|sides]": 2,
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
        "{who} [does|does|did] [not|n't] [look|seem|feel|sound|taste] {contrary} [||at all]": 2,
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

COMPARISON: Table = {
    None: {
        "{who} could [not|n't] [be|have been|get|be any] {comparative}": 8,
        "{who} could [not|n't] [be|have been] more {negated_one}": 4,
        "[nothing|nobody|no {topic}|none of them] [is|was|could be|could have been|tastes|looks|works] "
        "{comparative}": 5,
        "[there is|there 's|there was|we found|] [nothing|nothing|no {topic}] {comparative} [|than {it}|in town|out "
        "there]": 6,
        "[never|i have never|we have never|i had never|i have n't ever|i 've never|never have i] "
        "[seen|had|read|tried|met|eaten] [a|a|any] {comparative} {topic}": 3,
        "it [does|did|could|can|ca|wo] [not|n't] get [any|much|] {comparative} than [this|that]": 2,
        "{who} [could|should|might] [be|have been|be a bit|be a lot|be much] {contrary_comparative}": 6,
        "{who} {be} [|much|far|a lot|so much|even|way|] {comparative} than {expected}": 7,
        "[|much|far|a lot|so much|even|way] {comparative} than {expected}": 2,
        "{who} {be} [not|n't|no|not any|never|hardly|not much] {contrary_comparative} than {expected}": 5,
        "[no|not any|not much|not] {contrary_comparative} than {expected}": 2,
        "[i|we] [have|'ve] [seen|had|tried|read|heard] [much|far|a lot of|many|] {contrary_comparative} [ones|"
        "{plural}|]": 3,
        "[there are|they sell|you can find] [|much|far|a lot of|many] {contrary_comparative} {plural} [in town|out "
        "there|]": 2,
        "{who} {be} [more|far more|even more|much more] {negated_one} than {expected}": 2,
        "{who} {be} [less|far less|much less] {contrary_one} than {expected}": 3,
        "{who} {be} [not|n't] [as|nearly as|half as|quite as|as] {contrary_one} as [they say|everyone says|i expected|"
        "i thought|the critics say|the last one|i remembered|i feared|advertised|it looks]": 4,
        "{who} {be} [just as|every bit as|exactly as] {negated_one} as [they say|i expected|i thought|the last one|"
        "before]": 1,
        "{who} [got|gets|is getting|keeps getting] [{comparative} and {comparative}|{comparative} every time|"
        "{comparative}]": 2,
    },
    True: {
        "[i|we] could [not|n't] be [happier|more pleased|more impressed|more satisfied|more excited]": 3,
        "[i|we] [can not|ca n't|could n't|can not] [recommend|praise] {it} [enough|more highly|highly enough]": 3,
        "[i|we] [expected|feared] [something worse|worse|much less|the worst]": 1,
    },
    False: {
        "[i|we] could [not|n't] be [more disappointed|more annoyed|more upset|unhappier]": 3,
        "[i|we] [can not|ca n't|could not|could n't|would not|would n't|wo n't|do n't] recommend {it} [|to anyone|"
        "at all]": 3,
        "[i|we] [expected|hoped for|deserve|want] [something better|better|much more|more|so much more]": 2,
        "{who} could [be|have been|be a bit|be a lot] more {contrary_one}": 2,
        "{who} could [be|have been] [less|a lot less] {negated_one}": 1,
        "{who} {be} [not|n't|never] {contrary_one} enough [|for me|for the price]": 2,
    },
}
"""Better and worse, turned round by what stands before: "could not be better" is praise, "could be better" is not."""

SLANG: Table = {
    None: {
        "[i am|i 'm|we are|we 're] [|so|really|just] {feeling} [with|about] {it}": 3,
        "[i 've never|we 've never|i have n't|he 's never|they have n't] been so {feeling}": 1,
        "[this|that|it] [has n't|had n't|did n't] [been|get] {contrary_one}": 1,
        "[they|we|you|these] [are n't|were n't|wo n't be|should n't be|would n't be] {contrary_one}": 2,
        "[that 's|it 's|this is|they 're|he 's|she 's] [|so|really|just|super|pretty|freaking] {negated_one}": 3,
        "{against} [but|, but|. but] {short}": 3,
        "{short_against} [but|, but|. but] {same}": 2,
        "{short} [and|,|.|. also] {same}": 2,
        "[not gonna lie|tbh|ngl|imo|honestly] [|,] {who} {be} [|so|pretty|kinda|super] {negated_one}": 3,
    },
    True: {
        "{who} {be} [|so|just|really|absolutely|totally] [sick|sick|sick|fire|lit|dope|epic|top notch|on point|a "
        "banger]": 6,
        "[that|this|what a|such a|some] sick {topic}": 2,
        "[sick|dope|epic|killer] {topic} [|man|bro|dude]": 2,
        "{who} [rocks|rocked|rules|slaps|nailed it|killed it|never gets old|never disappoints|blew me away]": 4,
        "{who} [did n't|does n't] [suck|disappoint|get old|let me down|let us down]": 2,
        "{who} {be} [not|n't] [trash|garbage|crap|cringe|mid|meh|rubbish]": 2,
        "[i|we] never get [sick|tired|sick and tired] of {it}": 2,
        "[loving|loved every second of|obsessed with|in love with|so glad i bought|so happy i found|big fan of] "
        "{it}": 3,
        "[10 / 10|9 / 10|five stars|5 stars|two thumbs up|thumbs up for {it}|a must-see|a must-have|worth the hype]": 2,
        "[totally|so|well|really] worth [it|the money|the wait|the trip]": 1,
        "[i|we] [ca n't|can not|could n't] [wait to go back|wait for the next one|get enough of {it}|stop smiling|"
        "stop watching it]": 3,
        "[i|we] would n't change a thing": 1,
        "you wo n't [regret it|be disappointed|be bored]": 2,
        "[i was n't|we were n't|i am not|i 'm not|we 're not] [disappointed|bored] [|at all]": 2,
        "nothing beats {it}": 1,
        "[works|worked|fits] [like a charm|perfectly|like a dream]": 1,
        "{who} [still works|still looks|holds up|runs|lasts] [great|perfectly|like new|forever]": 2,
        "{who} had [me|us] [laughing|smiling|in stitches|hooked|on the edge of my seat] [|the whole time|from the "
        "start]": 2,
        "[highly|would|totally|definitely] recommend [|{it}|to everyone|this to anyone]": 2,
        "[would|will] [buy|order|go|watch it|come here] again": 2,
        "[my new favorite|a hidden gem|so underrated|money well spent|hits the spot|can not go wrong with {it}|keep "
        "coming back to {it}]": 2,
        "[ca n't|still ca n't] believe how {negated_one} {who} {be}": 1,
        "[i have|i 've] n't [laughed|smiled] so much in [years|ages|months]": 1,
        "[best|the best] {topic} [i 've ever had|ever|i 've had in years|in town|hands down]": 2,
    },
    False: {
        "{who} [made|makes|made] [me|us|my friend|my sister|him|everyone] [sick|so sick|feel sick|sick again|very "
        "sick]": 10,
        "[i am|i 'm|we are|i was|we 're|] [|so|really|just|getting] [sick of|sick and tired of|tired of|done with|"
        "fed up with] {it}": 3,
        "[i got|we got|i felt|she felt|i was|we were|my sister was|he became] [|so|really|very] sick "
        "[after|from|during] [|the] [dinner|meal|{topic}|{plural}]": 3,
        "{who} {be} [|so|just|really|absolutely|total|pure] [trash|garbage|rubbish|crap|crappy|cringe|mid|meh|a rip "
        "off|a scam]": 4,
        "{who} [sucks|sucked|stinks|blows|flopped|crashes all the time|died on me|stopped working|let me down|let "
        "us down]": 4,
        "{who} [is|was] n't [fire|lit|sick|dope|epic|my thing|on point|my cup of tea]": 2,
        "[meh|yuck|ugh|nope|nah|yikes] [.|,|] [|{same}]": 2,
        "[is n't|was n't|not] worth [it|the hype|the money|the wait|the price]": 2,
        "[do n't|do not|i would n't|did n't] bother [|with {it}]": 2,
        "[stay away|save your money|hard pass|avoid {it}|skip {it}|big no from me|total letdown|total waste]": 2,
        "[1 / 10|2 / 10|0 / 10|one star|zero stars|1 star|0 stars|two thumbs down|thumbs down]": 2,
        "[i am|i 'm|we 're] not [a fan|impressed|happy]": 2,
        "[i want|i need|give me] [a|my] [refund|money back]": 1,
        "[i|we] [returned it|stopped watching|stopped reading it|could n't finish it|could n't stand it|ca n't "
        "stand it]": 3,
        "[i|you] should n't [have bought|have seen|have read|buy] it": 1,
        "[i|we] [wo n't|will not|would n't] [buy it|go there|be back|be going back|go back|order|use it] [again|"
        "again|there|here]": 2,
        "[i|we] do n't get the hype": 1,
        "{who} [broke|cracked|leaked|froze|fell apart|came damaged|arrived late|arrived broken|fell off|was burnt|"
        "took forever] "
        "[|after one day|after a week|right away|already|on day one]": 4,
        "[|still] [ca n't|can not] believe [i|we] [paid|spent money] [for|on] {it}": 2,
        "[ca n't|still ca n't] believe how {negated_one} {who} {be}": 1,
        "[could n't|could barely|hardly could] [stay awake|finish it|watch it|sit through it|eat it]": 2,
        "[i|we] [walked out|gave up|nearly fell asleep|left hungry|turned it off] [|halfway|after ten minutes|after "
        "an hour]": 2,
        "[overhyped|so overhyped|a rip off|underwhelming|expected more|took forever to arrive|what a letdown|no "
        "thanks]": 2,
        "[worst|the worst] {topic} [i 've ever had|ever|i 've had in years|in town|hands down]": 2,
    },
}
"""What people type on a phone. "sick" praises a thing, and blames what makes somebody sick."""

FACED: Table = {
    None: {
        "{same} {face}": 4,
        "{same} [.|,] {face}": 1,
        "{face} {same}": 1,
        "{event} {face}": 6,
        "{event} . {same} {face}": 1,
        "{face}": 1,
    }
}
"""A face says the same as the words, or it alone says what the sentence means."""

ALL = (PLAIN, NEGATION, DOUBLE_NEGATION, NOT_ONLY, AGREEMENT, CONTRAST, COMPARISON, SLANG, FACED)
