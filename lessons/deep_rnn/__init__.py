"""All that only the lesson deep-rnn needs."""
