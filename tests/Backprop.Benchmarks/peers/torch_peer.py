"""The same trainings in PyTorch, and its gradcheck.

Each line "NAME STEPS REPEATS" on standard input runs STEPS training steps REPEATS times and answers with the processor
seconds of the fastest run and the mean loss of the last pass over the data. "gradcheck" answers with the seconds of one check and whether it passed.
"""
import sys
import time

import numpy as np
import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def network(sizes, activation):
    """The layers, with the weights that numpy.random.RandomState(1) gives."""
    random = np.random.RandomState(1)
    layers = []
    for m, n in zip(sizes, sizes[1:]):
        linear = torch.nn.Linear(m, n)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(random.randn(m, n) * np.sqrt(2 / m)).T)
            linear.bias.zero_()
        layers += [linear, activation()]
    return torch.nn.Sequential(*layers[:-1])


def data(sizes, batch, batches):
    x = torch.from_numpy(np.random.RandomState(2).randn(batch * batches, sizes[0]))
    classes = torch.arange(batch * batches) % sizes[-1]
    return x.split(batch), classes.split(batch)


class Classifier:
    def __init__(self, sizes, batch, batches):
        self.network = network(sizes, torch.nn.ReLU)
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=0.01, foreach=True)
        self.inputs, self.classes = data(sizes, batch, batches)

    def train(self, steps):
        losses = []
        for step in range(steps):
            self.optimizer.zero_grad(set_to_none=True)
            batch = step % len(self.inputs)
            loss = functional.cross_entropy(self.network(self.inputs[batch]), self.classes[batch])
            loss.backward()
            self.optimizer.step()
            losses.append(loss.detach())
        return torch.stack(losses[-len(self.inputs):]).mean().item()


def gradcheck(samples):
    """All 17,226 parameters of 64-128-64-10 with tanh, central differences."""
    sizes = [64, 128, 64, 10]
    inputs, classes = data(sizes, samples, 1)
    layers = [layer for layer in network(sizes, torch.nn.Tanh) if isinstance(layer, torch.nn.Linear)]
    parameters = [p.detach().clone().requires_grad_() for layer in layers for p in (layer.weight, layer.bias)]

    def loss(*p):
        a = torch.tanh(functional.linear(inputs[0], p[0], p[1]))
        a = torch.tanh(functional.linear(a, p[2], p[3]))
        return functional.cross_entropy(functional.linear(a, p[4], p[5]), classes[0])

    return torch.autograd.gradcheck(loss, parameters)


NETWORKS = {"small": ([64, 128, 64, 10], 32), "large": ([784, 512, 256, 10], 128)}

for line in sys.stdin:
    name, steps, repeats = line.split()
    best, result = float("inf"), 0.0
    for _ in range(int(repeats)):
        if name == "gradcheck":
            run = gradcheck
        else:
            sizes, batch = NETWORKS[name]
            Classifier(sizes, batch, batches=8).train(1)
            run = Classifier(sizes, batch, batches=8).train
        start = time.thread_time()
        result = float(run(int(steps)))
        best = min(best, time.thread_time() - start)
    print(f"{best:.17g} {result:.17g}", flush=True)
