"""Builds a site on several machines: in parts that are joined, or by the processes of a cluster."""
