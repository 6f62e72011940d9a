"""A small piece of English and its French: phrases whose translation follows from rules.

`lexicon` has the words, `phrase` what a sentence is made of, `english` and `french` write it down,
`drawing` makes sentences at random, `reading` understands typed English and knows what may follow.
"""
