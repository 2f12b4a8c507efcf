/** What every page of workspace and console has. */
import { register } from "../../lib/registry";
import { Arrange } from "./arrange";
import { Blocks } from "./blocks";
import { registerCommon } from "./common";
import { NameExample } from "./name-example";
import { Preview } from "./preview";
import { Selection } from "./selection";
import { Shortcuts } from "./shortcuts";
import { Theme } from "./theme";

export function registerWorkspace(): void {
  registerCommon();
  register({
    arrange: Arrange,
    blocks: Blocks,
    "name-example": NameExample,
    preview: Preview,
    selection: Selection,
    shortcuts: Shortcuts,
    theme: Theme,
  });
}
