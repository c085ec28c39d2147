"""What an outlet changed between an article and its version before."""
