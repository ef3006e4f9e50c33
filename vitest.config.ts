import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/.fairground/**", "**/dist/**", "**/.types/**"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    globalSetup: ["test/engines-setup.ts"],
    reporters: ["default", "./test/summary-reporter.ts"],
  },
});
