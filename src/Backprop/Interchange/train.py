"""Trains a {{TITLE}} network on {{DATA}} in double precision, with the settings of the library that wrote this file.

    python3 train.py                        in one process
    torchrun --nproc-per-node=4 train.py    in four, each with a share of every batch; on GPUs where there are some

Reads weights.safetensors and data.safetensors beside it; writes trained.safetensors and history.json.
"""
import json
import os
import struct
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from torch import nn
from torch.nn import functional

FOLDER = Path(__file__).resolve().parent
EPOCHS = {{EPOCHS}}
BATCH_SIZE = {{BATCH_SIZE}}
SHUFFLE_SEED = {{SHUFFLE_SEED}}
LEARNING_RATES = {{LEARNING_RATES}}
WEIGHT_DECAY = {{WEIGHT_DECAY}}  # adds half of it times the sum of the squared weights (not biases) to the loss
CLIP_NORM = {{CLIP_NORM}}
CLIP_VALUE = {{CLIP_VALUE}}
OUTPUTS = {{OUTPUTS}}
LOSS_IS_MEAN = {{LOSS_IS_MEAN}}  # over the samples; else their sum
FROZEN = {{FROZEN}}  # parameters that stay as they are


class Network(nn.Sequential):
    def __init__(self):
        super().__init__(
{{MODULES}}
        )

    def forward(self, x):
        """The pre-activations and the activations of the output layer."""
        for module in list(self)[:-1]:
            x = module(x)
        return x, self[-1](x)


def loss_terms(z, a, y):
    """{{LOSS_TITLE}}: the terms of all samples, added."""
    return {{LOSS}}


def create_optimizer(parameters):
    return {{OPTIMIZER}}


def load(name):
    """The tensors of a safetensors file: the length of the header, the header, the numbers."""
    content = (FOLDER / name).read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    tensors = {}
    for key, entry in json.loads(content[8:start]).items():
        if key != "__metadata__":
            begin, end = entry["data_offsets"]
            numbers = np.frombuffer(content[start + begin:start + end], dtype="<f8")
            tensors[key] = torch.from_numpy(numbers.reshape(entry["shape"]).copy())
    return tensors


def save(name, tensors, metadata):
    header, numbers = {"__metadata__": metadata}, b""
    for key, tensor in tensors.items():
        content = tensor.detach().cpu().numpy().astype("<f8").tobytes()
        header[key] = {"dtype": "F64", "shape": list(tensor.shape), "data_offsets": [len(numbers), len(numbers) + len(content)]}
        numbers += content
    text = json.dumps(header).encode()
    replace(name, struct.pack("<Q", len(text)) + text + numbers)


def replace(name, content):
    """Writes a file so that nobody ever meets half of it."""
    temporary = FOLDER / (name + ".tmp")
    temporary.write_bytes(content)
    os.replace(temporary, FOLDER / name)


def main():
    torch.set_default_dtype(torch.float64)
    rank, processes = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", rank))) if torch.cuda.is_available() else torch.device("cpu")
    if device.type == "cpu":
        torch.set_num_threads(max(1, (os.cpu_count() or 1) // processes))
    if processes > 1:
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo")

    data = load("data.safetensors")
    inputs, targets = data["inputs"].to(device), data["targets"].to(device)
    network = Network().to(device)
    network.load_state_dict(load("weights.safetensors"))
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(name not in FROZEN)
    model = nn.parallel.DistributedDataParallel(network) if processes > 1 else network
    weights = [parameter for name, parameter in network.named_parameters() if name.endswith("weight")]
    optimizer = create_optimizer([parameter for parameter in network.parameters() if parameter.requires_grad])
    shuffle = None if SHUFFLE_SEED is None else np.random.RandomState(SHUFFLE_SEED)
    history, started = [], time.perf_counter()

    for epoch in range(EPOCHS):
        for group in optimizer.param_groups:
            group["lr"] = LEARNING_RATES[epoch]
        order = np.arange(len(inputs)) if shuffle is None else shuffle.permutation(len(inputs))
        total, penalty = torch.zeros((), device=device), 0.0
        for start in range(0, len(order), BATCH_SIZE):
            batch = order[start:start + BATCH_SIZE]
            mine = torch.from_numpy(batch[rank::processes].copy()).to(device)
            terms = loss_terms(*model(inputs[mine]), targets[mine])
            # DistributedDataParallel takes the mean of the processes' gradients; times their number it is the sum. Each share is divided
            # by the size of the whole batch, not by its own: so the sum is the batch's gradient also where the shares are unequal.
            optimizer.zero_grad()
            (terms * processes / (len(batch) if LOSS_IS_MEAN else 1)).backward()
            if WEIGHT_DECAY > 0:
                for weight in weights:
                    penalty += 0.5 * WEIGHT_DECAY * weight.detach().square().sum().item() * len(batch)
                    if weight.requires_grad:
                        weight.grad.add_(weight.detach(), alpha=WEIGHT_DECAY)
            if CLIP_NORM is not None:
                nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)
            if CLIP_VALUE is not None:
                nn.utils.clip_grad_value_(network.parameters(), CLIP_VALUE)
            optimizer.step()
            total += terms.detach()
        if processes > 1:
            dist.all_reduce(total)
        history.append((total / len(inputs) if LOSS_IS_MEAN else total).item() + penalty / len(inputs))

    if rank == 0:
        save("trained.safetensors", network.state_dict(), {"format": "pt", "activations": "{{ACTIVATIONS}}"})
        replace("history.json", json.dumps({"processes": processes, "loss": history, "seconds": time.perf_counter() - started}).encode())
        print(f"{EPOCHS} epochs in {processes} process(es), last loss {history[-1]!r}")
    if processes > 1:
        dist.destroy_process_group()


if __name__ == "__main__":
    main()
