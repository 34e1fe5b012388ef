package text

var englishStops = []wordClass{
	{"articles and demonstratives", `a an the this that these those yon such`},
	{"quantifiers and other determiners", `all any both each either every few fewer fewest half less least little lot lots
		many more most much neither no none several some enough other others another same own only certain various
		numerous multiple plenty whole entire different overall`},
	{"personal, possessive and reflexive pronouns", `i me my mine myself we us our ours ourselves you your yours yourself
		yourselves he him his himself she her hers herself it its itself they them their theirs themselves one ones
		oneself ourself themself`},
	{"indefinite pronouns", `anybody anyone anything everybody everyone everything nobody nothing somebody someone something
		whoever whomever whatever whichever whatsoever`},
	{"question words and relatives", `who whom whose which what when where why how whether whereby wherein whereas whereupon
		wherever whenever however whence whither`},
	{"prepositions", `about above across after against along alongside amid amidst among amongst around as aside at atop
		before behind below beneath beside besides between beyond by concerning considering despite down during except
		excepting excluding following for from given in including inside into like minus near notwithstanding of off on
		onto opposite out outside over past pending per plus regarding respecting round save since than through throughout
		till to toward towards under underneath unlike until unto up upon versus via vs v with within without according
		due owing prior thanks regardless instead`},
	{"conjunctions", `and or but nor so yet if unless although though because lest provided providing while whilst once
		when else albeit insofar inasmuch`},
	{"auxiliaries", `be am is are was were been being have has had having do does did done doing get gets got gotten getting`},
	{"modals", `can cannot could may might must shall should will would ought need needs needed dare`},
	{"contractions", `ain't aren't can't couldn't didn't doesn't don't hadn't hasn't haven't isn't mightn't mustn't needn't
		shan't shouldn't wasn't weren't won't wouldn't i'm i've i'll i'd you're you've you'll you'd he'll he'd she'll
		she'd it'll it'd we're we've we'll we'd they're they've they'll they'd that'll that'd there'll there'd who'll
		who'd who've let's o'clock cant dont doesnt isnt arent didnt wont`},
	{"negation and affirmation", `not never nope yes ok okay`},
	{"adverbs of degree", `very too quite rather almost nearly just even still also merely hardly scarcely barely really
		fairly highly greatly largely strongly extremely fully completely entirely totally partly partially mostly mainly
		roughly approximately relatively particularly especially considerably increasingly sufficiently somewhat
		altogether far further furthest well better best worse worst so-called good`},
	{"adverbs of place", `here there everywhere nowhere somewhere anywhere elsewhere away apart together back forth ahead aside
		thereby therein thereof thereto thereafter hereby herein hereafter herewith`},
	{"adverbs of time", `now then again already always ever often sometimes usually rarely seldom frequently soon later
		early earlier ago today nowadays currently presently recently lately formerly previously subsequently eventually
		finally initially meanwhile afterwards afterward beforehand meantime simultaneously immediately yesterday tomorrow`},
	{"adverbs of manner and stance", `actually apparently basically clearly commonly consequently conversely correspondingly
		easily effectively equally essentially evidently exactly explicitly generally hence hopefully importantly indeed
		inevitably likewise moreover furthermore namely nevertheless nonetheless normally notably obviously otherwise
		perhaps maybe possibly potentially precisely presumably primarily principally probably respectively seemingly
		similarly simply specifically successfully therefore thus thusly typically ultimately undoubtedly unfortunately
		surprisingly interestingly widely accordingly additionally alternatively anyway anyhow directly indirectly jointly
		separately solely readily ideally i.e e.g etc viz cf ie eg`},
	{"numerals", `zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
		eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
		millions billion dozen dozens first second third fourth fifth sixth seventh eighth ninth tenth firstly secondly
		thirdly lastly last twice thrice`},
	{"verbs that carry no subject", `become becomes became becoming seem seems seemed seeming appear appears appeared
		appearing remain remains remained remaining make makes made making take takes took taken taking give gives gave
		giving go goes went gone going come comes came coming keep keeps kept keeping let lets put puts say says said
		saying tend tends tended want wants wanted know knows knew known try tries tried trying look looks looked begin
		begins began begun see sees seen seeing`},
	{"adjectives that carry no subject", `able unable likely unlikely available possible impossible former latter next
		previous subsequent main useful upcoming well-known up-to-date aforementioned above-mentioned`},
}

// englishBoilerplate is what papers say of themselves. It leaves out every word that may be a subject: model, network,
// system, learning, analysis, data, work, case, number, effective, efficient, current, key.
var englishBoilerplate = []wordClass{
	{"the paper", `paper papers article articles study studies studied studying author authors authored manuscript
		manuscripts preprint preprints letter supplementary appendix section sections subsection fig figs figure figures
		eq eqs et al ibid`},
	{"what its authors do", `propose proposes proposed proposing proposal present presents presented presenting introduce
		introduces introduced introducing describe describes described describing discuss discusses discussed discussing
		research researches researchers framework frameworks works address determine determines
		determined determining investigate investigates investigated investigating examine examines examined examining explore explores explored
		exploring addressed addresses consider considers considered report reports reported reporting argue argues argued
		focus focuses focused focusing review reviews reviewed aim aims aimed aiming seek seeks sought attempt attempts
		attempted intend intends intended develop develops developed devise devised conduct conducts conducted conducting
		undertake undertaken offer offers offered offering highlight highlights highlighted highlighting emphasize
		emphasizes emphasized summarize summarizes summarized outline outlines outlined illustrate illustrates
		illustrated illustrating mention mentioned`},
	{"what they find", `result results resulted resulting find finds finding findings found show shows showed shown showing
		demonstrate demonstrates demonstrated demonstrating reveal reveals revealed revealing indicate indicates indicated
		indicating suggest suggests suggested suggesting conclude concludes concluded conclusion conclusions confirm
		confirms confirmed confirming observe observes observed obtain obtains obtained obtaining achieve achieves
		achieved achieving prove proves proved proven validate validates validated outperform outperforms outperformed
		outperforming outcome insight insights contribution contributions contribute contributes contributed provide
		provides provided providing yields yielded yielding exhibit exhibits exhibited imply implies implied`},
	{"how they do it", `method methods methodology methodologies approach approaches technique techniques use uses used
		using usage utilize utilizes utilized utilizing utilise utilised utilising employ employs employed employing apply
		applies applied applying based base perform performs performed performing experiment experiments experimental
		experimentally experimentation evaluate evaluates evaluated evaluating compare compares compared comparing
		comparison comparisons comparative leverage leverages leveraged leveraging enable enables enabled enabling allow
		allows allowed allowing require requires required requiring include includes included involve involves involved
		involving incorporate incorporates incorporated incorporating leads led leading improve improves improved
		improving improvement improvements enhance enhances enhanced enhancing facilitate facilitates facilitated baseline
		baselines`},
	{"how they praise it", `novel novelty new newly existing recent state-of-the-art state-of-art state-of-the-arts
		sota cutting-edge in-depth significant significantly significance extensive extensively comprehensive
		comprehensively remarkable remarkably promising superior superiority substantial substantially crucial
		important importance essential considerable notable noteworthy valuable effectiveness advantage advantages
		interesting attractive challenging challenge challenges issue issues aspect aspects purpose purposes example
		e.g. proof-of-concept publicly respective particular corresponding related suitable appropriate`},
}

// residue are the leftovers of markup and of publishing, in any language.
var residue = []wordClass{
	{"HTML", `nbsp amp quot lt gt href html xhtml ndash mdash jats mml xmlns`},
	{"LaTeX", `mathbb mathcal mathrm mathbf mathit mathsf mathfrak textit textbf textrm texttt textsc emph frac sqrt
		leq geq cdot ldots cdots otimes infty varepsilon displaystyle boldsymbol usepackage documentclass`},
	{"publishing", `arxiv doi url urls http https www pdf copyright phys rev lett proc elsevier springer wiley ieee isbn issn`},
}
