// The commands Merge Selected Steps and Split Step: the rewrites of the light bulb, by name.
import * as vscode from 'vscode';
import { mayNotChange, notRunning, refused } from './fix-all';
import { isReadOnly } from './read-only';
import type { Server } from './server';

/** Offers the rewrites of the selection that a title begins with; says why there is none. */
export async function rewriteSelection(server: Server, opening: 'Merge' | 'Split'): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const { document, selection } = editor;
  const { version } = document;
  if (await isReadOnly(document)) {
    mayNotChange();
    return;
  }
  const all = await server.codeActions(document, selection, 'refactor.rewrite');
  if (all === undefined) {
    notRunning();
    return;
  }
  const actions = all.filter((action) => action.title.startsWith(opening));
  const offered = actions.filter((action) => action.edit !== undefined);
  const chosen = offered.length > 1
    ? (await vscode.window.showQuickPick(offered.map((action) => ({ label: action.title, action })), { title: `${opening} steps` }))?.action
    : offered[0];
  if (chosen?.edit !== undefined) {
    // Without the question that the light bulb asks of some edits: who names a rewrite wants it.
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, chosen.edit.get(document.uri));
    if (document.version === version && !await vscode.workspace.applyEdit(edit)) {
      refused();
    }
    return;
  }
  if (offered.length === 0) {
    const reason = actions.find(({ disabled }) => disabled !== undefined)?.disabled?.reason;
    void vscode.window.showInformationMessage(`DockerLsp: ${reason ?? (opening === 'Merge'
      ? 'Select two or more RUN steps that follow each other.'
      : 'Put the cursor into a RUN step that chains commands with &&.')}`);
  }
}
