"""Imported once by the process that forks the workers: what they need is loaded before they are born, and shared."""

from sitegen.build.work import load

load()
