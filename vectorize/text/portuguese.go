package text

var portugueseStops = []wordClass{
	{"articles", `o a os as um uma uns umas`},
	{"contractions", `do da dos das dum duma ao aos à às no na nos nas num numa nuns numas pelo pela pelos pelas dele dela deles delas
		deste desta destes destas disto desse dessa desses dessas disso daquele daquela daqueles daquelas neste nesta nestes
		nestas nisto nesse nessa nesses nessas nisso naquele naquela nele nela neles nelas àquele àquela daí daqui dali`},
	{"prepositions", `de em para por com sem sob sobre entre até desde contra perante ante após durante mediante segundo conforme
		exceto salvo através acerca junto perto longe dentro fora trás frente via consoante devido`},
	{"demonstratives", `este esta isto estes estas esse essa isso esses essas aquele aquela aquilo aqueles aquelas tal tais mesmo
		mesma mesmos mesmas próprio própria próprios próprias referido referida referidos`},
	{"quantifiers and other determiners", `todo toda tudo todos todas muito muita muitos muitas pouco pouca poucos poucas algum alguma
		alguns algumas nenhum nenhuma nenhuns cada vários várias outro outra outros outras certo certa certos certas demais
		ambos ambas qualquer quaisquer bastante bastantes diverso diversa diversos diversas diferente diferentes tanto tanta
		tantos tantas quanto quanta quantos quantas inúmeros inúmeras maior maiores menor menores maioria`},
	{"possessives", `meu minha meus minhas teu tua teus tuas seu sua seus suas nosso nossa nossos nossas vosso vossa vossos vossas`},
	{"personal and reflexive pronouns", `eu tu ele ela eles elas nós vós você vocês me te se nos vos lhe lhes mim ti si comigo
		contigo consigo conosco connosco lo la los las`},
	{"indefinite and relative pronouns", `que quem qual quais cujo cuja cujos cujas onde algo nada alguém ninguém outrem`},
	{"question words", `quê porquê como quando aonde`},
	{"conjunctions", `e ou mas nem porém contudo todavia entretanto porque pois se embora enquanto caso logo portanto então senão
		assim também quer ora conquanto porquanto`},
	{"ser", `ser sou és é somos são era eram éramos fui foi fomos foram será serão seria seriam seja sejam fosse fossem for forem
		sido sendo`},
	{"estar", `estar estou está estamos estão estava estavam esteve estiveram estará estarão esteja estejam estado estando`},
	{"ter and haver", `ter tenho tem temos têm tinha tinham teve tiveram terá terão teria teriam tenha tenham tivesse tido tendo haver há
		havia haviam houve haverá haja hajam havendo`},
	{"modals and light verbs", `pode podem podemos podia podiam poderá poderão poderia poderiam possa possam poder podendo deve devem
		devemos devia deverá deverão deveria deveriam dever fazer faz fazem fez feito feita feitos feitas fazendo ir vai vão
		vamos dar dá dão dada vem vêm vir fica ficam ficar ficou parece parecem quer querem sabe saber põe
		torna tornam tornar torna-se trata-se continua permanece costuma leva levar trazer traz`},
	{"negation and affirmation", `não nunca jamais tampouco sim`},
	{"adverbs of degree", `mais menos tão quase apenas só somente unicamente ainda inclusive demasiado especialmente particularmente
		principalmente sobretudo aproximadamente relativamente altamente amplamente completamente totalmente parcialmente
		suficientemente extremamente melhor pior bem mal cerca além`},
	{"adverbs of place and time", `aqui aí ali lá cá acima abaixo adiante atrás embaixo agora depois antes já sempre hoje ontem amanhã
		cedo tarde frequentemente recentemente atualmente actualmente anteriormente posteriormente finalmente inicialmente
		simultaneamente vez vezes`},
	{"adverbs of manner and stance", `assim geralmente normalmente respectivamente respetivamente simplesmente diretamente
		directamente facilmente claramente igualmente talvez porventura aliás ou seja embora possível possíveis exemplo etc`},
	{"numerals", `dois duas três quatro cinco seis sete oito nove dez onze doze quinze vinte trinta cem cento mil milhão milhões
		primeiro primeira primeiros primeiras segunda terceiro terceira quarto quarta último última últimos últimas`},
}

var portugueseBoilerplate = []wordClass{
	{"the paper", `artigo artigos trabalho trabalhos estudo estudos estudar estuda estudamos estudado estudada estudados autor autora
		autores seção seções secção secções figura figuras tabela capítulo pesquisa pesquisas dissertação tese resumo`},
	{"what its authors do", `propor propõe propomos propõem proposto proposta propostos propostas apresentar apresenta apresentamos
		apresentam apresentado apresentada apresentados apresentadas descrever descreve descrevemos descrevem descrito descrita
		descritos introduzir introduz introduzimos discutir discute discutimos discutido examinar examina examinamos explorar
		explora exploramos investigar investiga investigamos investigado considerar considera consideramos considerado aborda
		abordamos abordar analisa analisamos analisado analisados desenvolvido desenvolvida desenvolver objetivo objetivos
		objectivo objectivos visa visam pretende pretende-se`},
	{"what they find", `resultado resultados mostrar mostra mostram mostramos mostrou mostraram mostrado demonstrar demonstra
		demonstram demonstramos demonstrou demonstrado obter obtém obtêm obtemos obtido obtida obtidos obtidas obteve indicar
		indica indicam indicaram sugerir sugere sugerem revelar revela revelam revelou confirmar confirma confirmam concluir
		conclui concluímos concluiu conclui-se conclusão conclusões encontrar encontramos encontrado encontrados observou-se
		observado observados verificou-se permite permitem permitindo permitir permitiu evidencia evidenciam`},
	{"how they do it", `método métodos metodologia metodologias abordagem abordagens técnica técnicas usar usa usamos usam usado usada
		usados usando uso utilizar utiliza utilizamos utilizam utilizado utilizada utilizados utilizadas utilizando utilização
		empregar emprega empregado empregando baseado baseada baseados baseadas baseia aplicar aplicado aplicada aplicados
		aplicando aplicação aplicações experimento experimentos experiência experiências experimental experimentais avaliar
		avaliamos avalia avaliado avaliados avaliação comparar comparamos comparado comparação melhorar melhora melhoria
		melhorias realizar realiza realizado realizada realizados realizadas realizou-se partir âmbito`},
	{"how they praise it", `novo nova novos novas inovador inovadora recente recentes existente existentes importante importantes
		importância significativo significativa significativos significativas significativamente promissor promissores
		principal principais interessante interessantes relevante relevantes fundamental eficácia`},
}
