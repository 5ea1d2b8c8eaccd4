#!/usr/bin/env python3
"""Computes the metrics of made-up predictions with scikit-learn, for the tests of app.evaluate:

    make_metric_fixtures.py > app/src/test/resources/metrics.json

Needs Debian's python3-sklearn. Probabilities are multiples of 1/1024, so that ties are ties in every
number format. What scikit-learn lacks (calibration error in bins of equally many images, Brier's
score of several classes, temperature) is computed here with NumPy and SciPy.
"""
import json
import warnings

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn import metrics

BINS = 15


def probabilities(random, count, classes, sharpness, coarse=1):
    """Rows of multiples of coarse/1024 that add up to 1."""
    logits = random.normal(0, sharpness, (count, classes))
    shares = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
    units = np.floor(shares * (1024 // coarse)) * coarse
    units[np.arange(count), shares.argmax(1)] += 1024 - units.sum(1)
    return units / 1024


def calibration_error(p, y):
    confidence, right = p.max(1), p.argmax(1) == y
    order = np.argsort(confidence, kind="stable")
    return sum(
        len(part) * abs(right[part].mean() - confidence[part].mean())
        for part in np.array_split(order, BINS)
        if len(part)
    ) / len(y)


def temperature(p, y):
    logits = np.log(np.maximum(p, np.finfo(np.float32).tiny))

    def loss(log_t):
        z = logits / np.exp(log_t)
        return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])

    found = minimize_scalar(loss, bounds=(-np.log(50), np.log(50)), method="bounded", options={"xatol": 1e-9})
    return float(np.exp(found.x)), float(found.fun)


def case(name, p, y):
    predicted = p.argmax(1)
    classes = p.shape[1]
    one_hot = np.eye(classes)[y]
    present = [k for k in range(classes) if 0 < (y == k).sum() < len(y)]
    value, loss = temperature(p, y)
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": y.tolist(),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, predicted),
        "macroF1": metrics.f1_score(y, predicted, average="macro", zero_division=0),
        "matthewsCorrelation": metrics.matthews_corrcoef(y, predicted),
        "averagePrecision": {k: metrics.average_precision_score(y == k, p[:, k]) for k in present},
        "area": {k: metrics.roc_auc_score(y == k, p[:, k]) for k in present},
        "brier": float(((p - one_hot) ** 2).sum(1).mean()),
        "calibrationError": calibration_error(p, y),
        "temperature": value,
        "lossAtTemperature": loss,
    }


def labels(random, p, truth):
    """Labels that are the most probable class with this chance, else any."""
    y = random.randint(0, p.shape[1], len(p))
    keep = random.uniform(size=len(p)) < truth
    y[keep] = p.argmax(1)[keep]
    return y


def main():
    warnings.simplefilter("ignore")
    random = np.random.RandomState(3)
    cases = []
    p = probabilities(random, 60, 5, 2)
    cases.append(case("five classes", p, labels(random, p, 0.7)))
    p = probabilities(random, 40, 2, 2)
    cases.append(case("two classes", p, labels(random, p, 0.8)))
    p = probabilities(random, 40, 4, 1, coarse=128)
    cases.append(case("many ties", p, labels(random, p, 0.6)))
    p = probabilities(random, 30, 4, 2)
    y = labels(random, p, 0.7)
    y[y == 3] = 0
    cases.append(case("a class without images", p, y))
    p = probabilities(random, 30, 3, 2)
    p[:, [1, 2]] = p[:, [2, 1]] * [[1, 0]]
    p[:, 0] = 1 - p[:, 1]
    cases.append(case("a class never predicted", p, labels(random, p, 0.6)))
    p = probabilities(random, 50, 3, 1)
    y = np.where(random.uniform(size=50) < 0.9, 0, labels(random, p, 0.5))
    cases.append(case("one class most of the time", p, y))
    p = probabilities(random, 12, 100, 3)
    cases.append(case("a hundred classes", p, labels(random, p, 0.5)))
    p = probabilities(random, 1, 3, 1)
    cases.append(case("one image", p, p.argmax(1)))
    print(json.dumps(cases, indent=None, separators=(",", ":")))


if __name__ == "__main__":
    main()
