"""Roles: titles, offices and affiliations beside names."""
