import { Alert } from "antd";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
// Served from our own address: the venue must be able to scan without the internet.
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { useWords, words } from "../lang/words.ts";
import css from "./inputs.module.css";

const t = words({
  none: {
    zh: "打不开摄像头，请检查权限，或用扫码枪。",
    en: "The camera cannot be opened. Check its permission, or use a scanner.",
  },
});

prepareZXingModule({
  overrides: { locateFile: (file: string, folder: string) => (file.endsWith(".wasm") ? wasmUrl : folder + file) },
});

/** Pictures looked at per second: enough for a hand, little for a battery. */
const pause_ms = 160;

/** One look through the camera: the code seen, if any. */
async function look(video: HTMLVideoElement, canvas: HTMLCanvasElement): Promise<string | undefined> {
  if (video.videoWidth === 0) return undefined;
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) return undefined;
  pen.drawImage(video, 0, 0);
  const found = await readBarcodes(pen.getImageData(0, 0, canvas.width, canvas.height), {
    tryHarder: true,
    maxNumberOfSymbols: 1,
  });
  return found.find((one) => one.isValid)?.text;
}

/** Looks through the device's camera until it sees a barcode or a QR code. */
export default function Camera({ onCode }: { readonly onCode: (code: string) => void }) {
  const say = useWords(t);
  const place = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const tell = useEffectEvent(onCode);
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | undefined;
    const run = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const video = place.current;
      if (gone || video === null) return;
      video.srcObject = stream;
      await video.play();
      const canvas = document.createElement("canvas");
      // Ends when the dialog closes or a code is seen.
      while (!gone) {
        const code = await look(video, canvas);
        if (code !== undefined && !gone) return tell(code);
        await new Promise((done) => setTimeout(done, pause_ms));
      }
    };
    run()
      .catch(() => setFailed(true))
      .finally(() => {
        if (gone) for (const track of stream?.getTracks() ?? []) track.stop();
      });
    return () => {
      gone = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (failed) return <Alert type="warning" showIcon title={say.none} />;
  return (
    <div className={css["camera"]}>
      <video ref={place} muted playsInline />
      <span className={css["aim"]} />
    </div>
  );
}
