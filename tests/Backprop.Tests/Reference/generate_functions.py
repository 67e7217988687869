"""Generates torch-functions.json: activations, losses and optimizers that are not in generate.py, from PyTorch (float64, CPU).

    /usr/bin/python3 generate_functions.py

Needs Debian's python3-torch, 1.13 (another python3 on the path may lack it). To add a function, add a line to ACTIVATIONS, LOSSES or
OPTIMIZERS, under the name that the library gives it; a loss that takes only some targets goes into LOSSES_OF_SIGNS, where they are 1 and -1.
"""
import json, os
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
ACTIVATIONS = {"gelu": F.gelu}
LOSSES = {"huber": F.huber_loss, "meanAbsoluteError": F.l1_loss}
LOSSES_OF_SIGNS = {}
OPTIMIZERS = {
    "AdamW": (torch.optim.AdamW, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-7, weight_decay=0.1)),
    "AdamW with its defaults": (torch.optim.AdamW, {}),
}


def activation(name, function):
    z = torch.tensor([-30.0, -8, -5, -3, -2.5, -1.2, -1, -0.7, -0.5, -1e-3, 0, 1e-9, 0.1, 0.5, 0.7, 1, 1.2, 2.5, 3, 5, 8, 30], requires_grad=True)
    a = function(z)
    a.sum().backward()
    return dict(name=name, z=z.tolist(), value=a.tolist(), derivative=z.grad.tolist())


def loss(name, function, of_signs=False):
    generator = torch.Generator().manual_seed(7)
    output, targets = 2 * torch.randn(6, 3, generator=generator), torch.randn(6, 3, generator=generator)
    targets[0] = output[0]                                      # no error at all
    targets[1] = output[1] - torch.tensor([1.0, -1.0, 0.5])     # at and within Huber's bound
    if of_signs:
        targets = torch.where(targets > 0, 1.0, -1.0)
    output.requires_grad_(True)
    value = function(output, targets)
    value.backward()
    return dict(name=name, output=output.tolist(), targets=targets.tolist(), value=value.item(), gradient=output.grad.tolist())


def optimizer(name, make, settings):
    theta = torch.tensor([1.0, -2.0, 0.5, 3.0, -0.25], requires_grad=True)
    steps, start = make([theta], **settings), theta.tolist()
    gradients, path = [], []
    generator = torch.Generator().manual_seed(3)
    for _ in range(50):
        theta.grad = torch.randn(5, generator=generator)
        gradients.append(theta.grad.tolist())
        steps.step()
        path.append(theta.tolist())
    return dict(name=name, start=start, gradients=gradients, path=path)


here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "torch-functions.json"), "w") as f:
    json.dump(dict(activations=[activation(*one) for one in ACTIVATIONS.items()], losses=[loss(*one) for one in LOSSES.items()] + [loss(*one, True) for one in LOSSES_OF_SIGNS.items()],
                   optimizers=[optimizer(name, *one) for name, one in OPTIMIZERS.items()]), f, separators=(",", ":"))
    f.write("\n")
