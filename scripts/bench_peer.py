"""Measures PyTorch on the networks of this project, and sets its numbers beside ours.

scripts/bench-peer.sh calls it; by hand:

    python3 scripts/bench_peer.py run --model resnet18 --mode train --batch-size 32 --threads 2
    python3 scripts/bench_peer.py table results.jsonl
"""

import argparse
import json
import statistics
import sys
import time

CLASSES = 5
WARM_UP_STEPS = 3
LAYOUTS = ("nchw", "channels-last")


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
        return lenet5(), (28, 28, 1)
    build = {
        "alexnet": lambda: models.alexnet(num_classes=CLASSES),
        "vgg16": lambda: models.vgg16(num_classes=CLASSES),
        "googlenet-bn": lambda: models.googlenet(
            num_classes=CLASSES, aux_logits=False, init_weights=False
        ),
        "resnet18": lambda: models.resnet18(num_classes=CLASSES),
        "densenet121": lambda: models.densenet121(num_classes=CLASSES),
        "mobilenetv2": lambda: models.mobilenet_v2(num_classes=CLASSES),
    }
    return build[name](), (224, 224, 3)


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


def run(arguments):
    """Prints one measurement as a line of JSON, with the keys of `zoo bench --json`."""
    import torch

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(0)
    layout = torch.channels_last if arguments.layout == "channels-last" else torch.contiguous_format
    net, (height, width, channels) = network(arguments.model)
    net = net.to(memory_format=layout)
    images = torch.rand(arguments.batch_size, channels, height, width).to(memory_format=layout)
    labels = torch.randint(CLASSES, (arguments.batch_size,))
    train = arguments.mode == "train"
    step = training_step(net, images, labels) if train else inference_step(net, images)

    for _ in range(WARM_UP_STEPS):
        step()
    seconds = []
    end = time.perf_counter() + arguments.seconds
    while time.perf_counter() < end or len(seconds) < 3:
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)

    result = {
        "model": arguments.model,
        "mode": arguments.mode,
        "batchSize": arguments.batch_size,
        "engine": "pytorch-" + arguments.layout,
        "threads": torch.get_num_threads(),
        "imagesPerSecond": arguments.batch_size / statistics.median(seconds),
        "peakBytes": peak_bytes(),
    }
    print(json.dumps(result))


def table(arguments):
    """Prints the medians of a file of measurements as a Markdown table."""
    measurements = {}
    with open(arguments.results) as lines:
        for line in lines:
            m = json.loads(line)
            key = (m["model"], m["mode"], m["batchSize"])
            peer = m["engine"].startswith("pytorch-")
            engine = m["engine"].removeprefix("pytorch-") if peer else "ours"
            measurements.setdefault(key, {}).setdefault(engine, []).append(m)

    print("| model | mode | batch | ours, images/s | PyTorch NCHW | PyTorch channels-last | ratio"
          " | ours, peak GB | PyTorch, peak GB | ratio |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for (model, mode, batch_size), engines in measurements.items():
        speed = {e: median(ms, "imagesPerSecond") for e, ms in engines.items()}
        peak = {e: median(ms, "peakBytes") / 1e9 for e, ms in engines.items()}
        better = max(LAYOUTS, key=lambda layout: speed.get(layout, 0.0))
        print(f"| {model} | {mode} | {batch_size} | {number(speed, 'ours', 1)} | {number(speed, 'nchw', 1)}"
              f" | {number(speed, 'channels-last', 1)} | {ratio(speed, better)}"
              f" | {number(peak, 'ours', 2)} | {number(peak, better, 2)} | {ratio(peak, better)} |")
    print()
    print("The ratios set ours against the faster of PyTorch's two.")


def median(measurements, key):
    return statistics.median(m[key] for m in measurements)


def number(values, engine, digits):
    return f"{values[engine]:.{digits}f}" if engine in values else "–"


def ratio(values, peer):
    return f"{values['ours'] / values[peer]:.2f}" if {"ours", peer} <= values.keys() else "–"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("run", help="measure PyTorch once")
    one.add_argument("--model", required=True)
    one.add_argument("--mode", choices=("train", "infer"), required=True)
    one.add_argument("--batch-size", type=int, required=True)
    one.add_argument("--layout", choices=LAYOUTS, default="channels-last")
    one.add_argument("--threads", type=int, required=True)
    one.add_argument("--seconds", type=float, default=10)
    one.set_defaults(command=run)
    all_of_them = commands.add_parser("table", help="print the medians of a file of measurements")
    all_of_them.add_argument("results")
    all_of_them.set_defaults(command=table)
    arguments = parser.parse_args()
    try:
        arguments.command(arguments)
    except KeyError as unknown:
        sys.exit(f"bench_peer.py: there is no PyTorch network for {unknown}")


if __name__ == "__main__":
    main()
