import { doctorCommand } from "./doctor.ts";
import { importCommand } from "./import.ts";
import { exportCommand, openapiCommand, platformsCommand } from "./lists.ts";
import { operatorCommand } from "./operator.ts";
import { reportCommand } from "./report.ts";
import { run } from "./run.ts";

process.exitCode = await run(process.argv.slice(2), [
  importCommand,
  reportCommand,
  platformsCommand,
  operatorCommand,
  exportCommand,
  openapiCommand,
  doctorCommand,
]);
