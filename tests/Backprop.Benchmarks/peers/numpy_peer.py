"""The same trainings in NumPy.

Each line "NAME STEPS REPEATS" on standard input runs STEPS training steps REPEATS times and answers with the processor
seconds of the fastest run and the mean loss of the last pass over the data. Start it with OPENBLAS_NUM_THREADS=1.
"""
import sys
import time

import numpy as np


def sheet(iterations):
    """The lab sheet's program, without its prints."""
    x = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    y = np.array([[0], [1], [1], [0]])
    np.random.seed(42)
    w1, b1 = np.random.randn(2, 2), np.zeros((1, 2))
    w2, b2 = np.random.randn(2, 1), np.zeros((1, 1))
    loss = 0.0

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def sigmoid_derivative(a):
        return a * (1 - a)

    for i in range(iterations):
        hidden = sigmoid(np.dot(x, w1) + b1)
        output = sigmoid(np.dot(hidden, w2) + b2)
        error = output - y
        if i % 1000 == 0 or i == iterations - 1:
            loss = np.mean(error ** 2)
        delta2 = error * sigmoid_derivative(output)
        delta1 = delta2.dot(w2.T) * sigmoid_derivative(hidden)
        w2 -= hidden.T.dot(delta2) * 0.1
        b2 -= np.sum(delta2, axis=0, keepdims=True) * 0.1
        w1 -= x.T.dot(delta1) * 0.1
        b1 -= np.sum(delta1, axis=0, keepdims=True) * 0.1
    return loss


class Classifier:
    """ReLU layers, softmax cross-entropy and gradient descent, in place wherever NumPy can."""

    def __init__(self, sizes, batch, batches):
        random = np.random.RandomState(1)
        self.weights = [random.randn(m, n) * np.sqrt(2 / m) for m, n in zip(sizes, sizes[1:])]
        self.biases = [np.zeros(n) for n in sizes[1:]]
        random = np.random.RandomState(2)
        self.inputs = np.split(random.randn(batch * batches, sizes[0]), batches)
        classes = np.arange(batch * batches) % sizes[-1]
        self.targets = np.split(np.eye(sizes[-1])[classes], batches)
        self.outputs = [np.empty((batch, n)) for n in sizes[1:]]
        self.deltas = [np.empty((batch, n)) for n in sizes[1:]]
        self.gradients = [np.empty_like(w) for w in self.weights]

    def train(self, steps, rate=0.01):
        losses = []
        last = len(self.weights) - 1
        for step in range(steps):
            x, y = self.inputs[step % len(self.inputs)], self.targets[step % len(self.inputs)]
            a = x
            for layer, (w, b) in enumerate(zip(self.weights, self.biases)):
                z = np.dot(a, w, out=self.outputs[layer])
                z += b
                a = np.maximum(z, 0, out=z) if layer < last else z

            a -= a.max(axis=1, keepdims=True)
            shifted = (a * y).sum()
            np.exp(a, out=a)
            total = a.sum(axis=1, keepdims=True)
            losses.append((np.log(total).sum() - shifted) / len(x))
            a /= total
            delta = np.subtract(a, y, out=self.deltas[last])
            delta *= 1 / len(x)
            for layer in range(last, -1, -1):
                before = x if layer == 0 else self.outputs[layer - 1]
                gradient = np.dot(before.T, delta, out=self.gradients[layer])
                bias_gradient = delta.sum(axis=0)
                if layer > 0:
                    back = np.dot(delta, self.weights[layer].T, out=self.deltas[layer - 1])
                    back *= before > 0
                gradient *= rate
                self.weights[layer] -= gradient
                self.biases[layer] -= rate * bias_gradient
                if layer > 0:
                    delta = back
        return np.mean(losses[-len(self.inputs):])


NETWORKS = {"small": ([64, 128, 64, 10], 32), "large": ([784, 512, 256, 10], 128)}

for line in sys.stdin:
    name, steps, repeats = line.split()
    best, result = float("inf"), 0.0
    for _ in range(int(repeats)):
        if name == "sheet":
            run = sheet
        else:
            sizes, batch = NETWORKS[name]
            Classifier(sizes, batch, batches=8).train(1)
            run = Classifier(sizes, batch, batches=8).train
        start = time.thread_time()
        result = run(int(steps))
        best = min(best, time.thread_time() - start)
    print(f"{best:.17g} {result:.17g}", flush=True)
