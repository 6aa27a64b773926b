// Package api holds the two descriptions of Sluice's interfaces, schemas/openapi.yaml
// and schemas/asyncapi.yaml, and the code together: what the code registers and can
// answer stands in them and the other way round, and what a running `sluice up`
// answers fits their schemas. It has tests only.
package api
