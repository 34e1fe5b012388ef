package text

var dutchStops = []wordClass{
	{"articles", `de het een 't 'n der des den ter ten`},
	{"demonstratives", `deze dit die dat dergelijke dergelijk zulke zulk degene diegene dezelfde hetzelfde zo'n datgene`},
	{"quantifiers and other determiners", `al alle alles allen allemaal ander andere anderen beide beiden elk elke ieder iedere enig
		enige enkel enkele geen genoeg meer meerdere meest meeste minder minst minste sommige sommigen veel vele velen verschillende
		diverse weinig wat heel hele gehele geheel bepaalde bepaald zekere overige talrijke eigen zelfde afzonderlijke
		betreffende respectieve voldoende`},
	{"personal and reflexive pronouns", `ik mij me jij je jou u hij hem zij ze haar het wij we ons jullie hen hun zich zichzelf mezelf
		onszelf elkaar elkaars men zelf`},
	{"possessives", `mijn jouw uw zijn haar ons onze hun m'n z'n mijne zijne`},
	{"indefinite and relative pronouns", `iemand niemand iets niets iedereen alleman wie wiens wier welk welke hetgeen hetwelk`},
	{"question words", `hoe waar wanneer waarom waardoor waarin waarmee waarop waaruit waarvan waarvoor waarbij waarnaar waarover
		waartoe hoeveel hoezeer`},
	{"prepositions", `aan achter behalve beneden bij binnen boven buiten door gedurende in langs met middels na naar naast nabij
		namens om omtrent ondanks onder op over per sedert sinds te tegen tegenover tijdens tot tussen uit van vanaf vanuit vanwege
		via volgens voor voorbij wegens zonder ongeacht dankzij jegens rond rondom betreffende inzake aangaande`},
	{"conjunctions", `en of maar want dus noch als dan toen omdat doordat zodat opdat indien tenzij hoewel ofschoon terwijl zodra
		zolang nadat voordat totdat alsmede alsook zowel evenals echter toch daarom derhalve bovendien tevens mits`},
	{"zijn", `zijn ben bent is was waren geweest zij wezen`},
	{"hebben", `hebben heb hebt heeft had hadden gehad`},
	{"worden", `worden word wordt werd werden geworden`},
	{"modals and light verbs", `kunnen kan kunt kon konden gekund moeten moet moest moesten mogen mag mocht mochten zullen zal zult
		zou zouden willen wil wilt wilde wilden laten laat liet lieten gelaten doen doet deed deden gedaan gaan gaat ging gingen
		gegaan komen komt kwam kwamen gekomen maken maakt maakte maakten gemaakt geven geeft gaf gaven gegeven nemen neemt nam
		genomen blijven blijft bleef blijken blijkt bleek lijken lijkt leek staan staat stond houden houdt hoeft hoeven
		zien ziet zit ligt liggen stellen stelt brengen brengt`},
	{"negation and affirmation", `niet nooit nee neen ja wel geenszins evenmin`},
	{"adverbs of degree", `zeer erg heel te zo ook slechts alleen maar bijna nauwelijks vrijwel nogal vrij tamelijk ongeveer circa
		relatief vooral voornamelijk hoofdzakelijk grotendeels gedeeltelijk deels volledig geheel minstens hooguit tenminste
		zelfs nog beter best slechter goed sterk uiterst aanzienlijk steeds bijzonder juist`},
	{"adverbs of place and time", `hier daar er ergens nergens overal elders nu toen dan daarna daarvoor eerder later al reeds altijd vaak
		soms zelden weer opnieuw vandaag gisteren morgen binnenkort tegenwoordig momenteel thans recentelijk onlangs
		vroeger eerst vervolgens uiteindelijk tenslotte intussen ondertussen tegelijk tegelijkertijd inmiddels nog eens ooit
		weg af toe terug heen`},
	{"pronominal adverbs", `daaraan daarbij daardoor daarin daarmee daarnaast daarom daarop daarover daartoe daaruit daarvan daarvoor
		eraan erbij erdoor erin ermee erop erover ertoe eruit ervan ervoor hierbij hierdoor hierin hiermee hierna hiernaast
		hierop hiertoe hieruit hiervan hiervoor`},
	{"adverbs of manner and stance", `zo aldus anders bijvoorbeeld bijv eigenlijk eveneens gewoonlijk meestal doorgaans algemeen
		namelijk immers natuurlijk misschien mogelijk mogelijke waarschijnlijk wellicht helaas respectievelijk enzovoort enz
		etc o.a d.w.z m.b.v t.o.v i.p.v zogenaamde zogeheten daarentegen enerzijds anderzijds verder overigens`},
	{"numerals", `nul één twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig honderd duizend miljoen miljoenen
		eerste tweede derde vierde vijfde laatste`},
}

var dutchBoilerplate = []wordClass{
	{"the paper", `artikel artikelen paper onderzoek onderzoeken studie studies bijdrage bijdragen auteur auteurs sectie paragraaf
		hoofdstuk figuur figuren tabel werk proefschrift samenvatting publicatie onderzoeker onderzoekers`},
	{"what its authors do", `voorstellen voorgesteld voorgestelde voorstel presenteren presenteert gepresenteerd gepresenteerde
		beschrijven beschrijft beschreven introduceren introduceert geïntroduceerd bespreken bespreekt besproken bestuderen
		bestudeert bestudeerd onderzoekt onderzocht onderzochte onderzochten verkennen verkent behandelt behandelen behandeld
		beschouwen beschouwt beschouwd analyseren analyseert geanalyseerd ontwikkelen ontwikkeld ontwikkelde doel doelen doelstelling
		doelstellingen richt gericht focus beoogt betoogt schetst`},
	{"what they find", `resultaat resultaten tonen toont toonde aangetoond aantonen laten vinden vindt vonden gevonden bevinding
		bevindingen verkrijgen verkregen suggereren suggereert suggereren wijzen wijst duiden duidt bevestigen bevestigt
		bevestigd concluderen concludeert geconcludeerd conclusie conclusies uitkomst uitkomsten waargenomen vastgesteld
		bereiken bereikt behaald bewijzen bewezen inzicht inzichten leiden leidt levert leveren geleverd`},
	{"how they do it", `methode methoden methodes methodologie aanpak aanpakken benadering benaderingen techniek technieken gebruiken
		gebruikt gebruikte gebruik gebruikmakend toepassen toegepast toegepaste toepassing toepassingen gebaseerd gebaseerde
		baseren basis experiment experimenten experimenteel experimentele uitgevoerd uitvoeren evalueren evalueert geëvalueerd
		evaluatie beoordeeld vergelijken vergeleken vergelijking verbeteren verbetert verbeterd verbeterde verbetering
		verbeteringen behulp kader ingezet mogelijkheid maakt`},
	{"how they praise it", `nieuw nieuwe recent recente bestaande bestaand belangrijk belangrijke belangrijkste significant significante
		aanzienlijke veelbelovend veelbelovende interessant interessante uitgebreid uitgebreide effectiviteit geschikt geschikte
		huidig huidige essentieel essentiële cruciaal cruciale`},
}
