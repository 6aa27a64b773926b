// What all clients' cells stand on: the addresses, the models of one client, what the scripted model saw, and ways to
// fail. It asks nothing of any client.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";

const env = process.env;
export const url = env.SLUICE_URL;
export const token = env.SLUICE_TOKEN;
export const blocked = env.SLUICE_BLOCKED;
export const rule = env.SLUICE_BLOCKED_RULE;
export const canary = env.SLUICE_CANARY;
export const story = "The miller waits by the gate while the water rises. ".repeat(40);
export const question = "How is the weather in Bern?";
export const city = { type: "object", properties: { city: { type: "string" } }, required: ["city"] };
export const anID = /^[A-Za-z0-9_-]{1,64}$/;

// Ground is one client's own part of it.
export class Ground {
  constructor(client) {
    this.client = client;
    this.narrow = JSON.parse(env.SLUICE_NARROW)[client]; // token of a tenant with room for one request
  }
  model(name) {
    return `voice/${name}.${this.client}`;
  }
  // seen says what became of the calls to a model, once as many as said came and were hung up on.
  async seen(name, { started = 0, gone = 0 } = {}) {
    const r = await fetch(`${env.SLUICE_WITNESS}/${name}.${this.client}?started=${started}&gone=${gone}`);
    return await r.json();
  }
  // telling is a fetch that says when an answer of the model has begun: the model waits for that before it breaks off.
  telling(name) {
    return async (...a) => {
      const r = await fetch(...a);
      await fetch(`${env.SLUICE_WITNESS}/${name}.${this.client}?heard=1`);
      return r;
    };
  }
  // hungUp asserts that so many calls to a model were cancelled, as their caller had gone.
  async hungUp(name, gone) {
    const t = await this.seen(name, { gone });
    assert.equal(t.gone, gone, `the engine saw ${JSON.stringify(t)}`);
  }
  // full takes the room of the narrow tenant; what it returns gives it back.
  async full() {
    const leave = new AbortController();
    const r = await fetch(`${url}/v1/chat/completions`, {
      method: "POST", signal: leave.signal,
      headers: { "content-type": "application/json", authorization: `Bearer ${this.narrow}`, "x-request-id": randomUUID() },
      body: JSON.stringify({ model: this.model("holds"), stream: true, messages: [{ role: "user", content: "Go on" }] }),
    });
    assert.equal(r.status, 200);
    await r.body.getReader().read();
    return () => leave.abort();
  }
  // again has call(fetch) come while the room is taken: it is free again after the first answer. The client must wait
  // as it was told, send the same again by itself, and the model be asked once.
  async again(call, { waits = true } = {}) {
    const free = await this.full();
    const sent = counting((status) => status === 429 && free());
    const before = await this.seen("tells");
    const out = await call(sent.fetch);
    assert.ok(sent.statuses.length > 1, `answered ${sent.statuses}`);
    assert.equal(sent.statuses.at(-1), 200);
    assert.ok(sent.statuses.slice(0, -1).every((s) => s === 429), `answered ${sent.statuses}`);
    assert.match(sent.retryAfter[0], /^[1-9][0-9]*$/);
    if (waits) assert.ok(sent.at[1] - sent.at[0] >= 900 * sent.retryAfter[0], `it came again after ${sent.at[1] - sent.at[0]} ms`);
    const after = await this.seen("tells");
    assert.equal(after.started - before.started, 1, "the model was asked more than once");
    return out;
  }
}

// counting is a fetch that keeps the statuses, Retry-After and times of what it sent.
export function counting(each = () => {}) {
  const c = { statuses: [], retryAfter: [], at: [], urls: [] };
  c.fetch = async (input, init) => {
    c.at.push(performance.now());
    c.urls.push(String(input?.url ?? input));
    const r = await fetch(input, init);
    c.statuses.push(r.status);
    c.retryAfter.push(r.headers.get("retry-after"));
    each(r.status);
    return r;
  };
  return c;
}

// thrown is what a call throws; it fails where it throws nothing.
export async function thrown(call) {
  let out;
  try {
    out = await call();
  } catch (err) {
    return err;
  }
  assert.fail(`no error, but ${JSON.stringify(out)?.slice(0, 200)}`);
}

// is asserts an error's class.
export function is(err, Class) {
  assert.ok(err instanceof Class, `${err?.constructor?.name}: ${err?.message}`);
}

// silent asserts that an error names the rule, and not what it matched.
export function silent(err) {
  const all = `${err.message} ${JSON.stringify(err, Object.getOwnPropertyNames(err))}`;
  assert.ok(all.includes(rule), err.message);
  const bare = all.replaceAll(/"(requestBodyValues|requestBody)":.*/g, ""); // some clients keep what they sent
  assert.ok(!bare.includes(blocked), "the error repeats what was blocked");
}

// part asserts that a text is the story's beginning, cut off before its end's secret.
export function part(text) {
  assert.ok(text.length > 0, "nothing came before it broke");
  assert.ok(story.startsWith(text) || text.startsWith(story), `it came as ${JSON.stringify(text.slice(-60))}`);
  assert.ok(!text.includes(canary.slice(0, 6)));
}
