"""What is drawn: lengths of gradients on their way back, and all pairs of losses and states."""
