// Package figures draws a corpus as pictures to put into a talk or a paper: PNG on white, read without a screen.
//
//	marks := report.Marks(t, points)           // one look for all of them, that of the page
//	err := figures.Map(w, t, points, marks)    // every paper a point, its topics named
//	err = figures.Sizes(w, t, marks)           // a bar a topic, the largest first
//	err = figures.Tree(w, t, marks)            // how the topics join
//	figures.Lacking(t)                         // what the font cannot write
//
// A map has 1600 by 1200 pixels. The other two are as wide, and as high as their rows need: at most Rows of them, beyond which Sizes adds the
// smallest topics up and Tree has a row a group of topics. Equal input gives equal bytes on one architecture.
//
// # Letters
//
// The font is Liberation Sans, which is in the program: Latin, Greek and Cyrillic letters, most signs of mathematics. It has no Chinese,
// Japanese or Korean ones, and what is written from right to left would come out reversed; nothing this light has them. A box stands for
// each run of such signs, a label that would be boxes alone gives way to the number of its topic, and Lacking tells a caller whom to warn of what.
package figures
