// What another extension shows of a Dockerfile is not shown a second time. Its fixes stay under the light bulb: the server
// goes by the place, not by what is shown.
import * as vscode from 'vscode';
import type { LanguageClient, Middleware } from 'vscode-languageclient/node';
import { findDuplicates, type Shown } from './neighbours';
import type { Rule } from './server';

export class Duplicates implements vscode.Disposable {
  private readonly known = new Map<string, string>();
  private readonly hidden = new Map<string, number>();
  private readonly stale = new Set<string>();
  private readonly watching: vscode.Disposable;
  private names: ReadonlyMap<string, readonly string[]> | undefined;
  private isAsking = false;

  /** What the rules are also called is asked once another extension shows something. */
  constructor(private readonly client: () => LanguageClient | undefined, private readonly rules: () => Promise<readonly Rule[]>) {
    this.watching = vscode.Disposable.from(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => { this.refresh(uris); }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.known.delete(uri.toString());
        this.hidden.delete(uri.toString());
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('dockerlsp.duplicates')) {
          this.refreshAll();
        }
      }),
    );
  }

  readonly middleware: Middleware = {
    provideDiagnostics: async (document, previousResultId, token, next) => {
      const uri = 'uri' in document ? document.uri : document;
      // "Unchanged" would leave what was shown before.
      const report = await next(document, this.stale.delete(uri.toString()) ? undefined : previousResultId, token);
      return report !== null && report !== undefined && 'items' in report ? { ...report, items: this.without(uri, report.items) } : report;
    },
    handleDiagnostics: (uri, diagnostics, next) => { next(uri, this.without(uri, diagnostics)); },
  };

  /** How many findings in a file are not shown. */
  count(uri: vscode.Uri): number {
    return this.hidden.get(uri.toString()) ?? 0;
  }

  dispose(): void {
    this.watching.dispose();
  }

  private without(uri: vscode.Uri, ours: vscode.Diagnostic[]): vscode.Diagnostic[] {
    const others = othersOf(uri);
    this.known.set(uri.toString(), JSON.stringify(others));
    this.hidden.delete(uri.toString());
    if (others.length === 0 || vscode.workspace.getConfiguration('dockerlsp', uri).get('duplicates') === 'show') {
      return ours;
    }
    if (this.names === undefined) {
      void this.learn();
    }
    const twice = findDuplicates(ours.map((our) => ({ ...show(our), pointsTo: linesIn(uri, our) })), others, (id) => this.names?.get(id) ?? [id]);
    this.hidden.set(uri.toString(), twice.filter((is) => is).length);
    return ours.filter((_, index) => twice[index] !== true);
  }

  private async learn(): Promise<void> {
    if (this.isAsking) {
      return;
    }
    this.isAsking = true;
    try {
      this.names = new Map((await this.rules()).map(({ id, aliases }) => [id, [id, ...aliases ?? []]]));
      this.refreshAll();
    } catch {
      // No server runs just now: it is asked again with the next findings.
    } finally {
      this.isAsking = false;
    }
  }

  private refreshAll(): void {
    this.known.clear();
    this.refresh(vscode.workspace.textDocuments.map(({ uri }) => uri));
  }

  /** Asks for our findings again where the others have changed theirs. */
  private refresh(uris: readonly vscode.Uri[]): void {
    for (const uri of uris) {
      const key = uri.toString();
      const others = JSON.stringify(othersOf(uri));
      const document = vscode.workspace.textDocuments.find((one) => one.languageId === 'dockerfile' && one.uri.toString() === key);
      if (document !== undefined && others !== (this.known.get(key) ?? '[]')) {
        this.known.set(key, others);
        this.stale.add(key);
        this.client()?.getFeature('textDocument/diagnostic').getProvider(document)?.onDidChangeDiagnosticsEmitter.fire();
      }
    }
  }
}

function othersOf(uri: vscode.Uri): Shown[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source !== 'dockerlsp').map(show);
}

function linesIn(uri: vscode.Uri, { relatedInformation }: vscode.Diagnostic): number[] {
  return (relatedInformation ?? []).filter(({ location }) => location.uri.toString() === uri.toString()).map(({ location }) => location.range.start.line);
}

function show({ source, code, range }: vscode.Diagnostic): Shown {
  return { source, code: typeof code === 'object' ? code.value : code, start: range.start.line, end: range.end.line };
}
