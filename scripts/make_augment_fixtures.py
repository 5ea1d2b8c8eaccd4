#!/usr/bin/env python3
"""Writes pictures varied by torchvision, and how its random parameters are distributed, for data's tests.

    /usr/bin/python3 scripts/make_augment_fixtures.py

IMAGE-changes.png is IMAGE after each change of IMAGE-changes.csv, one below the other: operations of
TrivialAugmentWide and RandAugment with bilinear sampling and black beyond the edge, as torchvision's reference
trainings have them. crops.png is the coloured one cut and resized as each line of crops.csv says. shares.csv has, of
RandomResizedCrop and RandomErasing at their defaults, the share of 200,000 draws that are at most a threshold.
Needs torchvision; the files are committed, so that tests don't.
"""
import csv
import pathlib

import numpy as np
import torch
from PIL import Image
from torchvision import transforms
from torchvision.transforms import InterpolationMode, functional
from torchvision.transforms.autoaugment import _apply_op

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data/src/test/resources/augment"
BILINEAR = InterpolationMode.BILINEAR
TRIVIAL_BINS = (0, 6, 15, 20, 30)
RAND_BIN = 9
CROP = (12, 10)
CROPS = [(0, 0, 16, 16, False), (3, 1, 9, 14, True), (5, 7, 4, 5, False), (1, 2, 13, 3, True), (2, 4, 12, 10, False)]
DRAWS = 200_000


def scene(width, height, seed):
    """Gradients, stripes and noise that leave out the darkest and the brightest values."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(seed).integers(-15, 16, (height, width, 3))
    red = 120 + 60 * np.sin(x / 1.7 + y / 5)
    green = 60 + 150 * x / width
    blue = np.where((x // 3 + y // 2) % 2 == 0, 200, 50)
    return np.clip(np.stack([red, green, blue], -1) + noise, 0, 255).astype(np.uint8)


def changes(size):
    """Every operation, at some of its magnitudes and either sign: policy, operation, bin, sign, magnitude."""
    trivial = transforms.TrivialAugmentWide()._augmentation_space(31)
    rand = transforms.RandAugment()._augmentation_space(31, size)
    for policy, space, bins in (("trivial", trivial, TRIVIAL_BINS), ("rand", rand, (RAND_BIN,))):
        for name, (magnitudes, signed) in space.items():
            for number in bins if magnitudes.ndim > 0 else bins[:1]:
                magnitude = float(magnitudes[number]) if magnitudes.ndim > 0 else 0.0
                for sign in (1, -1) if signed else (1,):
                    yield policy, name, number, sign, sign * magnitude


def write_csv(name, header, rows):
    with open(FOLDER / name, "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def stacked(pictures):
    return Image.fromarray(np.concatenate([np.asarray(picture) for picture in pictures]))


def shares():
    """rule, height, width, value, threshold, share of draws that are at most the threshold."""
    for rule, height, width in (("crop", 256, 256), ("crop", 40, 200), ("erase", 224, 224), ("erase", 20, 60)):
        tensor = torch.empty(3, height, width)
        if rule == "crop":
            draws = [transforms.RandomResizedCrop.get_params(tensor, (0.08, 1.0), (3 / 4, 4 / 3)) for _ in range(DRAWS)]
        else:
            found = (transforms.RandomErasing.get_params(tensor, (0.02, 0.33), (0.3, 3.3), [0.0]) for _ in range(DRAWS))
            # It answers with the whole image where it found nothing in ten tries.
            draws = [(0, 0, 0, 0) if (h, w) == (height, width) else (i, j, h, w) for i, j, h, w, _ in found]
        values = np.array(draws)
        for column, value in enumerate(("top", "left", "height", "width")):
            for quantile in (0.1, 0.3, 0.5, 0.7, 0.9):
                threshold = int(np.quantile(values[:, column], quantile))
                yield rule, height, width, value, threshold, round(float((values[:, column] <= threshold).mean()), 4)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    colour = Image.fromarray(scene(21, 16, 1))
    images = {"colour": colour, "grey": Image.fromarray(scene(16, 16, 2)[..., 0])}
    for name, image in images.items():
        rows = list(changes((image.height, image.width)))
        image.save(FOLDER / f"{name}.png")
        write_csv(f"{name}-changes.csv", ("policy", "operation", "bin", "sign", "magnitude"), rows)
        stacked(_apply_op(image, row[1], row[4], BILINEAR, None) for row in rows).save(FOLDER / f"{name}-changes.png")
    cut = (functional.resized_crop(colour, *box, CROP, BILINEAR) for *box, _ in CROPS)
    turned = (functional.hflip(part) if row[-1] else part for part, row in zip(cut, CROPS))
    stacked(turned).save(FOLDER / "crops.png")
    write_csv("crops.csv", ("top", "left", "height", "width", "mirrored"), CROPS)
    write_csv("shares.csv", ("rule", "height", "width", "value", "threshold", "share"), shares())


if __name__ == "__main__":
    main()
