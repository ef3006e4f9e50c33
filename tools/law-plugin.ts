import path from "node:path";
import { fault } from "./law.ts";

/** The few parts of oxlint's rule context and syntax nodes that the rule reads. */
type Context = {
  readonly filename: string;
  readonly cwd: string;
  report(problem: { node: ImportNode; message: string }): void;
};
type ImportNode = {
  readonly source?: { readonly value?: unknown } | null;
  readonly importKind?: string;
  readonly exportKind?: string;
};

/** Shows the import law in the editor; `test/law.test.ts` judges the same files without oxlint. */
const order = {
  create(context: Context): Record<string, (node: ImportNode) => void> {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    const look = (node: ImportNode): void => {
      const specifier = node.source?.value;
      if (typeof specifier !== "string") return;
      const message = fault(file, specifier, (node.importKind ?? node.exportKind) === "type");
      if (message !== undefined) context.report({ node, message });
    };
    return {
      ImportDeclaration: look,
      ExportNamedDeclaration: look,
      ExportAllDeclaration: look,
      ImportExpression: look,
    };
  },
};

export default { meta: { name: "law" }, rules: { order } };
