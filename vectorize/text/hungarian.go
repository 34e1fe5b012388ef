package text

var hungarianStops = []wordClass{
	{"articles", `a az egy`},
	{"demonstratives", `ez ezek azok ezt azt ezeket azokat ennek annak ezeknek azoknak ebben abban ezekben azokban ebből abból
		erre arra ezekre azokra erről arról ezzel azzal ezekkel azokkal ehhez ahhoz ettől attól ezen azon ezért azért ilyen
		olyan ilyenek olyanok ekkora akkora ugyanaz ugyanez ugyanazt ugyanolyan emez amaz`},
	{"quantifiers and determiners", `minden mindegyik mind mindez összes egész valamennyi sok több legtöbb kevés kevesebb néhány
		némely egyes bizonyos más mások másik többi különböző számos ennyi annyi mennyi egyik bármely bármelyik egyetlen
		semmilyen valamilyen mindenféle`},
	{"personal pronouns", `én engem te téged ő őt mi minket bennünket ti titeket ők őket maga magát maguk önök ön neki nekem neked
		nekünk nektek nekik vele velem veled velünk velük róla rólam róluk benne bennük belőle belőlük rá rám rájuk rajta
		tőle tőlük hozzá hozzájuk nála náluk érte értük saját egymás egymást`},
	{"possessive pronouns", `enyém tiéd övé miénk tiétek övék`},
	{"indefinite and negative pronouns", `valaki valami valamit senki semmi semmit mindenki bárki bármi akárki akármi`},
	{"question words and relatives", `ki kik mi mit mik kit amely amelyek amelyet amelyeket amelynek amelyben amelyekben amelyre
		amelyről amellyel amelyekkel ami amit amik aki akik akit akinek melyik mely melyek milyen hogyan hol hová hova honnan
		mikor miért ahol ahová ahonnan amikor ahogy ahogyan amint amíg mennyire`},
	{"postpositions", `alatt fölött felett mellett között közötti előtt után mögött körül nélkül szerint miatt által iránt felé
		ellen át keresztül során kívül belül óta végett helyett révén alapján esetén esetében számára részére kapcsán
		érdekében képest fogva túl alá fölé mellé közé elé mögé alól közül elől mellől`},
	{"conjunctions", `és s meg is vagy de hanem hogy ha mert mivel bár habár noha azonban viszont tehát így ezért akár sem se
		illetve valamint pedig mintha mint míg miközben mielőtt miután amennyiben ugyanis hiszen ám sőt továbbá`},
	{"verbal prefixes", `el ki be fel le meg össze vissza szét ide oda`},
	{"lenni", `van vannak vagyok vagyunk volt voltak volna lenne lennének lesz lesznek legyen legyenek lett lettek lenni lévő való
		nincs nincsenek sincs`},
	{"modals and light verbs", `kell kellett kellene lehet lehetett lehetne lehetnek tud tudnak tudott tudja akar szokott fog
		fognak fogja tesz tett tenni teszi válik vált ad adott kap marad maradt jelent található`},
	{"negation and affirmation", `nem ne sem se soha sehol igen nincs`},
	{"adverbs of degree", `nagyon igen elég túl túlságosan csak csupán éppen szinte majdnem alig még már is inkább leginkább
		főleg különösen jelentősen viszonylag körülbelül kb teljesen részben egészen jól jobban jobb legjobb rosszabb kevésbé
		legalább legfeljebb`},
	{"adverbs of place", `itt ott ide oda innen onnan mindenhol sehol valahol kint bent fent lent előre hátra tovább együtt
		külön`},
	{"adverbs of time", `most akkor majd aztán azután mindig néha gyakran ritkán ismét újra ma tegnap holnap először végül
		korábban később jelenleg nemrég azóta eddig addig közben egyszerre`},
	{"adverbs of manner and stance", `így úgy ugyan talán esetleg valószínűleg természetesen például pl stb ill azaz vagyis
		általában elsősorban többek egyaránt szintén ugyancsak mégis ugyanakkor egyrészt másrészt ennélfogva`},
	{"numerals", `kettő két három négy öt hat hét nyolc kilenc tíz húsz harminc száz ezer millió első második harmadik negyedik
		utolsó`},
}

var hungarianBoilerplate = []wordClass{
	{"the paper", `cikk cikkben cikkünk cikkünkben cikkek dolgozat dolgozatban dolgozatunkban tanulmány tanulmányban tanulmányunkban
		tanulmányok munka munkában munkánkban szerző szerzők fejezet fejezetben ábra ábrák táblázat közlemény kutatás kutatások
		kutatásunk kutatók vizsgálat vizsgálatok értekezés összefoglaló`},
	{"what its authors do", `javasol javasolunk javasolt javaslat javaslatot bemutat bemutatunk bemutatjuk bemutatja bemutatott
		bemutatása leír leírjuk leírja ismertet ismertetjük ismerteti bevezet bevezetünk bevezetjük tárgyal tárgyaljuk
		tárgyalja vizsgál vizsgálunk vizsgáljuk vizsgálja vizsgáltuk vizsgált vizsgálata elemezzük elemzi elemeztük foglalkozik
		foglalkozunk áttekintjük áttekinti fejlesztett fejlesztettünk kifejlesztett kidolgozott tekintjük cél célja célunk célok`},
	{"what they find", `eredmény eredmények eredményeink eredményei eredményeket eredménye mutat mutatja mutatjuk mutatják mutatunk
		mutattuk kimutat kimutattuk igazol igazolja igazoljuk igazolják talál találtunk találtuk kapott kaptuk kaptunk sugallja
		jelzi jelzik megerősíti megerősítik következtetés következtetések következtetést megállapítható megállapítottuk
		bizonyítjuk bizonyítja bizonyítunk megfigyelhető megfigyeltük elértük lehetővé teszik eredményez eredményezett`},
	{"how they do it", `módszer módszert módszerek módszerrel módszereket módszertan megközelítés megközelítést megközelítések eljárás
		eljárást eljárások technika technikák használ használunk használjuk használva használt használata használatával
		használtuk alkalmaz alkalmazunk alkalmazva alkalmazott alkalmazása alkalmazásával alkalmazások alapuló alapul alapú
		kísérlet kísérletek kísérleti végzett végeztünk értékeljük értékelés értékelése összehasonlít összehasonlítjuk
		összehasonlítás összehasonlítása összehasonlítva javít javítja javítása javulás segítségével keretében`},
	{"how they praise it", `új újszerű újabb korszerű meglévő létező fontos fontosabb legfontosabb jelentős szignifikáns szignifikánsan
		ígéretes érdekes átfogó alapvető lényeges megfelelő hatékonysága hatékonyságát`},
}
