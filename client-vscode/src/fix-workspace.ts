// The command Fix Workspace: the safe fixes of every Dockerfile, shown for approval before anything changes.
import * as vscode from 'vscode';
import { fixAllEdit, notRunning } from './fix-all';
import { isReadOnly } from './read-only';
import type { Server } from './server';

const files = '**/{[Dd]ockerfile,[Cc]ontainerfile,[Dd]ockerfile.*,[Cc]ontainerfile.*,*.[Dd]ockerfile,*.[Cc]ontainerfile}';
const notDockerfiles = /\.(dockerignore|j2|tmpl|erb)$/i;

export async function fixWorkspace(server: Server): Promise<void> {
  const found = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'DockerLsp: looking for safe fixes', cancellable: true },
    (progress, cancellation) => collect(server, progress, cancellation),
  );
  if (found === undefined) {
    return;
  }
  const { edit, leftOut } = found;
  if (leftOut.length > 0) {
    void vscode.window.showWarningMessage(`DockerLsp: Left out, because it could not be read or checked: ${leftOut.join(', ')}`);
  } else if (edit.size === 0) {
    void vscode.window.showInformationMessage('DockerLsp: No Dockerfile of this workspace has a safe fix.');
  }
  if (edit.size === 0) {
    return;
  }
  // What needs confirmation is shown in the refactor preview, with a box to tick for each change.
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

/** What was found: the edit, and the files that could not be read or checked. */
interface Found {
  readonly edit: vscode.WorkspaceEdit;
  readonly leftOut: string[];
}

/** Undefined when it was cancelled, or no server runs, which is said. */
async function collect(
  server: Server, progress: vscode.Progress<{ message?: string; increment?: number }>, cancellation: vscode.CancellationToken,
): Promise<Found | undefined> {
  const uris = (await vscode.workspace.findFiles(files, '**/node_modules/**', undefined, cancellation)).filter((uri) => !notDockerfiles.test(uri.path));
  const all = new vscode.WorkspaceEdit();
  const leftOut: string[] = [];
  for (const uri of uris) {
    if (cancellation.isCancellationRequested) {
      return undefined;
    }
    const label = vscode.workspace.asRelativePath(uri);
    progress.report({ message: label, increment: 100 / uris.length });
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.languageId !== 'dockerfile' || await isReadOnly(document)) {
        continue;
      }
      const edit = await fixAllEdit(server, document);
      if (edit === undefined) {
        notRunning();
        return undefined;
      }
      const entries = edit.get(uri).map((one): [vscode.TextEdit, vscode.WorkspaceEditEntryMetadata] => [one, { needsConfirmation: true, label }]);
      if (entries.length > 0) {
        all.set(uri, entries);
      }
    } catch {
      leftOut.push(label);
    }
  }
  return { edit: all, leftOut };
}
