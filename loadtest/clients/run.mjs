// Runs the cells of matrix.json: the clients beside each other, the cells of one after each other. It prints one line
// of JSON for each, and exits with status 1 if one failed. An argument, CLIENT or CLIENT/CELL, narrows it.
import { readFileSync } from "node:fs";
import { Ground } from "./cells/ground.mjs";

const matrix = JSON.parse(readFileSync(new URL("./matrix.json", import.meta.url)));
const only = process.argv[2]?.split("/") ?? [];
const most = 60_000; // of one cell
let failed = 0;

async function run(client, cell, check, ground) {
  const began = performance.now();
  let error = "";
  let timer;
  try {
    if (!check) throw new Error("there is no such check");
    const late = new Promise((_, no) => (timer = setTimeout(() => no(new Error(`it did not end in ${most} ms`)), most)));
    await Promise.race([check(ground), late]);
  } catch (err) {
    error = `${err?.stack ?? err}`.slice(0, 3000) || "it failed";
  }
  clearTimeout(timer);
  if (error) failed++;
  console.log(JSON.stringify({ client, cell, ok: !error, error, ms: Math.round(performance.now() - began) }));
}

process.on("unhandledRejection", (err) => {
  failed++;
  console.log(`an unhandled rejection: ${err?.stack ?? err}`);
});

await Promise.all(
  Object.entries(matrix).filter(([client]) => !only[0] || client === only[0]).map(async ([client, row]) => {
    let checks = {};
    try {
      ({ default: checks } = await import(`./cells/${client}.mjs`));
    } catch (err) {
      console.log(`${client}: ${err.stack}`);
    }
    for (const cell of Object.keys(row.cells)) {
      if (!only[1] || cell === only[1]) await run(client, cell, checks[cell], new Ground(client));
    }
  }),
);
process.exit(failed === 0 ? 0 : 1);
