import { Alert, type FormInstance } from "antd";
import { useEffect } from "react";
import { useLang } from "../lang/lang.ts";
import { errorText, ProblemError } from "../problem.ts";

/** "body.items.0.code" as antd names a field: ["items", 0, "code"]. */
export function fieldPath(field: string): (string | number)[] {
  return field
    .replace(/^body\./, "")
    .split(".")
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Puts the server's word on each wrong field beside that field of the form: the reason, and what would be right. */
export function useFieldFaults(form: FormInstance, error: unknown): void {
  useEffect(() => {
    if (!(error instanceof ProblemError)) return;
    form.setFields(
      error.fields.map((one) => ({
        name: fieldPath(one.field),
        errors: [[one.reason, one.expected].filter(Boolean).join(": ")],
      })),
    );
  }, [form, error]);
}

/** A refusal above a form or a list, in the reader's words; nothing when there is none. */
export function FormFault({ error }: { readonly error: unknown }) {
  const lang = useLang();
  if (!error) return null;
  return <Alert type="error" showIcon title={errorText(error, lang)} style={{ marginBottom: 20 }} />;
}
