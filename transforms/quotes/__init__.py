"""Speech in one article: attributions, cues, speakers, segments, calibration."""
