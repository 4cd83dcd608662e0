"""The ONNX graph of a BERT sentence encoder, made from its weights with numpy alone.

Post-norm transformer of Devlin et al. 2018 (arXiv:1810.04805), then the mean of the token vectors and unit length
(Reimers and Gurevych 2019, arXiv:1908.10084).
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

VERSION = 1
"""Raised whenever the graph changes, so that a cached one is made again."""
HEADS = 12
LAYERS = 6
OPSET = 20
EPSILON = 1e-12


class Graph:
    """Nodes and constants of the graph as they are added."""

    def __init__(self, weights: dict[str, npt.NDArray[Any]]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: dict[str, Any] = {}

    def constant(self, name: str, value: npt.NDArray[Any]) -> str:
        """Add a constant once; gives back its name."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """Add a node; gives back the name of its output."""
        output = f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def linear(self, x: str, name: str) -> str:
        """X times the weight matrix, plus the bias."""
        weight = self.constant(f"{name}.weight", self.weights[f"{name}.weight"].T)
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("Add", self.add("MatMul", x, weight), bias)

    def norm(self, x: str, name: str) -> str:
        """Layer normalisation over the last axis."""
        scale = self.constant(f"{name}.weight", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", self.weights[f"{name}.bias"])
        return self.add("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)


def build(weights: Path) -> bytes:
    """The graph: inputs `ids` (int64) and `mask` (float32), both batch x length; output `vectors`, batch x width."""
    graph = Graph(load_file(weights))
    x = _embeddings(graph)
    far_away = graph.constant("far_away", np.array(-1e9, dtype=np.float32))
    one = graph.constant("one", np.array(1, dtype=np.float32))
    axes = graph.constant("axes_heads", np.array([1, 2], dtype=np.int64))
    hidden = graph.add("Mul", graph.add("Sub", one, graph.add("Unsqueeze", "mask", axes)), far_away)
    for layer in range(LAYERS):
        x = _layer(graph, x, hidden, f"encoder.layer.{layer}")
    width = graph.weights["embeddings.word_embeddings.weight"].shape[1]
    _pool(graph, x)
    made = helper.make_graph(
        graph.nodes,
        "sentence_encoder",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"]),
            helper.make_tensor_value_info("mask", TensorProto.FLOAT, ["batch", "length"]),
        ],
        [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", width])],
        list(graph.constants.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    return bytes(model.SerializeToString())


def _embeddings(graph: Graph) -> str:
    """Word plus position plus the one token type, normalised."""
    weights = graph.weights
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    positions = graph.constant("positions", places)
    zero, first, second = (graph.constant(f"i{n}", np.array([n], dtype=np.int64)) for n in (0, 1, 2))
    length = graph.add("Slice", graph.add("Shape", "ids"), first, second)
    here = graph.add("Slice", positions, zero, length, zero)
    return graph.norm(graph.add("Add", graph.add("Gather", words, "ids"), here), "embeddings.LayerNorm")


def _layer(graph: Graph, x: str, hidden: str, name: str) -> str:
    """Self-attention and the feed-forward network, each with its residual and norm."""
    width = graph.weights[f"{name}.attention.self.query.weight"].shape[0]
    split = graph.constant("split", np.array([0, 0, HEADS, width // HEADS], dtype=np.int64))
    joined = graph.constant("joined", np.array([0, 0, width], dtype=np.int64))
    scale = graph.constant("scale", np.array((width // HEADS) ** -0.5, dtype=np.float32))

    def heads(part: str, order: list[int]) -> str:
        projected = graph.linear(x, f"{name}.attention.self.{part}")
        return graph.add("Transpose", graph.add("Reshape", projected, split), perm=order)

    query = graph.add("Mul", heads("query", [0, 2, 1, 3]), scale)
    scores = graph.add("Add", graph.add("MatMul", query, heads("key", [0, 2, 3, 1])), hidden)
    seen = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), heads("value", [0, 2, 1, 3]))
    context = graph.add("Reshape", graph.add("Transpose", seen, perm=[0, 2, 1, 3]), joined)
    attended = graph.linear(context, f"{name}.attention.output.dense")
    x = graph.norm(graph.add("Add", attended, x), f"{name}.attention.output.LayerNorm")
    inner = graph.add("Gelu", graph.linear(x, f"{name}.intermediate.dense"))
    return graph.norm(graph.add("Add", graph.linear(inner, f"{name}.output.dense"), x), f"{name}.output.LayerNorm")


def _pool(graph: Graph, x: str) -> None:
    """The mean over the real tokens, at unit length, as the output `vectors`."""
    last = graph.constant("axis_last", np.array([-1], dtype=np.int64))
    tokens = graph.constant("axis_tokens", np.array([1], dtype=np.int64))
    masked = graph.add("Mul", x, graph.add("Unsqueeze", "mask", last))
    total = graph.add("ReduceSum", masked, tokens, keepdims=0)
    length = graph.add("ReduceL2", total, last, keepdims=1)
    # The sum has the direction of the mean, so dividing by its length is the mean at unit length.
    graph.nodes.append(helper.make_node("Div", [total, length], ["vectors"]))
