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
FEWEST_STEPS = 3
# Of steps so slow that the fewest would take longer than this many times the time asked for, fewer do.
PATIENCE = 3
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
    torchvisions = {"googlenet-bn": "googlenet", "mobilenetv2": "mobilenet_v2"}
    # torchvision would draw these weights from SciPy, value by value.
    more = {"aux_logits": False, "init_weights": False} if name == "googlenet-bn" else {}
    build = getattr(models, torchvisions.get(name, name.replace("-", "_")))
    return build(num_classes=CLASSES, **more), (224, 224, 3)


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
    layout = torch.channels_last if arguments.layout == "channels-last" else torch.contiguous_format
    net, (height, width, channels) = network(arguments.model)
    net = net.to(memory_format=layout)
    images = torch.rand(arguments.batch_size, channels, height, width).to(memory_format=layout)
    labels = torch.randint(CLASSES, (arguments.batch_size,))
    train = arguments.mode == "train"
    step = training_step(net, images, labels) if train else inference_step(net, images)

    timed(step, arguments.seconds / 2)
    seconds = timed(step, arguments.seconds)

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


def load(path):
    """Lists of measurements by model and mode, then by what measured: ours, stock, nchw, channels-last."""
    measurements = {}
    with open(path) as lines:
        for line in lines:
            m = json.loads(line)
            of_model = measurements.setdefault((m["model"], m["mode"]), {})
            of_model.setdefault(column(m["engine"]), []).append(m)
    return measurements


def column(engine):
    if engine.startswith("pytorch-"):
        return engine.removeprefix("pytorch-")
    return "stock" if engine == "stock" else "ours"


def layouts(arguments):
    """Prints the layouts of PyTorch that may be its faster one."""
    engines = load(arguments.results).get((arguments.model, arguments.mode), {})
    speed = {layout: median(engines[layout], "imagesPerSecond") for layout in LAYOUTS if layout in engines}
    print(*(layout for layout in LAYOUTS if speed.get(layout, 1e9) > 0.86 * max(speed.values(), default=0)))


def table(arguments):
    """Prints the medians of a file of measurements as a Markdown table."""
    print("| network | mode | batch | ours, images/s | PyTorch channels-last | PyTorch NCHW | ratio"
          " | ours, GB | PyTorch, GB | ratio | stock DL4J, images/s | stock, GB |")
    print("| --- | --- " + "| ---: " * 10 + "|")
    stock_batches = set()
    for (model, mode), engines in load(arguments.results).items():
        speed = {e: median(ms, "imagesPerSecond") for e, ms in engines.items()}
        peak = {e: median(ms, "peakBytes") / 1e9 for e, ms in engines.items()}
        better = max(LAYOUTS, key=lambda layout: speed.get(layout, 0.0))
        batch_size = next(iter(ms[0]["batchSize"] for e, ms in engines.items() if e != "stock"), "–")
        stock_batches.update(m["batchSize"] for m in engines.get("stock", []))
        cells = [
            model, mode, batch_size,
            number(speed, "ours", 1), number(speed, "channels-last", 1), number(speed, "nchw", 1),
            ratio(speed, better),
            number(peak, "ours", 2), number(peak, better, 2), ratio(peak, better),
            number(speed, "stock", 1), number(peak, "stock", 2),
        ]  # fmt: skip
        print("| " + " | ".join(str(cell) for cell in cells) + " |")
    print()
    print("Medians; the ratios set ours against the faster of PyTorch's two layouts.")
    if stock_batches:
        print(f"Stock layers: one run on batches of {', '.join(map(str, sorted(stock_batches)))}.")


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
    better = commands.add_parser("layouts", help="print the layouts that are worth measuring again")
    better.add_argument("results")
    better.add_argument("--model", required=True)
    better.add_argument("--mode", required=True)
    better.set_defaults(command=layouts)
    arguments = parser.parse_args()
    try:
        arguments.command(arguments)
    except KeyError as unknown:
        sys.exit(f"bench_peer.py: there is no PyTorch network for {unknown}")


if __name__ == "__main__":
    main()
