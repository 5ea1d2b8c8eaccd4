#!/usr/bin/env python3
"""Write what PyTorch computes for small arrays, to hold the kernels to.

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


def convolution(name, channels, out, kernel, stride, padding, groups=1, size=(7, 6)):
    """padding: left, right, top, bottom, as F.pad takes it"""
    x = leaf(2, channels, *size)
    w = leaf(out, channels // groups, kernel, kernel)
    b = leaf(out)
    y = F.conv2d(F.pad(x, padding), w, b, stride, 0, 1, groups)
    dy = backward(y)
    write(name, x=x, w=w, b=b, y=y, dy=dy, dx=x.grad, dw=w.grad, db=b.grad)


def batch_norm(name, activation, channels=5):
    x = leaf(3, channels, 4, 3, scale=2)
    gamma, beta = leaf(channels, scale=3), leaf(channels)
    y = activation(F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3))
    dy = backward(y)
    write(
        name, x=x, gamma=gamma, beta=beta, y=y, dy=dy, dx=x.grad, dgamma=gamma.grad,
        dbeta=beta.grad, mean=x.mean((0, 2, 3)), variance=x.var((0, 2, 3), unbiased=False),
    )  # fmt: skip


def fused_convolution(name):
    x, w, b = leaf(2, 4, 5, 6), leaf(3, 4, 3, 3), leaf(3)
    term = torch.randn(2, 3, 5, 6)
    write(name, x=x, w=w, b=b, term=term, y=F.relu6(F.conv2d(x, w, b, 1, 1) + term))


def fixed_norm(name):
    x, gamma, beta = leaf(3, 5, 4, 3, scale=2), leaf(5, scale=3), leaf(5)
    mean, variance = torch.randn(5), 0.5 + torch.rand(5)
    y = F.relu(F.batch_norm(x, mean, variance, gamma, beta, training=False, eps=1e-3))
    dy = backward(y)
    write(
        name, x=x, gamma=gamma, beta=beta, mean=mean, variance=variance, y=y, dy=dy, dx=x.grad,
        dgamma=gamma.grad, dbeta=beta.grad,
    )  # fmt: skip


def running_norm(name):
    x, running = leaf(3, 5, 4, 3), torch.randn(5)
    after = running.clone()
    F.batch_norm(x, after, torch.ones(5), training=True, momentum=0.1)
    write(name, x=x, running=running, after=after)


def activation(name, function, channels=5):
    x, bias, term = leaf(9, channels, scale=4), leaf(channels), leaf(9, channels)
    y = function(x + bias + term)
    dy = backward(y)
    write(name, x=x, bias=bias, term=term, y=y, dy=dy, dx=x.grad, dbias=bias.grad)


def concatenation(name, first, second):
    a, b = leaf(2, first, 4, 5), leaf(2, second, 4, 5)
    y = torch.cat([a, b], 1)
    dy = backward(y)
    write(name, a=a, b=b, y=y, dy=dy, da=a.grad, db=b.grad)


def linear(name):
    x, w, b = leaf(6, 37), leaf(11, 37), leaf(11)
    y = F.linear(x, w, b)
    dy = backward(y)
    write(name, x=x, w=w, b=b, y=y, dy=dy, dx=x.grad, dw=w.grad, db=b.grad)


def cross_entropy(name):
    """targets: what F.cross_entropy makes of labels, smoothing and the weights of classes"""
    x = leaf(8, 5, scale=3)
    shares = torch.softmax(torch.randn(8, 5), 1)
    weights = 0.5 + torch.rand(5)
    F.cross_entropy(x, shares, weights, label_smoothing=0.1).backward()
    targets = weights * (0.9 * shares + 0.1 / 5)
    write(name, x=x, targets=targets, y=torch.softmax(x, 1), dx=x.grad)


def dropout(name, probability):
    """y and dx: what F.dropout gives where it keeps a value, of as many calls as that takes"""
    x, dy = leaf(4096), torch.randn(4096)
    y, dx = torch.zeros(4096), torch.zeros(4096)
    while (y == 0).any():
        x.grad = None
        dropped = F.dropout(x, probability)
        dropped.backward(dy)
        kept = dropped != 0
        y[kept], dx[kept] = dropped.detach()[kept], x.grad[kept]
    write(name, x=x, y=y, dy=dy, dx=dx)


def narrow(name):
    """Halfway between two values too, where the even one is taken."""
    ties = 1 + torch.arange(-8.0, 9.0) / 512
    half_ties = 1 + torch.arange(-8.0, 9.0) / 4096
    x = torch.cat([torch.randn(64), 100 * torch.randn(64), 1e-5 * torch.randn(64), ties, half_ties])
    write(name, x=x, bfloat16=x.bfloat16().float(), float16=x.half().float())


def optimizer(name, make, scale=1, **kept):
    """Five steps; kept: names of what the optimizer keeps, by our names of them"""
    p = leaf(100)
    start, gradients = p.detach().clone(), torch.randn(5, 100)
    optimizer = make([p])
    for gradient in gradients:
        p.grad = scale * gradient
        optimizer.step()
    state = {ours: optimizer.state[p][theirs] for ours, theirs in kept.items()}
    write(name, start=start, gradients=gradients, p=p, **state)


def average(name):
    p, kept = torch.randn(100), torch.randn(100)
    write(name, p=p, average=kept, after=kept.lerp(p, 0.01))


def clipped(name):
    x = torch.nn.Parameter(torch.zeros(1000))
    gradient = torch.randn(1000)
    x.grad = gradient.clone()
    norm = torch.nn.utils.clip_grad_norm_([x], 3)
    write(name, gradient=gradient, norm=norm.reshape(1), clipped=x.grad)


def on_map(name, function, height, width, channels=6):
    x = leaf(2, channels, height, width)
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
    fused_convolution("conv-residual-relu6")
    fixed_norm("norm-fixed-relu")
    running_norm("norm-running-mean")
    activation("activation-identity", lambda x: x)
    activation("activation-relu", F.relu)
    activation("activation-relu6", F.relu6)
    concatenation("concatenation", 3, 6)
    linear("linear")
    cross_entropy("cross-entropy")
    dropout("dropout", 0.3)
    narrow("narrow")
    optim = torch.optim
    adam = {"m": "exp_avg", "v": "exp_avg_sq"}
    optimizer("adam", lambda p: optim.Adam(p, 0.01, eps=0.01), 0.5, **adam)
    optimizer("adam-l2", lambda p: optim.Adam(p, 0.01, eps=0.01, weight_decay=0.1), **adam)
    optimizer("adamw", lambda p: optim.AdamW(p, 0.01, eps=0.01, weight_decay=0.5), **adam)
    optimizer(
        "nesterov", lambda p: optim.SGD(p, 0.01, 0.9, weight_decay=0.1, nesterov=True),
        buffer="momentum_buffer",
    )  # fmt: skip
    optimizer("rmsprop", lambda p: optim.RMSprop(p, 0.01, 0.95, 0.01), s="square_avg")
    optimizer("sgd", lambda p: optim.SGD(p, 0.01))
    average("average-of-weights")
    clipped("clipped")
    # Kernels that take four channels, or a strip of a row, at a time.
    square = (12, 20)
    convolution("conv-depthwise-strips", 8, 8, 3, 1, (1, 1, 1, 1), groups=8, size=square)
    convolution("conv-depthwise-strips-stride2", 8, 8, 3, 2, (1, 1, 1, 1), groups=8, size=square)
    batch_norm("norm-relu-fours", F.relu, 8)
    activation("activation-relu6-fours", F.relu6, 8)
    concatenation("concatenation-fours", 4, 8)
    on_map("max-pool-fours", lambda x: F.max_pool2d(x, 3, 2, 1), 7, 6, 8)
    on_map("avg-pool-padded-fours", lambda x: F.avg_pool2d(x, 3, 2, 1, False, False), 7, 6, 8)
    on_map("response-norm-fours", lambda x: F.local_response_norm(x, 5, 0.5, 0.75, 2.0), 3, 4, 8)


if __name__ == "__main__":
    main()
