"""What kind of attribution it is: speech or thought, intent, knowledge, evidence; uttered, negated or supposed."""
