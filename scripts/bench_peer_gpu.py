"""Measures PyTorch on a GPU on the networks of this project; scripts/check-cuda.sh calls it.

    python3 scripts/bench_peer_gpu.py --batches 32,128 --seconds 0.5 resnet18 mobilenetv2

One line of JSON for each network, batch and arithmetic: images a second of training and inference in
float32, without and with TF32, each in the faster of PyTorch's two layouts, cuDNN's algorithms measured.
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
        for tf32 in (False, True):
            torch.backends.cudnn.allow_tf32 = tf32
            torch.backends.cuda.matmul.allow_tf32 = tf32
            layouts = (torch.contiguous_format, torch.channels_last)
            rates = [measure(net, size, batch, arguments.seconds, layout) for layout in layouts]
            line = {
                "model": model,
                "batch": batch,
                "peer": "tf32" if tf32 else "float32",
                "train": round(max(train for train, _ in rates), 1),
                "infer": round(max(infer for _, infer in rates), 1),
            }
            print(json.dumps(line), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", nargs="+")
    parser.add_argument("--batches", default="32,128,256")
    parser.add_argument("--seconds", type=float, default=0.5)
    arguments = parser.parse_args()
    torch.backends.cudnn.benchmark = True
    print(f"PyTorch {torch.__version__}, cuDNN {torch.backends.cudnn.version()}", flush=True)
    for model in arguments.models:
        try:
            measure_all(model, arguments)
        except (AttributeError, RuntimeError, TypeError) as error:
            print(f"{model}: {error}", flush=True)
        torch.cuda.empty_cache()


if __name__ == "__main__":
    main()
