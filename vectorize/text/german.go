package text

var germanStops = []wordClass{
	{"articles and contracted articles", `der die das den dem des ein eine einer eines einem einen am ans beim im ins vom zum zur
		aufs fürs durchs ums übers unters hinters vors`},
	{"demonstratives", `dieser diese dieses diesem diesen dies jener jene jenes jenem jenen derjenige diejenige dasjenige
		diejenigen denjenigen derselbe dieselbe dasselbe dieselben denselben derselben desselben solch solche solcher solches solchem
		solchen`},
	{"quantifiers and other determiners", `alle aller alles allem allen beide beider beides beiden einige einiger einiges einigem
		einigen etliche jeder jede jedes jedem jeden jegliche jeglicher kein keine keiner keines keinem keinen manche mancher
		manches manchem manchen mehrere mehrerer mehreren viel viele vieler vieles vielem vielen wenig wenige weniger weniges
		wenigen mehr meist meiste meisten etwas genug ganz ganze ganzen ganzer ganzes andere anderer anderes anderem anderen
		ander sämtliche sämtlicher sämtlichen verschiedene verschiedener verschiedenen verschiedenes unterschiedliche
		unterschiedlicher unterschiedlichen zahlreiche zahlreicher zahlreichen bestimmte bestimmter bestimmten gewisse gewisser gewissen
		jeweilige jeweiligen jeweils einzelne einzelner einzelnen weitere weiterer weiteres weiteren übrige übrigen gesamte
		gesamten eigene eigener eigenes eigenen`},
	{"personal and reflexive pronouns", `ich mich mir du dich dir er ihn ihm sie es ihr ihnen wir uns euch sich einander man selbst
		selber`},
	{"possessives", `mein meine meiner meines meinem meinen dein deine deiner deines deinem deinen sein seine seiner seines seinem
		seinen ihre ihrer ihres ihrem ihren unser unsere unserer unseres unserem unseren euer eure eurer`},
	{"indefinite and relative pronouns", `jemand jemanden jemandem niemand niemanden irgendein irgendeine irgendwelche irgendetwas nichts
		wer wen wem wessen was welcher welche welches welchem welchen dessen deren denen derer`},
	{"question words", `wie wo wann warum weshalb wieso woher wohin wofür womit wodurch worin worauf woran woraus wovon wozu
		inwieweit inwiefern`},
	{"prepositions", `ab an anhand anstatt auf aufgrund aus außer außerhalb bei bezüglich binnen bis dank durch entlang entsprechend
		für gegen gegenüber gemäß hinter hinsichtlich in infolge innerhalb jenseits laut mit mithilfe mittels nach neben ohne
		oberhalb per pro samt seit statt trotz über um unter unterhalb von vor während wegen zu zufolge zugunsten
		zwischen via angesichts seitens`},
	{"conjunctions", `und oder aber denn sondern doch jedoch als wenn weil da dass ob obwohl obgleich falls sofern sobald solange
		bevor nachdem ehe indem damit sodass sowie sowohl entweder weder noch wobei wodurch während hingegen allerdings
		dennoch trotzdem somit also daher deshalb deswegen folglich demnach zumal insofern soweit zwar`},
	{"sein", `sein bin bist ist sind seid war warst waren wart gewesen wäre wären sei seien`},
	{"haben", `haben habe hast hat habt hatte hatten hattest gehabt hätte hätten`},
	{"werden", `werden werde wirst wird werdet wurde wurden worden geworden würde würden`},
	{"modals and light verbs", `können kann könnt konnte konnten könnte könnten müssen muss musste mussten müsste müssten sollen soll
		sollte sollten dürfen darf durfte durften dürfte dürften wollen will wollte wollten mögen mag möchte möchten lassen lässt
		ließ ließen machen macht machte gemacht tun tut getan geben gibt gab gegeben gehen geht ging kommen kommt kam
		stehen steht stand stellen stellt bleiben bleibt blieb scheinen scheint bringen bringt nehmen nimmt liegt liegen
		sehen siehe`},
	{"negation and affirmation", `nicht nie niemals nein ja keinesfalls keineswegs`},
	{"adverbs of degree", `sehr zu so auch nur noch schon sogar fast beinahe kaum eher etwa ungefähr rund ziemlich relativ besonders
		insbesondere vor allem überwiegend weitgehend vollständig völlig teilweise teils größtenteils hauptsächlich mindestens
		höchstens wenigstens zumindest besser am besten schlechter gut wohl weit allzu umso ebenso genauso gleichermaßen
		deutlich stark erheblich äußerst bloß lediglich`},
	{"adverbs of place and time", `hier da dort dorthin hierher oben unten vorne hinten innen außen überall nirgends nun jetzt dann
		danach zuvor vorher nachher bereits immer oft häufig manchmal selten stets bald später früher heute gestern morgen
		derzeit gegenwärtig zurzeit bisher bislang kürzlich inzwischen mittlerweile zunächst zuerst schließlich endlich zuletzt
		wieder erneut erst einmal mal gleichzeitig zugleich seitdem seither`},
	{"pronominal adverbs", `dabei dadurch dafür dagegen daher dahin damit danach daneben daran darauf daraus darin darüber darum
		darunter davon davor dazu dazwischen hierbei hierdurch hierfür hiermit hierzu hieraus hierin hiervon`},
	{"adverbs of manner and stance", `so anders außerdem zudem ferner ebenfalls gleichfalls überdies nämlich eigentlich
		üblicherweise normalerweise gewöhnlich allgemein generell grundsätzlich tatsächlich wirklich natürlich vielleicht
		möglicherweise wahrscheinlich offenbar leider möglich möglichst beispielsweise beziehungsweise bzw usw etc ca vgl
		z.b d.h u.a sogenannt sogenannte sogenannten sonst vielmehr dementsprechend einerseits andererseits`},
	{"numerals", `null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert tausend million
		millionen erste erster erstes ersten zweite zweiter zweites zweiten dritte dritter dritten vierte vierten letzte letzter
		letzten erstens zweitens drittens`},
}

var germanBoilerplate = []wordClass{
	{"the paper", `artikel artikels beitrag beiträge beitrags aufsatz studie studien arbeit arbeiten autor autoren autorin abschnitt
		abschnitte kapitel abbildung abbildungen tabelle publikation zusammenfassung`},
	{"what its authors do", `vorschlagen vorgeschlagen vorgeschlagene vorgeschlagenen vorschlag präsentieren präsentiert präsentierte
		präsentierten vorgestellt vorgestellte vorgestellten vorstellen beschreiben beschreibt beschrieben beschriebene
		beschriebenen einführen eingeführt diskutieren diskutiert untersuchen untersucht untersuchte untersuchten untersuchung
		untersuchungen erforschen erforscht erörtert behandelt betrachtet betrachten betrachtete analysiert analysieren
		entwickelt entwickelte entwickelten ziel ziele zielt fokus fokussiert befasst widmet vorliegende vorliegenden
		vorliegender argumentiert skizziert`},
	{"what they find", `ergebnis ergebnisse ergebnissen zeigen zeigt zeigte zeigten gezeigt finden findet fand gefunden erhalten
		erhaltene erhaltenen ergeben ergibt ergab ergaben deuten hinweisen weist hindeuten belegen belegt bestätigen bestätigt
		schließen schlussfolgerung schlussfolgerungen fazit nachgewiesen beobachtet beobachten ermittelt festgestellt erzielt
		erzielen erreicht erreichen bewiesen beweisen ermöglicht ermöglichen ermöglichte erkenntnisse erlaubt erlauben`},
	{"how they do it", `methode methoden methodik ansatz ansätze ansätzen technik verfahren verfahrens verwenden verwendet
		verwendete verwendeten verwendung nutzen nutzt genutzt nutzung benutzt anwenden angewendet angewandt anwendung
		basierend basiert basieren basierte basierten beruht experiment experimente experimentell experimentelle
		experimentellen durchgeführt durchführen durchführung bewerten bewertet evaluieren evaluiert evaluierung evaluation
		vergleichen verglichen vergleich verbessern verbessert verbesserte verbesserung verbesserungen hilfe rahmen
		eingesetzt einsatz mittels`},
	{"how they praise it", `neu neue neuer neues neuen neuem neuartig neuartige neuartigen neuartiger neueste aktuelle aktuellen
		bestehende bestehenden vorhandene vorhandenen signifikant signifikante signifikanten wichtig wichtige wichtigen wichtiger
		wesentlich wesentliche wesentlichen vielversprechend vielversprechende bedeutend bedeutende umfassend umfassende
		entscheidend entscheidende interessant interessante geeignet geeignete geeigneten`},
}
