// Package docs holds the documents to what is true: links lead somewhere, quick starts
// are short, what they tell to type works against a running `sluice up`, and every code,
// log line and metric that they name exists. It has tests only.
package docs
