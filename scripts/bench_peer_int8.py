"""Puts a network in ONNX into 8-bit integers in the form that ONNX Runtime's own tool writes (QDQ): operators stay as they
are, each between DequantizeLinear and QuantizeLinear, which ONNX Runtime then fuses to its kernels of integers.

Activations are unsigned, weights signed with a scale for each output channel, biases in 32 bits. The ranges of
activations are made up, as only the speed is measured, which doesn't depend on them. `scripts/bench_peer.py export
--format onnx-int8` calls it.
"""

import numpy
from onnx import helper, numpy_helper

# What ONNX Runtime has integer kernels for, among what these networks consist of. All else stays in float32.
INTEGER = {"Conv", "Gemm", "Add", "Concat", "MaxPool", "AveragePool", "GlobalAveragePool", "Flatten"}
# Their output has the scale of their input.
KEEPS_SCALE = {"MaxPool", "Flatten"}
# Fused into what comes before: their result is quantized, and not what they take.
ACTIVATIONS = {"Relu", "Clip"}
# Of images and of what an activation left, and of all else.
POSITIVE, SIGNED = (0.0, 6.0), (-4.0, 4.0)


class Quantizer:
    """The pieces of a graph in integers."""

    def __init__(self, graph):
        self.graph = graph
        self.weights = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
        # PyTorch writes weights that are alike once.
        for node in graph.node:
            if node.op_type == "Identity" and node.input[0] in self.weights:
                self.weights[node.output[0]] = self.weights[node.input[0]]
        self.producers = {name: node for node in graph.node for name in node.output}
        self.ranges = {name: self.range_of(name) for name in self.activations()}
        self.nodes = []
        self.initializers = []
        self.dequantized = {}

    def quantize(self):
        """Replaces the graph's nodes."""
        inputs = [i.name for i in self.graph.input if i.name not in self.weights]
        for name in inputs:
            self.around(name)
        for node in list(self.graph.node):
            self.nodes.append(self.on_integers(node))
            self.around(node.output[0])
        used = {name for node in self.nodes for name in node.input}
        kept = [i for i in self.graph.initializer if i.name in used]
        del self.graph.node[:], self.graph.initializer[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(kept + self.initializers)

    def activations(self):
        """Names of the activations that are integers: what integer operators take and give, the result excepted."""
        names = set()
        for node in self.graph.node:
            if node.op_type in INTEGER:
                names.update(name for name in node.input if name not in self.weights)
                names.add(self.after_activation(node.output[0]))
        return names - {output.name for output in self.graph.output}

    def after_activation(self, name):
        users = [node for node in self.graph.node if name in node.input]
        fused = len(users) == 1 and users[0].op_type in ACTIVATIONS
        return users[0].output[0] if fused else name

    def range_of(self, name):
        producer = self.producers.get(name)
        if producer is None or producer.op_type in ACTIVATIONS:
            return POSITIVE
        if producer.op_type in KEEPS_SCALE or producer.op_type.endswith("AveragePool"):
            return self.range_of(producer.input[0])
        return SIGNED

    def scale_of(self, name):
        low, high = self.ranges[name]
        return (high - low) / 255

    def around(self, name):
        """Rounds an activation to integers and back, where it is one of those."""
        if name not in self.ranges:
            return
        zero = numpy.uint8(round(-self.ranges[name][0] / self.scale_of(name)))
        ends = [
            self.constant(f"{name}_scale", numpy.float32(self.scale_of(name))),
            self.constant(f"{name}_zero", zero),
        ]
        self.nodes.append(helper.make_node("QuantizeLinear", [name, *ends], [f"{name}_q"]))
        self.nodes.append(helper.make_node("DequantizeLinear", [f"{name}_q", *ends], [f"{name}_dq"]))
        self.dequantized[name] = f"{name}_dq"

    def on_integers(self, node):
        """The node with the integers of its inputs, its weights among them."""
        inputs = list(node.input)
        for index, name in enumerate(inputs):
            if name in self.weights and node.op_type in ("Conv", "Gemm"):
                node.input[index] = self.weight(node, name) if index == 1 else self.bias(inputs, node, name)
            else:
                node.input[index] = self.dequantized.get(name, name)
        return node

    def channel_scales(self, name):
        """Scale of each output channel, which is the first axis of these weights."""
        weights = self.weights[name]
        most = numpy.abs(weights.reshape(len(weights), -1)).max(axis=1)
        return numpy.maximum(most / 127, 1e-8).astype(numpy.float32)

    def weight(self, node, name):
        scales = self.channel_scales(name)
        by_channel = scales.reshape(-1, *[1] * (self.weights[name].ndim - 1))
        integers = numpy.clip(numpy.rint(self.weights[name] / by_channel), -127, 127).astype(numpy.int8)
        return self.from_integers(f"{node.output[0]}_weight", integers, scales)

    def bias(self, inputs, node, name):
        scales = (self.channel_scales(inputs[1]) * self.scale_of(inputs[0])).astype(numpy.float32)
        integers = numpy.rint(self.weights[name] / scales).astype(numpy.int32)
        # Convolutions whose biases are alike share them.
        return self.from_integers(f"{node.output[0]}_bias", integers, scales)

    def from_integers(self, name, integers, scales):
        inputs = [
            self.constant(f"{name}_q", integers),
            self.constant(f"{name}_scale", scales),
            self.constant(f"{name}_zero", numpy.zeros(len(scales), integers.dtype)),
        ]
        self.nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{name}_dq"], axis=0))
        return f"{name}_dq"

    def constant(self, name, values):
        self.initializers.append(numpy_helper.from_array(numpy.asarray(values), name))
        return name


def quantize(model):
    """Puts a model of onnx into integers, in place."""
    Quantizer(model.graph).quantize()
