"""Talent Atlas: where to hire AI engineers, and how firm that answer is."""
