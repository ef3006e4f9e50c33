import { BarcodeOutlined, CameraOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef, Modal } from "antd";
import { lazy, type Ref, Suspense, useEffect, useEffectEvent, useState } from "react";
import { useWords, words } from "../lang/words.ts";
import css from "./inputs.module.css";
import { newScanReader } from "./scanner.ts";

const Camera = lazy(() => import("./camera.tsx"));

const t = words({
  hint: { zh: "扫码，或输入条码后回车", en: "Scan, or type a code and press Enter" },
  camera: { zh: "用摄像头扫", en: "Scan with the camera" },
});

/** Calls `onScan` for scans made while no input has the focus; a scan into a focused input belongs to that input. */
export function useScanner(onScan: (code: string) => void): void {
  const tell = useEffectEvent(onScan);
  useEffect(() => {
    const read = newScanReader();
    const onKey = (event: KeyboardEvent) => {
      const place = event.target;
      const writing =
        place instanceof HTMLElement && (place.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(place.tagName));
      if (writing || event.ctrlKey || event.altKey || event.metaKey) return;
      const code = read(event.key, event.timeStamp);
      if (code === undefined) return;
      event.preventDefault(); // the closing Enter must not press whatever has the focus
      tell(code);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

type Props = {
  readonly onCode: (code: string) => void;
  readonly placeholder?: string;
  /** Offer the device's camera (only where the page may run WebAssembly: the venue console). */
  readonly camera?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly inputRef?: Ref<InputRef>;
};

/** A field for barcodes: a scanner that types, a hand that types, or the camera. Emptied after every code. */
export function BarcodeField({
  onCode,
  placeholder,
  camera = false,
  autoFocus = false,
  disabled = false,
  inputRef,
}: Props) {
  const say = useWords(t);
  const [text, setText] = useState("");
  const [looking, setLooking] = useState(false);
  useScanner((code) => {
    if (!disabled) onCode(code);
  });
  const take = (code: string) => {
    const clean = code.trim();
    setText("");
    if (clean !== "") onCode(clean);
  };
  return (
    <div className={css["scan"]}>
      <Input
        {...(inputRef === undefined ? {} : { ref: inputRef })}
        size="large"
        value={text}
        maxLength={400}
        disabled={disabled}
        autoFocus={autoFocus}
        autoComplete="off"
        inputMode="text"
        prefix={<BarcodeOutlined aria-hidden />}
        placeholder={placeholder ?? say.hint}
        aria-label={placeholder ?? say.hint}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => take(text)}
      />
      {camera ? (
        <>
          <Button
            size="large"
            icon={<CameraOutlined />}
            aria-label={say.camera}
            disabled={disabled}
            onClick={() => setLooking(true)}
          />
          <Modal open={looking} footer={null} title={say.camera} onCancel={() => setLooking(false)} destroyOnHidden>
            <Suspense>
              <Camera
                onCode={(code) => {
                  setLooking(false);
                  take(code);
                }}
              />
            </Suspense>
          </Modal>
        </>
      ) : null}
    </div>
  );
}
