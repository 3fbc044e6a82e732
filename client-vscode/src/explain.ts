// The rules' pages, shown inside the editor: the command Explain Rule, and an entry for each finding under the light bulb.
import * as vscode from 'vscode';
import { toMarkdown } from './rule-page';
import type { Server } from './server';
import { documentSelector } from './server';

const scheme = 'dockerlsp-rule';
const command = 'dockerlsp.explainRule';
const ruleId = /^[A-Za-z0-9]+$/;

/** Pages come from the server's own program, so that they are those of the rules that run. */
export function explainRules(server: Server): vscode.Disposable {
  const explain = async (given: unknown) => {
    try {
      const id = typeof given === 'string' && ruleId.test(given) ? given : await choose(server);
      if (id !== undefined) {
        await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.from({ scheme, path: `/${id}.md` }));
      }
    } catch (error) {
      void vscode.window.showErrorMessage(`DockerLsp: The rule cannot be explained: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };

  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: async (uri) => toMarkdown(await server.run('explain', /^\/([A-Za-z0-9]+)\.md$/.exec(uri.path)?.[1] ?? '')),
    }),
    vscode.commands.registerCommand(command, explain),
    vscode.languages.registerCodeActionsProvider(documentSelector, {
      provideCodeActions: (_document, _range, context) => entries(context.diagnostics),
    }, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
  );
}

/** Lets a person choose a rule by id or title; undefined where none was chosen. */
async function choose(server: Server): Promise<string | undefined> {
  const items = (await server.rules()).map(({ id, title, aliases }) => ({ label: id, description: title, detail: aliases?.join(', ') ?? '' }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Explain a rule', matchOnDescription: true, matchOnDetail: true });
  return chosen?.label;
}

function entries(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  const seen = new Map<string, vscode.Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const id = diagnostic.source === 'dockerlsp' ? idOf(diagnostic) : undefined;
    if (id !== undefined) {
      seen.set(id, [...seen.get(id) ?? [], diagnostic]);
    }
  }
  return [...seen].map(([id, found]) => {
    const action = new vscode.CodeAction(`Explain ${id}`, vscode.CodeActionKind.QuickFix);
    action.diagnostics = found;
    action.command = { title: action.title, command, arguments: [id] };
    return action;
  });
}

function idOf({ code }: vscode.Diagnostic): string | undefined {
  const value = typeof code === 'object' ? code.value : code;
  // ShellCheck's findings have no page here.
  return typeof value === 'string' && ruleId.test(value) && !value.startsWith('SC') ? value : undefined;
}
