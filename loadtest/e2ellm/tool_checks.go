package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// toolPolicies permit one tool, permit another to be offered and forbid its calls, and do not know the third.
const toolPolicies = `
@id("weather")
permit (principal, action, resource == Sluice::Tool::"get_weather");
@id("delete_offer")
permit (principal, action == Sluice::Action::"offer", resource == Sluice::Tool::"delete_user");
@id("no_deletes")
forbid (principal, action == Sluice::Action::"call", resource == Sluice::Tool::"delete_user");
`

func toolChecks() []check {
	return []check{
		{group: "tools", expect: "a tool that no policy knows is not offered to the engine, the others are as sent", run: offered},
		{group: "tools", expect: "calls that a policy permits arrive as the model made them, with valid JSON arguments", run: permitted(false)},
		{group: "tools", expect: "the same of a stream", run: permitted(true)},
		{group: "tools", expect: "a call that a policy forbids never arrives, and finish_reason is content_filter", run: forbidden(false)},
		{group: "tools", expect: "the same of a stream", run: forbidden(true)},
		{group: "tools", expect: "asked without an example, does the model call anything", observed: true, run: unprompted},
	}
}

func tool(name, description, argument string, schema map[string]any) map[string]any {
	return map[string]any{"type": "function", "function": map[string]any{"name": name, "description": description, "parameters": map[string]any{
		"type": "object", "properties": map[string]any{argument: schema}, "required": []string{argument}, "additionalProperties": false}}}
}

func (w *world) tools() []map[string]any {
	return []map[string]any{
		tool("get_weather", "The weather of a city", "city", map[string]any{"type": "string", "enum": []string{"Paris", "Oslo"}}),
		tool("delete_user", "Deletes a user", "id", map[string]any{"type": "integer"}),
		tool("wipe_disk", "Wipes a disk", "disk", map[string]any{"type": "string"}),
	}
}

// shown is a conversation in which a tool was called once: small models follow an example where they do not follow an
// instruction.
func (w *world) shown(name, arguments, before, now string) body {
	return w.request(200, user(before),
		message{"role": "assistant", "content": nil, "tool_calls": []any{map[string]any{"id": "call_1", "type": "function", "function": map[string]any{"name": name, "arguments": arguments}}}},
		message{"role": "tool", "tool_call_id": "call_1", "content": "done"}, user(now)).with("tools", w.tools())
}

func (w *world) askWeather() body {
	return w.shown("get_weather", `{"city":"Oslo"}`, "What is the weather in Oslo?", "What is the weather in Paris?")
}

func (w *world) askDelete() body {
	return w.shown("delete_user", `{"id":3}`, "Delete user 3.", "Delete user 7.")
}

func offered(ctx context.Context, w *world) (string, error) {
	b := w.request(16, user("What is the weather in Paris?")).with("tools", w.tools())
	x, err := w.completed(ctx, b)
	if err != nil {
		return "", err
	}
	return "get_weather and delete_user", sameField(b.with("tools", w.tools()[:2]), x.call.Request, "tools")
}

// choice is how a call is demanded: llama.cpp and OpenAI take the word, and so does vLLM.
const choice = "required"

func permitted(stream bool) func(context.Context, *world) (string, error) {
	return func(ctx context.Context, w *world) (string, error) {
		x, err := w.completed(ctx, w.askWeather().with("tool_choice", choice).with("stream", stream))
		if err != nil {
			return "", err
		}
		return arrived(x, "get_weather")
	}
}

// arrived decides of an answer all of whose calls should be permitted.
func arrived(x *exchange, name string) (string, error) {
	if len(x.engine.Calls) == 0 {
		if len(x.Calls) > 0 {
			return "", errors.New("a call arrived that the engine did not make")
		}
		return "", skipf("the model called nothing")
	}
	for _, c := range x.engine.Calls {
		if c.Name != name {
			return "", skipf("the model called another tool: %d calls", len(x.engine.Calls))
		}
	}
	if len(x.Calls) != len(x.engine.Calls) {
		return "", fmt.Errorf("%d calls arrived of %d", len(x.Calls), len(x.engine.Calls))
	}
	for i, c := range x.Calls {
		if c != x.engine.Calls[i] {
			return "", errors.New("a call arrived changed")
		}
		if !json.Valid([]byte(c.Arguments)) {
			return "", errors.New("arguments are no JSON")
		}
	}
	saw := fmt.Sprintf("%s %s, %s", x.Calls[0].Name, x.Calls[0].Arguments, x.finish())
	if x.finish() != x.engine.finish() {
		return saw, fmt.Errorf("the engine's finish_reason is %q", x.engine.finish())
	}
	return saw, nil
}

func forbidden(stream bool) func(context.Context, *world) (string, error) {
	return func(ctx context.Context, w *world) (string, error) {
		x, err := w.completed(ctx, w.askDelete().with("tool_choice", choice).with("stream", stream))
		if err != nil {
			return "", err
		}
		return withheld(x, "delete_user")
	}
}

// withheld decides of an answer in which a tool's calls are forbidden.
func withheld(x *exchange, name string) (string, error) {
	is := func(c toolCall) bool { return c.Name == name }
	if slices.ContainsFunc(x.Calls, is) {
		return "", errors.New("a forbidden call arrived")
	}
	if !slices.ContainsFunc(x.engine.Calls, is) {
		return "", skipf("the model did not call %s, and nothing arrived", name)
	}
	saw := fmt.Sprintf("the engine called %s, the caller got none of it; %s", name, x.finish())
	if x.finish() != "content_filter" {
		return saw, errors.New("finish_reason is not content_filter")
	}
	if !strings.Contains(x.Text, "not permitted") {
		return saw, errors.New("the answer does not say why")
	}
	return saw, nil
}

func unprompted(ctx context.Context, w *world) (string, error) {
	x, err := w.completed(ctx, w.request(64, user("What is the weather in Paris?")).with("tools", w.tools()).with("tool_choice", "auto"))
	if err != nil {
		return "", err
	}
	if len(x.engine.Calls) == 0 {
		return fmt.Sprintf("no: %q", short(x.Text)), nil
	}
	return fmt.Sprintf("yes: %s", x.engine.Calls[0].Name), nil
}
