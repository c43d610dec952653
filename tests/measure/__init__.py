"""What the program reads in texts of others, beside their annotations and beside what other programs read.

The texts are not part of the project (their licences differ from ours): each command takes the path where they lie.
"""
