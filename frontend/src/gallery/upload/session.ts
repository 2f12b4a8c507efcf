/** Uppy and tus behind a few verbs; says `change` (detail: Item) when a file got on. */
import Uppy, { type UppyFile } from "@uppy/core";
import Tus from "@uppy/tus";
import { uploadsUrl, type BatchFile } from "../../../lib/api";
import { csrfToken, refusal } from "../../../lib/http";
import type { Found } from "./drop";
import { fileKey } from "./memory";

export type ItemStatus = "waiting" | "uploading" | "failed" | BatchFile["status"];

export interface Item {
  id: string;
  key: string;
  batch: string;
  name: string;
  size: number;
  sent: number;
  status: ItemStatus;
  outcome: BatchFile["outcome"];
  sentence: string;
  /** The upload that it came by: two files of a batch may have one name. */
  upload?: string;
}

interface Meta {
  [name: string]: string | undefined;
  filename: string;
  filetype: string;
  purpose: string;
  batch: string;
  relativePath: string;
}
type Body = Record<string, never>;
type TusError = Error & { originalResponse?: { getBody(): string; getStatus(): number } | null };

export class Session extends EventTarget {
  readonly items = new Map<string, Item>();
  isPaused = false;
  private readonly uppy = new Uppy<Meta, Body>({ autoProceed: true });

  constructor() {
    super();
    this.uppy.use(Tus, {
      endpoint: uploadsUrl,
      limit: 4,
      retryDelays: [0, 1000, 3000, 5000, 10_000, 20_000],
      removeFingerprintOnSuccess: true,
      allowedMetaFields: ["filename", "filetype", "purpose", "batch", "relative_path", "replaces"],
      headers: () => ({ "X-CSRFToken": csrfToken() }),
    });
    this.uppy.on("upload-progress", (file, { bytesUploaded }) =>
      this.change(file?.id, { sent: bytesUploaded, status: "uploading" }),
    );
    this.uppy.on("upload-success", (file, { uploadURL }) => {
      const upload = uploadURL?.replace(/\/$/, "").split("/").pop();
      this.change(file?.id, { sent: file?.size ?? 0, status: "processing", sentence: "", upload });
    });
    this.uppy.on("upload-error", (file, error) => this.failed(file, error as TusError));
    // The same photo may be chosen again later in another batch.
    this.uppy.on("complete", ({ successful }) =>
      successful?.forEach((file) => this.uppy.removeFile(file.id)),
    );
  }

  /** `replaces`: the photo whose file this becomes, whatever its name. */
  add(batch: string, found: Found[], replaces?: string): void {
    for (const { file, folder } of found) this.addOne(batch, file, folder, replaces);
  }

  pause(): void {
    this.isPaused = true;
    this.uppy.pauseAll();
  }

  resume(): void {
    this.isPaused = false;
    this.uppy.resumeAll();
  }

  retry(id: string): void {
    this.change(id, { status: "waiting", sentence: "" });
    void this.uppy.retryUpload(id);
  }

  retryAll(): void {
    for (const item of this.items.values()) {
      if (item.status === "failed") this.change(item.id, { status: "waiting", sentence: "" });
    }
    void this.uppy.retryAll();
  }

  /** What the server says of the batch's files, once their bytes are there. */
  heard(batch: string, files: BatchFile[]): void {
    const byUpload = new Map(files.map((file) => [file.upload, file]));
    for (const item of this.items.values()) {
      const file = item.batch === batch && item.upload && byUpload.get(item.upload);
      if (!file || item.status === "uploading" || item.status === "waiting") continue;
      if (!["processing", "ready", "refused", "skipped"].includes(file.status)) continue;
      this.change(item.id, {
        status: file.status,
        outcome: file.outcome,
        sentence: file.sentence ?? "",
      });
    }
  }

  private addOne(batch: string, file: File, folder: string, replaces?: string): void {
    const meta = {
      filename: file.name,
      filetype: file.type,
      purpose: "gallery.batch",
      batch,
      relative_path: folder,
      // Every allowed field is sent, and a missing one as the word "undefined".
      replaces: replaces ?? "",
    };
    const id = this.uppy.addFile({
      name: file.name,
      type: file.type,
      data: file,
      meta: { ...meta, relativePath: `${batch}/${folder}/${file.name}` },
    });
    // The fragment is not sent: it ties the stored place of an upload to its batch, so that the
    // same file in another batch starts anew.
    this.uppy.setFileState(id, { tus: { endpoint: `${uploadsUrl}#${batch}` } });
    const start = { sent: 0, status: "waiting", outcome: null, sentence: "" } as const;
    const { name, size } = file;
    this.items.set(id, { id, key: fileKey(file), batch, name, size, ...start });
    this.change(id, {});
  }

  private failed(file: UppyFile<Meta, Body> | undefined, error: TusError): void {
    const response = error.originalResponse;
    const status = response?.getStatus() ?? 0;
    const sentence = response ? refusal(response.getBody(), status).message : "";
    const isFinal = status >= 400 && status < 500 && ![409, 423, 429].includes(status);
    this.change(file?.id, { status: isFinal ? "refused" : "failed", sentence });
  }

  private change(id: string | undefined, change: Partial<Item>): void {
    const item = id === undefined ? undefined : this.items.get(id);
    if (!item) return;
    Object.assign(item, change);
    this.dispatchEvent(new CustomEvent("change", { detail: item }));
  }
}
