"""Side-by-side measurements. `python -m bench.NAME` runs both sides in one process tree and prints `name value unit`.

Trust the ratios; absolute values are those of one machine on one day. `make bench` writes `bench/RESULTS.md`.
"""
