"""The world of the video lesson: short clips of one moving thing, and sentences about them."""
