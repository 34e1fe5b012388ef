package text

var spanishStops = []wordClass{
	{"articles and contractions", `el la los las lo un una unos unas al del`},
	{"demonstratives", `este esta esto estos estas ese esa eso esos esas aquel aquella aquello aquellos aquellas éste ésta
		éstos éstas ése ésa tal tales dicho dicha dichos dichas`},
	{"quantifiers and determiners", `todo toda todos todas mucho mucha muchos muchas poco poca pocos pocas algún alguno alguna
		algunos algunas ningún ninguno ninguna cada varios varias otro otra otros otras mismo misma mismos mismas cierto
		cierta ciertos ciertas demás ambos ambas cualquier cualquiera cualesquiera bastante bastantes diverso diversa
		diversos diversas distinto distinta distintos distintas diferente diferentes tanto tanta tantos tantas sendos`},
	{"possessives", `mi mis tu tus su sus nuestro nuestra nuestros nuestras vuestro vuestra vuestros vuestras mío mía míos mías
		tuyo tuya tuyos tuyas suyo suya suyos suyas`},
	{"personal pronouns", `yo tú él ella ello ellos ellas nosotros nosotras vosotros vosotras usted ustedes me te se nos os le
		les mí ti sí conmigo contigo consigo`},
	{"indefinite and relative pronouns", `que quien quienes cual cuales cuyo cuya cuyos cuyas donde cuanto cuanta cuantos
		cuantas algo nada alguien nadie`},
	{"question words", `qué quién quiénes cuál cuáles cómo cuándo dónde cuánto cuánta cuántos cuántas`},
	{"prepositions", `a ante bajo con contra de desde durante en entre hacia hasta mediante para por según sin sobre tras vía
		excepto salvo dentro fuera cerca lejos junto debido respecto acerca través`},
	{"conjunctions", `y e o u ni pero sino mas aunque porque pues si como cuando mientras conque luego entonces`},
	{"ser", `ser soy eres es somos sois son era eras éramos eran fui fue fuimos fueron será serán sería serían sea sean fuera
		fueran fuese sido siendo`},
	{"estar", `estar estoy está estamos están estaba estaban estuvo estuvieron estará estarán esté estén estado estados
		estando`},
	{"haber", `haber he has ha hemos han había habían hubo habrá habrán habría habrían haya hayan hay hubiera habido habiendo`},
	{"modals and light verbs", `tener tengo tiene tenemos tienen tenía tenían tuvo tendrá tenga tengan teniendo tenido puede
		puedo podemos pueden podía podían podrá podrán podría podrían pueda puedan poder pudo debe debemos deben debía
		deberá debería deberían deber hacer hace hacen hacemos hizo hecho haciendo hacía ir va van vamos iba dar da dan dado
		dada dados dadas suele suelen poner puesto resulta resultan parece parecen quiere sigue siguen permanece queda
		quedan llegar llega llevar lleva llevado`},
	{"negation and affirmation", `no nunca jamás tampoco sí`},
	{"adverbs of degree", `muy más menos tan casi apenas además también incluso aún solo sólo solamente únicamente
		demasiado especialmente particularmente principalmente aproximadamente relativamente altamente ampliamente
		completamente totalmente parcialmente suficientemente mejor peor bien mal`},
	{"adverbs of place and time", `aquí ahí allí allá acá arriba abajo delante detrás encima debajo alrededor ahora después
		antes ya todavía siempre hoy ayer mañana pronto tarde temprano frecuentemente recientemente actualmente
		anteriormente posteriormente finalmente vez veces`},
	{"adverbs of manner and stance", `así generalmente normalmente respectivamente simplemente directamente fácilmente
		claramente asimismo embargo obstante tanto quizá quizás acaso decir posible posibles etc`},
	{"numerals", `uno dos tres cuatro cinco seis siete ocho nueve diez once doce quince veinte treinta cien ciento cientos mil
		miles millón millones primer primero primera primeros primeras segundo segunda segundos segundas tercer tercero
		tercera cuarto último última últimos últimas`},
}

var spanishBoilerplate = []wordClass{
	{"the paper", `artículo artículos trabajo trabajos estudio estudios estudiar estudia estudiamos estudiado estudiada
		estudiados autor autora autores sección secciones figura figuras`},
	{"what its authors do", `proponer propone proponemos proponen propuesto propuesta propuestos propuestas presentar presenta
		presentamos presentan presentado presentada presentados describir describe describimos describen descrito descrita
		introducir introduce introducimos discutir discute discutimos examinar examina examinamos explorar exploramos
		investigar investigamos considerar consideramos considera analizamos aborda abordamos objetivo objetivos busca
		buscamos pretende`},
	{"what they find", `resultado resultados mostrar muestra muestran mostramos mostrado mostraron demostrar demuestra demuestran
		demostramos obtener obtiene obtienen obtenemos obtenido obtenida obtenidos obtenidas obtuvo obtuvieron indicar
		indica indican sugerir sugiere sugieren revelar revela revelan confirmar confirma confirman concluir concluye
		concluimos conclusión conclusiones encontrar encontramos encontraron permite permiten permitiendo permitir`},
	{"how they do it", `método métodos metodología metodologías enfoque enfoques técnica técnicas usar usa usamos usan usado
		usada usando uso utilizar utiliza utilizamos utilizan utilizado utilizada utilizados utilizadas utilizando emplear
		emplea empleando basado basada basados basadas basa aplicar aplicado aplicada aplicando experimento experimentos
		experimental experimentales evaluar evaluamos evalúa evaluado comparar comparamos comparado comparación mejorar
		mejora mejoras partir marco realizar realiza realizado realizada realizaron`},
	{"how they praise it", `nuevo nueva nuevos nuevas novedoso novedosa reciente recientes existente existentes importante
		importantes significativo significativa significativos significativas significativamente prometedor prometedores
		principal principales`},
}
