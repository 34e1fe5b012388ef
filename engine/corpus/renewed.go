package corpus

import "slices"

// Renewed is what a document becomes when a record of the same paper comes after it was read, by id, DOI, arXiv id or PubMed
// id. A record with the document's own id takes its place; where other records are part of the document, what these said and it does
// not stays, as their names do. Any other record is merged into the document as Load merges it. two says that the record bears
// an identifier of the document and is another paper all the same: then both are to stay.
func Renewed(d, again Document) (now Document, two bool) {
	d, again = d.Unpacked(), again.Unpacked()
	if d.ID != again.ID {
		if areTwoPapers(&d, &again) {
			return Document{}, true
		}
		d.Origins, d.Also = slices.Clip(d.Origins), slices.Clip(d.Also)
		d.merge(&again, d.knownStages(), again.knownStages())
		return d, false
	}
	if len(d.Also) > 0 {
		again.Origins, again.Also = slices.Clip(again.Origins), slices.Clip(again.Also)
		again.merge(&d, again.knownStages(), d.knownStages())
	}
	return again, false
}
