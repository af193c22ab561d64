/**
 * Reading QR codes: by the browser where it can (BarcodeDetector), else by the decoder that the site brings (qr/, of npm), which is
 * fetched only then. Where there is neither, nothing is read.
 */

/** The longest side of what is looked at, in pixels, and for how long a picture is looked at again, in milliseconds. */
const FRAME = { most: 800 };
const PICTURE = { most: 1024, timeLimit: 300 };

/**
 * The texts of the codes in a frame of the camera, or in a picture.
 * @typedef {(source: HTMLVideoElement | ImageBitmap) => Promise<string[]>} Read
 */

/** What reads codes here; null where nothing can. @type {(options?: {picture?: boolean}) => Promise<Read | null>} */
export async function qrReader({ picture = false } = {}) {
  if (await canItself()) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (source) => (await detector.detect(source).catch(() => [])).map(({ rawValue }) => rawValue);
  }
  try {
    const { decodeQR } = await import("../qr/decode.js");
    return async (source) => decoded(decodeQR, source, picture ? PICTURE : FRAME);
  } catch {
    return null; // a site that was made without it
  }
}

/** A browser may have the detector, and no QR codes among what it detects. */
async function canItself() {
  if (!("BarcodeDetector" in globalThis)) return false;
  const formats = await BarcodeDetector.getSupportedFormats?.().catch(() => []);
  return formats === undefined || formats.includes("qr_code");
}

function decoded(decodeQR, source, { most, ...options }) {
  const [wide, high] = [source.videoWidth ?? source.width, source.videoHeight ?? source.height];
  if (!wide || !high) return [];
  const scale = Math.min(1, most / Math.max(wide, high));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(wide * scale));
  canvas.height = Math.max(1, Math.round(high * scale));
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  // What is transparent is paper: a code on it would be black on black.
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  try {
    return [decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height), options)];
  } catch {
    return []; // there is none, or it cannot be read
  }
}
