"""What needs a server of its own: left out of a build that runs in the reader's browser."""
