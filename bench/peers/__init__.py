"""What `bench.policy` measures the hub's decision against: one workload, and other engines that answer it."""
