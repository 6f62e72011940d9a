"""What the lesson truncated-bptt lets the reader take home."""
