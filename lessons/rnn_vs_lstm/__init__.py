"""All that only the lesson rnn-vs-lstm needs."""
