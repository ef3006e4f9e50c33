import { startConsole } from "#shell";
import { router } from "./app.tsx";

startConsole({ console: "merchant", roles: ["brand"], router });
