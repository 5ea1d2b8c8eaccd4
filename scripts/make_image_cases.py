#!/usr/bin/env python3
"""Writes small images in every form that people have them in, and what Pillow reads from each, for data's tests.

    /usr/bin/python3 scripts/make_image_cases.py

in/NAME is the file, ref/NAME.png its pixels by Pillow: the first frame or page, turned as EXIF says, on white where
it is transparent, the upper 8 of 16 bits. A file without ref/ is one that Pillow cannot read either, or that ends
before its last pixel, or that is not supported. Needs Pillow 9.4 (Debian's python3-pil) and NumPy; the files are committed, so that tests need
neither.
"""
import io
import pathlib
import shutil
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "data/src/test/resources/image-cases"
WIDTH, HEIGHT = 37, 26
ORIENTATION = 0x112
# Whole for Pillow, which takes what is missing for grey.
CUT = {"jpeg-cut-with-end.jpg", "jpeg-progressive-cut-with-end.jpg", "jpeg-progressive-lacks-scans.jpg"}
# ImageIO does not know the one; the other has no range, and Pillow cuts it to 0 to 255.
NOT_SUPPORTED = {"tiff-zstd.tif", "tiff-real-numbers.tif"}


def scene():
    """Gradients with an edge in colour: what interpolated colours and rounding get wrong first."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red = np.where((x // 9 + y // 7) % 2 == 0, 230, 40 + 3 * y)
    green = 255 * x / WIDTH
    blue = np.where(x + y > 34, 200 - 4 * y, 30 + 2 * x)
    return Image.fromarray(np.clip(np.stack([red, green, blue], -1), 0, 255).astype(np.uint8))


def alpha():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return Image.fromarray(np.where(y < 9, 255, np.where(y < 17, x * 255 // WIDTH, 0)).astype(np.uint8))


RGB = scene()
GREY = RGB.convert("L")
RGBA = RGB.copy()
RGBA.putalpha(alpha())
LA = GREY.convert("LA")
LA.putalpha(alpha())
PALETTE = RGB.quantize(64)


def saved(image, form, **options):
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def exif(orientation, little=False):
    block = Image.Exif()
    block.endian = "<" if little else ">"
    block[ORIENTATION] = orientation
    return block.tobytes()


# --- JPEG ------------------------------------------------------------------------------------


def jpeg_forms():
    base = saved(RGB, "JPEG", quality=90)
    first_table = base.index(b"\xff\xdb")
    progressive = saved(RGB, "JPEG", quality=90, progressive=True)
    scans = [i for i in range(len(progressive) - 1) if progressive[i : i + 2] == b"\xff\xda"]
    yield "420.jpg", base
    for name, sampling in (("444", 0), ("422", 1)):
        yield f"{name}.jpg", saved(RGB, "JPEG", quality=90, subsampling=sampling)
    yield "411.jpg", saved(RGB, "JPEG", quality=90, subsampling="4:1:1")
    yield "grey.jpg", saved(GREY, "JPEG", quality=90)
    yield "cmyk.jpg", saved(RGB.convert("CMYK"), "JPEG", quality=95)
    yield "cmyk-without-adobe.jpg", without_segment(saved(RGB.convert("CMYK"), "JPEG", quality=95), b"\xff\xee")
    yield "progressive.jpg", progressive
    for orientation in range(2, 9):
        yield f"exif-{orientation}.jpg", saved(RGB, "JPEG", exif=exif(orientation, little=orientation % 2 == 0))
    yield "exif-9.jpg", saved(RGB, "JPEG", exif=exif(9))
    yield "several.jpg", saved(RGB, "MPO", save_all=True, append_images=[GREY.convert("RGB")])
    yield "junk-before-marker.jpg", base[:first_table] + b"\0\x12" + base[first_table:]
    yield "junk-before-end.jpg", base[:-2] + b"\x31\x32\0" * 40 + base[-2:]
    yield "junk-after-end.jpg", base + b"text behind the image"
    yield "named.png", base
    yield "leading-newline.jpg", b"\n" + base
    yield "cut.jpg", base[: len(base) * 3 // 4]
    yield "cut-with-end.jpg", base[: len(base) * 3 // 4] + b"\xff\xd9"
    yield "progressive-cut-with-end.jpg", progressive[: scans[-1] + 60] + b"\xff\xd9"
    yield "progressive-lacks-scans.jpg", progressive[: scans[4]] + b"\xff\xd9"


def without_segment(jpeg, marker):
    at = jpeg.index(marker)
    return jpeg[:at] + jpeg[at + 2 + struct.unpack(">H", jpeg[at + 2 : at + 4])[0] :]


# --- PNG -------------------------------------------------------------------------------------


def chunk(kind, data, crc_off_by=0):
    crc = (zlib.crc32(kind + data) + crc_off_by) & 0xFFFFFFFF
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)


def png(samples, depth, colour, extra=b"", interlaced=False):
    """A PNG without filters of rows of bytes or of 16-bit numbers."""
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    passes = [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]
    parts = [samples[y::dy, x::dx] for y, x, dy, dx in passes] if interlaced else [samples]
    rows = b"".join(b"\0" + row.tobytes() for part in parts for row in part if row.size)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def png_forms():
    base = saved(RGB, "PNG")
    after_header = 8 + 25
    deep = (np.asarray(RGB).astype(">u2") * 257 + np.arange(WIDTH)[None, :, None]).astype(">u2")
    deep_alpha = np.concatenate([deep, np.asarray(alpha()).astype(">u2")[..., None] * 257], -1).astype(">u2")
    yield "rgb.png", base
    yield "rgba.png", saved(RGBA, "PNG")
    yield "grey.png", saved(GREY, "PNG")
    yield "grey-alpha.png", saved(LA, "PNG")
    yield "palette.png", saved(PALETTE, "PNG")
    yield "palette-2-bits.png", saved(RGB.quantize(4), "PNG", bits=2)
    yield "palette-transparent.png", saved(PALETTE, "PNG", transparency=bytes(range(0, 256, 4)))
    yield "one-bit.png", saved(GREY.convert("1"), "PNG")
    yield "rgb-transparent.png", saved(RGB, "PNG", transparency=RGB.getpixel((3, 3)))
    yield "grey-transparent.png", saved(GREY, "PNG", transparency=GREY.getpixel((3, 3)))
    yield "grey-16.png", png(deep[..., 1], 16, 0)
    yield "rgb-16.png", png(deep, 16, 2)
    yield "rgba-16.png", png(deep_alpha, 16, 6)
    yield "interlaced.png", png(np.asarray(RGB), 8, 2, interlaced=True)
    yield "exif-6.png", saved(RGB, "PNG", exif=exif(6))
    yield "exif-6-rgba.png", saved(RGBA, "PNG", exif=exif(6))
    yield "exif-3-grey-alpha.png", saved(LA, "PNG", exif=exif(3))
    yield "without-end.png", base[:-12]
    yield "half-an-end.png", base[:-7]
    yield "trailing.png", base + b"text behind the image"
    yield "profile-damaged.png", base[:after_header] + chunk(b"iCCP", b"icc\0\0not zlib") + base[after_header:]
    yield "named.jpg", base
    yield "text-checksum.png", base[:after_header] + chunk(b"tEXt", b"Comment\0hi", 1) + base[after_header:]
    yield "cut.png", base[: len(base) // 2]


# --- GIF -------------------------------------------------------------------------------------


def on_canvas(gif, left, top):
    """Puts a GIF's frame on a canvas that is 9 columns and 7 rows larger."""
    gif = bytearray(gif)
    gif[6:10] = struct.pack("<HH", WIDTH + 9, HEIGHT + 7)
    at = gif.index(b"\x2c\0\0\0\0" + struct.pack("<HH", WIDTH, HEIGHT))
    gif[at + 1 : at + 5] = struct.pack("<HH", left, top)
    return bytes(gif)


def shortened(gif):
    """Leaves out the second half of the first block of pixels, and whatever comes behind it."""
    at = gif.index(struct.pack("<HH", WIDTH, HEIGHT), 13) + 4
    at += 2 + (3 << (gif[at] & 7) + 1 if gif[at] & 128 else 0)
    return gif[:at] + bytes([gif[at] // 2]) + gif[at + 1 : at + 1 + gif[at] // 2] + b"\0;"


def gif_forms():
    plain = saved(PALETTE, "GIF", interlace=0)
    transparent = saved(PALETTE, "GIF", interlace=0, transparency=PALETTE.getpixel((3, 3)))
    yield "plain.gif", plain
    yield "interlaced.gif", saved(PALETTE, "GIF", interlace=1)
    yield "grey.gif", saved(GREY, "GIF")
    yield "transparent.gif", transparent
    yield "animated.gif", saved(PALETTE, "GIF", save_all=True, append_images=[RGB.rotate(180).quantize(64)])
    yield "on-canvas.gif", on_canvas(plain, 5, 4)
    yield "on-canvas-transparent.gif", on_canvas(transparent, 2, 7)
    yield "beyond-canvas.gif", on_canvas(plain, 20, 20)
    yield "cut.gif", plain[: len(plain) * 2 // 3]
    yield "cut-with-end.gif", shortened(plain)


# --- BMP -------------------------------------------------------------------------------------


def bmp(rows, depth, compression=0, masks=(), palette=b"", header=40, top_down=False, fields=b""):
    """A BMP of rows of bytes, which are given from the top."""
    lines = [row + b"\0" * (-len(row) % 4) for row in rows]
    pixels = b"".join(lines if top_down else lines[::-1])
    height = -HEIGHT if top_down else HEIGHT
    if header == 12:
        info = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, depth)
    else:
        colours = len(palette) // 4
        info = struct.pack("<IiiHHIIiiII", header, WIDTH, height, 1, depth, compression, 0, 0, 0, colours, 0)
        info += struct.pack(f"<{len(masks)}I", *masks)
        info += b"\0" * (header - len(info)) + fields
    start = 14 + len(info) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + info + palette + pixels


def run_length(rows, four_bits):
    coded = b""
    for row in rows[::-1]:
        for value in row:
            coded += bytes([1, value << 4 if four_bits else value])
        coded += b"\0\0"
    return coded + b"\0\1"


def bmp_forms():
    rgb = np.asarray(RGB)
    bgr = [row[:, ::-1].tobytes() for row in rgb]
    bgra = [row[:, [2, 1, 0, 3]].tobytes() for row in np.asarray(RGBA)]
    five_six_five = (rgb[..., 0] >> 3).astype("<u2") << 11 | (rgb[..., 1] >> 2).astype("<u2") << 5 | rgb[..., 2] >> 3
    fives = (rgb[..., 0] >> 3).astype("<u2") << 10 | (rgb[..., 1] >> 3).astype("<u2") << 5 | rgb[..., 2] >> 3
    few = RGB.quantize(16)
    colours = few.getpalette()[: 16 * 3]
    table = b"".join(bytes(colours[3 * i : 3 * i + 3][::-1]) + b"\0" for i in range(16))
    indices = np.asarray(few)
    packed = [bytes(a << 4 | b for a, b in zip(row[::2], list(row[1::2]) + [0])) for row in indices.tolist()]
    yield "24.bmp", bmp(bgr, 24)
    yield "top-down.bmp", bmp(bgr, 24, top_down=True)
    yield "os2.bmp", bmp(bgr, 24, header=12)
    yield "os2-palette.bmp", bmp([r.tobytes() for r in indices], 8, header=12, palette=os2_palette(colours))
    yield "os2-second-version.bmp", bmp(bgr, 24, header=64)
    yield "32.bmp", bmp(bgra, 32)
    yield "32-alpha.bmp", bmp(bgra, 32, 3, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000), header=124)
    yield "32-by-pillow.bmp", saved(RGBA, "BMP")
    yield "565.bmp", bmp([r.tobytes() for r in five_six_five.astype("<u2")], 16, 3, fields=struct.pack("<III", 0xF800, 0x7E0, 0x1F))
    yield "555.bmp", bmp([r.tobytes() for r in fives.astype("<u2")], 16)
    yield "one-bit.bmp", saved(GREY.convert("1"), "BMP")
    yield "4.bmp", bmp(packed, 4, palette=table)
    yield "8.bmp", saved(PALETTE, "BMP")
    yield "grey.bmp", saved(GREY, "BMP")
    yield "run-length-8.bmp", bmp([run_length(indices.tolist(), False)], 8, 1, palette=table + b"\0" * 4 * 240)
    yield "cut.bmp", bmp(bgr, 24)[:-100]


def os2_palette(colours):
    return b"".join(bytes(colours[3 * i : 3 * i + 3][::-1]) for i in range(16)) + b"\0" * 3 * 240


# --- TIFF and WebP ---------------------------------------------------------------------------


def tiff_forms():
    deep = Image.fromarray((np.asarray(GREY).astype(np.uint16) * 257))
    yield "rgb.tif", saved(RGB, "TIFF")
    yield "rgba.tif", saved(RGBA, "TIFF")
    yield "grey.tif", saved(GREY, "TIFF")
    yield "grey-16.tif", saved(deep, "TIFF")
    yield "grey-alpha.tif", saved(LA, "TIFF")
    yield "palette.tif", saved(PALETTE, "TIFF")
    yield "cmyk.tif", saved(RGB.convert("CMYK"), "TIFF")
    yield "one-bit.tif", saved(GREY.convert("1"), "TIFF")
    yield "fax.tif", saved(GREY.convert("1"), "TIFF", compression="group4")
    yield "lzw.tif", saved(RGB, "TIFF", compression="tiff_lzw")
    yield "deflate-predicted.tif", saved(RGB, "TIFF", compression="tiff_adobe_deflate", tiffinfo={317: 2})
    yield "packbits.tif", saved(RGB, "TIFF", compression="packbits")
    yield "jpeg.tif", saved(RGB, "TIFF", compression="jpeg", quality=90)
    yield "real-numbers.tif", saved(Image.fromarray(np.asarray(GREY).astype(np.float32) / 255), "TIFF")
    yield "big-endian.tif", big_endian_tiff()
    yield "exif-6.tif", saved(RGB, "TIFF", tiffinfo={ORIENTATION: 6})
    yield "pages.tif", saved(RGB, "TIFF", save_all=True, append_images=[GREY])
    yield "cut.tif", saved(RGB, "TIFF")[:-200]
    yield "zstd.tif", saved(RGB, "TIFF", compression="zstd")


def big_endian_tiff():
    entries = [(256, 3, WIDTH), (257, 3, HEIGHT), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 8), (277, 3, 1)]
    entries += [(278, 3, HEIGHT), (279, 4, WIDTH * HEIGHT)]
    table = struct.pack(">H", len(entries))
    for tag, kind, value in entries:
        table += struct.pack(">HHI", tag, kind, 1) + (struct.pack(">HH", value, 0) if kind == 3 else struct.pack(">I", value))
    return b"MM\0*" + struct.pack(">I", 8 + WIDTH * HEIGHT) + np.asarray(GREY).tobytes() + table + b"\0\0\0\0"


def webp_forms():
    lossy = saved(RGB, "WEBP", quality=85)
    yield "lossy.webp", lossy
    yield "lossy-alpha.webp", saved(RGBA, "WEBP", quality=85)
    yield "lossless.webp", saved(RGB, "WEBP", lossless=True)
    yield "lossless-alpha.webp", saved(RGBA, "WEBP", lossless=True, exact=True)
    yield "lossless-palette.webp", saved(RGB.quantize(7).convert("RGB"), "WEBP", lossless=True)
    yield "exif-6.webp", saved(RGBA, "WEBP", quality=85, exif=exif(6))
    yield "animated.webp", saved(RGBA, "WEBP", quality=85, save_all=True, append_images=[RGBA.rotate(180)])
    yield "named.jpg", lossy
    yield "cut.webp", lossy[: len(lossy) // 2]


# --- what is no image, or none that is read --------------------------------------------------


def other_forms():
    yield "heic.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100
    yield "avif.jpg", b"\0\0\0\x1cftypavif\0\0\0\0mif1avif" + b"\0" * 100
    yield "html.jpg", b"<html>404</html>"
    yield "gzip.jpg", b"\x1f\x8b\x08\0" + b"\0" * 40
    yield "pdf.png", b"%PDF-1.7\n"
    yield "empty.jpg", b""
    yield "text.bmp", b"BM is what this text begins with, and it is long enough for a header."


def by_pillow(data):
    """Pixels as Pillow reads them; None if it cannot."""
    try:
        image = Image.open(io.BytesIO(data))
        image.load()
        if image.format != "TIFF":  # which load() has turned already
            image = ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001  Pillow throws anything
        return None
    if image.mode in ("I", "I;16", "I;16B"):
        image = Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        image = white
    return image.convert("RGB")


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    (FOLDER / "in").mkdir(parents=True)
    (FOLDER / "ref").mkdir()
    forms = {
        "jpeg": jpeg_forms,
        "png": png_forms,
        "gif": gif_forms,
        "bmp": bmp_forms,
        "tiff": tiff_forms,
        "webp": webp_forms,
        "other": other_forms,
    }
    for form, make in forms.items():
        for name, data in make():
            name = f"{form}-{name}"
            (FOLDER / "in" / name).write_bytes(data)
            pixels = None if name in CUT | NOT_SUPPORTED else by_pillow(data)
            if pixels is not None:
                pixels.save(FOLDER / "ref" / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
