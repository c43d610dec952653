"""Turns a folder of Korean news articles into a static briefing site, each fact linked to its sentence."""
