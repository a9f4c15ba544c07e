"""Decodes, cleans and encodes images."""
