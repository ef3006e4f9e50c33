import { startConsole } from "#shell";
import { router } from "./app.tsx";

startConsole({ console: "operator", roles: ["operator"], router });
