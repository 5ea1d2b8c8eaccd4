#!/usr/bin/env python3
"""Writes what torchvision and Pillow make of a small image where data's tests change it or cut views from it.

    /usr/bin/python3 scripts/make_corruption_fixtures.py

NAME-CHANGE.png is NAME of pixels/ resized to 64 x 48 (grey: 32 x 32) and changed as org.dl4jzoo.data.image.Corruption
says: torchvision's hflip, gaussian_blur, adjust_brightness and rotate, Pillow's JPEG. NAME-RULE-fivecrop.png are
torchvision's FiveCrop of 16 x 16 of the image at 256/224 of that size, one below the other. Needs torch, torchvision,
Pillow and NumPy; the files are committed, so that tests need none.
"""
import io
import math
import pathlib

import numpy as np
import torch
from PIL import Image, ImageOps
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

PIXELS = pathlib.Path(__file__).resolve().parent.parent / "data/src/test/resources/pixels"
FOLDER = PIXELS.parent / "corruptions"
CROP = 16


def tensor(image):
    array = np.asarray(image)
    return torch.from_numpy(array.copy()).reshape(array.shape[0], array.shape[1], -1).permute(2, 0, 1)


def picture(pixels):
    array = pixels.permute(1, 2, 0).numpy()
    return Image.fromarray(array[..., 0] if array.shape[2] == 1 else array)


def blur(pixels):
    sigma = 2 * min(pixels.shape[1:]) / 224
    side = 2 * math.ceil(3 * sigma) + 1
    return F.gaussian_blur(pixels, [side, side], [sigma, sigma])


def jpeg(pixels):
    stored = io.BytesIO()
    picture(pixels).save(stored, "JPEG", quality=20)
    return tensor(Image.open(stored))


CHANGES = {
    "flip": F.hflip,
    "blur": blur,
    "jpeg": jpeg,
    "brighter": lambda pixels: F.adjust_brightness(pixels, 1.3),
    "darker": lambda pixels: F.adjust_brightness(pixels, 0.7),
    "rotation": lambda pixels: tensor(F.rotate(picture(pixels), 15, InterpolationMode.BILINEAR)),
}


def larger(image, rule):
    side = round(CROP * 256 / 224)
    if rule == "squash":
        return image.resize((side, side), Image.BILINEAR)
    if rule == "pad":
        return ImageOps.pad(image, (side, side), Image.BILINEAR)
    return F.resize(image, side, InterpolationMode.BILINEAR)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, size in (("wide", (64, 48)), ("grey", (32, 32))):
        image = Image.open(PIXELS / f"{name}.png")
        smooth = image.resize(size, Image.BILINEAR)
        smooth.save(FOLDER / f"{name}.png")
        for change, function in CHANGES.items():
            picture(function(tensor(smooth))).save(FOLDER / f"{name}-{change}.png")
        for rule in ("squash", "crop", "pad"):
            crops = [np.asarray(crop) for crop in F.five_crop(larger(image, rule), [CROP, CROP])]
            Image.fromarray(np.concatenate(crops)).save(FOLDER / f"{name}-{rule}-fivecrop.png")


if __name__ == "__main__":
    main()
