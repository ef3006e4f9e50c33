#!/usr/bin/env node
// npx fairground ...
import path from "node:path";
import { root } from "./install.js";
import { main } from "./node24.js";

await main([path.join(root, "cli/main.ts"), ...process.argv.slice(2)]);
