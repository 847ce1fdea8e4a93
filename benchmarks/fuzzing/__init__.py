"""Inputs of every format, changed at random: what the readers make of them, how long and in how much memory."""
