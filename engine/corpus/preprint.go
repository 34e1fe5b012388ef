package corpus

import (
	"regexp"
	"strings"
)

// preprintDOI knows the DOIs of preprint servers: arXiv, bioRxiv and medRxiv (whose prefix is that of journals too), SSRN,
// Research Square, ChemRxiv, Preprints.org, those of OSF, Authorea, ESSOAr, TechRxiv, EGUsphere, JMIR.
var preprintDOI = regexp.MustCompile(`^10\.(?:48550/arxiv\.|1101/\d|64898/|2139/ssrn\.|21203/rs\.|26434/chemrxiv|20944/preprints|\d+/osf\.io/|22541/(?:au|essoar)\.|1002/essoar\.|36227/techrxiv|5194/egusphere-\d|2196/preprints\.)`)

// preprintVenue knows the names of servers where others have that of a journal.
var preprintVenue = regexp.MustCompile(`(?i)^(?:arxiv|biorxiv|medrxiv|chemrxiv|psyarxiv|socarxiv|eartharxiv|edarxiv|techrxiv|engrxiv|ssrn|corr$|research square|preprints\.org|authorea|essoar|osf preprints)`)

// versionOfDOI is how servers write the version behind the DOI of a preprint: 10.21203/rs.3.rs-1/v2, 10.1101/2020.01.01.1v2.
var versionOfDOI = regexp.MustCompile(`[./_-]?v\d+$`)

// withoutDOIVersion is the DOI of a preprint whatever its version; of other DOIs the end is part of them.
func withoutDOIVersion(doi string) string {
	if !preprintDOI.MatchString(doi) {
		return doi
	}
	return versionOfDOI.ReplaceAllString(doi, "")
}

// stage is where a record says that its paper stands.
type stage uint8

// The stages are bits: of one document a record may be the preprint and another what was published.
const (
	preprint stage = 1 << iota
	published
)

// stage tells preprints by their type, their DOI, the name of a server in place of a journal's, an arXiv id as their ID, or one
// with neither DOI nor journal; what has another DOI or a venue is published; of the rest nothing is known.
func (d *Document) stage() stage {
	doi := d.IDs[DOI]
	switch {
	case arxivOf(d.ID) != "", d.isPostedAsPreprint(), doi != "" && preprintDOI.MatchString(doi), preprintVenue.MatchString(d.Venue):
		return preprint
	case doi != "", d.Venue != "":
		return published
	case arxivOf(d.IDs[ArXiv]) != "":
		return preprint
	}
	return 0
}

// knownStages are those of all records that are part of a document.
func (d *Document) knownStages() stage {
	if d.stages != 0 {
		return d.stages
	}
	return d.stage()
}

// isPostedAsPreprint reads the type that databases give.
func (d *Document) isPostedAsPreprint() bool {
	switch strings.ToLower(d.Fields["type"]) {
	case "preprint", "posted-content":
		return true
	}
	return false
}

// Preprint tells whether one of two documents of a paper is a preprint alone and the other, or a record merged into it, what was
// published, and which is the preprint.
func Preprint(a, b *Document) (first, ok bool) {
	one, other := a.knownStages(), b.knownStages()
	first = one == preprint && other&published != 0
	return first, first || other == preprint && one&published != 0
}
