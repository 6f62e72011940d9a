"""All that only the lesson bptt needs."""
