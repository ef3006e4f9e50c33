#!/usr/bin/env node
// npm start
import path from "node:path";
import { root } from "./install.js";
import { main } from "./node24.js";

await main([path.join(root, "server/main.ts"), ...process.argv.slice(2)]);
