package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/spf13/cobra"

	"kindred/engine/index"
	"kindred/engine/report"
	"kindred/engine/server"
)

// shortestToken is how many characters a token has at least, so that it cannot be guessed.
const shortestToken = 16

// serving says where and to whom answers are given.
type serving struct {
	listen, token, log string
	concurrent         int
	timeout, reload    time.Duration
}

func (a *app) serveCommand() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve INDEX",
		Short: "Answer over HTTP: an API, its reference, a web page",
		Long: `Serve answers questions about the papers of an index over HTTP: topics and their papers,
papers related to one, to several or to a text, reasons, titles, a map. Answers are those
of the other commands, with the same names as their JSON. /docs describes what can be
asked, /openapi.json does so for programs, /metrics is for Prometheus, /healthz and
/readyz are for probes.

Files in the place of an index are read and fitted before the first answer. When an index
changes, the new papers are served from then on; no question is lost.

It listens on this machine alone unless --listen says otherwise, and then asks for a
token, best given in KINDRED_TOKEN. There is no TLS: put a proxy in front where others
can read the network. Ctrl-C or SIGTERM lets answers end and stops.`,
		Example: `  kindred serve papers.kindred
  kindred serve papers.kindred --listen 127.0.0.1:9000 --log json
  kindred serve papers.jsonl -k 10 --max-concurrent 4 --timeout 5s`,
	}
	a.settings.flags(cmd, "text", "space", "cluster")
	fs := cmd.Flags()
	fs.StringVar(&s.listen, "listen", "127.0.0.1:8117", "`HOST:PORT` to listen at; port 0 takes one that is free")
	fs.StringVar(&s.token, "token", "", fmt.Sprintf("`SECRET` that questions must bring (Authorization: Bearer SECRET), %d characters at least", shortestToken))
	number(fs, &s.concurrent, "max-concurrent", "", 0, 0, "answers at work at a time, as many wait; 0: eight a core")
	fs.DurationVar(&s.timeout, "timeout", 10*time.Second, "the longest that an answer may take")
	fs.DurationVar(&s.reload, "reload", 2*time.Second, "how often to look whether the index has changed; 0 for never")
	choice(fs, &s.log, "log", "text", "how to log requests on standard error", "text", "json", "off")
	cmd.RunE = a.does(func(ctx context.Context, args []string) error { return a.serve(ctx, args, s) })
	return cmd
}

func (a *app) serve(ctx context.Context, args []string, s serving) error {
	address, err := s.address()
	if err != nil {
		return err
	}
	names, err := a.named(args)
	if err != nil {
		return err
	}
	source, err := a.served(ctx, names)
	if err != nil {
		return err
	}
	h, err := server.New(server.Options{
		Source: source, Log: a.logger(s.log), Version: version(), Token: s.token, Loopback: address.IP.IsLoopback(),
		Clock:         server.Clock{Now: time.Now, Ticker: ticker},
		MaxConcurrent: s.concurrent, Timeout: s.timeout, Poll: s.reload,
	})
	if err != nil {
		return err
	}
	l, err := net.ListenTCP("tcp", address)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	a.notice("serving at http://%s/, until Ctrl-C", l.Addr())
	return h.Serve(ctx, l)
}

func ticker(every time.Duration) (<-chan time.Time, func()) {
	t := time.NewTicker(every)
	return t.C, t.Stop
}

// address finds where to listen, and refuses what is open to others without a token.
func (s serving) address() (*net.TCPAddr, error) {
	address, err := net.ResolveTCPAddr("tcp", s.listen)
	switch {
	case err != nil:
		return nil, misused("--listen %s: %w", s.listen, err)
	case s.token != "" && len(s.token) < shortestToken:
		return nil, misused("--token: %d characters can be guessed: use %d or more", len(s.token), shortestToken)
	case s.token == "" && !address.IP.IsLoopback():
		return nil, misused("--listen %s: others can reach this: give a token, best in KINDRED_TOKEN, or listen at 127.0.0.1", s.listen)
	case s.timeout <= 0:
		return nil, misused("--timeout %v: give the answers some time", s.timeout)
	}
	return address, nil
}

// logger logs to standard error: requests, unless -q; with -v what is wrong with connections too.
func (a *app) logger(format string) *slog.Logger {
	options := &slog.HandlerOptions{Level: slog.LevelInfo}
	switch {
	case a.quiet:
		options.Level = slog.LevelError
	case a.verbose:
		options.Level = slog.LevelDebug
	}
	switch format {
	case "json":
		return slog.New(slog.NewJSONHandler(a.stderr, options))
	case "off":
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(a.stderr, options))
}

// served is what to answer from: an index, which may change, or files, which are read and fitted here and now.
func (a *app) served(ctx context.Context, names []string) (server.Source, error) {
	a.work.Topics = true
	path, err := indexAmong(names)
	if err != nil {
		return server.Source{}, err
	}
	if path != "" {
		return server.Source{
			Current: func() (string, error) { return index.Generation(path) },
			Open:    func(ctx context.Context) (*server.Corpus, error) { return a.servedIndex(ctx, path) },
		}, nil
	}
	progress, stop := a.bars()
	defer stop()
	f, err := a.readAndBuild(ctx, names, progress)
	if err != nil {
		return server.Source{}, err
	}
	c, err := a.corpusOf(ctx, f, f.run.SHA256)
	return server.Source{Open: func(context.Context) (*server.Corpus, error) { return c, nil }}, err
}

// servedIndex opens an index.
func (a *app) servedIndex(ctx context.Context, path string) (*server.Corpus, error) {
	f, err := a.openIndex(ctx, path, nil)
	if err != nil {
		return nil, err
	}
	c, err := a.corpusOf(ctx, f, f.saved.Generation())
	if err != nil {
		return nil, errors.Join(err, f.saved.Close())
	}
	c.Close = f.saved.Close
	return c, nil
}

// corpusOf makes ready what is answered from.
func (a *app) corpusOf(ctx context.Context, f *fitted, id string) (*server.Corpus, error) {
	topics, err := a.topics(ctx, f)
	if err != nil {
		return nil, err
	}
	a.detail("%s in %s", report.Count(f.Documents().Len(), "paper"), report.Count(topics.K, "topic"))
	return &server.Corpus{ID: id, Engine: f.Engine, Topics: topics, Lookup: f.lookup, Run: f.run}, nil
}
