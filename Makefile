# make help lists the targets.
SHELL := /bin/bash
GO ?= go
export CGO_ENABLED = 0

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
LDFLAGS := -s -w -X main.release=$(VERSION)
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
LINT := $(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# A count, not a duration: at the end of a duration the fuzzing engine of Go before 1.27 may report a
# deadline as a failure (go.dev/issue/75804).
FUZZTIME ?= 50000x

# ./... passes over folders called testdata.
PKGS := ./... ./testdata/sample ./testdata/imports
# What computes: here no architecture may fuse a multiplication and an addition.
NUMERIC := ./cluster ./vectorize/... ./engine

.PHONY: help build demo test load race bench bench-report quality fuzz check golden dist clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

build: ## bin/kindred, one static binary
	@mkdir -p bin
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/kindred ./cmd/kindred

demo: build ## run the main job on the sample corpus and show its topics
	bin/kindred demo

test: ## every test, the fuzz targets FUZZTIME inputs each
	$(GO) test $(PKGS)
	$(GO) test -tags purego ./vectorize/matrix
	@$(MAKE) --no-print-directory fuzz

crash: ## 200 times kill a process that writes an index, and look what is left
	KINDRED_KILLS=200 $(GO) test -count 1 -v -run 'TestKilled' ./engine/index ./cmd/kindred

race: ## every test under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -short $(PKGS)

bench: ## the benchmarks beside the code
	$(GO) test -run '^$$' -bench . -benchmem ./...

quality: ## every score beside its floor and its goal, over the corpora in ../shared/corpora
	@mkdir -p bin
	@$(GO) build -trimpath -o bin/kindred-bench ./cmd/kindred-bench
	bin/kindred-bench quality

bench-report: ## cmd/kindred-bench/BENCHMARKS.md: each stage beside scikit-learn and scipy, on ../shared/corpora (apt-get install python3-sklearn)
	@mkdir -p bin
	@$(GO) build -trimpath -o bin/kindred-bench ./cmd/kindred-bench
	@bin/kindred-bench synth -n 100000 ../shared/corpora/quantph_arxiv.jsonl.gz >bin/synth100k.jsonl
	bin/kindred-bench report -o cmd/kindred-bench/BENCHMARKS.md ../shared/corpora/quantph_arxiv.jsonl.gz bin/synth100k.jsonl

load: build ## ask bin/kindred serve INDEX on this machine for 30 seconds, from 1, 16 and 32 connections, and say how long answers take
	@test -n "$(INDEX)" || { echo "name an index: make load INDEX=papers.kindred"; exit 1; }
	@bin/kindred serve $(INDEX) --listen 127.0.0.1:18117 --log off --max-concurrent 16 & server=$$!; trap "kill $$server" EXIT; \
	  for i in {1..300}; do (: </dev/tcp/127.0.0.1/18117) 2>/dev/null && break; sleep 0.1; done; \
	  KINDRED_LOAD=http://127.0.0.1:18117 KINDRED_LOAD_CONNECTIONS=1,16,32 $(GO) test ./engine/server -count 1 -run TestLoad -v

fuzz: ## each fuzz target for FUZZTIME
	@mkdir -p bin
	@set -e; for pkg in $$($(GO) list ./...); do \
	  found=$$($(GO) test -list '^Fuzz' $$pkg); \
	  for target in $$(grep '^Fuzz' <<<"$$found"); do \
	    echo "fuzz $$pkg $$target $(FUZZTIME)"; \
	    $(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$pkg >bin/fuzz.log 2>&1 || { cat bin/fuzz.log; exit 1; }; \
	  done; done

check: ## formatting, vet, lint, module files, import rules, fused arithmetic
	@test -z "$$(gofmt -l .)" || { echo "not gofmt-ed:"; gofmt -l .; exit 1; }
	$(GO) vet $(PKGS)
	$(GO) mod tidy -diff
	$(LINT) run $(PKGS)
	$(GO) run ./testdata/imports
	@mkdir -p bin; GOARCH=arm64 $(GO) build -trimpath -gcflags=-S $(NUMERIC) >bin/arm64.s 2>&1 || { cat bin/arm64.s; exit 1; }
	@fused=$$(grep -E '\bFN?M(ADD|SUB)[DS]\b' bin/arm64.s | sed -E 's/.*\(kindred\/([^)]*)\).*/\1: write float64(x*y) + z, so that it is not fused/' | sort -u); \
	  rm bin/arm64.s; [ -z "$$fused" ] || { echo "$$fused"; exit 1; }
	@set -e; for p in $(PLATFORMS); do GOOS=$${p%/*} GOARCH=$${p#*/} $(GO) build -o /dev/null ./cmd/kindred; done

golden: ## write the golden files anew; read the diff
	$(GO) test ./engine ./cmd/kindred -run Golden -update

dist: ## a binary for each platform, with its SHA-256, in dist/
	@rm -rf dist && mkdir -p dist
	@set -e; for p in $(PLATFORMS); do \
	  os=$${p%/*}; arch=$${p#*/}; out=dist/kindred-$(VERSION)-$$os-$$arch; [ $$os = windows ] && out=$$out.exe; \
	  echo $$out; GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o $$out ./cmd/kindred; done
	@cd dist && sha256sum kindred-* >SHA256SUMS

clean: ## remove what make wrote
	rm -rf bin dist kindred-out
