// Which documents a person may not change. VS Code's own actions keep off them; an edit that an extension applies would not.
import * as vscode from 'vscode';

/** Whether the file system, the file's permissions or the settings keep a document as it is. */
export async function isReadOnly(document: vscode.TextDocument): Promise<boolean> {
  const { uri } = document;
  if (document.isUntitled) {
    return false;
  }
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) {
    return true;
  }
  const settings = vscode.workspace.getConfiguration('files', uri);
  if (isAmong(document, settings.get('readonlyInclude'))) {
    return !isAmong(document, settings.get('readonlyExclude'));
  }
  try {
    return (((await vscode.workspace.fs.stat(uri)).permissions ?? 0) & vscode.FilePermission.Readonly) !== 0;
  } catch {
    return false; // gone from the disk: what is open may still be changed
  }
}

/** Whether a pattern of a setting like `files.readonlyInclude` is on and fits; a person may have written anything there. */
function isAmong(document: vscode.TextDocument, patterns: unknown): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(document.uri);
  return typeof patterns === 'object' && patterns !== null && Object.entries(patterns).some(([pattern, isOn]) => isOn === true
    && vscode.languages.match({ pattern: folder === undefined ? pattern : new vscode.RelativePattern(folder, pattern) }, document) > 0);
}
