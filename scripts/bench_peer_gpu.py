"""Measures PyTorch on a GPU on the networks of this project; scripts/check-cuda.sh calls it.

    python3 scripts/bench_peer_gpu.py --batches 32,128 --seconds 0.5 --precisions tf32,bf16 resnet18 mobilenetv2

One line of JSON for each network, batch and precision: images a second of training and inference, each in
the faster of PyTorch's two layouts, cuDNN's algorithms measured. bf16 and fp16 are autocast's, without
the scaling of gradients.
"""

import argparse
import json
import time

import bench_peer
import torch

bench_peer.CLASSES = 1000
WARM_UP = 3
STEPS = 4


def rate(step, batch, seconds):
    for _ in range(WARM_UP):
        step()
    torch.cuda.synchronize()
    start = time.perf_counter()
    done = 0
    while time.perf_counter() - start < seconds:
        for _ in range(STEPS):
            step()
        done += STEPS * batch
        torch.cuda.synchronize()
    return done / (time.perf_counter() - start)


HALVES = {"bf16": torch.bfloat16, "fp16": torch.float16}


class Autocast(torch.nn.Module):
    """A network whose forward pass computes in a narrow type, with weights narrowed in each step."""

    def __init__(self, net, dtype):
        super().__init__()
        self.net = net
        self.dtype = dtype

    def forward(self, images):
        with torch.autocast("cuda", dtype=self.dtype):
            return self.net(images)


def measure(net, size, batch, seconds, layout):
    height, width, channels = size
    images = torch.rand(batch, channels, height, width, device="cuda").to(memory_format=layout)
    labels = torch.randint(bench_peer.CLASSES, (batch,), device="cuda")
    net = net.to(memory_format=layout)
    train = rate(bench_peer.training_step(net, images, labels), batch, seconds)
    return train, rate(bench_peer.inference_step(net, images), batch, seconds)


def measure_all(model, arguments):
    if model == "googlenet":
        raise AttributeError("torchvision's has batch norm; it is measured as googlenet-bn")
    net, size = bench_peer.network(model)
    net = net.cuda()
    for batch in map(int, arguments.batches.split(",")):
        for precision in arguments.precisions.split(","):
            torch.backends.cudnn.allow_tf32 = precision != "float32"
            torch.backends.cuda.matmul.allow_tf32 = precision != "float32"
            layouts = (torch.contiguous_format, torch.channels_last)
            timed = Autocast(net, HALVES[precision]) if precision in HALVES else net
            rates = [measure(timed, size, batch, arguments.seconds, layout) for layout in layouts]
            line = {
                "model": model,
                "batch": batch,
                "peer": precision,
                "train": round(max(train for train, _ in rates), 1),
                "infer": round(max(infer for _, infer in rates), 1),
            }
            print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--batches", default="32,128,256")
    parser.add_argument("--precisions", default="float32,tf32")
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--limit", type=float, default=float("inf"), help="begin no network later")
    arguments = parser.parse_args()
    torch.backends.cudnn.benchmark = True
    print(f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}", flush=True)
    start = time.monotonic()
    for at, model in enumerate(arguments.models):
        if time.monotonic() - start >= arguments.limit:
            print("out of time, not measured:", *arguments.models[at:], flush=True)
            return
        try:
            measure_all(model, arguments)
        except (AttributeError, RuntimeError, TypeError) as error:
            print(f"{model}: {error}", flush=True)
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
