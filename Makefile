# The front door. `make` alone lists what there is.

PREFIX ?= /usr/local
DESTDIR ?=

# Two build folders, because their flags differ: `swift test` cannot link the standard library
# statically, and building one way undoes the other. Each stays incremental by itself.
SHIPPED := .build-release
PROGRAM := $(CURDIR)/$(SHIPPED)/release/forecast
# Nothing links to the program, so its symbols are nobody's: without them it is 0.7 MB smaller.
SMALL := $(if $(filter Linux,$(shell uname -s)),-Xlinker --icf=safe -Xlinker --no-export-dynamic)
RELEASE := swift build -c release --static-swift-stdlib --scratch-path $(SHIPPED) $(SMALL)
DEMO := .build/demo
NOTEBOOKS := first-forecast lstm-by-hand
# -B: Python leaves no folders of its own in the tree.
BENCHMARK := python3 -B Tests/Benchmarks/network_benchmark.py
# What to measure: make bench BENCH='--grid short --threads 1'. Tests/Benchmarks/README.md has the rest.
BENCH ?= --grid full --threads 1,2 --output .build/network-benchmark.md
# What to compare: make bench-baselines BASELINES='--models ets,theta --series all'.
BASELINES ?=

ACCURATE := python3 -B Tests/Accuracy/accuracy.py --program $(PROGRAM)
# What to measure: make accuracy ACCURACY='--protocol validation --sets nn5'. Tests/Accuracy/README.md has the rest.
ACCURACY ?= --protocol test --count .build-accuracy/scorings.tsv --jobs 2 --output .build/accuracy.md

READING := python3 -B Tests/Reading/reading.py --program $(PROGRAM)

CAMPAIGN := python3 -B Tests/Campaigns/campaigns.py
# How much to look for: make fuzz FUZZING='--target reader --runs 100000000 --jobs 2'.
FUZZING ?= --target all --seconds 60
# Of which campaigns, and how: make fuzz-planted PLANTED='fuzz-reader --sanitizer none'.
PLANTED ?=
# How many files to compare: make differential DIFFERENTIAL='--files 10000000 --jobs 2'.
DIFFERENTIAL ?= --files 1000000

UNATTENDED := python3 -B Tests/Campaigns/Unattended/unattended.py --program $(PROGRAM)
# Which, and how much: make campaigns CAMPAIGNS='kill-calls overlap --size full'. Tests/Campaigns/README.md has the rest.
CAMPAIGNS ?= --size tenth

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test lint portable sanitize coverage notebooks bench bench-check bench-baselines bench-reading network-benchmark baseline-benchmark accuracy accuracy-quick reading reading-quick fuzz fuzz-quick fuzz-planted differential sizes campaigns campaigns-quick campaigns-planted program install clean libraries

help:  ## list the targets
	@echo 'forecast: time series from CSV, forecast with a stacked LSTM'
	@echo
	@sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*  ## \(.*\)/  make \1 - \2/p' $(MAKEFILE_LIST)

demo: program  ## fit a model to the air passengers and print its forecast
	@mkdir -p $(DEMO) && rm -f $(DEMO)/model.safetensors
	@echo '$$ forecast fit -v datasets/air-passengers.csv --horizon 12 --model $(DEMO)/model.safetensors'
	@$(PROGRAM) fit -v datasets/air-passengers.csv --horizon 12 --model $(DEMO)/model.safetensors
	@echo '$$ forecast predict --model $(DEMO)/model.safetensors'
	@$(PROGRAM) predict --model $(DEMO)/model.safetensors

test: program  ## build everything and run every test, in release
	FORECAST_BINARY=$(PROGRAM) swift test -c release

lint: program  ## check the formatting, and the size of the program
	swift format lint --strict --recursive Sources Tests notebooks-as-scripts Package.swift
	@scripts/check-size $(PROGRAM)

portable:  ## check the kernels on aarch64, under qemu
	@scripts/check-aarch64

# One of them, or some tests only: make sanitize SANITIZERS='thread -- --filter KernelsTests'.
sanitize: libraries  ## run every test, and the program, under address and thread sanitizer
	@scripts/check-sanitizers $(SANITIZERS)

coverage: libraries  ## run every test and say which share of the lines of each module they reach
	@scripts/measure-coverage

notebooks: libraries  ## run the notebooks; their Markdown lands in .build/notebooks
	@mkdir -p .build/notebooks
	@for name in $(NOTEBOOKS); do \
	  $(RELEASE) --product "$$name"; \
	  $(SHIPPED)/release/"$$name" >.build/notebooks/"$$name".md; \
	  echo "notebook: .build/notebooks/$$name.md, $$(wc -l <.build/notebooks/"$$name".md) lines"; \
	done

bench: network-benchmark  ## measure the network against PyTorch, and the machine's limit
	@mkdir -p .build
	@$(BENCHMARK) $(BENCH)

# A moment: that the benchmark runs and prints its table, whatever the figures; no PyTorch needed.
bench-check: network-benchmark
	@$(BENCHMARK) --grid check --without-torch --threads 1 --runs 3 --repeats 0
	@$(BENCHMARK) --grid check --threads 1,2 --memory

bench-baselines: baseline-benchmark  ## measure the free rules against statsforecast, on FORECAST_SHARED/data
	@python3 -B Tests/Benchmarks/baselines_benchmark.py $(BASELINES)

bench-reading: program  ## measure the reader against pyarrow, DuckDB, polars and pandas
	@python3 -B Tests/Benchmarks/reading_benchmark.py $(READERS)

accuracy: program  ## score the forecasts of public series beside statsforecast: hours
	@$(ACCURATE) $(ACCURACY)

accuracy-quick: program  ## the same on a few series, a minute: does everything work?
	@$(ACCURATE) --sanity --without-statsforecast --sets m3-monthly,m3-yearly \
	  --only m3-monthly=40,m3-yearly=30 --tables main,coverage,gate,horizon,singles --singles 4

reading: program  ## read 3,300 broken and odd CSV files: right, refused, or wrong?
	@mkdir -p .build
	@$(READING) --output .build/reading.md

reading-quick: program  ## the same on every eightieth of the damaged rows, under a minute
	@$(READING) --every 80

fuzz: libraries  ## feed both readers, CSV and model file, with what libFuzzer comes up with
	@$(CAMPAIGN) fuzz $(FUZZING)

differential: libraries  ## read random CSV files with a plain second parser, too, and compare
	@$(CAMPAIGN) differential $(DIFFERENTIAL)

fuzz-quick: libraries  ## all of these for half a minute
	@$(CAMPAIGN) quick

fuzz-planted: libraries  ## plant faults in a copy of the sources: does fuzzing find each?
	@python3 -B Tests/Campaigns/planted.py $(PLANTED)

campaigns: program  ## disturb the program thousands of times: is a file ever torn? half an hour
	@$(UNATTENDED) $(CAMPAIGNS)

campaigns-quick: program  ## the same a few hundred times, in a minute
	@$(UNATTENDED) --size quick

campaigns-planted: libraries  ## plant faults in a copy of the sources: does a campaign find each?
	@python3 -B Tests/Campaigns/Unattended/planting.py

sizes: program  ## feed lines, fields and tables that are too large: refused, in bounded memory?
	@python3 -B Tests/Campaigns/sizes.py --program $(PROGRAM) $(SIZES)

install: program  ## install the program under PREFIX (/usr/local)
	install -D -s -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/forecast
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/forecast README.md CHANGELOG.md \
	  LICENSE NOTICE LICENSES/LGPL-2.1.txt

clean:  ## remove everything that was built
	rm -rf .build .build-release .build-address .build-thread .build-coverage .build-reading \
	  .build-fuzz .build-fuzz-address .build-fuzz-blind .build-fuzz-plain .build-fuzz-planted \
	  .build-campaigns .build-campaigns-planted

# The program as it is shipped: release, with Swift's own libraries inside it.
program: libraries
	$(RELEASE) --product forecast

# The other side of Tests/Benchmarks/network_benchmark.py.
network-benchmark: libraries
	@command -v python3 >/dev/null || { echo 'python3 is not on the PATH, and the benchmark is driven by it: install it (Debian, Ubuntu: apt-get install python3), then run make bench again' >&2; exit 1; }
	$(RELEASE) --product network-benchmark

# The other side of Tests/Benchmarks/baselines_benchmark.py.
baseline-benchmark: libraries
	$(RELEASE) --product baseline-benchmark

# What the build needs from the system, installed where it is missing.
libraries:
	@command -v swift >/dev/null || { echo 'swift is not on the PATH: install Swift 6.2 or newer from https://www.swift.org/install' >&2; exit 1; }
	@scripts/install-libraries
