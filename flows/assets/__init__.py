"""What ships with newsloom, loaded once a process."""
