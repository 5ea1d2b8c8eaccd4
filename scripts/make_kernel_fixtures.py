#!/usr/bin/env python3
"""Write what PyTorch computes for small layers, to hold the kernels to.

    /usr/bin/python3 scripts/make_kernel_fixtures.py

Each file in zoo/src/test/resources/torch is one case: inputs, outputs and gradients as float32
tensors, feature maps in NHWC order and convolution weights as [out, in / groups, height, width].
scripts/check-cuda.sh packs them, to hold a GPU to. The tests need no Python; run this only to add a
case (Debian: python3-torch, python3-numpy).
"""

import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

FOLDER = Path(__file__).resolve().parent.parent / "zoo/src/test/resources/torch"


def write(name, **tensors):
    arrays = {}
    for key, tensor in tensors.items():
        tensor = tensor.detach()
        if tensor.dim() == 4 and key not in ("w", "dw"):
            tensor = tensor.permute(0, 2, 3, 1)
        arrays[key] = np.ascontiguousarray(tensor.numpy())
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_safetensors(FOLDER / f"{name}.safetensors", arrays)


def write_safetensors(path, arrays):
    header, end = {}, 0
    for key, array in arrays.items():
        begin, end = end, end + array.nbytes
        header[key] = {"dtype": "F32", "shape": array.shape, "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for array in arrays.values():
            out.write(array.astype("<f4").tobytes())


def leaf(*shape, scale=1.0):
    return (scale * torch.randn(*shape)).requires_grad_()


def backward(y):
    dy = torch.randn_like(y)
    y.backward(dy)
    return dy


def convolution(name, channels, out, kernel, stride, padding, groups=1):
    """padding: left, right, top, bottom, as F.pad takes it"""
    x = leaf(2, channels, 7, 6)
    w = leaf(out, channels // groups, kernel, kernel)
    b = leaf(out)
    y = F.conv2d(F.pad(x, padding), w, b, stride, 0, 1, groups)
    dy = backward(y)
    write(name, x=x, w=w, b=b, y=y, dy=dy, dx=x.grad, dw=w.grad, db=b.grad)


def batch_norm(name, activation):
    x = leaf(3, 5, 4, 3, scale=2)
    gamma, beta = leaf(5, scale=3), leaf(5)
    y = activation(F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3))
    dy = backward(y)
    write(
        name, x=x, gamma=gamma, beta=beta, y=y, dy=dy, dx=x.grad, dgamma=gamma.grad,
        dbeta=beta.grad, mean=x.mean((0, 2, 3)), variance=x.var((0, 2, 3), unbiased=False),
    )  # fmt: skip


def on_map(name, function, height, width):
    x = leaf(2, 6, height, width)
    y = function(x)
    dy = backward(y)
    write(name, x=x, y=y, dy=dy, dx=x.grad)


def main():
    torch.manual_seed(0)
    torch.set_num_threads(1)
    convolution("conv-1x1-stride2", 5, 7, 1, 2, (0, 0, 0, 0))
    convolution("conv-3x3-stride2", 3, 5, 3, 2, (1, 1, 1, 1))
    convolution("conv-5x5", 3, 4, 5, 1, (2, 2, 2, 2))
    convolution("conv-3x3-stride2-uneven", 3, 5, 3, 2, (0, 1, 1, 1))
    convolution("conv-groups2", 4, 6, 3, 1, (1, 1, 1, 1), groups=2)
    convolution("conv-depthwise-stride2", 6, 6, 3, 2, (1, 1, 1, 1), groups=6)
    batch_norm("norm-identity", lambda x: x)
    batch_norm("norm-relu", F.relu)
    batch_norm("norm-relu6", F.relu6)
    on_map("max-pool-ceil-even", lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True), 6, 8)
    on_map("max-pool-ceil-odd", lambda x: F.max_pool2d(x, 3, 2, ceil_mode=True), 7, 5)
    on_map("max-pool-padded", lambda x: F.max_pool2d(x, 3, 2, 1), 7, 6)
    on_map("avg-pool", lambda x: F.avg_pool2d(x, 2), 6, 7)
    on_map("adaptive-pool-down", lambda x: F.adaptive_avg_pool2d(x, 4), 7, 6)
    on_map("adaptive-pool-up", lambda x: F.adaptive_avg_pool2d(x, 4), 2, 3)
    on_map("response-norm", lambda x: F.local_response_norm(x, 5, 0.5, 0.75, 2.0), 3, 4)


if __name__ == "__main__":
    main()
