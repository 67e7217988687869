"""GFLOP/s of NumPy's products of the shapes in the README, one thread: a W, delta W^T, a^T delta; the fastest of 60."""
import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"
import time

import numpy as np

for samples, inputs, outputs in ((128, 784, 512), (128, 512, 256), (32, 64, 128)):
    a, w, delta = np.random.rand(samples, inputs), np.random.rand(inputs, outputs), np.random.rand(samples, outputs)
    repeat = max(1, 20_000_000 // (samples * inputs * outputs))
    speeds = []
    for product in (lambda: a @ w, lambda: delta @ w.T, lambda: a.T @ delta):
        fastest = float("inf")
        for _ in range(60):
            start = time.perf_counter()
            for _ in range(repeat):
                product()
            fastest = min(fastest, (time.perf_counter() - start) / repeat)
        speeds.append(2e-9 * samples * inputs * outputs / fastest)
    print(f"{samples} x {inputs} x {outputs}:", "  ".join(f"{speed:.1f}" for speed in speeds), "GFLOP/s")
