"""Makes scores.json: partitions scored by scikit-learn, for scores_test.go to equal.

    /usr/bin/python3 scores.py > scores.json

Rows are whole numbers over 8 whose squares add up to 64: of unit length, and exact in float32.
"""
import json
import platform

import numpy as np
import sklearn
from sklearn.metrics import (adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score,
                             silhouette_samples, silhouette_score)


def unit_row(rng, columns, favoured):
    """Squares that add up to 64, on a few columns, half the time near the favoured one."""
    row, left = np.zeros(columns, int), 64
    free = list(range(columns))
    while left:
        c = favoured if favoured in free and rng.random() < 0.5 else int(rng.choice(free))
        free.remove(c)
        v = int(np.sqrt(left)) if len(free) == 0 else int(rng.integers(1, int(np.sqrt(left)) + 1))
        row[c], left = v, left - v * v
        if not free and left:
            return unit_row(rng, columns, favoured)
    return row


def case(seed, n, columns, k):
    rng = np.random.default_rng(seed)
    labels = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    rows = np.array([unit_row(rng, columns, int(r)) for r in labels])
    other = rng.integers(0, k + 1, n)
    x = rows / 8.0
    return {
        "rows": rows.tolist(), "labels": labels.tolist(), "other": other.tolist(),
        "silhouettes": silhouette_samples(x, labels, metric="cosine").tolist(),
        "silhouette": silhouette_score(x, labels, metric="cosine"),
        "calinski_harabasz": calinski_harabasz_score(x, labels),
        "davies_bouldin": davies_bouldin_score(x, labels),
        "ari": adjusted_rand_score(labels, other),
    }


print(json.dumps({
    "made_by": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {platform.python_version()}",
    "cases": [case(1, 12, 6, 2), case(2, 30, 12, 4), case(3, 60, 10, 9), case(4, 8, 12, 7)],
}))
