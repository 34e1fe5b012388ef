package text

var swedishStops = []wordClass{
	{"articles", `en ett den det de`},
	{"demonstratives and determiners", `denna detta dessa denne sådan sådant sådana samma samtliga själv självt själva hela
		respektive`},
	{"quantifiers", `all allt alla någon något några ingen inget inga varje var vart annan annat andra båda bägge flera fler
		flest många mycket mer mera mest få färre lite mindre minst viss visst vissa olika nog hel helt halv övriga enda
		enstaka`},
	{"personal and reflexive pronouns", `jag mig du dig han honom hon henne hen man vi oss ni er dem dom sig varandra`},
	{"possessives", `min mitt mina din ditt dina hans hennes dess vår vårt våra ert era deras sin sitt sina vars ens`},
	{"indefinite and relative pronouns", `som vilken vilket vilka någonting ingenting allting vem vems vad`},
	{"question words", `hur när varför var vart varifrån huruvida`},
	{"prepositions", `i på av till från för med om vid efter mot mellan under över genom hos utan ur in inom utom utanför inuti
		innan före bland enligt sedan trots kring runt omkring åt längs bakom framför ovan ovanför nedan nedanför intill
		bredvid gentemot angående beträffande avseende via per tack`},
	{"conjunctions", `och eller men utan samt ty att om eftersom därför medan då när innan såvida ifall fast fastän trots så
		antingen varken både dock liksom såväl emellertid`},
	{"vara", `vara är var varit vore varande`},
	{"ha", `ha har hade haft hava havande`},
	{"bli", `bli blir blev blivit bliva blivande`},
	{"modals and light verbs", `kan kunde kunnat kunna ska skall skulle skola vill ville velat vilja måste får fick fått få
		bör borde böra må måtte lär gör gjorde gjort göra görs gjorts ger gav gett ge ges tar tog tagit ta går gick gått gå
		kommer kom kommit komma finns fanns funnits finnas sker skedde ske låter lät låta sätter satt håller höll hålla
		brukar verkar tycks anses anser`},
	{"negation and affirmation", `inte ej icke aldrig nej ja jo`},
	{"adverbs of degree", `mycket ganska väldigt alltför nästan bara endast även också knappt ännu ytterligare särskilt speciellt
		framförallt delvis ungefär relativt tillräckligt betydligt bättre sämre bäst väl bra ju alls`},
	{"adverbs of place", `här där hit dit härifrån därifrån överallt ingenstans någonstans ute inne uppe nere upp ner ned ut bort
		borta fram framme tillbaka hem hemma däri därav därmed därtill därvid härmed varav varmed varvid`},
	{"adverbs of time", `nu då sedan alltid ofta ibland sällan snart redan igen fortfarande tidigare senare nyligen idag igår
		imorgon numera slutligen först sist dessutom därefter samtidigt tills hittills vanligen vanligtvis`},
	{"adverbs of manner and stance", `således alltså därför däremot möjligen kanske troligen naturligtvis exempelvis nämligen
		dvs m.m osv etc istället annars ändå likväl likaså möjligt möjlig`},
	{"numerals", `ett två tre fyra fem sex sju åtta nio tio elva tolv tjugo trettio hundra tusen miljon miljoner första andra
		tredje fjärde femte sista`},
}

var swedishBoilerplate = []wordClass{
	{"the paper", `artikel artikeln artiklar uppsats uppsatsen studie studien studier studierna arbete arbetet arbeten författare
		författaren författarna avsnitt avsnittet kapitel figur figurer tabell avhandling avhandlingen rapport rapporten bidrag
		forskning forskningen sammanfattning`},
	{"what its authors do", `föreslå föreslår föreslås föreslagna föreslagen föreslogs förslag presentera presenterar presenteras
		presenterade presenterades beskriva beskriver beskrivs beskrivits introducera introducerar introduceras diskutera
		diskuterar diskuteras undersöka undersöker undersöks undersökte undersöktes undersökning undersökningar studera studerar
		studeras studerade studerades utforska utforskar behandlar behandlas betraktar analyserar analyseras analyserade
		utveckla utvecklar utvecklas utvecklade utvecklades syfte syftet syftar mål målet fokus fokuserar avser`},
	{"what they find", `resultat resultatet resultaten visa visar visas visade visades visat finna finner funnit fann erhålla erhålls
		erhållna erhölls tyda tyder antyder indikerar bekräfta bekräftar bekräftas slutsats slutsatsen slutsatser observera
		observeras observerades konstaterar uppnå uppnår uppnås bevisa bevisar möjliggör tillåter leder insikter framgår`},
	{"how they do it", `metod metoden metoder metoderna metodik tillvägagångssätt ansats ansatser teknik tekniker använda använder
		används använde användes använts användning tillämpa tillämpar tillämpas tillämpning tillämpningar baserad baserat
		baserade baseras grundar experiment experimentell experimentella utföra utförs utfördes utförda utvärdera utvärderar
		utvärderas utvärdering jämföra jämför jämförs jämfört jämförelse jämförelser förbättra förbättrar förbättras förbättrad
		förbättring förbättringar hjälp ramverk utifrån`},
	{"how they praise it", `ny nytt nya nyare befintlig befintliga existerande viktig viktigt viktiga viktigaste signifikant
		signifikanta betydande lovande intressant intressanta omfattande avgörande aktuell aktuella lämplig lämpliga väsentlig
		väsentliga`},
}
