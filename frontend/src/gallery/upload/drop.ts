/** The files of a drop or a chosen folder, with their folder's path. */
export interface Found {
  file: File;
  /** Path inside the dropped folder, without the file's name; empty for loose files. */
  folder: string;
}

export function chosen(list: FileList | null): Found[] {
  return [...(list ?? [])].filter(isWanted).map((file) => ({
    file,
    folder: file.webkitRelativePath.split("/").slice(0, -1).join("/"),
  }));
}

/** Must be called in the drop event itself: its items are gone after the first await. */
export async function dropped(transfer: DataTransfer): Promise<Found[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (!entries.length) return chosen(transfer.files);
  const found = await Promise.all(entries.map((entry) => walk(entry, "")));
  return found.flat();
}

async function walk(entry: FileSystemEntry, folder: string): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return isWanted(file) ? [{ file, folder }] : [];
  }
  const inside = folder ? `${folder}/${entry.name}` : entry.name;
  const children = await list(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map((child) => walk(child, inside)))).flat();
}

async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives at most a hundred entries a time and ends with an empty list.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (!some.length) return found;
    found.push(...some);
  }
}

/** What systems leave in folders is nobody's photo. */
function isWanted(file: File): boolean {
  return !/^(\..*|Thumbs\.db|desktop\.ini)$/i.test(file.name);
}
