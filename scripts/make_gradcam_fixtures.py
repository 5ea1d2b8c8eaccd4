#!/usr/bin/env python3
"""Writes where torchvision's networks see a class, by Grad-CAM on the last feature map, for zoo's tests:

    /usr/bin/python3 scripts/make_gradcam_fixtures.py > zoo/src/test/resources/grad-cam.tsv

Weights and images are those of make_network_fixtures.py. A row has the fixture's name, the size of
the image, the class, and the map row by row, its largest value 1.
"""
import numpy as np
import torch
import torchvision
from make_network_fixtures import CLASSES, bounds, image, values
from torchvision.models.resnet import BasicBlock, ResNet


def fill(net):
    state = {}
    for key, old in net.state_dict().items():
        shape = tuple(old.shape)
        fan_in = int(np.prod(shape[1:])) if len(shape) > 1 else 0
        state[key] = (
            torch.from_numpy(values(key, shape, *bounds(key, shape, fan_in))) if old.is_floating_point() else old
        )
    net.load_state_dict(state)
    return net.eval()


def grad_cam(net, last, x, index):
    kept = {}

    def keep(module, inputs, output):
        output.retain_grad()
        kept["map"] = output

    handle = last.register_forward_hook(keep)
    # An in-place activation after the hook would overwrite the map.
    for module in net.modules():
        if hasattr(module, "inplace"):
            module.inplace = False
    net(x)[0, index].backward()
    handle.remove()
    features, gradient = kept["map"], kept["map"].grad
    cam = torch.relu((features * gradient.mean((2, 3), keepdim=True)).sum(1))[0]
    return (cam / cam.max()).detach().numpy()


class DenseNet(torch.nn.Module):
    """With the last activation as a module, which torchvision calls as a function."""

    def __init__(self, net):
        super().__init__()
        self.net = net
        self.last = torch.nn.ReLU()

    def forward(self, x):
        x = self.last(self.net.features(x))
        return self.net.classifier(x.mean((2, 3)))


def main():
    models = torchvision.models
    dense = DenseNet(fill(models.densenet121(num_classes=CLASSES)))
    resnet = fill(ResNet(BasicBlock, [1, 2, 1, 3], num_classes=CLASSES))
    alexnet = fill(models.alexnet(num_classes=CLASSES))
    cases = [
        ("torchvision-resnet-1-2-1-3", resnet, resnet.layer4, 150),
        ("torchvision-densenet121", dense, dense.last, 130),
        ("torchvision-alexnet", alexnet, alexnet.features, 191),
    ]
    for name, net, last, size in cases:
        x = torch.from_numpy(image(size)[:1]).permute(0, 3, 1, 2).contiguous()
        maps = ((index, grad_cam(net, last, x, index)) for index in range(CLASSES))
        telling = [(index, cam) for index, cam in maps if np.isfinite(cam).all() and (cam > 0.05).sum() > 4]
        for index, cam in telling[:2]:
            print(name, size, index, *(f"{v:.7g}" for v in cam.ravel()), sep="\t")


if __name__ == "__main__":
    main()
