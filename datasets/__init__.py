"""The small worlds the real models learn from: what is said and drawn there, and who grades it."""
