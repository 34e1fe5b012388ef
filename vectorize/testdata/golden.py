#!/usr/bin/python3
"""Writes sklearn.json: what scikit-learn's TfidfVectorizer makes of a few sentences under six sets
of options. Run on Debian 12 with python3-sklearn 1.2.1; the version stands in the file.

    /usr/bin/python3 golden.py > sklearn.json
"""
import json
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

DOCS = [
    "The tide lifts the boat, and the boat lifts nobody.",
    "A boat needs a tide; a tide needs a moon.",
    "Moon and tide: the oldest clock, said the harbour pilot.",
    "The pilot reads the harbour by its lamps.",
    "Lamps and clocks fail, the moon does not fail.",
    "Élodie's naïve model re-used 3 lamps & 12 clocks_v2!",
    "Über den Wolken: der Mond, der Mond.",
    "x y z",
    "",
    "boat boat boat boat moon",
]
SETS = [
    dict(name="default", options={}),
    dict(name="sublinear", options=dict(sublinear_tf=True)),
    dict(name="plain idf", options=dict(smooth_idf=False)),
    dict(name="l1", options=dict(norm="l1")),
    dict(name="bigrams and limits", options=dict(ngram_range=(1, 2), min_df=2, max_df=0.5)),
    dict(name="binary, no norm, eight terms", options=dict(binary=True, norm=None, max_features=8)),
]


def fit(options):
    v = TfidfVectorizer(**options)
    x = v.fit_transform(DOCS).tocsr()
    x.sort_indices()
    return dict(terms=list(v.get_feature_names_out()), idf=[float(w) for w in v.idf_], rows=[
        dict(columns=[int(c) for c in x[i].indices], values=[float(w) for w in x[i].data]) for i in range(x.shape[0])])


print(json.dumps(dict(scikit_learn=sklearn.__version__, docs=DOCS,
                      sets=[dict(s, **fit(s["options"])) for s in SETS]), ensure_ascii=False, indent=1))
