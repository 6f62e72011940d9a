"""What the lesson truncated-bptt draws."""
