"""What rebuilds the models that ship: recipes and their parts. Needs the `train` extra."""
