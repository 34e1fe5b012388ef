package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    `Version prints the version, the commit that the program was built from, and the version of Go.`,
		Example: `  kindred version`,
		Args:    cobra.NoArgs,
		RunE: a.does(func(context.Context, []string) error {
			_, err := io.WriteString(a.stdout, versionText())
			return err
		}),
	}
}

func versionText() string {
	return fmt.Sprintf("kindred %s\ncommit %s\n%s %s/%s\n", version(), commit(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// release is set by the linker, see the Makefile.
var release string

// version returns the release, else the version of the module: (devel) in a checkout.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// commit returns the commit of the checkout, marked if files were changed, or unknown.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	switch {
	case settings["vcs.revision"] == "":
		return "unknown"
	case settings["vcs.modified"] == "true":
		return settings["vcs.revision"] + " (changed)"
	}
	return settings["vcs.revision"]
}
