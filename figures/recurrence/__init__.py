"""One function, rolled up and unrolled, drawn."""
