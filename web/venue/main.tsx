import { startConsole } from "#shell";
import { router } from "./app.tsx";

startConsole({ console: "venue", roles: ["venue"], router });
