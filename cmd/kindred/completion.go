package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) completionCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "completion (bash|zsh|fish|powershell)",
		Short: "Print a script that completes commands and flags in a shell",
		Long: `Completion prints a script for a shell. To load it, for instance in bash:

  source <(kindred completion bash)`,
		Example:   `  kindred completion bash`,
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(cmd.ValidArgs, args[0]) {
				return misused("name one shell: %s", strings.Join(cmd.ValidArgs, ", "))
			}
			return nil
		},
	}
	cmd.RunE = a.does(func(_ context.Context, args []string) error {
		root := cmd.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(a.stdout, true)
		case "zsh":
			return root.GenZshCompletion(a.stdout)
		case "fish":
			return root.GenFishCompletion(a.stdout, true)
		}
		return root.GenPowerShellCompletionWithDesc(a.stdout)
	})
	return cmd
}
