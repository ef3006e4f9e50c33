import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";

/** A change of some filters; `undefined` or an empty text takes one away. */
export type Change<F> = { readonly [K in keyof F]?: F[K] | undefined };

/** Filters that live in the address, so that a colleague sees the same list. */
export function useFilter<F extends object>(to: string): readonly [Partial<F>, (change: Change<F>) => void] {
  const navigate = useNavigate();
  const filter: Partial<F> = useSearch({ strict: false });
  const show = (change: Change<F>) => {
    const next = Object.entries({ ...filter, ...change }).filter(([, value]) => value !== undefined && value !== "");
    void navigate({ to, search: Object.fromEntries(next), replace: true });
  };
  return [filter, show];
}

type Props<T> = {
  /** What is chosen; also the words shown while nothing is. */
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T | undefined) => void;
  readonly width_px?: number;
};

/** One value out of a few as a filter; it can be emptied. */
export function Choice<T extends string | number>({ label, value, options, onChange, width_px = 150 }: Props<T>) {
  return (
    <Select<T>
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      style={{ width: width_px }}
      onChange={(next: T | undefined) => onChange(next)}
      options={options.map((one) => ({ ...one }))}
    />
  );
}
