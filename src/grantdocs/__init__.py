"""Reads publications about EU grant projects and judges what they claim."""
