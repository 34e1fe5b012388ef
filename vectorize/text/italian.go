package text

// italianElisions are the words that lose their vowel in front of another.
var italianElisions = []string{"l'", "un'", "d'", "c'", "m'", "t'", "s'", "v'", "n'", "dell'", "all'", "dall'", "nell'", "sull'", "coll'",
	"quell'", "quest'", "nessun'", "ciascun'", "qualcun'", "alcun'", "anch'", "com'", "dov'", "cos'", "gl'", "tutt'", "senz'", "sant'", "bell'"}

var italianStops = []wordClass{
	{"articles", `il lo la i gli le l' un uno una un'`},
	{"prepositions with articles", `del dello della dei degli delle dell' al allo alla ai agli alle all' dal dallo dalla dai dagli
		dalle dall' nel nello nella nei negli nelle nell' sul sullo sulla sui sugli sulle sull' col coi`},
	{"prepositions", `di a da in con su per tra fra senza sotto sopra dentro fuori prima dopo durante contro verso presso entro
		oltre attraverso mediante tramite secondo circa lungo fino sino eccetto salvo tranne riguardo rispetto nonostante
		malgrado d' davanti dietro accanto intorno attorno insieme vicino lontano grazie via`},
	{"demonstratives", `questo questa questi queste quello quella quelli quelle quel quei quegli quell' ciò tale tali stesso stessa
		stessi stesse medesimo medesima costui colui colei coloro suddetto suddetta suddetti`},
	{"quantifiers and other determiners", `ogni ognuno ognuna tutto tutta tutti tutte alcuno alcuna alcuni alcune qualche qualsiasi
		qualunque ciascuno ciascuna ciascun nessuno nessuna nessun molto molta molti molte poco poca pochi poche tanto tanta tanti
		tante troppo troppa troppi troppe altro altra altri altre parecchi parecchie diverso diversa diversi diverse vario varia
		vari varie certo certa certi certe entrambi entrambe ambedue più meno maggior maggiore maggiori minore minori intero
		intera numerosi numerose svariati molteplici rispettivi rispettive`},
	{"personal and reflexive pronouns", `io tu egli ella lui lei esso essa essi esse noi voi loro mi ti ci vi si me te sé se li ne
		glielo gliela`},
	{"possessives", `mio mia miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra vostri vostre
		proprio propria propri proprie`},
	{"indefinite and relative pronouns", `che chi cui quale quali qual quanto quanta quanti quante chiunque qualcosa qualcuno qualcuna
		nulla niente altrui`},
	{"question words", `come dove quando perché cosa`},
	{"conjunctions", `e ed o od oppure ma però anzi né se anche perché poiché affinché benché sebbene mentre finché giacché siccome
		dunque quindi pertanto perciò tuttavia infatti cioè ovvero ossia sia nonché purché qualora bensì eppure`},
	{"essere", `essere sono sei è siamo siete era ero eri eravamo erano fu fui furono sarà saranno sarebbe sarebbero sia siano fosse
		fossero stato stata stati state essendo`},
	{"avere", `avere ho hai ha abbiamo avete hanno aveva avevano avevamo ebbe ebbero avrà avranno avrebbe avrebbero abbia abbiano
		avesse avessero avuto avuta avendo`},
	{"modals and light verbs", `può possono possiamo poteva potevano potrà potranno potrebbe potrebbero possa possano potere potendo
		deve devono dobbiamo doveva dovevano dovrà dovranno dovrebbe dovrebbero debba dovere vuole vogliono volere voluto fare fa
		fanno faceva fatto fatta fatti fatte facendo fece stare sta stanno stava va vanno andare viene vengono veniva venivano
		venire venne dare dà danno rendere rende rendono reso resa resta rimane rimangono risulta risultano
		sembra sembrano mettere mette messo prendere preso tenere tiene sa sanno sapere solito diventa diventano`},
	{"negation and affirmation", `non no sì mai neanche nemmeno neppure affatto`},
	{"adverbs of degree", `molto assai abbastanza quasi appena solo soltanto solamente almeno particolarmente soprattutto
		specialmente principalmente relativamente altamente ampiamente completamente totalmente parzialmente sufficientemente
		estremamente fortemente notevolmente meglio peggio bene male ancora inoltre pure persino perfino addirittura piuttosto
		così tanto`},
	{"adverbs of place and time", `qui qua lì là ovunque altrove dappertutto ora adesso allora poi dopo già sempre spesso talvolta
		raramente presto tardi oggi ieri domani ancora finora attualmente recentemente precedentemente successivamente infine
		finalmente inizialmente contemporaneamente volta volte`},
	{"adverbs of manner and stance", `così ecco forse generalmente normalmente solitamente rispettivamente semplicemente direttamente
		facilmente chiaramente precisamente possibilmente ovviamente invece altrimenti ulteriormente ulteriore ulteriori
		possibile possibili particolare esempio ecc etc ad es`},
	{"numerals", `due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta cento mille mila milione milioni primo
		prima primi prime secondo seconda terzo terza quarto quarta ultimo ultima ultimi ultime`},
}

var italianBoilerplate = []wordClass{
	{"the paper", `articolo articoli saggio lavoro lavori studio studi studiare studia studiamo studiato studiata autore autori autrice
		sezione sezioni figura figure tabella capitolo contributo contributi`},
	{"what its authors do", `proporre propone proponiamo propongono proposto proposta proposti proposte presentare presenta presentiamo
		presentano presentato presentata presentati presentate descrivere descrive descriviamo descrivono descritto descritta
		descritti introdurre introduce introduciamo introdotto introdotta discutere discute discutiamo discusso discussi
		esaminare esamina esaminiamo esaminato esplorare esplora esploriamo indagare indaga considerare considera consideriamo
		considerato considerati affronta affrontiamo affrontare analizziamo analizza analizzato analizzati sviluppato sviluppata
		sviluppare obiettivo obiettivi scopo mira mirano intende`},
	{"what they find", `risultato risultati mostrare mostra mostrano mostriamo mostrato dimostrare dimostra dimostrano dimostriamo
		dimostrato ottenere ottiene ottengono otteniamo ottenuto ottenuta ottenuti ottenute indicare indica indicano suggerire
		suggerisce suggeriscono rivelare rivela rivelano confermare conferma confermano concludere conclude conclusione
		conclusioni trovare troviamo trovato emerge evidenzia evidenziano evidenziato osservato osservati permette permettono
		permettendo permettere consente consentono consentendo`},
	{"how they do it", `metodo metodi metodologia metodologie approccio approcci tecnica tecniche usare usa usiamo usano usato usata
		usando uso utilizzare utilizza utilizziamo utilizzano utilizzato utilizzata utilizzati utilizzate utilizzando utilizzo
		impiegare impiega impiegato impiegando basato basata basati basate basa applicare applicato applicata applicando
		applicazione applicazioni esperimento esperimenti sperimentale sperimentali valutare valutiamo valuta valutato
		valutazione confrontare confrontato confronto migliorare migliora miglioramento miglioramenti effettuare effettuato
		effettuata effettuati svolto condotto condotta partire ambito`},
	{"how they praise it", `nuovo nuova nuovi nuove nuovamente innovativo innovativa innovativi recente recenti esistente esistenti
		importante importanti importanza significativo significativa significativi significative significativamente promettente
		promettenti principale principali interessante interessanti notevole notevoli fondamentale efficacia`},
}
