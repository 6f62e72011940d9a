"""What the lesson deep-rnn draws."""
