import { startConsole } from "#shell";
import { router } from "./app.tsx";

startConsole({ console: "shop", roles: ["consumer"], router, guests: true });
