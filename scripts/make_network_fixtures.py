#!/usr/bin/env python3
"""Writes what torchvision, timm and Keras call the tensors of their networks and what the networks
compute, for zoo's tests, which need none of the three:

    /usr/bin/python3 scripts/make_network_fixtures.py torchvision
    /usr/bin/python3 scripts/make_network_fixtures.py timm          # pip install timm
    /usr/bin/python3 scripts/make_network_fixtures.py keras         # pip install keras jax

With names behind it only these files are written: others differ in their last digits from machine to
machine. Each NAME.tsv has rows of: `model` and its name in the zoo; `scheme`; `image` and its size; `tensor`
with name, shape, and the range of its values; `output` with what comes out for one of two images.
Files without ranges hold names and shapes only. The values follow from name and range, so that no
weights need to be kept: element i of a tensor is float32(low + u (high - low)) in double precision,
u = mix(crc32(name) + 0x9E3779B9 i) / 2^32 with the finaliser of MurmurHash3. Images are tensors
called image, [2, height, width, channels], between -1 and 1. The ranges keep activations alive
and make batch-norm statistics matter.
"""
import os
import pathlib
import re
import sys
import zlib

import numpy as np

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "zoo/src/test/resources/networks"
CLASSES = 10


def values(name, shape, low, high):
    count = int(np.prod(shape, dtype=np.int64))
    h = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9) + np.uint32(zlib.crc32(name.encode()))
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return (low + h / 2.0**32 * (high - low)).astype(np.float32).reshape(shape)


def image(size, channels=3):
    return values("image", (2, size, size, channels), -1, 1)


def bounds(name, shape, fan_in):
    """He's range for weights; statistics far from 0 and 1."""
    if fan_in:
        limit = float(np.sqrt(6 / fan_in))
        return -limit, limit
    if re.search(r"running_var|moving_variance", name):
        return 0.5, 1.5
    if re.search(r"gamma", name) or re.search(r"weight$", name):
        return 0.6, 1.4
    return -0.3, 0.3


def write(name, model, scheme, tensors, size=None, outputs=None):
    """Tensors by name: shape, or shape and range."""
    if sys.argv[2:] and name not in sys.argv[2:]:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / (name + ".tsv"), "w") as out:
        print("model", model, sep="\t", file=out)
        print("scheme", scheme, sep="\t", file=out)
        if outputs is not None:
            print("image", size, sep="\t", file=out)
        for tensor, (shape, *limits) in tensors.items():
            print("tensor", tensor, ",".join(map(str, shape)), *limits, sep="\t", file=out)
        if outputs is not None:
            spread = np.abs(outputs[0] - outputs[1]).max() / np.abs(outputs).max()
            print(f"{name}: largest output {np.abs(outputs).max():.3g}, images differ by {spread:.0%}")
            assert np.isfinite(outputs).all() and spread > 0.02
            for row in outputs:
                print("output", *(f"{v:.7g}" for v in row), sep="\t", file=out)


# PyTorch

def torch_names(name, model, scheme, net):
    write(name, model, scheme, {k: (tuple(v.shape),) for k, v in net.state_dict().items()})


def torch_outputs(name, model, scheme, net, size, channels=3, forward=None, only=""):
    import torch

    state, tensors = net.state_dict(), {}
    for key, old in state.items():
        shape = tuple(old.shape)
        fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 0
        limits = bounds(key, shape, fan_in) if old.is_floating_point() else ()
        state[key] = torch.from_numpy(values(key, shape, *limits)) if limits else old
        if key.startswith(only):
            tensors[key] = (shape, *limits)
    net.load_state_dict(state)
    net.eval()
    x = torch.from_numpy(image(size, channels)).permute(0, 3, 1, 2).contiguous()
    with torch.no_grad():
        outputs = (forward or net)(x).numpy()
    write(name, model, scheme, tensors, size, outputs)


def torchvision_files():
    import torchvision
    from torchvision.models.resnet import BasicBlock, Bottleneck, ResNet

    models = torchvision.models
    for layers in (11, 13, 16, 19):
        for suffix in ("", "_bn"):
            net = getattr(models, f"vgg{layers}{suffix}")(num_classes=CLASSES, init_weights=False)
            torch_names(f"torchvision-vgg{layers}{suffix}", f"vgg{layers}{suffix}", "TORCHVISION", net)
    named = ("densenet169", "densenet201", "resnet34", "resnet101", "resnet152", "wide_resnet50_2", "resnext50_32x4d")
    for name in named:
        net = getattr(models, name)(num_classes=CLASSES)
        torch_names(f"torchvision-{name}", name.replace("_", "-"), "TORCHVISION", net)
    for name in ("vgg13", "vgg16_bn"):
        net = getattr(models, name)(num_classes=CLASSES, init_weights=False)
        features = lambda x, net=net: net.features(x).mean((2, 3))
        torch_outputs(f"torchvision-{name}-features", name, "TORCHVISION", net, 45, forward=features, only="features.")
    made = {
        "alexnet": (models.alexnet(num_classes=CLASSES), 79),
        "resnet18": (models.resnet18(num_classes=CLASSES), 57),
        "resnet50": (models.resnet50(num_classes=CLASSES), 57),
        "densenet121": (models.densenet121(num_classes=CLASSES), 57),
        "mobilenet_v2": (models.mobilenet_v2(num_classes=CLASSES), 57),
    }
    for name, (net, size) in made.items():
        torch_outputs(f"torchvision-{name}", name.replace("_", ""), "TORCHVISION", net, size)
    googlenet = models.googlenet(num_classes=CLASSES, init_weights=False, transform_input=False)
    torch_outputs("torchvision-googlenet", "googlenet-bn", "TORCHVISION", googlenet, 61)
    shallow = ResNet(BasicBlock, [1, 2, 1, 3], num_classes=CLASSES)
    torch_outputs("torchvision-resnet-1-2-1-3", "resnet18", "TORCHVISION", shallow, 57)
    wide = ResNet(Bottleneck, [1, 2, 1, 1], num_classes=CLASSES, width_per_group=128)
    torch_outputs("torchvision-wide_resnet-1-2-1-1", "wide-resnet50-2", "TORCHVISION", wide, 57)
    grouped = ResNet(Bottleneck, [1, 2, 1, 1], num_classes=CLASSES, groups=32, width_per_group=4)
    torch_outputs("torchvision-resnext-1-2-1-1", "resnext50-32x4d", "TORCHVISION", grouped, 57)
    narrow = models.mobilenet_v2(num_classes=CLASSES, width_mult=0.5)
    torch_outputs("torchvision-mobilenet_v2-0.5", "mobilenetv2", "TORCHVISION", narrow, 57)


def timm_files():
    import timm

    for name, model in (("vgg11", "vgg11"), ("vgg16_bn", "vgg16-bn")):
        torch_names(f"timm-{name}", model, "TIMM", timm.create_model(name, num_classes=CLASSES))
    for name in ("resnet18", "resnet50", "resnext50_32x4d", "densenet121"):
        net = timm.create_model(name, num_classes=CLASSES)
        torch_names(f"timm-{name}", name.replace("_", "-"), "TORCHVISION", net)
    net = timm.create_model("mobilenetv2_050", num_classes=CLASSES)
    torch_outputs("timm-mobilenetv2_050", "mobilenetv2", "TIMM", net, 57)
    net = timm.create_model("vgg11_bn", num_classes=CLASSES)
    features = lambda x: net.features(x).mean((2, 3))  # without the top, the names are torchvision's
    torch_outputs("timm-vgg11_bn-features", "vgg11-bn", "TORCHVISION", net, 45, forward=features, only="features.")


# Keras

def keras_tensors(net):
    """Name in the file, as Keras 2 wrote it, and the weight."""
    for layer in net.layers:
        depthwise = type(layer).__name__ == "DepthwiseConv2D"
        for weight in layer.weights:
            name = "depthwise_kernel" if depthwise and weight.name == "kernel" else weight.name
            yield f"{layer.name}/{layer.name}/{name}:0", weight


def keras_outputs(name, model, net, size):
    tensors = {}
    for tensor, weight in keras_tensors(net):
        shape = tuple(weight.shape)
        depthwise = "depthwise_kernel" in tensor
        fan_in = int(np.prod(shape[:2] if depthwise else shape[:-1])) if len(shape) > 1 else 0
        limits = bounds(tensor, shape, fan_in)
        weight.assign(values(tensor, shape, *limits))
        tensors[tensor] = (shape, *limits)
    write(name, model, "KERAS", tensors, size, np.asarray(net(image(size), training=False)))


def keras_files():
    os.environ["KERAS_BACKEND"] = "jax"
    from keras import applications

    def make(name, size, **more):
        arguments = {"weights": None, "classes": CLASSES, "input_shape": (size, size, 3), "classifier_activation": None}
        return getattr(applications, name)(**(arguments | more))

    for name in ("VGG16", "VGG19", "ResNet101", "ResNet152", "DenseNet169", "DenseNet201"):
        tensors = {tensor: (tuple(weight.shape),) for tensor, weight in keras_tensors(make(name, 224))}
        write(f"keras-{name}", name.lower(), "KERAS", tensors)
    for size in (56, 57):
        keras_outputs(f"keras-MobileNetV2-0.35-{size}", "mobilenetv2", make("MobileNetV2", size, alpha=0.35), size)
    keras_outputs("keras-MobileNetV2-1.4-notop", "mobilenetv2",
                  make("MobileNetV2", 57, alpha=1.4, include_top=False, pooling="avg"), 57)
    keras_outputs("keras-ResNet50", "resnet50", make("ResNet50", 57), 57)
    keras_outputs("keras-DenseNet121", "densenet121", make("DenseNet121", 57), 57)
    keras_outputs("keras-VGG16-notop", "vgg16", make("VGG16", 45, include_top=False, pooling="avg"), 45)


if __name__ == "__main__":
    {"torchvision": torchvision_files, "timm": timm_files, "keras": keras_files}[sys.argv[1]]()
