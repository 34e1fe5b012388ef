package text

// frenchElisions are the words that lose their vowel in front of another.
var frenchElisions = []string{"l'", "d'", "j'", "m'", "t'", "s'", "n'", "c'", "ç'", "qu'", "jusqu'", "lorsqu'", "puisqu'", "quoiqu'"}

var frenchStops = []wordClass{
	{"articles and contracted articles", `le la les un une des du de d' l' au aux`},
	{"demonstratives and determiners", `ce cet cette ces celui celle ceux celles ceci cela ça celui-ci celle-ci ceux-ci
		celles-ci celui-là celle-là ci tel telle tels telles quel quelle quels quelles aucun aucune aucuns nul nulle chaque
		quelque quelques plusieurs certain certaine certains certaines tout toute tous toutes divers diverses différent
		différente différents différentes même mêmes autre autres maint maints`},
	{"possessives", `mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs mien mienne miens miennes tien tienne
		tiens tiennes sien sienne siens siennes nôtre nôtres vôtre vôtres`},
	{"personal and reflexive pronouns", `je tu il elle on nous vous ils elles me te se moi toi soi lui eux en y moi-même
		toi-même soi-même lui-même elle-même nous-mêmes vous-mêmes eux-mêmes elles-mêmes`},
	{"indefinite and relative pronouns", `qui que quoi dont où lequel laquelle lesquels lesquelles duquel desquels desquelles
		auquel auxquels auxquelles quiconque rien personne quelqu'un quelqu'une quelques-uns quelques-unes chacun chacune
		autrui`},
	{"prepositions", `à dans par pour sur avec sans sous vers chez entre parmi contre depuis pendant durant avant après devant
		derrière dès hors hormis sauf selon malgré outre envers jusque voici voilà via lors grâce afin quant suivant
		moyennant concernant près`},
	{"conjunctions", `et ou mais donc or ni car si comme lorsque puisque quoique parce tandis alors cependant toutefois
		néanmoins pourtant soit sinon`},
	{"être", `être suis es est sommes êtes sont étais était étions étiez étaient serai seras sera serons serez seront serais
		serait serions seriez seraient sois soyons soyez soient fus fut fûmes furent fût étant été étée étés étées`},
	{"avoir", `avoir ai as a avons avez ont avais avait avions aviez avaient aurai auras aura aurons aurez auront aurais
		aurait aurions auriez auraient aie aies ait ayons ayez aient eus eut eûmes eurent eût ayant eu eue eues`},
	{"modals and light verbs", `peut peux pouvons pouvez peuvent pouvait pouvaient pourra pourront pourrait pourraient puisse
		puissent pouvant pouvoir doit dois devons devez doivent devait devaient devra devront devrait devraient devoir dû
		faut fallait faudra faudrait faire fait faits faite faites fais font faisons faisait faisant fera feront va vont
		vais allons aller sait savoir veut veulent vouloir reste restent devient deviennent devenir semble semblent mettre
		met mis mise rendre rend donner donne donnent donné donnée prendre prend pris`},
	{"negation", `ne n' pas plus jamais guère point non nullement`},
	{"adverbs of degree", `très trop assez peu beaucoup moins tant tellement aussi autant presque environ davantage plutôt
		encore seulement surtout notamment particulièrement relativement fortement largement entièrement complètement
		simplement vraiment extrêmement suffisamment mieux pire bien mal`},
	{"adverbs of place and time", `ici là ailleurs partout dedans dehors dessus dessous ensuite puis enfin maintenant déjà
		toujours souvent parfois rarement bientôt tôt tard aujourd'hui hier demain désormais auparavant actuellement
		récemment d'abord finalement longtemps`},
	{"adverbs of manner and stance", `ainsi donc certes peut-être généralement habituellement également particulier
		respectivement effectivement explicitement directement facilement souvent précisément possible possibles
		dire dit dits dite autrement ensemble etc`},
	{"question words", `comment combien pourquoi quand est-ce`},
	{"numerals", `deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cent cents mille million
		millions premier première premiers premières second seconde deuxième troisième quatrième dernier dernière derniers
		dernières`},
}

var frenchBoilerplate = []wordClass{
	{"the paper", `article articles papier papiers étude études étudier étudie étudions étudié étudiée étudiés étudiées auteur
		auteurs autrice section sections figure figures mémoire`},
	{"what its authors do", `proposer propose proposons proposent proposé proposée proposés proposées proposition présenter
		présente présentons présentent présenté présentée présentés présentées décrire décrit décrivons décrivent décrits
		décrite décrites introduire introduit introduisons discuter discutons examiner examinons examine explorer explorons
		considérer considérons aborder abordons cherchons cherche montrer vise visent consiste consistent intéressons
		s'intéresse objectif objectifs but travail travaux`},
	{"what they find", `résultat résultats montre montrons montrent montré montrant obtenir obtenu obtenue obtenus obtenues
		obtient obtenons indique indiquent suggère suggèrent révèle révèlent confirme confirment conclusion conclusions
		conclure démontrer démontre démontrons constate constatons permet permettent permettant permettre`},
	{"how they do it", `méthode méthodes méthodologie approche approches technique techniques utiliser utilise utilisons
		utilisent utilisé utilisée utilisés utilisées utilisant utilisation basé basée basés basées fondé fondée fondés
		fondées appliquer appliqué appliquée appliquons expérience expériences expérimental expérimentale expérimentaux
		expérimentation expérimentations évaluer évaluons évalue évalué évaluée comparer comparons comparé comparée
		comparaison améliorer améliore amélioré amélioration améliorations partir cadre`},
	{"how they praise it", `nouveau nouvel nouvelle nouveaux nouvelles récent récente récents récentes existant existante
		existants existantes important importante importants importantes significatif significative significativement
		prometteur prometteurs prometteuse prometteuses intéressant intéressants principal principale principaux
		principales`},
}
