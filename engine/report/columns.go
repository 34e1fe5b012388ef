package report

// The columns of each table, in the order that never changes. A column whose number is not computed yet is there
// and empty.
var (
	AssignmentColumns = []Column{
		{Name: "doc_id", Kind: ID, Short: true},
		{Name: "title", Short: true},
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "topic_label", Short: true},
		{Name: "similarity", Kind: Number, Decimals: 6, Short: true},
		{Name: "second_topic_id", Kind: Integer},
		{Name: "second_similarity", Kind: Number, Decimals: 6},
		{Name: "margin", Kind: Number, Decimals: 6},
		{Name: "silhouette", Kind: Number, Decimals: 6},
		{Name: "rank_in_topic", Kind: Integer},
		{Name: "is_representative", Kind: Boolean},
		{Name: "is_outlier", Kind: Boolean},
		{Name: "duplicate_of", Kind: ID},
	}
	// DocumentColumns are those of a Bundle: memberships are lists of {topic_id, similarity}.
	DocumentColumns = append(AssignmentColumns[:len(AssignmentColumns):len(AssignmentColumns)], Column{Name: "memberships", Kind: Topical})
	// PlaceColumns are those that WithPlaces adds: both within -1 and 1.
	PlaceColumns = []Column{
		{Name: "x", Kind: Number, Decimals: 6},
		{Name: "y", Kind: Number, Decimals: 6},
	}
	TopicColumns = []Column{
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "label", Short: true},
		{Name: "size", Kind: Integer, Short: true},
		{Name: "share", Kind: Number, Decimals: 6},
		{Name: "parent_id", Kind: Integer},
		{Name: "isim", Kind: Number, Decimals: 6},
		{Name: "esim", Kind: Number, Decimals: 6},
		{Name: "silhouette", Kind: Number, Decimals: 6, Short: true},
		{Name: "coherence_npmi", Kind: Number, Decimals: 6},
		{Name: "stability", Kind: Number, Decimals: 6},
		{Name: "top_terms", Kind: List, Short: true},
		{Name: "descriptive_terms", Kind: List},
		{Name: "discriminating_terms", Kind: List},
		{Name: "top_phrases", Kind: List},
		{Name: "representative_ids", Kind: List},
	}
	// TermColumns: kind is top (by weight of the centroid), descriptive, discriminating (terms that the topic has
	// more of than the others) or lacks (discriminating terms that it has less of); rank counts within topic and kind.
	TermColumns = []Column{
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "rank", Kind: Integer, Short: true},
		{Name: "term"},
		{Name: "surface", Short: true},
		{Name: "kind", Short: true},
		{Name: "weight", Kind: Number, Decimals: 6, Short: true},
		{Name: "share", Kind: Number, Decimals: 6, Short: true},
		{Name: "df_in", Kind: Integer, Short: true},
		{Name: "df_out", Kind: Integer, Short: true},
	}
	RelatedColumns = []Column{
		{Name: "query_id", Kind: ID},
		{Name: "rank", Kind: Integer, Short: true},
		{Name: "doc_id", Kind: ID, Short: true},
		{Name: "title", Short: true},
		{Name: "similarity", Kind: Number, Decimals: 6, Short: true},
		{Name: "topic_id", Kind: Integer},
		{Name: "shared_terms", Kind: List, Short: true},
	}
	ExplainColumns = []Column{
		{Name: "query_id", Kind: ID},
		{Name: "doc_id", Kind: ID},
		{Name: "term"},
		{Name: "surface", Short: true},
		{Name: "weight_a", Kind: Number, Decimals: 10, Short: true},
		{Name: "weight_b", Kind: Number, Decimals: 10, Short: true},
		{Name: "contribution", Kind: Number, Decimals: 10, Short: true},
		{Name: "share", Kind: Number, Decimals: 10, Short: true},
		{Name: "cumulative_share", Kind: Number, Decimals: 10, Short: true},
	}
	SweepColumns = []Column{
		{Name: "k", Kind: Integer, Short: true},
		{Name: "criterion", Kind: Number, Decimals: 6, Short: true},
		{Name: "silhouette", Kind: Number, Decimals: 6, Short: true},
		{Name: "calinski_harabasz", Kind: Number, Decimals: 6, Short: true},
		{Name: "davies_bouldin", Kind: Number, Decimals: 6, Short: true},
		{Name: "stability", Kind: Number, Decimals: 6, Short: true},
		{Name: "chosen", Kind: Boolean, Short: true},
	}
	// TreeColumns: groups 0 to k-1 are the topics in the order of their rows, and each row joins two groups, a and b, to a new one; topic_id is the
	// parent topic that the group is.
	TreeColumns = []Column{
		{Name: "group", Kind: Integer, Short: true},
		{Name: "a", Kind: Integer, Short: true},
		{Name: "b", Kind: Integer, Short: true},
		{Name: "size", Kind: Integer, Short: true},
		{Name: "loss", Kind: Number, Decimals: 6, Short: true},
		{Name: "topic_id", Kind: Integer, Short: true},
	}
	// OverTimeColumns: a row a topic and period; share is of period_papers, the papers of the period that have a topic.
	OverTimeColumns = []Column{
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "label", Short: true},
		{Name: "period", Short: true},
		{Name: "papers", Kind: Integer, Short: true},
		{Name: "share", Kind: Number, Decimals: 6, Short: true},
		{Name: "period_papers", Kind: Integer},
		{Name: "words", Kind: List, Short: true},
	}
	// TrendColumns: a row a topic; papers and undated are its papers that are in a period and that are in none, the shares
	// those of the first and of the last third of the time.
	TrendColumns = []Column{
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "label", Short: true},
		{Name: "trend", Short: true},
		{Name: "papers", Kind: Integer, Short: true},
		{Name: "undated", Kind: Integer},
		{Name: "early_share", Kind: Number, Decimals: 6, Short: true},
		{Name: "late_share", Kind: Number, Decimals: 6, Short: true},
		{Name: "change_per_year", Kind: Number, Decimals: 6, Short: true},
		{Name: "dispersion", Kind: Number, Decimals: 6},
		{Name: "p_value", Kind: Number, Decimals: 6},
		{Name: "q_value", Kind: Number, Decimals: 6, Short: true},
	}
	// DiffColumns: a row a change (engine.ChangeKind). topic_id and label are of the later run, of the earlier for what died or split, and of
	// a paper that moved where it is now; other_ids are the other topics of the change.
	DiffColumns = []Column{
		{Name: "kind", Short: true},
		{Name: "topic_id", Kind: Integer, Short: true},
		{Name: "label", Short: true},
		{Name: "other_ids", Kind: List, Short: true},
		{Name: "old_size", Kind: Integer},
		{Name: "new_size", Kind: Integer},
		{Name: "old_share", Kind: Number, Decimals: 6},
		{Name: "new_share", Kind: Number, Decimals: 6},
		{Name: "gained_terms", Kind: List},
		{Name: "lost_terms", Kind: List},
		{Name: "doc_id", Kind: ID, Short: true},
		{Name: "title"},
		{Name: "margin", Kind: Number, Decimals: 6},
		{Name: "shared_terms", Kind: List},
		{Name: "why", Short: true},
	}
	DuplicateColumns = []Column{
		{Name: "group", Kind: Integer, Short: true},
		{Name: "doc_id", Kind: ID, Short: true},
		{Name: "title", Short: true},
		{Name: "similarity", Kind: Number, Decimals: 6, Short: true},
		{Name: "kept", Kind: Boolean, Short: true},
	}
)
