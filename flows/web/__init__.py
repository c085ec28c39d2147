"""Feeds and pages over http(s): the only folder that uses the network."""
