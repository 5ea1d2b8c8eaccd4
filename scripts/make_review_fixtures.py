#!/usr/bin/env python3
"""Computes what app.regression and app.review should find in made-up rows, for their tests:

    make_review_fixtures.py > app/src/test/resources/review.json

Needs Debian's python3-sklearn. Logistic regression is scikit-learn's. Confident learning is written
here with NumPy from the paper (Northcutt, Jiang and Chuang 2021, section 3.1), quantiles
are NumPy's, principal components scikit-learn's.
"""
import json

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression


def regression(random, count, width, classes, penalty, name, class_weight=None):
    centers = random.normal(0, 1, (classes, width))
    y = random.randint(0, classes, count)
    x = np.round(centers[y] + random.normal(0, 1.5, (count, width)), 3)
    # Its default solver ends where the loss changes by 1e-9, which is too early for 1e-4 here.
    model = LogisticRegression(
        C=1 / penalty,
        solver="newton-cg",
        tol=1e-8,
        max_iter=100000,
        multi_class="multinomial",
        class_weight=class_weight,
    )
    model.fit(x, y)
    weights, bias = model.coef_, model.intercept_
    if classes == 2:  # scikit-learn keeps half of what differs between the two classes
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    others = np.round(random.normal(0, 2, (5, width)), 3)
    return {
        "name": name,
        "features": x.tolist(),
        "labels": y.tolist(),
        "classes": classes,
        "penalty": penalty,
        "weights": weights.tolist(),
        "bias": (bias - bias.mean()).tolist(),
        "others": others.tolist(),
        "probabilities": model.predict_proba(others).tolist(),
    }


def confident_learning(name, p, y):
    classes = p.shape[1]
    thresholds = [p[y == k, k].mean() if (y == k).any() else None for k in range(classes)]
    joint = np.zeros((classes, classes), int)
    suspects = []
    for n in range(len(y)):
        above = [k for k in range(classes) if thresholds[k] is not None and p[n, k] >= thresholds[k]]
        if not above:
            continue
        k = above[int(np.argmax(p[n, above]))]
        joint[y[n], k] += 1
        if k != y[n]:
            margin = p[n, y[n]] - np.delete(p[n], y[n]).max()
            suspects.append({"row": n, "suggested": k, "probability": p[n, k], "margin": margin})
    suspects.sort(key=lambda found: (found["margin"], found["row"]))
    counts = np.bincount(y, minlength=classes)
    sums = joint.sum(1)
    calibrated = joint / np.maximum(sums, 1)[:, None] * counts[:, None]
    return {
        "name": name,
        "probabilities": p.tolist(),
        "labels": y.tolist(),
        "thresholds": thresholds,
        "joint": joint.tolist(),
        "estimatedErrors": float(calibrated.sum() - np.trace(calibrated)),
        "suspects": suspects,
    }


def probabilities(random, y, classes, sharpness):
    logits = random.normal(0, 1, (len(y), classes))
    logits[np.arange(len(y)), y] += sharpness
    p = np.exp(logits)
    return p / p.sum(1, keepdims=True)


def outliers(random, count, width, classes):
    y = random.randint(0, classes, count)
    x = np.round(random.standard_t(3, (count, width)), 3)
    far = []
    for k in range(classes):
        rows = np.where(y == k)[0]
        distances = np.linalg.norm(x[rows] - x[rows].mean(0), axis=1)
        low, high = np.percentile(distances, [25, 75])
        far += [(float((d - high) / (high - low)), int(r)) for d, r in zip(distances, rows)]
    far = sorted((each for each in far if each[0] > 1.5), reverse=True)
    return {
        "features": x.tolist(),
        "labels": y.tolist(),
        "classes": classes,
        "far": [{"row": row, "excess": excess} for excess, row in far],
    }


def components(random, count, width):
    x = np.round(random.normal(0, 1, (count, width)) * [4, 1, 2, 0.5, 1][:width] + 3, 3)
    model = PCA(2, svd_solver="full").fit(x)
    return {
        "features": x.tolist(),
        "axes": model.components_.tolist(),
        "share": float(model.explained_variance_ratio_.sum()),
        "places": model.transform(x).tolist(),
    }


def main():
    random = np.random.RandomState(7)
    regressions = [
        regression(random, 60, 6, 3, 1.0, "three classes"),
        regression(random, 40, 4, 2, 0.5, "two classes"),
        regression(random, 20, 40, 4, 10.0, "more features than rows"),
    ]
    balanced = regression(
        np.random.RandomState(8), 60, 6, 3, 2.0, "balanced classes", class_weight="balanced"
    )
    learned = []
    truth = random.randint(0, 4, 120)
    y = truth.copy()
    wrong = random.choice(120, 15, False)
    y[wrong] = (y[wrong] + random.randint(1, 4, 15)) % 4
    learned.append(confident_learning("four classes", probabilities(random, truth, 4, 3), y))
    truth = random.randint(0, 2, 50)
    y = np.where(random.uniform(size=50) < 0.1, 1 - truth, truth)
    learned.append(confident_learning("two classes", probabilities(random, truth, 2, 1), y))
    y = random.randint(0, 3, 40)
    y[y == 2] = 0
    learned.append(confident_learning("a class without rows", probabilities(random, y, 3, 0.5), y))
    print(
        json.dumps(
            {
                "regressions": regressions,
                "balancedRegressions": [balanced],
                "confidentLearning": learned,
                "outliers": outliers(random, 90, 3, 3),
                "components": components(random, 40, 5),
            },
            separators=(",", ":"),
        )
    )


if __name__ == "__main__":
    main()
