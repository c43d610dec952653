"""Rules as data: tables of patterns with their reasons, sources, examples and counter-examples."""
