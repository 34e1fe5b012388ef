package corpus

import (
	"regexp"
	"strings"
)

// Databases and publishers write notices of copyright behind abstracts: "(C) 2020 Elsevier Ltd. All rights reserved.", EBSCO a whole
// paragraph. These are the same in thousands of papers and no part of what one says, so what is read in a format of theirs has them apart, in
// Fields. Plain JSON and tables of no known source are the user's own words, and stay as they are.

// longestNotice is how far before the end of an abstract a notice may begin, in bytes.
const longestNotice = 1200

// notices end an abstract. A sign of copyright counts with a year and what owns it behind it; "(C) 2010 and" may be a third item.
var notices = []*regexp.Regexp{
	regexp.MustCompile(`(?s)\s*(?:\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)\]\s*)?Copyright of .{1,200}? is the property of .{1,300}? and its content may not be .*$`),
	regexp.MustCompile(`\s*\[ABSTRACT FROM (?:AUTHOR|PUBLISHER)\]\.?\s*$`),
	regexp.MustCompile(`\s*\((?:APA )?(?i:psycinfo) Database Record \((?i:c)\) \d{4} APA,? all rights reserved\.?\)\.?\s*$`),
	regexp.MustCompile(`\s*(?:© ?\d{4}[,.] ?)?(?:Crown )?(?:Copyright:?\s*)?(?:©|\(C\))\s*(?:` + ownerBehindYear + `)[^\n]{0,200}$`),
	regexp.MustCompile(`\s*(?:Copyright:?\s*)?\(c\)\s*\d{4}[.,]? \p{Lu}[^\n]{0,150}rights reserved[.)]*\s*$`),
	regexp.MustCompile(`(?:^|[.!?)\]>])\s*(?:Crown )?Copyright\s*(?:©|\([cC]\))?\s*(?:` + ownerBehindYear + `)[^\n]{0,200}$`),
	regexp.MustCompile(`(?:^|[.!?)\]>])\s*(?:Published by (?:Elsevier|John Wiley|Wiley|Springer|Oxford University Press|Cambridge University Press|Taylor)\b[^\n]{0,100})?` +
		`(?:All rights reserved\.?|Published by Elsevier\b[^\n]{0,80})\s*$`),
}

const ownerBehindYear = `\d{4}(?:\s*[-–,]\s*\d{4})?[.,;]?\s*(?:$|(?:by |the )?\p{Lu})|The Author`

// settleNotice takes a notice away from the end of the abstract, unless nothing were left.
func (d *Document) settleNotice() {
	from := max(0, len(d.Abstract)-longestNotice)
	tail := d.Abstract[from:]
	if !strings.Contains(tail, "ights reserved") && !strings.Contains(tail, "opyright") && !strings.Contains(tail, "©") &&
		!strings.Contains(tail, "(C) ") && !strings.Contains(tail, "[ABSTRACT FROM") && !strings.Contains(tail, "Published by Elsevier") {
		return
	}
	for _, shape := range notices {
		at := shape.FindStringIndex(tail)
		if at == nil || strings.Contains(tail[:at[0]], "(B) ") && strings.HasPrefix(strings.TrimSpace(tail[at[0]:]), "(C)") {
			continue
		}
		start := at[0]
		if start < len(tail) && strings.IndexByte(".!?)]>", tail[start]) >= 0 {
			start++ // the end of the sentence before
		}
		notice := strings.TrimSpace(tail[start:])
		if kept := strings.TrimSpace(d.Abstract[:from+start]); kept != "" && notice != "" {
			d.Abstract = kept
			d.keepText("copyright", notice)
		}
		return
	}
}
