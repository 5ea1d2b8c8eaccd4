#!/usr/bin/env python3
"""Writes small images, and what Pillow's antialiased bilinear resizing makes of them, for data's tests.

    /usr/bin/python3 scripts/make_pixel_fixtures.py

IMAGE-RULE-SIZE.png is IMAGE resized to SIZE x SIZE: squash is Image.resize, crop is torchvision's Resize
(shorter side to 256/224 of the size) and CenterCrop, pad is ImageOps.pad. Needs Pillow and NumPy; the
files are committed, so that tests need neither.
"""
import pathlib

import numpy as np
from PIL import Image, ImageOps

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data/src/test/resources/pixels"


def scene(width, height, seed):
    """Stripes, gradients and noise: details that every way of shrinking treats differently."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(seed).integers(-40, 41, (height, width, 3))
    red = 128 + 100 * np.sin(x / 1.7 + y / 5)
    green = 255 * x / width
    blue = np.where((x // 3 + y // 2) % 2 == 0, 230, 20)
    return np.clip(np.stack([red, green, blue], -1) + noise, 0, 255).astype(np.uint8)


def squash(image, size):
    return image.resize((size, size), Image.BILINEAR)


def crop(image, size):
    short = round(size * 256 / 224)
    w, h = image.size
    w, h = (short, int(short * h / w)) if w <= h else (int(short * w / h), short)
    top, left = int(round((h - size) / 2.0)), int(round((w - size) / 2.0))
    return image.resize((w, h), Image.BILINEAR).crop((left, top, left + size, top + size))


def pad(image, size):
    return ImageOps.pad(image, (size, size), Image.BILINEAR)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    images = {
        "wide": Image.fromarray(scene(61, 38, 1)),
        "tall": Image.fromarray(scene(37, 64, 2)),
        "grey": Image.fromarray(scene(45, 28, 3)[..., 0]),
    }
    for name, image in images.items():
        image.save(FOLDER / f"{name}.png")
        for rule in (squash, crop, pad):
            for size in (7, 16, 80):
                rule(image, size).save(FOLDER / f"{name}-{rule.__name__}-{size}.png")
    # Large enough to tempt a decoder into decoding it at a fraction of its size.
    photo = Image.fromarray(scene(40, 30, 4)).resize((640, 480), Image.BICUBIC)
    photo.save(FOLDER / "photo.jpg", quality=60)
    squash(Image.open(FOLDER / "photo.jpg"), 24).save(FOLDER / "photo-squash-24.png")


if __name__ == "__main__":
    main()
