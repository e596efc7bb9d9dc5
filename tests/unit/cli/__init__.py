"""Tests of the command line that reach neither a database nor the network."""
