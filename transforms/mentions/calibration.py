"""How sure a name is: the tagger's score of a span as the probability that a reader would mark the same name.

The tagger is surer than it is right. The curve was fitted on the names of three sets that it was not trained on.
"""

from __future__ import annotations

from newsloom.transforms.text.curves import Curve

NAMED = Curve(0.57, -0.06)
"""A name with its bounds and its type; *measured* with `python -m benchmarks.mentions.confidence`."""
