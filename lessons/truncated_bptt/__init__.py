"""All that only the lesson truncated-bptt needs."""
