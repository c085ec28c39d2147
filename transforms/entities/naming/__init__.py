"""What an entity is called: its canonical name, how other spellings relate to it, and its known identifier."""
