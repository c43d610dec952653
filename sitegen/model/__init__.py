"""The values that the stages hand to one another; nothing here computes more than a value knows of itself."""
