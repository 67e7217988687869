"""Generates torch-options.json: trainings with weight decay, schedules and shuffled mini-batches, learning-rate
schedules, and the mean and standard deviation of Iris, from NumPy and PyTorch (float64, CPU).

    python3 generate_options.py

Needs Debian's python3-numpy and python3-torch. Matrices are lists of rows, as in generate.py.
"""
import json, os
import numpy as np
import torch
import torch.optim.lr_scheduler as schedulers

here = os.path.dirname(os.path.abspath(__file__))
torch.set_default_dtype(torch.float64)


def lists(a):
    return np.asarray(a).tolist()


OPTIMIZERS = {"gradientDescent": lambda p: torch.optim.SGD(p, lr=0.1), "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
              "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
              "rmsProp": lambda p: torch.optim.RMSprop(p, lr=0.01), "adam": lambda p: torch.optim.Adam(p, lr=0.01)}
SCHEDULES = {"constant": lambda o: schedulers.ConstantLR(o, factor=1), "step": lambda o: schedulers.StepLR(o, 3, gamma=0.5),
             "exponential": lambda o: schedulers.ExponentialLR(o, gamma=0.9), "cosine": lambda o: schedulers.CosineAnnealingLR(o, 20)}


# Mini-batches of 4 from 10 samples in the order of RandomState(5).permutation(10), weights (not biases) decayed, a schedule by epoch.
def training(name, schedule, seed, epochs=20, decay=0.03):
    rs = np.random.RandomState(seed)
    sizes = [3, 4, 2]
    ws = [torch.tensor(rs.randn(i, o)) for i, o in zip(sizes, sizes[1:])]
    bs = [torch.tensor(rs.randn(o)) for o in sizes[1:]]
    x, y = torch.tensor(rs.randn(10, 3)), torch.tensor(rs.randn(10, 2))
    run = dict(optimizer=name, schedule=schedule, weightDecay=decay, sizes=sizes, activations=["tanh", "identity"], x=lists(x), y=lists(y),
               weights=[lists(w) for w in ws], biases=[lists(b) for b in bs])
    for t in (*ws, *bs): t.requires_grad_(True)
    optimizer = OPTIMIZERS[name]([dict(params=ws, weight_decay=decay), dict(params=bs)])
    scheduler, shuffle, rates = SCHEDULES[schedule](optimizer), np.random.RandomState(5), []
    for _ in range(epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        order = shuffle.permutation(10)
        for start in range(0, 10, 4):
            rows = order[start:start + 4]
            optimizer.zero_grad()
            output = torch.tanh(x[rows] @ ws[0] + bs[0]) @ ws[1] + bs[1]
            ((output - y[rows]) ** 2).mean().backward()
            optimizer.step()
        scheduler.step()
    run.update(learningRates=rates, finalWeights=[lists(w.detach()) for w in ws], finalBiases=[lists(b.detach()) for b in bs])
    return run


iris = np.loadtxt(os.path.join(here, "../../../notebooks/data/iris.csv"), delimiter=",", skiprows=1, usecols=range(4))
order = np.random.RandomState(7).permutation(150)
value = dict(trainings=[training(name, schedule, 10 * i + j) for i, name in enumerate(OPTIMIZERS) for j, schedule in enumerate(SCHEDULES)],
             irisMean=lists(iris.mean(0)), irisDeviation=lists(iris.std(0)), irisTraining=lists(order[:120]), irisTest=lists(order[120:]))
with open(os.path.join(here, "torch-options.json"), "w") as f:
    json.dump(value, f, separators=(",", ":"))
    f.write("\n")
