"""A clip, its optical flow, and a network that reads it and then writes, drawn."""
