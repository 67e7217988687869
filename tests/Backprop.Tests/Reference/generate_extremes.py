"""Generates extremes.json: activations and fused losses far out, to 50 digits with mpmath, rounded to double.

    python3 generate_extremes.py

Needs Debian's python3-mpmath. JSON has no infinity and none is needed: every value here is finite.
"""
import json, os
from mpmath import mp, mpf, exp, log1p, expm1, tanh, log, cosh

here = os.path.dirname(os.path.abspath(__file__))
mp.dps = 50
Z = [s * v for v in (0.0, 5e-324, 1e-300, 1e-20, 1e-9, 1e-5, 0.01, 0.3, 1.0, 2.5, 7.0, 20.0, 36.0, 40.0, 100.0, 700.0, 708.0, 745.0, 750.0, 1e4, 1e8, 1e16, 1e100, 1e300) for s in (1, -1)]


def sigmoid(z):
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def softplus(z):
    return z + log1p(exp(-z)) if z > 0 else log1p(exp(z))


FUNCTIONS = {
    "identity": (lambda z: z, lambda z: mpf(1)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (tanh, lambda z: 1 / cosh(z) ** 2),
    "relu": (lambda z: max(z, mpf(0)), lambda z: mpf(1 if z > 0 else 0)),
    "leakyRelu": (lambda z: z if z > 0 else mpf(0.01) * z, lambda z: mpf(1) if z > 0 else mpf(0.01)),
    "elu": (lambda z: z if z > 0 else expm1(z), lambda z: mpf(1) if z > 0 else exp(z)),
    "softplus": (softplus, sigmoid),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
}


def softmax_case(z, y):
    z, y = [mpf(v) for v in z], [mpf(v) for v in y]
    top = max(z)
    terms = [exp(v - top) for v in z]
    total = sum(terms)
    # ln of the sum without its 1: a sum of 1 + 1e-4343 does not fit into 50 digits.
    rest = sum(t for i, t in enumerate(terms) if i != z.index(top))
    return dict(z=[float(v) for v in z], y=[float(v) for v in y], value=float(sum(a * (log1p(rest) + (top - b)) for a, b in zip(y, z) if a != 0)),
                delta=[float(t / total - a) for t, a in zip(terms, y)])


# A tanh or sigmoid that is 1 to 50 digits still has a derivative: more digits where they are needed.
activations = []
for name, (f, d) in FUNCTIONS.items():
    activations.append(dict(name=name, z=Z, value=[float(f(mpf(z))) for z in Z], derivative=[float(d(mpf(z))) for z in Z]))
binary = [dict(z=z, y=y, value=float((1 - mpf(y)) * softplus(mpf(z)) + mpf(y) * softplus(-mpf(z))), delta=float((1 - mpf(y)) * sigmoid(mpf(z)) - mpf(y) * sigmoid(-mpf(z))))
          for z in Z if abs(z) <= 1e16 for y in (0.0, 1.0, 0.25)]
softmax = [softmax_case(z, y) for z, y in [([1e4, -1e4], [1, 0]), ([1e4, -1e4], [0, 1]), ([1e4, 1e4, 1e4], [0, 1, 0]), ([0, 40, -40], [0, 1, 0]), ([0, 40, -40], [1, 0, 0]),
                                          ([1e300, -1e300], [0, 1]), ([-1e300, -1e300], [0.5, 0.5]), ([1, 2, 3], [0.2, 0.3, 0.5]), ([0, -800], [1, 0]), ([-1e4, 5, 1e4, 9999], [0, 0, 0, 1])]]
with open(os.path.join(here, "extremes.json"), "w") as f:
    json.dump(dict(activations=activations, sigmoidBinaryCrossEntropy=binary, softmaxCrossEntropy=softmax), f, separators=(",", ":"), allow_nan=False)
    f.write("\n")
