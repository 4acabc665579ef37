"""Forms of snooping. `--plants DIR` takes the files of another folder instead."""
