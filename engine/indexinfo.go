package engine

import "path/filepath"

// IndexInfo says what a saved engine is.
type IndexInfo struct {
	Program  string            `json:"program"`            // the version that made it
	Settings map[string]string `json:"settings,omitempty"` // by the names of the tool's flags
	Papers   int               `json:"papers"`
	Topics   int               `json:"topics"`
	Terms    int               `json:"terms"`
	Fitted   int               `json:"fitted"` // papers that weights, directions and topics were made of
	Added    int               `json:"added"`  // since, as are the next two
	Replaced int               `json:"replaced"`
	Removed  int               `json:"removed"`
	File     string            `json:"file"` // the name of the generation that counts
	Bytes    int64             `json:"bytes"`
	Sections []SectionInfo     `json:"sections,omitempty"` // in the order of the file
}

// SectionInfo is a section of the file of a saved engine.
type SectionInfo struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// Info is what the papers of the engine are, what they were read from, and what the engine is.
func (s *Saved) Info() Info {
	out := s.About.Info
	i := &IndexInfo{
		Program: s.About.Program, Settings: s.About.Settings, Papers: s.docs.Len(), Terms: s.model.Terms(), Fitted: s.fitted,
		File: filepath.Base(s.file.Name()), Bytes: s.file.Size(),
	}
	var topics struct{ K int }
	if loadJSON(s.file, "topics", &topics) == nil { // what is wrong with them is told by who asks for them
		i.Topics = topics.K
	}
	out.First = firstOf(s.docs)
	for _, c := range s.About.Changes {
		i.Added, i.Replaced, i.Removed = i.Added+c.Added, i.Replaced+c.Replaced, i.Removed+c.Removed
	}
	for _, name := range s.file.Names() {
		i.Sections = append(i.Sections, SectionInfo{name, s.file.Length(name)})
	}
	out.Index = i
	return out
}
