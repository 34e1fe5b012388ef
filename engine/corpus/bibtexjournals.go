package corpus

import "strings"

// journalMacros are the journals that astronomy has commands for (https://ui.adsabs.harvard.edu/help/actions/journal-macros), by
// command and in short.
var journalMacros = func() map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(`aj Astronomical Journal
actaa Acta Astronomica
araa Annual Review of Astronomy and Astrophysics
apj Astrophysical Journal
apjl Astrophysical Journal Letters
apjlett Astrophysical Journal Letters
apjs Astrophysical Journal Supplement
apjsupp Astrophysical Journal Supplement
ao Applied Optics
applopt Applied Optics
apss Astrophysics and Space Science
aap Astronomy and Astrophysics
astap Astronomy and Astrophysics
aapr Astronomy and Astrophysics Reviews
aaps Astronomy and Astrophysics Supplement
baas Bulletin of the American Astronomical Society
grl Geophysical Research Letters
iaucirc IAU Circulars
icarus Icarus
jcap Journal of Cosmology and Astroparticle Physics
jcp Journal of Chemical Physics
jgr Journal of Geophysical Research
jqsrt Journal of Quantitative Spectroscopy and Radiative Transfer
memras Memoirs of the Royal Astronomical Society
memsai Mem. Societa Astronomica Italiana
mnras Monthly Notices of the Royal Astronomical Society
na New Astronomy
nar New Astronomy Review
nat Nature
nphysa Nuclear Physics A
pasa Publications of the Astronomical Society of Australia
pasj Publications of the Astronomical Society of Japan
pasp Publications of the Astronomical Society of the Pacific
physrep Physics Reports
physscr Physica Scripta
planss Planetary and Space Science
pra Physical Review A
prb Physical Review B
prc Physical Review C
prd Physical Review D
pre Physical Review E
prl Physical Review Letters
procspie Proceedings of the SPIE
psj Planetary Science Journal
qjras Quarterly Journal of the Royal Astronomical Society
rmxaa Revista Mexicana de Astronomía y Astrofísica
skytel Sky and Telescope
solphys Solar Physics
sovast Soviet Astronomy
ssr Space Science Reviews
zap Zeitschrift fuer Astrophysik
`) {
		name, journal, _ := strings.Cut(strings.TrimSpace(line), " ")
		table[name] = journal
	}
	return table
}()

// journalOf is the journal that a command stands for, "" where raw is no such command.
func journalOf(raw string) string {
	name, found := strings.CutPrefix(strings.Trim(raw, " {}\n"), `\`)
	if !found {
		return ""
	}
	return journalMacros[name]
}
