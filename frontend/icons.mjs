// Draws the icon sprite from lucide-static (ISC licence). Run `npm run icons` after adding a name.
import { readFileSync, writeFileSync } from "node:fs";

const names = `
  activity archive arrow-down arrow-left arrow-right arrow-up arrow-up-right bell briefcase calendar camera chart-column check
  chevron-down chevron-left chevron-right circle-alert circle-check circle-help clock cloud-off copy crop
  download ellipsis external-link eye eye-off file-image filter folder folder-open globe grid-2x2
  grip-vertical
  hourglass image images inbox info keyboard layout-grid link list lock log-out mail menu
  message-circle minus monitor moon package palette pause pencil play plus printer receipt refresh-cw
  rectangle-vertical rotate-ccw rotate-cw search send settings shield shopping-bag sliders-horizontal star sun tag trash-2
  triangle-alert undo-2 unlock upload user user-plus users x home=house people=users team=briefcase gallery=images grid=images orders=receipt
  jobs=activity modules=package studios=globe mail-open
`
  .split(/\s+/)
  .filter(Boolean);

// "home=house" gives Lucide's drawing the name that our menus use.
const symbols = names.map((entry) => {
  const [name, drawing = name] = entry.split("=");
  const svg = readFileSync(`node_modules/lucide-static/icons/${drawing}.svg`, "utf8");
  const body = svg
    .replace(/<!--.*?-->/gs, "")
    .replace(/<\/?svg[^>]*>/gs, "")
    .replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
});
const note =
  "<!-- Lucide icons, ISC licence, https://lucide.dev/license; made by frontend/icons.mjs -->";
writeFileSync(
  "../platform/safelight/web/static/safelight/icons.svg",
  `<svg xmlns="http://www.w3.org/2000/svg">\n${note}\n${symbols.join("\n")}\n</svg>\n`,
);
