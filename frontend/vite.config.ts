import { brotliCompressSync, gzipSync } from "node:zlib";
import { readdirSync, writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

const out = "../var/frontend";

/** The web server only picks up what lies ready beside a file, so the build compresses once. */
function compress(): Plugin {
  return {
    name: "compress",
    apply: "build",
    closeBundle() {
      const folder = join(import.meta.dirname, out, "assets");
      for (const name of readdirSync(folder).filter((name) => /\.(js|css)$/.test(name))) {
        const bytes = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
      }
    },
  };
}

const entries = readdirSync(join(import.meta.dirname, "entries")).map((name) => `entries/${name}`);

export default defineConfig({
  root: import.meta.dirname,
  base: "/static/",
  publicDir: false,
  plugins: [compress()],
  build: {
    outDir: out,
    emptyOutDir: true,
    manifest: "manifest.json",
    // Nothing may become a data: address, fonts are not allowed from there.
    assetsInlineLimit: 0,
    target: ["chrome120", "firefox121", "safari17.5"],
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    modulePreload: { polyfill: false },
    rollupOptions: { input: entries },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
