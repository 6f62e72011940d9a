"""The five wirings, drawn."""
