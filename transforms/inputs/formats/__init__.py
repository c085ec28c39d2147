"""Input formats, a module each: what they are called, what they begin with, and how they are parsed.

Their list is `FORMATS` in `inputs.sniff`.
"""
