"""Reviews of one sentence, written by a grammar that knows whether they are positive."""
