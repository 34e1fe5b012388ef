package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"go.yaml.in/yaml/v3"
)

func (a *app) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show or check settings",
		Long: `Config shows the settings in force or checks a config file. A config file is YAML whose
keys are the names of the flags; KINDRED_* variables (KINDRED_MIN_DF for --min-df) go
before it, and flags before both.`,
		Example: `  kindred config show -k 12
  kindred config validate job.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.configShowCommand(), a.configValidateCommand())
	return cmd
}

func (a *app) configShowCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "show",
		Short: "Print the settings in force, as a config file",
		Long: `Show prints every setting that can change a result, from flags, KINDRED_* variables, the config
file and the defaults together. The output can be used as a config file.`,
		Example: `  kindred config show --weighting log`,
		Args:    cobra.NoArgs,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	a.settings.nFlag(cmd.Flags())
	cmd.RunE = a.does(func(context.Context, []string) error {
		b, err := yaml.Marshal(inOrder(effective(cmd.Flags(), true)))
		if err != nil {
			return err
		}
		_, err = a.stdout.Write(b)
		return err
	})
	return cmd
}

// inOrder turns settings into a YAML mapping in the order of shown.
func inOrder(values map[string]any) *yaml.Node {
	node := &yaml.Node{Kind: yaml.MappingNode}
	for _, name := range shown {
		if v, ok := values[name]; ok {
			var key, value yaml.Node
			if key.Encode(name) == nil && value.Encode(v) == nil {
				node.Content = append(node.Content, &key, &value)
			}
		}
	}
	return node
}

func (a *app) configValidateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "validate [FILE]",
		Short: "Check a config file",
		Long: `Validate checks that every key of a config file is known and has a value that its
flag takes.`,
		Example: `  kindred config validate job.yaml`,
		Args:    cobra.MaximumNArgs(1),
	}
	cmd.RunE = a.does(func(_ context.Context, args []string) error {
		path := a.config
		if len(args) > 0 {
			path = args[0]
		}
		if path == "" {
			return misused("no config file named: give one as an argument or with --config")
		}
		if err := validate(path); err != nil {
			return err
		}
		_, err := fmt.Fprintf(a.stdout, "%s: valid\n", path)
		return err
	})
	return cmd
}

// validate tries every value of a config file on the flags that have its name, in a tree of commands of its own.
func validate(path string) error {
	trial := &app{stdout: &pipe{}}
	root := trial.command()
	file, err := readConfig(path, known(root))
	if err != nil {
		return err
	}
	var walk func(*cobra.Command) error
	walk = func(c *cobra.Command) error {
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if v, where := file.value(f.Name); v != nil && err == nil {
				if e := assign(f, v); e != nil {
					err = misused("%s: %s: %w", where, f.Name, e)
				}
			}
		})
		for _, sub := range c.Commands() {
			if err == nil {
				err = walk(sub)
			}
		}
		return err
	}
	if err := walk(root); err != nil {
		return err
	}
	_, err = trial.settings.engine()
	return err
}
