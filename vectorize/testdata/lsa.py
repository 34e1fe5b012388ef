#!/usr/bin/python3
"""Writes lsa.json: how much of a corpus scikit-learn's TruncatedSVD holds at several ranks. The matrix
is that of TfidfVectorizer with its defaults, over the title and the abstract (or the text) of each
paper with a blank between. Energy is the squared Frobenius norm of the projected rows; the mean of
five random states. Run on Debian 12 with python3-sklearn 1.2.1; numbers alone leave the corpora.

    /usr/bin/python3 lsa.py FOLDER > lsa.json
"""
import gzip
import json
import sys
import numpy
import sklearn
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

CORPORA = ["cora_text", "venues6", "classic4"]
RANKS = [50, 100, 200]
STATES = range(5)


def texts(name):
    with gzip.open(f"{sys.argv[1]}/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            paper = json.loads(line)
            yield " ".join(paper.get(field) or "" for field in ("title", "abstract", "text"))


def energy(x, rank, state):
    v = TruncatedSVD(rank, n_iter=5, random_state=state).fit(x).components_.T
    return float(numpy.square(x @ v).sum())


def measured(name):
    x = TfidfVectorizer().fit_transform(texts(name))
    return dict(name=name, papers=x.shape[0], terms=x.shape[1], stored=x.nnz, total=float(x.multiply(x).sum()),
                energy={rank: round(sum(energy(x, rank, s) for s in STATES) / len(STATES), 4) for rank in RANKS})


print(json.dumps(dict(scikit_learn=sklearn.__version__, corpora=[measured(name) for name in CORPORA]), indent=1))
