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
