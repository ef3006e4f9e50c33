import { parseSync, Visitor } from "vite";
import type { ESTree } from "vite";
import type { Source } from "./sources.ts";

/** What the gates need to know about one TypeScript file; read from its syntax tree, so comments and texts cannot fool them. */
export type Syntax = {
  /** `specifier` is undefined for `import(name)` with a computed name. */
  readonly imports: readonly {
    readonly specifier: string | undefined;
    readonly typeOnly: boolean;
    readonly line: number;
  }[];
  /** Exported names; `*` for a re-export of everything, which has no bound. */
  readonly exports: readonly string[];
  readonly anys: number;
  readonly comments: readonly string[];
  /** Every text in the code: literals, and templates with `?` where a value stands. */
  readonly texts: readonly { readonly text: string; readonly calledBy: string; readonly line: number }[];
};

const cache = new WeakMap<Source, Syntax>();

/** Parses a file once; throws with the file's name when it does not parse. */
export function syntax(source: Source): Syntax {
  const known = cache.get(source);
  if (known !== undefined) return known;
  const made = read(source);
  cache.set(source, made);
  return made;
}

function read({ path, text }: Source): Syntax {
  const parsed = parseSync(path, text);
  const wrong = parsed.errors[0];
  if (wrong !== undefined) throw new SyntaxError(`${path}: ${wrong.message}`);
  const lineAt = lineFinder(text);
  const found = walk(parsed.program, lineAt);
  return {
    ...found,
    exports: parsed.module.staticExports
      .flatMap((e) => e.entries)
      .map((e) => e.exportName.name ?? (e.exportName.kind === "Default" ? "default" : "*")),
    comments: parsed.comments.map((c) => c.value),
  };
}

/** Turns an offset into a line number by binary search. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

type From = { readonly source?: { readonly value?: unknown } | null; readonly start: number };

function walk(program: ESTree.Program, lineAt: (offset: number) => number): Pick<Syntax, "imports" | "anys" | "texts"> {
  const imports: Syntax["imports"][number][] = [];
  const texts: Syntax["texts"][number][] = [];
  /** First text argument of a call -> the name of the function called. */
  const calls = new Map<unknown, string>();
  let anys = 0;
  const take = (node: From, kind: string | undefined): void => {
    const specifier = node.source?.value;
    if (typeof specifier === "string") imports.push({ specifier, typeOnly: kind === "type", line: lineAt(node.start) });
  };
  new Visitor({
    ImportDeclaration: (node) => take(node, node.importKind),
    ExportNamedDeclaration: (node) => take(node, node.exportKind),
    ExportAllDeclaration: (node) => take(node, node.exportKind),
    ImportExpression: (node) => {
      const specifier = node.source.type === "Literal" ? String(node.source.value) : undefined;
      imports.push({ specifier, typeOnly: false, line: lineAt(node.start) });
    },
    TSAnyKeyword: () => {
      anys += 1;
    },
    CallExpression: (node) => {
      const name = nameOf(node.callee);
      for (const argument of node.arguments.slice(0, 1)) calls.set(argument, name);
    },
    TSTypeReference: (node) => {
      const argument = node.typeArguments?.params[0];
      if (argument?.type === "TSLiteralType") calls.set(argument.literal, nameOf(node.typeName));
    },
    TaggedTemplateExpression: (node) => {
      calls.set(node.quasi, nameOf(node.tag));
    },
    Literal: (node) => {
      if (typeof node.value === "string")
        texts.push({ text: node.value, calledBy: calls.get(node) ?? "", line: lineAt(node.start) });
    },
    TemplateLiteral: (node) => {
      const text = node.quasis.map((q) => q.value.cooked ?? q.value.raw).join("?");
      texts.push({ text, calledBy: calls.get(node) ?? "", line: lineAt(node.start) });
    },
  }).visit(program);
  return { imports, anys, texts };
}

function nameOf(node: { readonly type: string }): string {
  if ("name" in node && typeof node.name === "string") return node.name;
  if ("property" in node && isNode(node.property)) return nameOf(node.property);
  return "expression" in node && isNode(node.expression) ? nameOf(node.expression) : "";
}
const isNode = (value: unknown): value is { readonly type: string } =>
  typeof value === "object" && value !== null && "type" in value;
