"""What the lesson truncated-bptt computes beyond the core."""
