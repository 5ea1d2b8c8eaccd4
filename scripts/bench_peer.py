"""Measures PyTorch on the networks of this project, and exports them for other peers.

scripts/bench-peer.sh calls it; by hand:

    python3 scripts/bench_peer.py run --model resnet18 --mode train --batch-size 32 --threads 2
    python3 scripts/bench_peer.py export --model resnet18 --format onnx resnet18.onnx
    python3 scripts/bench_peer.py size --model resnet18
"""

import argparse
import json
import statistics
import sys
import time

CLASSES = 5
FEWEST_STEPS = 3
# Of steps so slow that the fewest would take longer than this many times the time asked for, fewer do.
PATIENCE = 3
# Frozen is TorchScript with constant weights: folded batch norms, and oneDNN's own layouts.
VARIANTS = ("nchw", "channels-last", "frozen", "frozen-channels-last")


def lenet5():
    """LeNet-5 as in zoo/model/LeNet5.java: ReLU, max pooling, 28x28 padded to 32x32."""
    from torch import nn

    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, CLASSES),
    )  # fmt: skip


def network(name):
    """The network of our name `name`, and the height, width and channels of its images."""
    from torchvision import models

    if name == "lenet5":
        return lenet5(), shape_of(name)
    torchvisions = {"googlenet-bn": "googlenet", "mobilenetv2": "mobilenet_v2"}
    # torchvision would draw these weights from SciPy, value by value.
    more = {"aux_logits": False, "init_weights": False} if name == "googlenet-bn" else {}
    build = getattr(models, torchvisions.get(name, name.replace("-", "_")))
    return build(num_classes=CLASSES, **more), shape_of(name)


def shape_of(name):
    """Height, width and channels of a network's images."""
    return (28, 28, 1) if name == "lenet5" else (224, 224, 3)


def peak_bytes():
    """The most memory this process ever had resident (VmHWM)."""
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    raise RuntimeError("/proc/self/status has no VmHWM")


def training_step(net, images, labels):
    import torch

    net.train()
    adam = torch.optim.Adam(net.parameters(), lr=1e-3)
    loss_function = torch.nn.CrossEntropyLoss()

    def step():
        adam.zero_grad(set_to_none=True)
        loss_function(net(images), labels).backward()
        adam.step()

    return step


def inference_step(net, images):
    import torch

    net.eval()

    def step():
        with torch.inference_mode():
            net(images)

    return step


def frozen(net, images):
    """The network as TorchScript with its weights as constants and batch norms folded into convolutions."""
    import torch

    net.eval()
    with torch.no_grad():
        return torch.jit.freeze(torch.jit.trace(net, images))


def frozen_step(net, images):
    import torch

    scripted = torch.jit.optimize_for_inference(frozen(net, images))

    def step():
        with torch.no_grad():
            scripted(images)

    return step


def timed(step, together):
    """Seconds of each step, for as long as that together, as in app/bench/Benchmark.java."""
    measured = []
    spent = 0.0
    while (
        not measured
        or spent < together
        or (len(measured) < FEWEST_STEPS and spent < PATIENCE * together)
    ):
        start = time.perf_counter()
        step()
        measured.append(time.perf_counter() - start)
        spent += measured[-1]
    return measured


def run(arguments):
    """Prints one measurement as a line of JSON, with the keys of `zoo bench --json`."""
    import torch

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    last = arguments.variant.endswith("channels-last")
    layout = torch.channels_last if last else torch.contiguous_format
    net, (height, width, channels) = network(arguments.model)
    net = net.to(memory_format=layout)
    images = torch.rand(arguments.batch_size, channels, height, width).to(memory_format=layout)
    if arguments.mode == "train":
        step = training_step(net, images, torch.randint(CLASSES, (arguments.batch_size,)))
    elif arguments.variant.startswith("frozen"):
        step = frozen_step(net, images)
    else:
        step = inference_step(net, images)

    timed(step, arguments.seconds / 2)
    seconds = sorted(timed(step, arguments.seconds))

    median = statistics.median(seconds)
    # By nearest rank, as in app/bench/StepTimes.java.
    p99 = seconds[(99 * len(seconds) + 99) // 100 - 1]
    result = {
        "model": arguments.model,
        "mode": arguments.mode,
        "batchSize": arguments.batch_size,
        "engine": "pytorch-" + arguments.variant,
        "threads": torch.get_num_threads(),
        "imagesPerSecond": arguments.batch_size / median,
        "p50Milliseconds": 1e3 * median,
        "p99Milliseconds": 1e3 * p99,
        "peakBytes": peak_bytes(),
        "steps": len(seconds),
    }
    print(json.dumps(result))


def channels_last(net):
    """The network in PyTorch's faster layout, for whoever can only give it the other one."""
    import torch

    class ChannelsLast(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.net = net.to(memory_format=torch.channels_last)

        def forward(self, images):
            return self.net(images.contiguous(memory_format=torch.channels_last))

    return ChannelsLast()


def export(arguments):
    """Writes a network as ONNX with a batch of any size, or as frozen TorchScript in channels-last."""
    import torch

    torch.manual_seed(0)
    net, (height, width, channels) = network(arguments.model)
    net.eval()
    images = torch.rand(1, channels, height, width)
    if arguments.format == "torchscript":
        frozen(channels_last(net), images).save(arguments.file)
        return
    torch.onnx.export(
        net, images, arguments.file, opset_version=17,
        input_names=["images"], output_names=["scores"], dynamic_axes={"images": {0: "batch"}},
    )  # fmt: skip
    if arguments.format == "onnx-int8":
        in_integers(arguments.file)


def in_integers(file):
    """Rewrites a file of ONNX in 8-bit integers."""
    import bench_peer_int8
    import onnx

    model = onnx.load(file)
    bench_peer_int8.quantize(model)
    onnx.checker.check_model(model)
    onnx.save(model, file)


def size(arguments):
    """Prints channels and height of the network's images, which are square."""
    height, _, channels = shape_of(arguments.model)
    print(channels, height)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("run", help="measure PyTorch once")
    one.add_argument("--model", required=True)
    one.add_argument("--mode", choices=("train", "infer"), required=True)
    one.add_argument("--batch-size", type=int, required=True)
    one.add_argument("--variant", choices=VARIANTS, default="channels-last")
    one.add_argument("--threads", type=int, required=True)
    one.add_argument("--seconds", type=float, default=10)
    one.set_defaults(command=run)
    exported = commands.add_parser("export", help="write a network for another library")
    exported.add_argument("--model", required=True)
    exported.add_argument("--format", choices=("onnx", "onnx-int8", "torchscript"), required=True)
    exported.add_argument("file")
    exported.set_defaults(command=export)
    sized = commands.add_parser("size", help="print channels and height of a network's images")
    sized.add_argument("--model", required=True)
    sized.set_defaults(command=size)
    arguments = parser.parse_args()
    try:
        arguments.command(arguments)
    except AttributeError as unknown:
        sys.exit(f"bench_peer.py: there is no PyTorch network for {unknown}")


if __name__ == "__main__":
    main()
