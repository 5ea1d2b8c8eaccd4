"""Sets the measurements of scripts/bench-peer.sh beside each other.

    python3 scripts/bench_peer_table.py table results.jsonl
    python3 scripts/bench_peer_table.py variants results.jsonl --model resnet18 --mode infer --batch-size 1
"""

import argparse
import json
import statistics

# In the order in which they are shown.
PEERS = {"pytorch": "PyTorch", "onnxruntime": "ONNX Runtime", "djl": "DJL"}
# A variant of PyTorch is measured again unless its speed is below this share of the fastest's.
WORTH_IT = 0.86


def load(path):
    """Lists of measurements by model, mode, batch and neighbours, then by engine."""
    runs = {}
    with open(path) as lines:
        for line in lines:
            m = json.loads(line)
            run = (m["model"], mode_of(m), m["batchSize"], m.get("neighbours", 0))
            runs.setdefault(run, {}).setdefault(engine_of(m), []).append(m)
    return runs


def mode_of(measurement):
    numbers = measurement.get("numbers", "float32")
    return measurement["mode"] + ("" if numbers == "float32" else f" in {numbers}")


def engine_of(measurement):
    engine = measurement["engine"]
    ours = engine != "stock" and peer_of(engine) not in PEERS
    return "ours" if ours else engine


def peer_of(engine):
    return engine.split("-")[0]


class Medians:
    """The medians of an engine's measurements."""

    def __init__(self, engine, measurements):
        self.engine = engine
        self.speed = median(measurements, "imagesPerSecond")
        self.peak = median(measurements, "peakBytes") / 1e9
        self.p50 = median(measurements, "p50Milliseconds")
        self.p99 = median(measurements, "p99Milliseconds")
        self.rounds = len(measurements)


def median(measurements, key):
    return statistics.median(m[key] for m in measurements)


def fastest(engines, peer):
    """The fastest of a peer's variants, or none."""
    of_peer = [m for engine, m in engines.items() if peer_of(engine) == peer]
    return max(of_peer, key=lambda m: m.speed, default=None)


def table(arguments):
    """Prints the medians as two Markdown tables: speed and memory, then how long a batch takes."""
    runs = {
        run: {e: Medians(e, ms) for e, ms in engines.items()}
        for run, engines in load(arguments.results).items()
    }
    runs = dict(sorted(runs.items(), key=lambda of: (of[0][3], of[0][2])))
    measured = [p for p in PEERS if any(fastest(engines, p) for engines in runs.values())]
    names = [PEERS[p] for p in measured]
    stock = any("stock" in engines for engines in runs.values())
    speeds = ["ours, images/s", *names, "ratio to the fastest", "ours, GB", *names, "ratio to the fastest's"]
    speeds += ["stock DL4J, images/s", "stock, GB"] if stock else []
    rows(runs, speeds, lambda engines: speed_cells(engines, measured, stock))
    times = ["ours, p50 and p99 in ms", *names, "p50's ratio to the fastest's"]
    rows(runs, times, lambda engines: time_cells(engines, measured))
    rounds = sorted({m.rounds for engines in runs.values() for m in engines.values()})
    print(f"Medians; rounds: {' or '.join(map(str, rounds))}. Of fewer than 100 steps p99 is the slowest.")
    for_pytorch(runs)


def rows(runs, head, cells):
    head = ["network", "mode", "batch", "busy neighbours", *head]
    print("| " + " | ".join(head) + " |")
    print("| --- | --- " + "| ---: " * (len(head) - 2) + "|")
    for run, engines in runs.items():
        print("| " + " | ".join(map(str, [*run, *cells(engines)])) + " |")
    print()


def for_pytorch(runs):
    """Tells which of PyTorch's variants was the fastest, by run."""
    chosen = {}
    for (model, mode, batch, _), engines in runs.items():
        best = fastest(engines, "pytorch")
        if best:
            chosen.setdefault(best.engine.removeprefix("pytorch-"), []).append(f"{model} {mode} {batch}")
    for variant, of in chosen.items():
        print(f"PyTorch {variant}: {', '.join(dict.fromkeys(of))}.")


def with_peers(engines, measured):
    """Ours, each peer's fastest variant, and the fastest of those."""
    peers = [fastest(engines, p) for p in measured]
    return [engines.get("ours"), *peers], max(filter(None, peers), key=lambda m: m.speed, default=None)


def speed_cells(engines, measured, stock):
    each, best = with_peers(engines, measured)
    row = [number(m and m.speed, 1) for m in each] + [ratio(each[0], best, "speed")]
    row += [number(m and m.peak, 2) for m in each] + [ratio(each[0], best, "peak")]
    if stock:
        of_stock = engines.get("stock")
        row += [number(of_stock and of_stock.speed, 1), number(of_stock and of_stock.peak, 2)]
    return row


def time_cells(engines, measured):
    each, best = with_peers(engines, measured)
    times = [f"{number(m.p50, 1)}, {number(m.p99, 1)}" if m else "–" for m in each]
    return [*times, ratio(each[0], best, "p50")]


def number(value, digits):
    return "–" if value is None else f"{value:,.{digits}f}"


def ratio(ours, peer, of):
    return f"{getattr(ours, of) / getattr(peer, of):.2f}" if ours and peer else "–"


def variants(arguments):
    """Prints the variants of PyTorch that may be its fastest one."""
    run = (arguments.model, arguments.mode, arguments.batch_size, arguments.neighbours)
    speeds = {
        engine.removeprefix("pytorch-"): median(measurements, "imagesPerSecond")
        for engine, measurements in load(arguments.results).get(run, {}).items()
        if peer_of(engine) == "pytorch"
    }
    print(*(v for v, speed in speeds.items() if speed > WORTH_IT * max(speeds.values())))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    all_of_them = commands.add_parser("table", help="print the medians of a file of measurements")
    all_of_them.add_argument("results")
    all_of_them.set_defaults(command=table)
    better = commands.add_parser("variants", help="print PyTorch's variants that are worth measuring again")
    better.add_argument("results")
    better.add_argument("--model", required=True)
    better.add_argument("--mode", required=True)
    better.add_argument("--batch-size", type=int, required=True)
    better.add_argument("--neighbours", type=int, default=0)
    better.set_defaults(command=variants)
    arguments = parser.parse_args()
    arguments.command(arguments)


if __name__ == "__main__":
    main()
