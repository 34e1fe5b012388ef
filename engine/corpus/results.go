package corpus

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
)

// What kindred wrote itself holds the titles of papers, and would be read as papers the next time its folder is a source. It
// is passed over where a folder or a pattern led to it, and read where it is named.

// resultHeaders are the header rows of all tables that are written; engine/report has the columns. One that changes is added
// here and none is removed, for older results stay where they are.
var resultHeaders = []string{
	"doc_id,title,topic_id,topic_label,similarity,second_topic_id,second_similarity,margin,silhouette,rank_in_topic,is_representative,is_outlier,duplicate_of",
	"topic_id,label,size,share,parent_id,isim,esim,silhouette,coherence_npmi,stability,top_terms,descriptive_terms,discriminating_terms,top_phrases,representative_ids",
	"topic_id,rank,term,surface,kind,weight,share,df_in,df_out",
	"query_id,rank,doc_id,title,similarity,topic_id,shared_terms",
	"query_id,doc_id,term,surface,weight_a,weight_b,contribution,share,cumulative_share",
	"k,criterion,silhouette,calinski_harabasz,davies_bouldin,stability,chosen",
	"group,doc_id,title,similarity,kept",
}

// resultObject is how the JSON of a report begins.
var resultObject = regexp.MustCompile(`^\{\s*"schema_version":\s*\d+,\s*"run":\s*\{"version":`)

// isResult tells whether a file, by its beginning, is a result.
func isResult(head []byte) bool {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(head, bom8), []byte{'\n'})
	line = bytes.ReplaceAll(line, []byte{';'}, []byte{','}) // for spreadsheets
	return slices.Contains(resultHeaders, string(bytes.TrimRight(line, "\r"))) || resultObject.Match(head)
}

var errResult = bad(kindResult, "kindred wrote it; name the file itself to read it all the same")

// resultFolder holds the names of the files that a run wrote into a folder, by the manifest there; nil without one.
type resultFolder map[string]bool

const (
	manifestName  = "run.json"
	manifestBytes = 64 << 20 // no manifest is longer
)

// readResultFolder looks for a manifest: a JSON object with a schema_version and a list of files.
func readResultFolder(dir string) resultFolder {
	name := filepath.Join(dir, manifestName)
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > manifestBytes {
		return nil
	}
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	var manifest struct {
		SchemaVersion *int                     `json:"schema_version"`
		Files         *[]struct{ Name string } `json:"files"`
	}
	if json.Unmarshal(raw, &manifest) != nil || manifest.SchemaVersion == nil || manifest.Files == nil {
		return nil
	}
	written := resultFolder{manifestName: true}
	for _, f := range *manifest.Files {
		written[f.Name] = true
	}
	return written
}

// refusal is why a file is not read. In a folder that the user named, papers may stand beside the results; one below it
// that holds a manifest is all results.
func (r resultFolder) refusal(name string, below bool) error {
	if r == nil || !below && !r[filepath.Base(name)] {
		return nil
	}
	return errResult
}

// resultFolders remembers folders looked at.
type resultFolders map[string]resultFolder

func (r resultFolders) of(dir string) resultFolder {
	folder, ok := r[dir]
	if !ok {
		folder = readResultFolder(dir)
		r[dir] = folder
	}
	return folder
}
