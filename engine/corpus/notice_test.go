package corpus

import "testing"

// TestNotices: what databases and publishers write behind an abstract is kept apart; what is prose stays.
func TestNotices(t *testing.T) {
	const ebsco = "[ABSTRACT FROM AUTHOR] Copyright of Tides & Moons is the property of Salt Press and its content may not be copied or emailed to multiple sites. " +
		"(Copyright applies to all Abstracts.)"
	const prose = "Tides follow the moon."
	for _, notice := range []string{
		ebsco, "[ABSTRACT FROM PUBLISHER]", "(PsycInfo Database Record (c) 2024 APA, all rights reserved).", "(C) 2016 Elsevier Ltd. All rights reserved.",
		"© 2020 The Authors. Tides published by Salt Press on behalf of the Moon Society.", "© The Author(s) 2025.", "© 2019, © 2019 Salt & Sons, LLC.",
		"Copyright (c) 2013 Salt & Sons, Ltd.", "Crown Copyright © 2018. Published by Elsevier Ltd. All rights reserved.", "Copyright 2011 Salt Press.",
		"(c) 2017 Salt Ltd. All rights reserved.", "Published by Elsevier Ireland Ltd.", "All rights reserved.", "© 2025",
	} {
		for _, space := range []string{" ", ""} {
			d := Document{Abstract: prose + space + notice}
			if d.settleNotice(); d.Abstract != prose || d.Fields["copyright"] != notice {
				t.Errorf("%q: %q, %q", notice, d.Abstract, d.Fields["copyright"])
			}
		}
	}
	for _, abstract := range []string{
		"All rights reserved.", "© 2020 Salt Press.", "We compare (A) 2008, (B) 2009 and (C) 2010 Census data.", "Copyright 2011 was a year of reform in the law. Tides rose.",
		"Who holds the copyright in 2011 Tides? We ask.", "(c) 2010 was warm.", "On the property of salt and its content.", "© 2020 was the sign that we found on the wall.",
	} {
		d := Document{Abstract: abstract}
		if d.settleNotice(); d.Abstract != abstract || d.Fields != nil {
			t.Errorf("%q: %q, %q", abstract, d.Abstract, d.Fields)
		}
	}
}
