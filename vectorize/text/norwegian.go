package text

var norwegianStops = []wordClass{
	{"articles", `en ei et ein eit den det de`},
	{"demonstratives and determiners", `denne dette disse slik slikt slike sånn samme selv sjølv hele begge respektive dei desse`},
	{"quantifiers", `all alt alle noen noe nokon noko nokre ingen intet inga hver hvert kvar kvart annen annet andre anna flere fleire
		flest mange mye mykje mer meir mest få færre lite mindre minst viss visse ulike forskjellige nok hel helt heile eneste
		øvrige samtlige diverse`},
	{"personal and reflexive pronouns", `jeg meg eg du deg han ham hun henne ho man vi oss dere dykk dem seg hverandre dykkar me`},
	{"possessives", `min mi mitt mine din di ditt dine hans hennes dens dets vår vårt våre deres sin si sitt sine hvis`},
	{"indefinite and relative pronouns", `som hvem hva hvilken hvilket hvilke kven kva noenting ingenting alting`},
	{"question words", `hvor hvordan hvorfor når kor korleis kvifor hvorvidt hvorfra`},
	{"prepositions", `i på av til fra frå for med om ved etter mot mellom under over gjennom hos uten utan ut inn innen innenfor
		utenfor utenom inni før blant ifølge siden trass tross rundt omkring langs bak foran ovenfor nedenfor nær angående
		vedrørende overfor via per pga samt innenom`},
	{"conjunctions", `og eller men at om fordi ettersom mens da når dersom hvis enn så både enten verken hverken dog slik
		likevel imidlertid enda selvom skjønt ettersom`},
	{"være", `være er var vært vere vore værende`},
	{"ha", `ha har hadde hatt havende`},
	{"bli", `bli blir ble blei blitt vart vert verte`},
	{"modals and light verbs", `kan kunne kunnet skal skulle skullet vil ville villet må måtte måttet bør burde får fikk fått få
		tør gjør gjorde gjort gjøre gjer gjera gir ga gitt gi tar tok tatt ta går gikk gått gå kommer kom kommet komme
		finnes fantes finst ligger lå skjer skjedde la lar latt sette setter satt holder holdt pleier virker synes anses
		kalles brukes`},
	{"negation and affirmation", `ikke ikkje ei aldri nei ja jo`},
	{"adverbs of degree", `meget svært veldig ganske altfor nesten bare berre kun også òg selv knapt enda ytterligere særlig
		spesielt delvis omtrent cirka ca relativt tilstrekkelig betydelig bedre verre best godt vel bra temmelig særskilt
		heller minst stadig`},
	{"adverbs of place", `her der hit dit herfra derfra overalt ingensteds ute inne oppe nede opp ned bort borte fram frem
		framme tilbake hjem hjemme deri derav dermed dertil derved herved hvorav hvormed`},
	{"adverbs of time", `nå no da så alltid ofte iblant sjelden snart allerede igjen fortsatt fremdeles tidligere senere nylig
		idag igår imorgon nåtildags endelig først sist dessuten deretter samtidig hittil vanligvis siden`},
	{"adverbs of manner and stance", `således altså derfor derimot muligens kanskje trolig sannsynligvis naturligvis
		eksempelvis nemlig dvs osv etc isteden istedenfor ellers likeledes mulig mulige`},
	{"numerals", `én ett to tre fire fem seks sju syv åtte ni ti elleve tolv tjue tretti hundre tusen million millioner første
		annen tredje fjerde femte siste`},
}

var norwegianBoilerplate = []wordClass{
	{"the paper", `artikkel artikkelen artikler oppgave oppgaven oppgåva studie studien studier studiene arbeid arbeidet arbeider
		forfatter forfatteren forfatterne seksjon avsnitt kapittel figur figurer tabell avhandling avhandlingen rapport rapporten
		bidrag forskning forskningen sammendrag samandrag`},
	{"what its authors do", `foreslå foreslår foreslås foreslått foreslåtte forslag presentere presenterer presenteres presentert
		presenterte beskrive beskriver beskrives beskrevet beskriv introdusere introduserer introduseres introdusert diskutere
		diskuterer diskuteres drøfte drøfter drøftes undersøke undersøker undersøkes undersøkt undersøkte undersøkelse
		undersøkelsen undersøkelser studere studerer studeres studert utforske utforsker behandler behandles betrakter
		analyserer analyseres analysert utvikle utvikler utvikles utviklet formål formålet mål målet fokus fokuserer sikte`},
	{"what they find", `resultat resultatet resultater resultatene resultata vise viser vises viste vist syner finne finner fant funnet
		funn funnene oppnå oppnår oppnås oppnådd tyde tyder antyder indikerer bekrefte bekrefter bekreftes konklusjon
		konklusjonen konklusjoner konkluderer observere observeres observert bevise beviser muliggjør tillater fører innsikt
		fremgår framgår`},
	{"how they do it", `metode metoden metoder metodene metodikk tilnærming tilnærmingen tilnærminger teknikk teknikker bruke bruker
		brukes brukt brukte bruk benytte benytter benyttes benyttet anvende anvender anvendes anvendt anvendelse anvendelser basert
		baserte baserer eksperiment eksperimenter eksperimentell eksperimentelle utføre utføres utført utførte evaluere
		evaluerer evalueres evaluert evaluering vurdert sammenligne sammenligner sammenlignes sammenlignet sammenligning
		sammenlikning forbedre forbedrer forbedres forbedret forbedring forbedringer hjelp rammeverk`},
	{"how they praise it", `ny nytt nye nyere eksisterende viktig viktige viktigste signifikant signifikante betydelig betydelige
		lovende interessant interessante omfattende avgjørende aktuell aktuelle egnet egnede vesentlig vesentlige`},
}
