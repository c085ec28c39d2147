"""What a name is: spelling, persons' names, the gazetteer, comparing, blocking keys."""
