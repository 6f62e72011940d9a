"""One LSTM cell and its gates over time, drawn."""
