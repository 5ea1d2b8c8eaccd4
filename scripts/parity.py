#!/usr/bin/env python3
"""Compares the zoo's logits with torchvision's from the same file; scripts/parity.sh runs it.

    parity.py make FOLDER     writes weights, images and torchvision's logits
    parity.py table FOLDER    compares them with what the zoo has written beside them

Weights are He's with seeded biases. Batch norms get the statistics of a batch of noise, and are
then moved away from them: without that they would be near 0 and 1, and wrong ones would go unseen.
"""
import pathlib
import sys

import numpy as np
import torch
import torchvision
from PIL import Image

MODELS = {
    "alexnet": "alexnet",
    "vgg11": "vgg11",
    "vgg11_bn": "vgg11-bn",
    "vgg16": "vgg16",
    "googlenet": "googlenet-bn",
    "resnet18": "resnet18",
    "resnet34": "resnet34",
    "densenet121": "densenet121",
    "mobilenet_v2": "mobilenetv2",
    "resnet50": "resnet50",
    "resnet101": "resnet101",
    "resnet152": "resnet152",
    "wide_resnet50_2": "wide-resnet50-2",
    "resnext50_32x4d": "resnext50-32x4d",
}
SIZES = (224, 197)
BATCHES = (1, 5)
MOST = 1e-5
MEAN = np.array([0.485, 0.456, 0.406])
DEVIATION = np.array([0.229, 0.224, 0.225])


def is_norm(module):
    return isinstance(module, torch.nn.BatchNorm2d)


def fill(net):
    for module in net.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                torch.nn.init.uniform_(module.bias, -0.5, 0.5)
        elif is_norm(module):
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.5, 0.5)
    net.eval()
    norms = [module for module in net.modules() if is_norm(module)]
    if norms:
        for norm in norms:
            norm.train()
            norm.momentum = 1
        with torch.no_grad():
            net(torch.randn(4, 3, 128, 128))
        for norm in norms:
            norm.running_mean += 0.3 * norm.running_var.sqrt() * torch.randn_like(norm.running_mean)
            norm.running_var *= torch.empty_like(norm.running_var).uniform_(0.5, 2)
    net.eval()


def picture(size, random):
    """Smooth colours and some noise, as 8-bit RGB."""
    coarse = Image.fromarray(random.randint(0, 256, (7, 7, 3), np.uint8))
    smooth = np.asarray(coarse.resize((size, size), Image.BICUBIC), np.int64)
    return np.clip(smooth + random.randint(-20, 21, smooth.shape), 0, 255).astype(np.uint8)


def make(folder):
    random = np.random.RandomState(7)
    pictures = {size: [picture(size, random) for _ in range(max(BATCHES))] for size in SIZES}
    for size, images in pictures.items():
        (folder / str(size)).mkdir(parents=True, exist_ok=True)
        for i, image in enumerate(images):
            Image.fromarray(image).save(folder / str(size) / f"{i}.png")
    for number, (name, ours) in enumerate(MODELS.items()):
        torch.manual_seed(number)
        more = {"init_weights": False} if name.startswith(("vgg", "googlenet")) else {}
        net = getattr(torchvision.models, name)(**more)
        fill(net)
        place = folder / ours
        place.mkdir(exist_ok=True)
        torch.save(net.state_dict(), place / "weights.pth", _use_new_zipfile_serialization=number % 2 == 0)
        for size, images in pictures.items():
            x = (np.stack(images) / 255 - MEAN) / DEVIATION
            with torch.no_grad():
                logits = net(torch.from_numpy(x.astype(np.float32)).permute(0, 3, 1, 2)).numpy()
            spread = np.abs(logits - logits.mean(0)).max() / np.abs(logits).max()
            assert np.isfinite(logits).all() and spread > 0.01, (name, spread)
            np.savetxt(place / f"torch-{size}.txt", logits, "%.9g")
        print("made", ours, flush=True)


def error(folder, size, batch):
    """Of the logits, or of the logarithms of the outputs where those are worse."""
    logits = np.loadtxt(folder / f"torch-{size}.txt")[:batch]
    log_softmax = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    errors = []
    for kind, expected in ("", logits), ("log-", log_softmax):
        actual = np.loadtxt(folder / f"zoo-{kind}{size}-{batch}.txt", ndmin=2)
        assert actual.shape == expected.shape
        normal = expected > np.log(np.finfo(np.float32).tiny)  # float32 has no smaller outputs
        errors.append(np.abs(actual - expected)[normal].max() / np.abs(logits).max())
    return max(errors)


def table(folder):
    columns = [(size, batch) for size in SIZES for batch in BATCHES]
    print("| model | file |", " | ".join(f"{size}×{size}, batch {batch}" for size, batch in columns), "|")
    print("| --- | --- |" + " --- |" * len(columns))
    worst = 0
    for number, ours in enumerate(MODELS.values()):
        kind = "zip" if number % 2 == 0 else "pickle stream"
        errors = [error(folder / ours, *column) for column in columns]
        worst = max(worst, *errors)
        print(f"| {ours} | {kind} |", " | ".join(f"{e:.1e}" for e in errors), "|")
    print(f"\nworst: {worst:.1e}; at most {MOST} is asked for")
    return worst <= MOST


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[2])
    if sys.argv[1] == "make":
        make(folder)
    elif not table(folder):
        sys.exit("the logits differ too much")
