/** What every page of workspace and console has. */
import { register } from "../../lib/registry";
import { registerCommon } from "./common";
import { Selection } from "./selection";
import { Shortcuts } from "./shortcuts";
import { Theme } from "./theme";

export function registerWorkspace(): void {
  registerCommon();
  register({ selection: Selection, shortcuts: Shortcuts, theme: Theme });
}
