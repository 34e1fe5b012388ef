package main

import (
	"cmp"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"kindred/engine/report"
)

// The values of --excel.
const (
	excelOff       = "off"
	excelAuto      = "auto"
	excelComma     = "comma"
	excelSemicolon = "semicolon"
)

// excelFlag adds --excel.
func (o *output) excelFlag(fs *pflag.FlagSet) {
	choice(fs, &o.excel, "excel", excelOff, "write CSV for spreadsheets: with a byte order mark, text kept as text and formulas made harmless, columns parted "+
		"as in your country, or as --excel=comma or --excel=semicolon says", excelAuto, excelComma, excelSemicolon, excelOff)
	fs.Lookup("excel").NoOptDefVal = excelAuto
}

// forExcel reports whether CSV is written for spreadsheets.
func (o *output) forExcel() bool { return o.excel != "" && o.excel != excelOff }

// checkExcel refuses what is no CSV for a spreadsheet.
func (o *output) checkExcel() error {
	format := o.format
	if format == "" && o.toFile() {
		format = string(o.byExtension())
	}
	switch {
	case !o.forExcel() || format == "" || format == string(report.FormatCSV):
		return nil
	case format == string(formatAugmented):
		return misused("--excel: %s gives the cells of the source back as they are", format)
	}
	return misused("--excel: it is about csv, and the output is %s", format)
}

// csv writes a table as CSV, for spreadsheets if that was asked for.
func (o *output) csv(w io.Writer, t report.Table) error {
	if !o.forExcel() {
		return report.CSV(w, t)
	}
	semicolon := o.excel == excelSemicolon || o.excel == excelAuto && decimalComma()
	return report.Excel{Semicolon: semicolon}.Write(w, t)
}

// localeComma tells by the name of a locale, such as de_AT.UTF-8, whether its country writes a comma before decimals, where
// spreadsheets part columns by semicolons.
func localeComma(name string) bool {
	name, _, _ = strings.Cut(name, "@")
	name, _, _ = strings.Cut(name, ".")
	language, country, _ := strings.Cut(strings.ReplaceAll(name, "-", "_"), "_")
	if slices.Contains(pointCountries, language+"_"+country) {
		return false
	}
	return slices.Contains(commaLanguages, language) || name == "en_ZA"
}

// commaLanguages write 0,5, but for pointCountries.
var (
	commaLanguages = strings.Fields(`af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk ky lt lv mk mn nb nl nn no pl pt ro ru
		sk sl sq sr sv tr uk uz vi`)
	pointCountries = strings.Fields("de_CH de_LI it_CH es_MX es_US es_GT es_HN es_NI es_PA es_PE es_PR es_SV es_DO")
)

// environmentComma asks the variables that name the locale of numbers.
func environmentComma() bool {
	return localeComma(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_NUMERIC"), os.Getenv("LANG")))
}
