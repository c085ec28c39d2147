"""Scores of the language pipeline as probabilities.

The network is surer than it is right. A logistic curve over the log-odds (Platt 1999) puts that straight; the
curves were fitted on PolNeAR's development articles, which the network was not trained on.
`benchmarks/quotes/speech.py --calibrate` shows how well they hold for a pipeline.
"""

from __future__ import annotations

from newsloom.transforms.text.curves import Curve

REPORTED = Curve(0.86, -0.76)
"""Content outside quotation marks is what it should be."""
QUOTED = Curve(0.74, -0.02)
"""Content inside quotation marks, wholly or in part."""
LINKED = Curve(0.51, -0.41)
"""The source that a content is linked to is the right one."""
