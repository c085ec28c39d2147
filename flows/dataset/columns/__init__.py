"""How the columns of a file are written: in few bytes, and so that they are found without being unpacked."""
