"""What the lesson bptt draws."""
