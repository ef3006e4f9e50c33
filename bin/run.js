#!/usr/bin/env node
// node bin/run.js <file.ts> [arguments]: runs a TypeScript file under Node 24.
import { main } from "./node24.js";

const [file, ...args] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write("Usage: node bin/run.js <file.ts> [arguments]\n");
  process.exitCode = 2;
} else {
  await main([file, ...args]);
}
