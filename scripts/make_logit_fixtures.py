#!/usr/bin/env python3
"""Writes the logits that PyTorch computes with the weights of the shared folder, for zoo's tests.

    /usr/bin/python3 scripts/make_logit_fixtures.py ../shared

The networks are written here with torch.nn.functional alone, after their papers and what Keras and
Caffe do, and share nothing with the zoo. The image is one that both sides compute: the byte at row
y, column x and channel c is (y * y + 3 * x * (c + 1) + (x * y) // 7 + 31 * c) % 256.
"""
import json
import pathlib
import struct
import sys

import h5py
import numpy as np
import torch
import torch.nn.functional as F

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "zoo/src/test/resources/logits"


def image(size, channels):
    y, x, c = np.meshgrid(np.arange(size), np.arange(size), np.arange(channels), indexing="ij")
    return (y * y + 3 * x * (c + 1) + (x * y) // 7 + 31 * c) % 256


def tensor(hwc):
    return torch.from_numpy(hwc.astype(np.float32)).permute(2, 0, 1)[None]


def safetensors(path):
    raw = path.read_bytes()
    length = struct.unpack("<Q", raw[:8])[0]
    tensors = {}
    for name, entry in json.loads(raw[8 : 8 + length]).items():
        if name != "__metadata__":
            begin, end = (8 + length + o for o in entry["data_offsets"])
            tensors[name] = torch.from_numpy(np.frombuffer(raw[begin:end], "<f4").copy().reshape(entry["shape"]))
    return tensors


# MobileNetV2 as Keras computes it

def same_padding(x, kernel, stride):
    """TensorFlow's SAME: the odd pixel of padding goes to the bottom and right."""
    total = [max(0, (-(-n // stride) - 1) * stride + kernel - n) for n in x.shape[2:]]
    top, left = total[0] // 2, total[1] // 2
    return F.pad(x, (left, total[1] - left, top, total[0] - top))


def mobilenetv2(path, x):
    file = h5py.File(path)

    def read(layer, weight):
        return torch.from_numpy(file[layer][layer][weight + ":0"][()])

    def norm(name, y):
        values = [read(name, w) for w in ("moving_mean", "moving_variance", "gamma", "beta")]
        return F.batch_norm(y, *values, training=False, eps=1e-3)

    def conv(name, y, stride=1):
        weight = read(name, "kernel").permute(3, 2, 0, 1)
        return F.conv2d(same_padding(y, weight.shape[2], stride), weight, stride=stride)

    def depthwise(name, y, stride):
        weight = read(name, "depthwise_kernel").permute(2, 3, 0, 1)
        return F.conv2d(same_padding(y, 3, stride), weight, stride=stride, groups=y.shape[1])

    x = F.relu6(norm("bn_Conv1", conv("Conv1", x, 2)))
    strides = [1, 2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1]
    for n, stride in enumerate(strides):
        y = x
        if n > 0:
            y = F.relu6(norm(f"bn{n}_conv_{n}_bn_expand", conv(f"mobl{n}_conv_{n}_expand", y)))
        y = depthwise(f"mobl{n}_conv_{n}_depthwise", y, stride)
        y = F.relu6(norm(f"bn{n}_conv_{n}_bn_depthwise", y))
        y = norm(f"bn{n}_conv_{n}_bn_project", conv(f"mobl{n}_conv_{n}_project", y))
        x = x + y if stride == 1 and x.shape == y.shape else y
    x = F.relu6(norm("Conv_1_bn", conv("Conv_1", x))).mean((2, 3))
    return x @ read("Logits", "kernel") + read("Logits", "bias")


# GoogLeNet as Caffe computes it

def googlenet(path, x):
    tensors = safetensors(path)

    def conv(name, y, stride=1):
        weight = tensors[name + "_w"]
        return F.relu(F.conv2d(y, weight, tensors[name + "_b"], stride, weight.shape[2] // 2))

    def pool(y, kernel=3, stride=2, padding=0):
        return F.max_pool2d(y, kernel, stride, padding, ceil_mode=True)

    def response_norm(y):
        return F.local_response_norm(y, 5, alpha=1e-4, beta=0.75, k=1)

    def inception(name, y):
        prefix = f"inception_{name}_"
        return torch.cat(
            [
                conv(prefix + "1x1", y),
                conv(prefix + "3x3", conv(prefix + "3x3_reduce", y)),
                conv(prefix + "5x5", conv(prefix + "5x5_reduce", y)),
                conv(prefix + "pool_proj", pool(y, 3, 1, 1)),
            ],
            1,
        )

    x = response_norm(pool(conv("conv1_7x7_s2", x, 2)))
    x = pool(response_norm(conv("conv2_3x3", conv("conv2_3x3_reduce", x))))
    for name in ("3a", "3b", "4a", "4b", "4c", "4d", "4e", "5a", "5b"):
        x = inception(name, x)
        if name in ("3b", "4e"):
            x = pool(x)
    return x.mean((2, 3)) @ tensors["loss3_classifier_w"] + tensors["loss3_classifier_b"]


# LeNet-5 as in torch

def lenet5(path, x):
    tensors = safetensors(path)

    def layer(name):
        return tensors[name + ".weight"], tensors[name + ".bias"]

    x = F.max_pool2d(F.relu(F.conv2d(x, *layer("body.conv1"), padding=2)), 2)
    x = F.max_pool2d(F.relu(F.conv2d(x, *layer("body.conv2"))), 2).flatten(1)
    x = F.relu(F.linear(x, *layer("head.fc1")))
    return F.linear(F.relu(F.linear(x, *layer("head.fc2"))), *layer("head.fc3"))


def write(name, logits):
    np.savetxt(FOLDER / (name + ".txt"), logits.double().numpy().ravel(), "%.9g")


def main(shared):
    weights = pathlib.Path(shared) / "weights"
    FOLDER.mkdir(parents=True, exist_ok=True)
    keras = weights / "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"
    caffe = weights / "bvlc_googlenet.safetensors"
    mean = np.array([104, 117, 123])
    with torch.no_grad():
        for size in (224, 197):
            rgb = image(size, 3)
            write(f"mobilenetv2-keras-{size}", mobilenetv2(keras, tensor(rgb / 127.5 - 1)))
            write(f"googlenet-bvlc-{size}", googlenet(caffe, tensor(rgb[:, :, ::-1] - mean)))
        write("lenet5-torch-28", lenet5(weights / "lenet5_mnist.safetensors", tensor(image(28, 1) / 255)))


if __name__ == "__main__":
    main(sys.argv[1])
