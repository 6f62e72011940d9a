"""What the lesson sequences draws."""
