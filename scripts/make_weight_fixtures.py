#!/usr/bin/env python3
"""Writes the weight files that zoo's tests read, and what PyTorch and h5py find in them.

    /usr/bin/python3 scripts/make_weight_fixtures.py

Each file NAME gets a NAME.txt beside it: a line a tensor with name, type, shape and float32 values,
separated by tabs. Needs torch and h5py; the files are committed, so that tests need neither.
"""
import argparse
import collections
import io
import json
import os
import pathlib
import pickle
import struct
import zipfile

import h5py
import numpy as np
import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "zoo/src/test/resources/weights"
TYPES = {
    "float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "int64": "I64",
    "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8", "bool": "BOOL",
}


def expect(file, rows):
    """Rows of name, type, shape and an array, or None where the values are no floating-point numbers."""
    with open(FOLDER / (file + ".txt"), "w") as out:
        for name, kind, shape, values in rows:
            numbers = "-"
            if values is not None:
                numbers = " ".join(str(v) for v in np.asarray(values, np.float32).ravel())
            print(name, kind, ",".join(str(d) for d in shape), numbers, sep="\t", file=out)


def torch_row(name, tensor):
    kind = TYPES[str(tensor.dtype).removeprefix("torch.")]
    values = tensor.detach().float().numpy() if tensor.is_floating_point() else None
    return name, kind, tensor.shape, values


# PyTorch

def state_dict():
    torch.manual_seed(1)
    net = torch.nn.Sequential(torch.nn.Conv2d(2, 3, 2), torch.nn.BatchNorm2d(3), torch.nn.Linear(4, 2))
    net[1].running_mean.normal_()
    net[1].running_var.uniform_(0.5, 2)
    return net.state_dict()


def views():
    """Tensors that don't lie plainly in a storage of their own."""
    base = torch.arange(24, dtype=torch.float32) / 8
    return {
        "transposed": base.view(2, 3, 4).permute(2, 0, 1),
        "shared": base.view(4, 6),
        "offset": base[5:11],
        "steps": base[2::5],
        "column": base.view(4, 6)[1:, 3],
        "scalar": torch.tensor(2.5),
        "empty": torch.zeros(0, 3),
        "parameter": torch.nn.Parameter(torch.tensor([[1.0, -1.0]])),
        "half": torch.tensor([1.0, -2.5, 65504.0, 6e-8, 6.1e-5, float("inf"), float("nan"), -0.0]).half(),
        "bfloat16": torch.tensor([1.0, -3.140625, 3e38, 1e-40]).bfloat16(),
        "double": torch.tensor([0.1, 1e300, -1e-300], dtype=torch.float64),
        "int": torch.tensor([1, 2], dtype=torch.int32),
        "short": torch.tensor([1, 2], dtype=torch.int16),
        "char": torch.tensor([1, 2], dtype=torch.int8),
        "byte": torch.tensor([1, 2], dtype=torch.uint8),
        "bool": torch.tensor([True, False]),
    }


def save(file, content, tensors, **options):
    torch.save(content, FOLDER / file, **options)
    expect(file, [torch_row(k, v) for k, v in tensors.items()])


def big_endian(file, tensors):
    """As a machine with the first byte first would write it."""
    buffer = io.BytesIO()
    torch.save(tensors, buffer)
    with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(FOLDER / file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if "/data/" in name:
                data = np.frombuffer(data, "<f4").astype(">f4").tobytes()
            new.writestr(name, data)
        new.writestr("archive/byteorder", "big")
    expect(file, [torch_row(k, v) for k, v in tensors.items()])


class Hostile:
    def __reduce__(self):
        return os.system, ("echo executed",)


def torch_files():
    old = {"_use_new_zipfile_serialization": False}
    net = state_dict()
    save("state-dict.pth", net, net)
    save("state-dict-legacy.pth", net, net, **old)
    save("state-dict-protocol4.pth", net, net, pickle_protocol=4)
    save("views.pth", views(), views())
    save("views-legacy.pth", views(), views(), **old)
    save("checkpoint.pth", {"epoch": 3, "best": 0.5, "names": ["a", None, True], "state_dict": net}, net)
    save("checkpoint-legacy.pth", {"epoch": 2**40, "model": net}, net, **old)
    big_endian("big-endian.pth", {"w": torch.tensor([[1.5, -2.0], [3.25, 1e-3]])})
    checkpoints(net)
    torch.save({"w": torch.ones(2), "x": Hostile()}, FOLDER / "hostile.pth")
    torch.save({"w": torch.ones(2), "x": Hostile()}, FOLDER / "hostile-legacy.pth", **old)
    torch.save(torch.nn.Linear(2, 2), FOLDER / "whole-model.pth")
    torch.save([torch.ones(2)], FOLDER / "list.pth")
    torch.save({"w": torch.ones(1).expand(1000, 1000)}, FOLDER / "expanded.pth")
    deflated()
    python2()


def checkpoints(net):
    """As people's training scripts write them: objects of any class lie beside the weights."""
    model = torch.nn.Linear(2, 2)
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    model(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    beside = {"optimizer": optimizer.state_dict(), "best_acc1": torch.tensor(55.5), "epoch": 3}
    args = argparse.Namespace(lr=0.1, classes={1, 2}, folder=pathlib.PurePosixPath("/d"))
    save("imagenet-example.pth", {"arch": "resnet18", "state_dict": net, **beside}, net)
    save("reference-training.pth", {"model": net, "args": args, (1, 2): args, **beside}, net, pickle_protocol=4)
    save("numpy-scalar.pth", {"state_dict": net, "best_acc": np.float64(77.1), "losses": np.arange(3)}, net)
    save("ema-only.pth", {"state_dict_ema": net}, net)
    save("model-in-model.pth", {"model": {"state_dict": net}, "state_dict_ema": {"w": torch.ones(2)}}, net)
    save("unknown-key.pth", {"my_network": net, "class_weights": torch.ones(2)}, net)
    torch.save({"model": torch.nn.Linear(2, 2), "epoch": 1}, FOLDER / "whole-model-in-dict.pth")
    torch.jit.script(torch.nn.Linear(2, 2)).save(str(FOLDER / "script.pt"))


def python2():
    """As PyTorch 0.3 on Python 2: byte strings, and an ordered dict made of a list of pairs."""

    def text(s):
        return b"U" + bytes([len(s)]) + s.encode()

    def storage(key, elements):
        kind = text("storage") + b"ctorch\nFloatStorage\n" + text(key) + text("cpu")
        return b"(" + kind + b"K" + bytes([elements]) + b"NtQ"

    tensor = b"ctorch._utils\n_rebuild_tensor\n(" + storage("94", 6) + b"K\x02K\x02K\x02\x86K\x02K\x01\x86tR"
    pairs = b"](](" + text("fc.weight") + tensor + b"ee"
    pickles = [
        pickle.dumps(0x1950A86A20F9469CFC6C, 2),
        pickle.dumps(1001, 2),
        pickle.dumps({"little_endian": True}, 2),
        b"\x80\x02ccollections\nOrderedDict\n" + pairs + b"\x85R.",
        b"\x80\x02](" + text("94") + b"e.",
    ]
    data = np.arange(6, dtype="<f4") / 4
    file = FOLDER / "python2.pth"
    file.write_bytes(b"".join(pickles) + struct.pack("<q", 6) + data.tobytes())
    expect(file.name, [torch_row(k, v) for k, v in torch.load(file).items()])


def deflated():
    with zipfile.ZipFile(FOLDER / "state-dict.pth") as old:
        with zipfile.ZipFile(FOLDER / "deflated.pth", "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))


# safetensors, by hand

def safetensors_file():
    tensors = collections.OrderedDict((k, v.contiguous()) for k, v in views().items())
    header, data, rows = {"__metadata__": {"format": "pt", "source": "ä\n"}}, b"", []
    for name, tensor in tensors.items():
        raw = tensor.detach().view(torch.int16).numpy() if tensor.dtype == torch.bfloat16 else tensor.detach().numpy()
        kind = torch_row(name, tensor)[1]
        bytes_ = raw.tobytes()
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(bytes_)]}
        data += bytes_
        rows.append(torch_row(name, tensor))
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / "types.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)
    expect("types.safetensors", rows)


# Keras

def layers():
    random = np.random.RandomState(1)

    def of(*shape):
        return random.randn(*shape).astype(np.float32)

    return {
        "input_1": {},
        "conv1/conv": {"conv1/conv/kernel:0": of(2, 2, 1, 3)},
        "bn_Conv1": {f"bn_Conv1/{w}:0": of(3) for w in ("gamma", "beta", "moving_mean", "moving_variance")},
        "Logits": {"Logits/kernel:0": of(3, 2), "Logits/bias:0": of(2)},
    }


def put_layers(group, content, names=lambda n: [x.encode() for x in n]):
    """As Keras's save_weights_to_hdf5_group does."""
    group.attrs["layer_names"] = names(list(content))
    group.attrs["backend"] = b"tensorflow"
    for layer, weights in content.items():
        inside = group.create_group(layer)
        inside.attrs["weight_names"] = names(list(weights))
        for name, values in weights.items():
            inside.create_dataset(name, values.shape, values.dtype)[...] = values


def expect_layers(file, content):
    rows = []
    for layer, weights in content.items():
        for name, values in weights.items():
            kind = TYPES[values.dtype.newbyteorder("=").name]
            rows.append((f"{layer}/{name}", kind, values.shape, values if kind.startswith("F") else None))
    expect(file, rows)


def keras_files():
    content = layers()
    with h5py.File(FOLDER / "weights.h5", "w") as f:
        put_layers(f, content)
    expect_layers("weights.h5", content)
    with h5py.File(FOLDER / "variable-length.h5", "w") as f:
        put_layers(f, content, lambda names: np.array(names, h5py.string_dtype()))
    expect_layers("variable-length.h5", content)
    with h5py.File(FOLDER / "whole-model.h5", "w") as f:
        f.attrs["model_config"] = "{}"
        put_layers(f.create_group("model_weights"), content)
        f.create_group("optimizer_weights").create_dataset("iterations:0", data=7)
    expect_layers("whole-model.h5", content)
    with h5py.File(FOLDER / "split-names.h5", "w") as f:
        put_layers(f, content)
        names = f.attrs["layer_names"]
        del f.attrs["layer_names"]
        f.attrs["layer_names0"], f.attrs["layer_names1"] = names[:3], names[3:]
    expect_layers("split-names.h5", content)
    kinds = ("<f8", ">f8", "<f2", ">f2", ">f4", "<i8", "<i4", "u1")
    mixed = {"types": {k: np.array([1.5, 2, 96], k) for k in kinds} | {"scalar": np.array(4.5), "empty": np.zeros((0, 2))}}
    with h5py.File(FOLDER / "types.h5", "w") as f:
        put_layers(f, mixed)
    expect_layers("types.h5", mixed)
    many_layers("many-layers.h5")
    compressed_files()
    latest_files(content)
    with h5py.File(FOLDER / "no-layers.h5", "w") as f:
        f.create_dataset("weights/0", data=np.zeros(2, np.float32))
    keras3_files()
    nested_model("nested.h5", content)


def compressed_files():
    """Pieces that don't fill the shape, behind HDF5's filters for gzip, order of bytes and checksums."""
    values = np.random.RandomState(2).randint(-9, 9, (7, 5, 3)).astype(np.float32) / 4
    pieces = {
        "gzip": dict(compression="gzip"),
        "shuffled": dict(compression="gzip", shuffle=True, chunks=(3, 2, 3)),
        "summed": dict(compression="gzip", fletcher32=True, chunks=(7, 5, 1)),
        "plain": dict(chunks=(2, 5, 2)),
        "may-grow": dict(chunks=(8, 8, 8), maxshape=(None, None, None)),
        "half": dict(compression="gzip", dtype="<f2", chunks=(4, 4, 2)),
    }
    in_pieces("compressed.h5", values, pieces)
    with h5py.File(FOLDER / "lzf.h5", "w") as f:
        put_layers(f, {"a": {}})
        f["a"].create_dataset("w", data=values, compression="lzf")
        f["a"].attrs["weight_names"] = [b"w"]


def in_pieces(file, values, pieces, **options):
    """A layer whose weights have the same values, each in pieces of its own form."""
    with h5py.File(FOLDER / file, "w", **options) as f:
        put_layers(f, {"a": {}})
        f["a"].attrs["weight_names"] = [name.encode() for name in pieces]
        for name, form in pieces.items():
            f["a"].create_dataset(name, data=values, **form)
        expect(file, [(f"a/{n}", TYPES[f["a"][n].dtype.name], values.shape, values) for n in pieces])


def latest_files(content):
    """HDF5's newest format: its index of groups and attributes, and all five of pieces."""
    many = content | {f"layer_{i}": {"bias:0": np.array([i], np.float32)} for i in range(40)}
    with h5py.File(FOLDER / "latest.h5", "w", libver="latest") as f:
        for i in range(12):
            f.attrs[f"other_{i}"] = "x"
        put_layers(f, many)
    expect_layers("latest.h5", many)
    values = np.random.RandomState(3).randint(-9, 9, (7, 5)).astype(np.float32) / 4
    pieces = {
        "single": dict(chunks=(7, 5)),
        "single-gzip": dict(chunks=(7, 5), compression="gzip"),
        "fixed-array": dict(chunks=(2, 2)),
        "fixed-array-gzip": dict(chunks=(2, 2), compression="gzip", shuffle=True),
        "extensible-array": dict(chunks=(1, 1), maxshape=(None, 5)),
        "extensible-array-gzip": dict(chunks=(2, 2), maxshape=(None, 5), compression="gzip"),
        "tree": dict(chunks=(2, 2), maxshape=(None, None)),
        "tree-gzip": dict(chunks=(2, 2), maxshape=(None, None), compression="gzip"),
    }
    in_pieces("latest-pieces.h5", values, pieces, libver="latest")
    with h5py.File(FOLDER / "latest-pieces.h5", "a", libver="latest") as f:
        kind = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        kind.set_chunk((2, 2))
        kind.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        implicit = h5py.h5d.create(f["a"].id, b"implicit", h5py.h5t.IEEE_F32LE, h5py.h5s.create_simple(values.shape), kind)
        implicit.write(h5py.h5s.ALL, h5py.h5s.ALL, values)
        f["a"].attrs["weight_names"] = [n.encode() for n in [*pieces, "implicit"]]
    expect("latest-pieces.h5", [(f"a/{n}", "F32", values.shape, values) for n in [*pieces, "implicit"]])


def keras3_files():
    """As the saving of Keras 3: layers are groups called after their class, or have a name as well."""
    numbers = np.array([1.5, -2], np.float32)
    with h5py.File(FOLDER / "keras3.h5", "w") as f:
        f["layers/conv2d/vars/0"] = numbers
        f["layers/functional/layers/conv2d_1/vars/0"] = numbers + 1
        f["layers/dropout/seed_generator/vars/0"] = np.array([1, 2], np.uint32)
        f["optimizer/vars/0"] = numbers
        f.create_group("vars")
    rows = [
        ("conv2d/vars/0", "F32", (2,), numbers),
        ("dropout/seed_generator/vars/0", "U32", (2,), None),
        ("functional/layers/conv2d_1/vars/0", "F32", (2,), numbers + 1),
    ]
    expect("keras3.h5", rows)
    named = {"Conv1": [numbers], "bn_Conv1": [numbers, numbers + 1, numbers + 2, numbers + 3]}
    rows = []
    with h5py.File(FOLDER / "named-layers.weights.h5", "w") as f:
        for group, (name, values) in zip(("batch_normalization", "conv2d"), sorted(named.items(), reverse=True)):
            variables = f.create_group(f"layers/{group}/vars")
            variables.attrs["name"] = name
            for i, value in enumerate(values):
                variables[str(i)] = value
                rows.append((f"{name}/vars/{i}", "F32", value.shape, value))
    expect("named-layers.weights.h5", rows)
    with zipfile.ZipFile(FOLDER / "model.keras", "w") as z:
        z.writestr("metadata.json", json.dumps({"keras_version": "3.15.1"}))
        z.writestr("config.json", "{}")
        z.write(FOLDER / "named-layers.weights.h5", "model.weights.h5")
    expect("model.keras", rows)


def nested_model(file, content):
    """As model.save of a Sequential that begins with another model: its weights are all of one layer."""
    inner = {name: values for weights in content.values() for name, values in weights.items()}
    nested = {"base": inner, "dense": {"dense/kernel:0": np.ones((3, 2), np.float32)}}
    with h5py.File(FOLDER / file, "w") as f:
        put_layers(f.create_group("model_weights"), nested)
    expect_layers(file, nested)


def many_layers(file):
    """So many that the group's B-tree has a leaf that is nearly full; to stay small, all are the same group."""
    one = {"layer_0": {"bias:0": np.array([0.5], np.float32)}}
    names = [f"layer_{i}" for i in range(120)]
    with h5py.File(FOLDER / file, "w") as f:
        put_layers(f, one)
        for name in names[1:]:
            f[name] = f["layer_0"]
        f.attrs["layer_names"] = [n.encode() for n in names]
    expect_layers(file, {name: one["layer_0"] for name in names})


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    torch_files()
    safetensors_file()
    keras_files()
